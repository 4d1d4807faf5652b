"""A newcomer meets few of the works that are there, and the answer is as if it met all (#11)."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from mscref.library import works as works_module
from mscref.library.works import Known, KnownWorks
from mscref.match import crowds
from mscref.match.name_keys import NameKeys
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


def _person(text: str) -> Name:
    """`given/family`, or `//literal`."""
    given, family, literal = (*text.split("/"), "", "")[:3]
    return Name(family=family, given=given, literal=literal)


PEOPLE = tuple(
    tuple(_person(one) for one in names.split("; "))
    for names in (
        "A./Doe", "A./Doe", "B./Roe; A./Doe", "A./Dœ", "/Doe, A", "Doe/A", "A. B./de la Cruz",
        "Cruz/AB", "A./Cruz", "A./Müller", "A./Mueller", "A./Muller; B./Roe", "A./Lula da Silva",
        "L./da Silva", "/D; A./Roe", "/Doe A, Roe B; ", "/Vale R Stone A", "R./Vale; A./Stone",
        "Ronald/Vale; A./Stone", "A./Stone; R./Vale", "Ten Berg A, Stone B/Vale R", "Sukarno/",
        "A./Ten Berg; B./Stone; R./Vale", "Mueller/AB", "Wei/Chen", "Wei/Cheng", "Chen/Wei",
        "A./Wolfeschlegelsteinhausenbergerdorff", "A./Wolfeschlegelsteinhausenbergerdorf",
        "A./Olfeschlegelsteinhausenbergerdorff", "//World Health Organization (WHO)", "//WHO",
        "//The ATLAS Collaboration", "//ATLAS Collaboration; G./Aad", "G./Aad; B./Abbott",
        "//Tree Group", "; ".join(f"A./Name{chr(97 + at)}" for at in range(12)), "//Doe",
        "//Some Institute; A./Doe", "A./Doe Jr.", "//", "M. Horst/King", "A./M. Horst King",
    )
)  # fmt: skip
TYPES = ("article-journal", "article-journal", "article", "book", "chapter", "no-such-type")


def _meet(one: NameKeys, other: NameKeys) -> bool:
    return bool(one.offers & other.asks or one.asks & other.offers)


@pytest.mark.parametrize("people", sorted(set(PEOPLE), key=repr))
def test_people_who_agree_are_found_by_a_key(people):
    one = crowds.Kept(0, "", features(_by(people, "article-journal")))
    for others in set(PEOPLE):
        other = crowds.Kept(1, "", features(_by(others, "article-journal")))
        if compare(one.features, other.features)[0]:
            assert _meet(one.names, other.names)


def _by(people: tuple[Name, ...], kind: str, **fields: FieldValue) -> Reference:
    return Reference("new", kind, {"title": "Trees of the north", **fields, "author": people})


@pytest.mark.parametrize("few", [1, 8])
@pytest.mark.parametrize("seed", range(12))
def test_the_answer_is_that_of_comparing_all(seed, few, monkeypatch):
    monkeypatch.setattr(crowds, "FEW", few)
    draw = random.Random(seed)
    rare = draw.choice([0.05, 0.15, 0.5])
    people = draw.sample(PEOPLE, draw.choice([2, 5, 20]))
    titles = draw.sample(TITLES, draw.choice([2, 5, 10]))
    works, every = KnownWorks(), EveryPair()
    for number in range(50):
        more = {name: draw.choice(values) for name, values in SOME.items() if draw.random() < rare}
        one = work(draw.choice(titles), "", draw.choice([None, 2009, 2010, 2011]), **more)
        one = _by(draw.choice(people), draw.choice(TYPES), **{"title": "", **one.fields})
        assert works.find(one) == every.find(one)
        works.add(f"k{number}", features(one))
        every.add(f"k{number}", features(one))


def name_of(number: int) -> str:
    """A name that is no slip of another, and the half of none."""
    draw = random.Random(number)
    return "".join(draw.choice("bdfglmnprst") + draw.choice("aeiou") for _ in range(5)).title()


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
    "one title, other authors": lambda n: work("Moss of the north", name_of(n), 2010),
    "one title, no year": lambda n: work("Moss of the north", name_of(n)),
    "one title, groups": lambda n: work("Annual report", "", 2010).with_fields(
        {"author": (Name(literal=f"Society of {name_of(n)} and friends"),)}
    ),
    "one title, other numbers": lambda n: work(
        "Moss", "Li", 2010, volume=str(n), issue=str(n % 9), page=str(n)
    ),
    "one title, no author, other numbers": lambda n: work(
        "News", "", 2010, issue=str(n), page=str(n)
    ),
    "short titles": lambda n: work(f"Moss {name_of(n)}", "Li", 2010),
    "one word": lambda n: work(name_of(n), "Li", 2010),
    "one DOI": lambda n: work(f"{name_of(n)} of {name_of(n + 7)}", "Li", 2010, DOI="10.1000/1"),
    "one DOI, parts": lambda n: work(
        f"The moss of the north, part {n}", "Li", 2010, DOI="10.1000/1"
    ),
    "one ISBN": lambda n: work(f"{name_of(n)} moss", name_of(n), 2010, ISBN="978-0-262-03384-8"),
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
