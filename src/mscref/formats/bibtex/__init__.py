"""BibTeX and biblatex: scan (spans), read (references), write (new text).

`scan.py` partitions a file without losing a character; `library/` edits with it. Reading and
writing go through the `Reference` of the model like every other format.
"""
