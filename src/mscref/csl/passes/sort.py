"""Sorting works and cites by the keys of an area."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Generic, TypeVar

from mscref.csl.compile import CompiledKey
from mscref.csl.context import Circumstances
from mscref.csl.text.collation import LEVEL, sort_key

T = TypeVar("T")


class Sorter(Generic[T]):
    """Puts things in the order of `keys`; equals keep their order.

    Accents and case decide only between things that all keys leave equal (reference processor).
    A key is asked only of things that the keys before it leave equal, for it costs the evaluation
    of a macro; what it said is kept.
    """

    def __init__(
        self,
        keys: Sequence[CompiledKey],
        *,
        circumstances_of: Callable[[T], Circumstances],
        language: str,
    ) -> None:
        self._keys = keys
        self._circumstances_of = circumstances_of
        self._language = language
        self._weights: dict[T, list[str]] = {}  # of the keys asked so far, in their order

    def weigh_anew(
        self, things: Iterable[T], circumstances_of: Callable[[T], Circumstances]
    ) -> None:
        """From now on ask of all things in other circumstances, which change those of `things`."""
        self._circumstances_of = circumstances_of
        for thing in things:
            self._weights.pop(thing, None)

    def sorted(self, things: Iterable[T]) -> list[T]:
        """`things` in their order."""
        return self._by_letters(list(things), 0) if len(self._keys) > 1 else self._by_all(things)

    def _by_letters(self, things: list[T], place: int) -> list[T]:
        """Sorted by the letters of the key at `place` and of those behind it, then by all."""
        if len(things) < 2:
            return things
        if place == len(self._keys):
            return self._by_all(things)
        letters = {one: self._weight(one, place).partition(LEVEL)[0] for one in things}
        order: list[T] = []
        for _, equals in groupby(self._ordered(things, letters, place), key=letters.__getitem__):
            order += self._by_letters(list(equals), place + 1)
        return order

    def _by_all(self, things: Iterable[T]) -> list[T]:
        """Sorted by the whole keys, with accents and case."""
        order = list(things)
        # From the last key to the first: a stable sort makes earlier keys outweigh later ones.
        for place in reversed(range(len(self._keys))):
            order = self._ordered(order, {one: self._weight(one, place) for one in order}, place)
        return order

    def _ordered(self, things: Iterable[T], weights: Mapping[T, str], place: int) -> list[T]:
        """`things` by their weights at one key; an empty one goes last in either direction."""
        filled: list[T] = []
        empty: list[T] = []
        for thing in things:
            (filled if weights[thing] else empty).append(thing)
        filled.sort(key=weights.__getitem__, reverse=self._keys[place].descending)
        return filled + empty

    def _weight(self, thing: T, place: int) -> str:
        weights = self._weights.setdefault(thing, [])
        while len(weights) <= place:
            text = self._keys[len(weights)].text(self._circumstances_of(thing))
            weights.append(_weight(text, self._language))
        return weights[place]


def _weight(text: str, language: str) -> str:
    if not text:
        return ""
    language, is_asked, _ = language.partition(COUNTS_APOSTROPHES)
    letters = _with_apostrophes(text) if is_asked else _letters(text)
    return sort_key(letters, language)


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
