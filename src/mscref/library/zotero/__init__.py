"""Zotero's database, read from a copy: `folder.py` finds it, `database.py` opens it, `reading.py`
makes items of its rows, `stored_keys.py` knows where Better BibTeX keeps citation keys.

What crosses the border: an `Address` and the environment in, references out. Nothing is written.
"""
