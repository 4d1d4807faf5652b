"""What an editor has open: texts, the libraries they cite from, and what can be said about both.

What crosses the border: paths, offsets and texts in; marks, entries and splices out. Nothing here
knows of a protocol; `mscref.lsp` speaks it.
"""
