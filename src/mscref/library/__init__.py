"""The disk: the .bib file is the library, and nothing else is the truth."""
