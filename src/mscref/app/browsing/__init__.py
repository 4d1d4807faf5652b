"""`browse`: a library to look through: rows, search as you type, facets, repairs, verdicts.

`shelf.py` holds what was read and finds in it, `repairs.py` proposes and makes repairs, `papers.py`
says what documents cite, `marks.py` keeps verdicts, `verification.py` asks for them in the
background, and `browser.py` brings them together for many threads. Words, keys and styles come in,
plain data goes out; nothing here knows of HTTP or HTML.
"""
