"""A newcomer meets few of the works that are there, and the answer is as if it met all (#11)."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from mscref.library import works as works_module
from mscref.library.works import Known, KnownWorks
from mscref.match.pairs import Features, compare, features
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference


def work(title: str = "", author: str = "", year: int | None = None, **fields: str) -> Reference:
    found: dict[str, FieldValue] = {**fields}
    if title:
        found["title"] = title
    if author:
        found["author"] = (Name(author, "A."),)
    if year is not None:
        found["issued"] = Date(PartialDate(year))
    return Reference("new", "article-journal", found)


def _blocks(one: Features) -> Iterator[object]:
    yield from one.identifiers
    yield from (("isbn", isbn) for isbn in one.isbns)
    if one.title:
        yield ("title", one.title)
    if one.authors and one.year is not None:
        yield from (("work", one.authors[0], one.year + more) for more in (-1, 0, 1))


class EveryPair:
    """What `Works` shall answer: a newcomer is compared with all that it shares anything with."""

    def __init__(self) -> None:
        self.known: dict[object, list[tuple[str, Features]]] = {}

    def add(self, key: str, one: Features) -> None:
        for block in _blocks(one):
            self.known.setdefault(block, []).append((key, one))

    def find(self, reference: Reference) -> Known | None:
        new, possible = features(reference), None
        for block in _blocks(new):
            for key, one in self.known.get(block, ()):
                reasons, doubts = compare(one, new)
                if reasons and not doubts:
                    return Known(key, reasons, ())
                if reasons and possible is None:
                    possible = Known(key, reasons, doubts)
        return possible


TITLES = (
    "On the mating of trees in the Alps", "On the mating of tree in the Alps",
    "On the matings of trees in the alp", "On the mating of trees in the Alps, part 2",
    "On the mating of trees in the Alps, part III", "Editorial", "Editorials", "", "Trees",
    "A wholly different work about ferns and mosses of the north",
)  # fmt: skip
SOME: dict[str, tuple[str, ...]] = {
    "DOI": ("10.1000/a", "10.1000/b"), "PMID": ("123", "456"), "volume": ("1", "2"),
    "page": ("1-3", "9"), "issue": ("4", "5"), "ISBN": ("978-0-262-03384-8",),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_the_answer_is_that_of_comparing_all(seed):
    draw = random.Random(seed)
    works, every = KnownWorks(), EveryPair()
    for number in range(60):
        more = {name: draw.choice(values) for name, values in SOME.items() if draw.random() < 0.15}
        author = draw.choice(["Doe", "Doe", "Roe", "Dœ", ""])
        one = work(draw.choice(TITLES), author, draw.choice([None, 2009, 2010, 2011]), **more)
        assert works.find(one) == every.find(one)
        works.add(f"k{number}", features(one))
        every.add(f"k{number}", features(one))


# Many works of which each is nearly the one before: what there is many of.
MANY = {
    "titles with a number": lambda n: work(f"A study of moss number {n}", "Li", 2010),
    "titles with a year": lambda n: work(f"Report of the society for {1000 + n}", "Li", 2010),
    "titles with a numeral": lambda n: work(f"The history of Rome {'x' * n}", "Li", 2010),
    "titles that differ by a word": lambda n: work(
        f"A study of the moss of the northern isles and their people q{n}x", "Li", 2010
    ),
    "one title": lambda _: work("Moss of the north", "Li", 2010),
    "one title, other years": lambda n: work("Annual report", "Li", n),
    "one title, no author": lambda n: work("Annual report", "", n),
    "no titles": lambda _: work("", "Li", 2010),
    "one title, other DOIs": lambda n: work("Moss", "Li", 2010, DOI=f"10.1000/{n}"),
    "one author, years in a row": lambda n: work(f"Moss of the isle q{n} and q{n}", "Li", n),
}


@pytest.mark.parametrize("name", MANY)
def test_comparisons_grow_with_the_works(name, monkeypatch):
    counts: list[int] = []

    def counting(one, other):
        counts[-1] += 1
        return compare(one, other)

    monkeypatch.setattr(works_module, "compare", counting)
    for size in (100, 400):
        works = KnownWorks()
        counts.append(0)
        for number in range(size):
            one = MANY[name](number)
            if not (found := works.find(one)) or found.doubts:
                works.add(f"k{number}", features(one))
    assert counts[1] <= max(8 * 400, 4**1.3 * counts[0])
