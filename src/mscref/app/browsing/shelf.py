"""References in the order of the library, found by beginnings of words and by facets.

Sets of references are whole numbers whose bits are places: sets are joined and counted by the
machine, so that a key stroke over 60,000 references takes a millisecond or two. References may be
added while questions are asked (whoever holds the shelf sees to it that one thread at a time does).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from mscref.app.overview import Row, row_of
from mscref.library.search import document, is_whole_year
from mscref.match.text import search_words
from mscref.model.reference import Reference
from mscref.records import Record

YEAR, TYPE, FINDING, VERDICT = FACETS = ("year", "type", "finding", "verdict")
_LAST = "\U0010ffff"  # behind every letter
_MOST_KEPT = 500  # beginnings of words whose references are remembered


class Facet(Record):
    """What the matches may be narrowed to ("year" is by decade), and how many are there."""

    name: str
    values: tuple[tuple[str, int], ...]


class Question(Record):
    """What is asked for: words, each the beginning of a word, or a whole year; a value of each
    facet that is chosen; and of which document those that it cites, or (`among` is "unused") those
    that it does not."""

    words: str = ""
    chosen: Mapping[str, str] = MappingProxyType({})
    document: str = ""
    among: str = "cited"
    start: int = 0
    limit: int = 50


class Matches(Record):
    """The rows of one screen with their places in the library, how many match, and the facets."""

    rows: tuple[tuple[int, Row], ...]
    total: int
    facets: tuple[Facet, ...]


class BrowsedShelf:
    """What of a library was read so far."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self._rows: list[Row] = []
        self._of_word: dict[str, list[int]] = {}
        self._of_key: dict[str, list[int]] = {}
        self._of_year: dict[str, list[int]] = {}
        self._of_value: dict[str, dict[str, list[int]]] = {name: {} for name in FACETS}
        self._value_at: dict[str, dict[int, str]] = {name: {} for name in FACETS}  # as marked
        self._words: list[str] = []
        self._beginnings: dict[str, int] = {}
        self._values: dict[str, dict[str, int]] = {}

    def add(self, references: Iterable[Reference]) -> None:
        """Put references behind those that are there."""
        for reference in references:
            place = len(self.references)
            row = row_of(reference)
            self.references.append(reference)
            self._rows.append(row)
            self._of_key.setdefault(reference.id, []).append(place)
            for name, value in ((YEAR, _decade(row.year)), (TYPE, row.type)):
                if value:
                    self._of_value[name].setdefault(value, []).append(place)
            date = reference.date("issued")
            if date is not None and date.year is not None:
                self._of_year.setdefault(str(date.year), []).append(place)
            for word in set(" ".join(document(reference).values()).split()):
                self._of_word.setdefault(word, []).append(place)
        self._beginnings.clear()
        self._values.clear()

    def mark(self, facet: str, places: Mapping[str, Sequence[int]]) -> None:
        """Say which references have which values of a facet; what was said before is forgotten."""
        self._of_value[facet] = {value: list(some) for value, some in places.items()}
        self._value_at[facet] = {place: value for value, some in places.items() for place in some}
        self._values.pop(facet, None)

    def mark_one(self, facet: str, place: int, value: str) -> None:
        """Say which value of a facet one reference has."""
        known, value_at = self._of_value[facet], self._value_at[facet]
        before = value_at.get(place)
        if before == value:
            return
        if before is not None:
            known[before].remove(place)
        known.setdefault(value, []).append(place)
        value_at[place] = value
        self._values.pop(facet, None)

    def places(self, key: str) -> Sequence[int]:
        """Where the references with this key stand."""
        return self._of_key.get(key, ())

    @property
    def keys(self) -> list[str]:
        """Every key once, in the order of the library."""
        return list(self._of_key)

    def initials(self) -> list[str]:
        """The letters that words begin with: what a person types first."""
        return sorted({word[0] for word in self._of_word})

    def find(self, question: Question, among: Iterable[str] | None = None) -> Matches:
        """The references that have all words, in the order of the library; `among` are keys."""
        base = self._base(question, among)
        chosen = self._chosen(question)
        bits = _all_of(base, chosen.values())
        shown = _places_in(bits, question.start, question.limit)
        return Matches(
            tuple((place, self._rows[place]) for place in shown),
            bits.bit_count(),
            tuple(self._facet(name, base, chosen) for name in FACETS),
        )

    def found(self, question: Question, among: Iterable[str] | None = None) -> list[Reference]:
        """The references themselves, all of them."""
        bits = _all_of(self._base(question, among), self._chosen(question).values())
        return [self.references[place] for place in _places_in(bits, 0, len(self.references))]

    def _base(self, question: Question, among: Iterable[str] | None) -> int:
        bits = (1 << len(self.references)) - 1
        if among is not None:
            bits &= self._bits(place for key in among for place in self.places(key))
        for word in search_words(question.words):
            bits &= self._beginning(word)
        return bits

    def _chosen(self, question: Question) -> dict[str, int]:
        return {
            name: self._values_of(name).get(value, 0)
            for name, value in question.chosen.items()
            if value
        }

    def _facet(self, name: str, base: int, chosen: Mapping[str, int]) -> Facet:
        """The values of a facet among what all else that is chosen leaves."""
        bits = _all_of(base, (of for other, of in chosen.items() if other != name))
        counts = ((value, (bits & of).bit_count()) for value, of in self._values_of(name).items())
        return Facet(name, tuple(sorted(one for one in counts if one[1])))

    def _values_of(self, name: str) -> Mapping[str, int]:
        if name not in self._values:
            self._values[name] = {
                value: self._bits(places) for value, places in self._of_value[name].items()
            }
        return self._values[name]

    def _beginning(self, word: str) -> int:
        """The references with a word that begins so; a whole year is also theirs."""
        if word not in self._beginnings:
            if len(self._beginnings) >= _MOST_KEPT:
                self._beginnings.clear()
            of_year = self._of_year.get(word, ()) if is_whole_year(word) else ()
            self._beginnings[word] = self._bits(chain(self._with_beginning(word), of_year))
        return self._beginnings[word]

    def _with_beginning(self, word: str) -> Iterator[int]:
        if len(self._words) != len(self._of_word):
            self._words = sorted(self._of_word)
        first, end = (bisect_left(self._words, edge) for edge in (word, word + _LAST))
        return chain.from_iterable(map(self._of_word.__getitem__, self._words[first:end]))

    def _bits(self, places: Iterable[int]) -> int:
        """Places as one number, by its digits: to set bits of a number copies it each time."""
        digits = bytearray(b"0") * (len(self.references) + 1)
        for place in places:
            digits[place] = 49  # "1"
        digits.reverse()
        return int(digits, 2)


def _all_of(bits: int, others: Iterable[int]) -> int:
    for other in others:
        bits &= other
    return bits


def _places_in(bits: int, start: int, limit: int) -> list[int]:
    """The places of a set from number `start` on, at most `limit`."""
    digits = bin(bits)[:1:-1]
    places: list[int] = []
    place = digits.find("1")
    while place >= 0 and len(places) < start + limit:
        places.append(place)
        place = digits.find("1", place + 1)
    return places[start:]


def _decade(year: str) -> str:
    digits = year.lstrip("-")
    return f"{year[:-1]}0s" if digits.isdecimal() and len(digits) == 4 else ""
