"""Citation keys from patterns, unique in a library.

What crosses the border: a pattern and references in; keys out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from mscref.keys.markers import (
    FALLBACK,
    MARKERS,
    MODIFIERS,
    clean_key,
    variable_text,
)
from mscref.keys.pattern import DEFAULT_PATTERN, KeyPattern, Literal, Marked, parse_pattern
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference

__all__ = [
    "DEFAULT_PATTERN",
    "KeyPattern",
    "clean_key",
    "make_key",
    "new_keys",
    "parse_pattern",
    "unique_key",
]


def make_key(pattern: KeyPattern, reference: Reference) -> str:
    """The key of a reference by a pattern, without regard to others; never empty.

    A word of the title stands in where the pattern gives nothing, or nothing but a year: there is
    nobody to name, or the name is in a script that no table reads.
    """
    text = "".join(
        part.text if isinstance(part, Literal) else field_text(part, reference)
        for part in pattern.parts
    )
    key = clean_key(text)
    has_words = any(
        isinstance(part, Marked) and part.marker not in _OF_DATES for part in pattern.parts
    )
    if key and not (has_words and _ONLY_DATE.fullmatch(key)):
        return key
    return (_title_word(reference) or "ref") + key


_OF_DATES = frozenset(["year", "shortyear", "month", "firstpage", "lastpage"])
_ONLY_DATE = re.compile(r"[\d:._+/-]*")


def _title_word(reference: Reference) -> str:
    """The first word of the title that Latin letters can write, or ""."""
    title = _WORD.findall(strip_markup(reference.text("title")))
    written = [MARKERS["veryshorttitle"](reference, ()), *title]
    latin = (clean_key(word).lower() for word in written if not word.isdigit())
    return next((word for word in latin if len(word) > 1), "")


_WORD = re.compile(r"[^\W_]+")


def unique_key(key: str, taken: Container[str]) -> str:
    """`key`, or with the first clash letter that is free: leng2020, leng2020a, leng2020b, …

    Keys that differ only in case clash: BibTeX and file systems take them for one. `taken`
    holds casefolded keys.
    """
    if key.casefold() not in taken:
        return key
    return next(
        candidate
        for letters in _clash_letters()
        if (candidate := key + letters).casefold() not in taken
    )


def new_keys(pattern: KeyPattern, references: Iterable[Reference], taken: set[str]) -> list[str]:
    """A key for each reference, unique among themselves and `taken` (casefolded, added to)."""
    keys: list[str] = []
    for reference in references:
        key = unique_key(make_key(pattern, reference), taken)
        taken.add(key.casefold())
        keys.append(key)
    return keys


def _clash_letters() -> Iterable[str]:
    """A, b, … z, aa, ab, …"""
    letters = "abcdefghijklmnopqrstuvwxyz"
    before = [""]
    while True:
        before = [first + letter for first in before for letter in letters]
        yield from before


def field_text(field: Marked, reference: Reference) -> str:
    """What a marker of a pattern stands for, its modifiers applied."""
    marker = MARKERS.get(field.marker)
    text = marker(reference, field.arguments) if marker else variable_text(reference, field.marker)
    for name, arguments in field.modifiers:
        fallback = name == FALLBACK
        text = (text or arguments[0]) if fallback else MODIFIERS[name](text, arguments)
    return text
