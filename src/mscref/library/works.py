"""The works that a library has, so that nothing comes in twice: a newcomer meets only those that it
may equal.

What crosses the border: references with their keys in; for a newcomer the work that it is, or may
be, out. What makes two references one work is the business of `match.pairs.compare`.

A certain match needs an identifier or the whole title in common. So where works of one author are
compared, nothing but a possible match can come of it, and the first one ends the search: a thousand
works with nearly one title cost a thousand comparisons, not half a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain

from mscref.match.pairs import Features, compare, features
from mscref.model.reference import Reference

# A work, its key, and how many came before it.
_Entry = tuple[int, str, Features]
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
        self._blocks: dict[object, list[_Entry]] = {}

    def add(self, key: str, known: Features) -> None:
        """Note a work under its key."""
        entry = (self._count, key, known)
        self._count += 1
        for block in _blocks_of(known):
            self._blocks.setdefault(block, []).append(entry)

    def find(self, reference: Reference) -> Known | None:
        """The work that certainly is this one, else one that may be, else None."""
        new = features(reference)
        possible: Known | None = None
        for entry in self._in_each(_identifiers_of(new)):
            known = _compared(entry, new)
            if known and not known.doubts:
                return known
            possible = possible or known
        if new.title and not possible:
            titled = (_compared(entry, new) for entry in self._merged([()], new))
            possible = next(filter(None, titled), None)
        if new.title and possible and possible.doubts:
            titled = (_compared(entry, new) for entry in self._merged(_marks_agreeing(new), new))
            possible = next((one for one in titled if one and not one.doubts), possible)
        near = (_compared(entry, new) for entry in self._of_its_author(new))
        return possible or next(filter(None, near), None)

    def _in_each(self, blocks: Iterable[object]) -> Iterator[_Entry]:
        for block in blocks:
            yield from self._blocks.get(block, ())

    def _merged(self, marks: Sequence[_Mark], new: Features) -> Iterator[_Entry]:
        """Works with its title and one of the marks, of no year or one of those around, as they
        came."""
        year = new.year
        years = (_EVERY,) if year is None else (None, year - 1, year, year + 1)
        blocks = (("title", new.title, one, mark) for one in years for mark in marks)
        return merge(*(self._blocks.get(block, ()) for block in blocks))

    def _of_its_author(self, new: Features) -> Iterator[_Entry]:
        """Works of the same first author, of the years around, whose titles may be nearly one."""
        if not new.title or not new.authors or new.year is None:
            return
        before, same, after = (
            self._blocks.get(_work(new, year), ())
            for year in (new.year - 1, new.year, new.year + 1)
        )
        yield from chain(merge(before, same), after)


def works_of(pairs: Iterable[tuple[str, Reference]]) -> KnownWorks:
    """The works of these references by their keys."""
    works = KnownWorks()
    for key, reference in pairs:
        works.add(key, features(reference))
    return works


def _blocks_of(one: Features) -> Iterator[object]:
    yield from _identifiers_of(one)
    if one.title:
        for mark in ((), ("page", one.first_page), *([] if _has_doi(one) else [_NO_DOI])):
            yield ("title", one.title, _EVERY, mark)
            yield ("title", one.title, one.year, mark)
        if one.authors and one.year is not None:
            yield _work(one, one.year)


def _identifiers_of(one: Features) -> Iterator[object]:
    yield from one.identifiers
    for isbn in one.isbns:
        yield ("isbn", isbn)


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


def _compared(entry: _Entry, new: Features) -> Known | None:
    reasons, doubts = compare(entry[2], new)
    return Known(entry[1], reasons, doubts) if reasons else None
