"""A database of Zotero with made-up works, laid out by the names of the tables and columns that
Zotero's data has; for tests and `bench/zotero.py`."""
