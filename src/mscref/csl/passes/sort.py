"""Sorting items by the keys of an area; an empty key goes last in either direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from mscref.csl.compile import CompiledKey
from mscref.csl.context import Circumstances
from mscref.csl.text.collation import LEVEL, sort_key

T = TypeVar("T")


def sort_by_keys(
    things: Sequence[T],
    keys: Sequence[CompiledKey],
    *,
    circumstances_of: Callable[[T], Circumstances],
    language: str,
) -> list[T]:
    """`things` in the order of `keys`; equals keep their order.

    Accents and case decide only between things that all keys leave equal (reference processor).
    """
    asked = [circumstances_of(thing) for thing in things]
    columns = [[_weight(key.text(one), language) for one in asked] for key in keys]
    order = list(range(len(things)))
    if len(keys) > 1:
        order = _ordered(order, columns, keys)
        columns = [[weight.partition(LEVEL)[0] for weight in column] for column in columns]
    return [things[index] for index in _ordered(order, columns, keys)]


def _weight(text: str, language: str) -> str:
    if not text:
        return ""
    language, is_asked, _ = language.partition(COUNTS_APOSTROPHES)
    letters = _with_apostrophes(text) if is_asked else _letters(text)
    return sort_key(letters, language)


def _ordered(
    order: list[int], columns: Sequence[Sequence[str]], keys: Sequence[CompiledKey]
) -> list[int]:
    """The indices in `order`, sorted by the columns; an empty one goes last."""
    # From the last key to the first: a stable sort makes earlier keys outweigh later ones.
    for column, key in zip(reversed(columns), reversed(keys), strict=True):
        filled = [index for index in order if column[index]]
        empty = [index for index in order if not column[index]]
        filled.sort(key=column.__getitem__, reverse=key.descending)
        order = filled + empty
    return order


def _letters(text: str) -> str:
    """`text` without the punctuation that does not count in sorting (suite: sort_Quotes)."""
    return text if text.isalnum() else text.translate(_IGNORED)


def _with_apostrophes(text: str) -> str:
    """The same, but an apostrophe between letters counts: O’Neil before Oñate."""
    return _letters(_APOSTROPHE.sub(_STANDS_FOR, text)).replace(_STANDS_FOR, "'")


# Behind a language: sort as pandoc's own processor does. (The reference processor takes no notice
# of an apostrophe.)
COUNTS_APOSTROPHES = "-x-apos"
_APOSTROPHE = re.compile(r"(?<=[^\W_])['’](?=[^\W_])")
_STANDS_FOR = "\x01"
_IGNORED = {ord(char): None for char in "\"'“”‘’«»‹›„‚()[]{}.,;:!?…¿¡-‐‑–—/&*_#@%\\§¶†·•"}
