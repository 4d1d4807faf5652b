"""The works that a library has, so that nothing comes in twice: a newcomer meets only those that it
may equal.

What crosses the border: references with their keys in; for a newcomer the work that it is, or may
be, out. What makes two references one work is the business of `match.pairs.compare`.

A certain match needs an identifier or the whole title in common. So where works of one author are
compared, nothing but a possible match can come of it, and the first one ends the search; of many
works with something in common `match.crowds` names those worth a comparison. A thousand works with
one title, or nearly one, cost some thousand comparisons, not half a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mscref.match.crowds import (
    Crowd,
    Kept,
    NearlyOneTitle,
    OfOneIdentifier,
    OfOneTitle,
    Shelves,
    in_order,
)
from mscref.match.pairs import WHOLE_BOOKS, Features, compare, features
from mscref.model.reference import Reference

# What is looked for beside a title: anything, a first page, or that there is no DOI.
_Mark = tuple[str, ...]
_NO_DOI: _Mark = ("no DOI",)
_EVERY = "every year"


@dataclass(frozen=True, slots=True)
class Known:
    """A work that is in the library (or came in just before), and why it is the same."""

    key: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


class KnownWorks:
    """Works that are there, by what two references of one work have in common."""

    def __init__(self) -> None:
        self._count = 0
        self._shelves = Shelves()

    def add(self, key: str, known: Features) -> None:
        """Note a work under its key."""
        one = Kept(self._count, key, known)
        self._count += 1
        for shelf in _shelves_of(known):
            self._shelves.add(shelf, one)

    def find(self, reference: Reference) -> Known | None:
        """The work that certainly is this one, else one that may be, else None."""
        new = Kept(self._count, "", features(reference))
        possible: Known | None = None
        for one in self._of_its_identifiers(new):
            known = _compared(one, new)
            if known and not known.doubts:
                return known
            possible = possible or known
        if new.features.title and not possible:
            titled = (_compared(one, new) for one in self._of_its_title([()], new))
            possible = next(filter(None, titled), None)
        if new.features.title and possible and possible.doubts:
            agreeing = self._of_its_title(_marks_agreeing(new.features), new)
            titled = (_compared(one, new) for one in agreeing)
            possible = next((one for one in titled if one and not one.doubts), possible)
        near = (_compared(one, new) for one in self._of_its_author(new))
        return possible or next(filter(None, near), None)

    def _of_its_identifiers(self, new: Kept) -> Iterator[Kept]:
        """Works that share an identifier, or an ISBN and nearly the title."""
        for identifier in new.features.identifiers:
            yield from self._shelves.met_by(new, identifier, OfOneIdentifier)
        for isbn in new.features.isbns:
            found = (
                self._shelves.met_by(new, shelf, kind)
                for shelf, kind in _isbn_shelves(new.features, isbn)
            )
            yield from in_order(found)

    def _of_its_title(self, marks: Sequence[_Mark], new: Kept) -> Iterator[Kept]:
        """Works with its title and one of the marks, of no year or one of those around, as they
        came."""
        title, year = new.features.title, new.features.year
        years = (_EVERY,) if year is None else (None, year - 1, year, year + 1)
        shelves = (("title", title, one, mark) for one in years for mark in marks)
        return in_order(self._shelves.met_by(new, one, OfOneTitle) for one in shelves)

    def _of_its_author(self, new: Kept) -> Iterator[Kept]:
        """Works of the same first author, of the years around, with titles that may be nearly its
        own; those of the very title have been met."""
        one = new.features
        if not one.title or not one.authors or one.year is None:
            return
        before, same, after = (
            self._shelves.met_by(new, _work(one, year), NearlyOneTitle)
            for year in (one.year - 1, one.year, one.year + 1)
        )
        nearly = chain(in_order([before, same]), after)
        yield from (other for other in nearly if other.features.title != one.title)


def works_of(pairs: Iterable[tuple[str, Reference]]) -> KnownWorks:
    """The works of these references by their keys."""
    works = KnownWorks()
    for key, reference in pairs:
        works.add(key, features(reference))
    return works


def _shelves_of(one: Features) -> Iterator[object]:
    yield from one.identifiers
    for isbn in one.isbns:
        yield from (shelf for shelf, _ in _isbn_shelves(one, isbn))
    if one.title:
        for mark in ((), ("page", one.first_page), *([] if _has_doi(one) else [_NO_DOI])):
            yield ("title", one.title, _EVERY, mark)
            yield ("title", one.title, one.year, mark)
        if one.authors and one.year is not None:
            yield _work(one, one.year)


def _isbn_shelves(one: Features, isbn: str) -> Iterator[tuple[object, type[Crowd]]]:
    """Whole books of one volume share the ISBN; whatever else has it is known by its title."""
    if one.type in WHOLE_BOOKS:
        yield ("book", isbn, one.volume), OfOneIdentifier
    if one.title:
        yield ("in book", isbn, one.title_parts), NearlyOneTitle


def _marks_agreeing(new: Features) -> Sequence[_Mark]:
    """What a work of the same title has that leaves no doubt: none with another DOI, or another
    page, is certainly the same; one with the same DOI has been met before."""
    if _has_doi(new):
        return (_NO_DOI,)
    return (("page", ""), ("page", new.first_page)) if new.first_page else ((),)


def _has_doi(one: Features) -> bool:
    return any(found.scheme == "doi" for found in one.identifiers)


def _work(one: Features, year: int) -> object:
    """Works of another part number (`Part I`, `Part II`) are others, whatever their titles."""
    return ("work", one.authors[0], year, one.title_parts)


def _compared(one: Kept, new: Kept) -> Known | None:
    reasons, doubts = compare(one.features, new.features)
    return Known(one.key, reasons, doubts) if reasons else None
