"""Citation keys from patterns, unique in a library.

What crosses the border: a pattern and references in; keys out. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from mscref.keys.markers import (
    FALLBACK,
    MARKERS,
    MODIFIERS,
    clean_key,
    variable_text,
)
from mscref.keys.pattern import DEFAULT_PATTERN, KeyPattern, Literal, Marked, parse_pattern
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

    A word of the title stands in where the pattern gives nothing.
    """
    text = "".join(
        part.text if isinstance(part, Literal) else _field_text(part, reference)
        for part in pattern.parts
    )
    return clean_key(text) or clean_key(_title_word(reference)) or "ref"


def _title_word(reference: Reference) -> str:
    return MARKERS["veryshorttitle"](reference, ()).lower()


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


def _field_text(field: Marked, reference: Reference) -> str:
    marker = MARKERS.get(field.marker)
    text = marker(reference, field.arguments) if marker else variable_text(reference, field.marker)
    for name, arguments in field.modifiers:
        fallback = name == FALLBACK
        text = (text or arguments[0]) if fallback else MODIFIERS[name](text, arguments)
    return text
