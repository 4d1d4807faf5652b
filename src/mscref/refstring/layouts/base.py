"""What the layouts share: fields taken from the groups of a match, and plain punctuation.

A layout is a function from a reference string to the fields it reads, or None where the string is
not laid out like that. It reads only strings whose marks leave no doubt; all others are the models'.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from mscref.refstring.fields import ParsedField

# A layout's marks are as sure as the labels of the models are in the best case.
SURE = 0.95

# One character for one, so that places stay: full-width punctuation, Arabic digits and commas.
_PLAIN = str.maketrans(
    "，．：；（）［］！？／　｡～〜﹣－‐‑‒–—―−،؛٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９＆\u00a0\u2009\u202f",
    ",.:;()[]!?/ .~~---------,;012345678901234567890123456789&   ",
)


@dataclass(frozen=True, slots=True)
class Laid:
    """What a layout read: the fields in the order of the string, and the CSL type it says."""

    fields: list[ParsedField]
    item_type: str = ""


# The stop at the end of these may be that of an abbreviation.
_KEEP_STOPS = frozenset(
    ["container", "author", "authority", "editor", "edition", "genre", "location"]
)

Layout: TypeAlias = Callable[[str], Laid | None]


def plain(text: str) -> str:
    """The text with ASCII punctuation and digits, character for character."""
    return text.translate(_PLAIN)


def read(match: re.Match[str], text: str, *, at: int = 0) -> list[ParsedField]:
    """The named groups of a match as fields; values are those of `text`, `at` where it began.

    A group `pages_2` is the field `pages`; what is empty is no field.
    """
    found = []
    for group in match.groupdict():
        start, end = match.span(group)
        if start < 0:
            continue
        field = taken(text, group.split("_")[0], at + start, at + end)
        if field:
            found.append(field)
    return found


def taken(text: str, name: str, start: int, end: int) -> ParsedField | None:
    """The stretch of a text as a field, without the spaces and stops at its edges."""
    value = text[start:end]
    bare = value.strip(" \t,;:，、。；：　")
    if name not in _KEEP_STOPS:
        bare = bare.rstrip(".．")
    if not bare:
        return None
    start += value.index(bare)
    return ParsedField(name=name, value=bare, start=start, end=start + len(bare), confidence=SURE)
