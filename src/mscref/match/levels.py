"""How far two values can agree, and what each level of agreement is worth. Tables only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Level(StrEnum):
    """How far one field agrees; the value is the word in every output.

    Titles of few letters have levels of their own: they agree by chance.
    """

    UNSAID = ""
    SAME = "same"
    IN_TEXT = "in text"
    NEAR = "near"
    BEGINNING = "beginning"
    LIKE = "like"
    PARTLY = "partly"
    NOT_IN_TEXT = "not in text"
    DIFFERENT = "different"
    SHORT_SAME = "short same"
    SHORT_IN_TEXT = "short in text"
    SHORT_NEAR = "short near"
    SHORT_LIKE = "short like"
    SHORT_PARTLY = "short partly"
    ALL = "all"
    FIRST = "first"
    FIRST_IN_TEXT = "first in text"
    SOME = "some"
    NONE = "none"
    NEXT = "next"
    ABBREVIATED = "abbreviated"

    @property
    def plain(self) -> Level:
        """The level whatever the length of the title."""
        return _PLAIN.get(self, self)

    @property
    def short(self) -> Level:
        """The same level of a short title; one that has none stays."""
        return _SHORT.get(self, self)


_SHORT: Mapping[Level, Level] = MappingProxyType(
    {
        Level.SAME: Level.SHORT_SAME,
        Level.IN_TEXT: Level.SHORT_IN_TEXT,
        Level.NEAR: Level.SHORT_NEAR,
        Level.LIKE: Level.SHORT_LIKE,
        Level.PARTLY: Level.SHORT_PARTLY,
    }
)
_PLAIN: Mapping[Level, Level] = MappingProxyType({short: one for one, short in _SHORT.items()})

# field → level → bits of evidence, from `make matchbench FIT=1`. Set by reasoning, since the data
# hold too few: "first" and "some" of the authors, the "beginning" of a title, and the DOI.
WEIGHTS: Mapping[str, Mapping[Level, float]] = MappingProxyType(
    {
        "title": {
            Level.SAME: 11.9,
            Level.IN_TEXT: 8.4,
            Level.NEAR: 5.7,
            Level.BEGINNING: 5.0,
            Level.LIKE: 1.9,
            Level.PARTLY: -0.4,
            Level.NOT_IN_TEXT: -2.6,
            Level.DIFFERENT: -8.0,
            Level.SHORT_SAME: 6.1,
            Level.SHORT_IN_TEXT: 3.5,
            Level.SHORT_NEAR: 0.4,
            Level.SHORT_LIKE: 0.4,
            Level.SHORT_PARTLY: 0.0,
        },
        "authors": {
            Level.ALL: 3.9,
            Level.IN_TEXT: 2.1,
            Level.FIRST: 2.0,
            Level.FIRST_IN_TEXT: 1.0,
            Level.SOME: -1.0,
            Level.NONE: -6.2,
        },
        "year": {Level.SAME: 0.5, Level.NEXT: -1.6, Level.DIFFERENT: -8.0},
        "container": {
            Level.SAME: 1.8,
            Level.ABBREVIATED: 2.0,
            Level.IN_TEXT: 1.9,
            Level.NOT_IN_TEXT: -3.1,
            Level.PARTLY: -4.0,
            Level.DIFFERENT: -8.0,
        },
        "volume": {
            Level.SAME: 1.1,
            Level.IN_TEXT: 1.0,
            Level.NOT_IN_TEXT: -5.0,
            Level.DIFFERENT: -8.0,
        },
        "page": {
            Level.SAME: 2.8,
            Level.IN_TEXT: 1.6,
            Level.NOT_IN_TEXT: -4.6,
            Level.DIFFERENT: -3.2,
        },
        "doi": {Level.SAME: 12.0, Level.DIFFERENT: -4.0},
    }
)
ACCEPT = 1.0  # bits: a match is believed from here on
MARGIN = 1.0  # bits: by which it must be better than the next different work
