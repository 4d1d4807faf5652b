"""Attacks on mscref, each played by the command line: what strangers may send, and what must hold.

One `Attack` for each fault that was found. Its play is given a folder and a case: our own cases
(variants that nobody sent) run everywhere, the case that was found where `../shared` is.
`tests/test_attacks.py` runs them all.
"""
