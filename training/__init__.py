"""How the shipped models of reference strings are made: their data, their lexicon, the training."""
