"""Many works that have something in common, and those of them that a newcomer may be. Pure.

What crosses the border: works in the order they came; for a newcomer those with which it has to be
compared, in that order, out. Left out are only those of which `pairs.compare` would say nothing,
or, of many works with one identifier, nothing but doubts: each way to choose says why.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import product
from operator import attrgetter

from mscref.match.name_keys import NameKeys, name_keys
from mscref.match.pairs import OTHER_TITLE, SAME_TITLE, Features, parts_agree
from mscref.model.vocabulary import ITEM_TYPES

FEW = 32  # works that are all compared: to choose among them costs as much
_ROUNDED = 0.001  # by which a similarity may differ from the same, computed with another limit


@dataclass(eq=False)
class Kept:
    """A work that is kept or looked for: how many came before it, its key, what it says."""

    order: int
    key: str
    features: Features

    @cached_property
    def names(self) -> NameKeys:
        """By what its people are found."""
        return name_keys(self.features.authors, self.features.claim)


class Shelves:
    """Works by what they have in common: a few as they came, of many those worth a comparison."""

    def __init__(self) -> None:
        self._works: dict[object, list[Kept]] = {}
        self._crowds: dict[object, Crowd] = {}

    def add(self, shelf: object, one: Kept) -> None:
        """Put a work on a shelf."""
        self._works.setdefault(shelf, []).append(one)

    def met_by(self, new: Kept, shelf: object, kind: type[Crowd]) -> Iterable[Kept]:
        """The works of a shelf that a newcomer may be, as they came."""
        works = self._works.get(shelf, [])
        if len(works) <= FEW:
            return works
        crowd = self._crowds.get(shelf)
        if crowd is None:
            crowd = self._crowds[shelf] = kind(works)
        return crowd.met_by(new)


class Crowd:
    """Many works of one shelf, on which more may be put."""

    def __init__(self, works: Sequence[Kept]) -> None:
        self._works = works
        self._sifted = 0

    def met_by(self, new: Kept) -> Iterable[Kept]:
        """Those that a newcomer may be, as they came."""
        for one in self._works[self._sifted :]:
            self._sift(one)
        self._sifted = len(self._works)
        return self._chosen(new)

    @abstractmethod
    def _sift(self, one: Kept) -> None:
        """Note what a work is found by."""

    @abstractmethod
    def _chosen(self, new: Kept) -> Iterable[Kept]:
        """Those of the works noted that a newcomer may be."""


class OfOneTitle(Crowd):
    """Works of one title are one where their people agree …"""

    def __init__(self, works: Sequence[Kept]) -> None:
        super().__init__(works)
        self._shelves = Shelves()

    def _sift(self, one: Kept) -> None:
        for shelf in _both_ways(one.names.offers, one.names.asks):
            self._shelves.add(shelf, one)

    def _chosen(self, new: Kept) -> Iterable[Kept]:
        shelves = _both_ways(new.names.asks, new.names.offers)
        return in_order(self._shelves.met_by(new, one, _OfOneName) for one in shelves)


def _both_ways(offered: Iterable[str], asked: Iterable[str]) -> Iterator[object]:
    yield from (("offered", one) for one in offered)
    yield from (("asked", one) for one in asked)


class _OfOneName(Crowd):
    """… and of their four numbers one differs at most, or they are of two types.

    So of the two halves of the numbers one does not differ, but for numbers that are not known.
    """

    def __init__(self, works: Sequence[Kept]) -> None:
        super().__init__(works)
        self._shelves = Shelves()

    def _sift(self, one: Kept) -> None:
        self._shelves.add(_known_type(one), one)
        for half, numbers in enumerate(_halves(one)):
            for known in product(*((number, None) for number in numbers)):
                self._shelves.add((_known_type(one), half, known), one)

    def _chosen(self, new: Kept) -> Iterable[Kept]:
        return in_order(self._shelves.met_by(new, one, _Everybody) for one in self._asked(new))

    def _asked(self, new: Kept) -> Iterator[object]:
        mine = _known_type(new)
        yield from (one for one in ("", *ITEM_TYPES) if one != mine or not one)
        for half, numbers in enumerate(_halves(new)):
            for known in product(*((number, "") if number else (None,) for number in numbers)):
                yield mine, half, known


def _known_type(one: Kept) -> str:
    return one.features.type if one.features.type in ITEM_TYPES else ""


def _halves(one: Kept) -> tuple[tuple[str, str], tuple[str, str]]:
    it = one.features
    return (it.volume, it.issue), (str(it.year or ""), it.first_page)


class _Everybody(Crowd):
    def _sift(self, one: Kept) -> None:
        pass

    def _chosen(self, new: Kept) -> Iterable[Kept]:
        return self._works


class NearlyOneTitle(Crowd):
    """Works of one author or book, whose titles have the same numbers, are one where the titles are
    nearly one."""

    def __init__(self, works: Sequence[Kept]) -> None:
        super().__init__(works)
        self._titles: list[str] = []

    def _sift(self, one: Kept) -> None:
        self._titles.append(one.features.title)

    def _chosen(self, new: Kept) -> Iterable[Kept]:
        return [self._works[at] for at in _near(new.features.title, self._titles, SAME_TITLE)]


class OfOneIdentifier(Crowd):
    """All works of one identifier may be one, so the first of them is as good as any; in no doubt
    are those whose titles are not quite different, or not known, and whose part numbers agree."""

    def __init__(self, works: Sequence[Kept]) -> None:
        super().__init__(works)
        self._titles: list[str] = []
        self._untitled: list[Kept] = []
        self._without_parts: list[Kept] = []

    def _sift(self, one: Kept) -> None:
        self._titles.append(one.features.title)
        if not one.features.title:
            self._untitled.append(one)
        if not one.features.title_parts:
            self._without_parts.append(one)

    def _chosen(self, new: Kept) -> Iterable[Kept]:
        title, parts = new.features.title, new.features.title_parts
        if not title:
            return in_order([self._works[:1], self._without_parts])
        near = (self._works[at] for at in _near(title, self._titles, OTHER_TITLE))
        agreeing = [one for one in near if parts_agree(one.features, new.features)]
        return in_order([self._works[:1], [] if parts else self._untitled[:1], agreeing])


def _near(title: str, titles: Sequence[str], least: float) -> list[int]:
    """The places of the titles that are similar, in order."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    found = process.extract(
        title,
        titles,
        scorer=Indel.normalized_similarity,
        score_cutoff=least - _ROUNDED,
        limit=None,
    )
    return sorted(place for _, _, place in found)


def in_order(found: Iterable[Iterable[Kept]]) -> Iterator[Kept]:
    """Works of several shelves as they came, each once."""
    last = None
    for one in merge(*found, key=attrgetter("order")):
        if one is not last:
            yield one
        last = one
