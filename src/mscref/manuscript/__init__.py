"""Citations inside documents: their text, the markers in it, and what becomes of them.

Knows nothing of how references are parsed: a list arrives as `ListedWork`s.
"""
