"""Use cases: one file per verb, plain arguments in, plain data out. Wires packages together."""
