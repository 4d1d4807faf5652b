"""How the titles of BibTeX are read; imports nothing, for every command asks it."""

from __future__ import annotations

from enum import Enum


class Titles(Enum):
    """How titles are read: for styles, for people to see, or to be written as BibTeX again."""

    SENTENCE = "English ones in sentence case, as CSL wants them"
    WRITTEN = "with the capitals of the source"
    LATEX = "the same, and the LaTeX of every title field among the leftovers"
