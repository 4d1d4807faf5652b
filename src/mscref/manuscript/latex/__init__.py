"""The files of a LaTeX run that say what a document cites: `.aux` and biblatex's `.bcf`.

Pure functions of their text; where the files are, and which library and style they mean, is
decided by the caller.
"""
