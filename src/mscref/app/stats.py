"""`stats`: what a library is made of, counted. Pure but for the year, which comes from outside.

What crosses the border: references in, `Stats` out. What nobody is asked for is not said: whether a
work was retracted is what its title says (`verify` asks the registries).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from types import MappingProxyType

from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import Json, Reference
from mscref.patterns import lazy
from mscref.records import Record

_MOST = 15  # rows of a list that may be as long as the library
_YEARS_SHOWN = 30  # one by one; what is older is one row of what people look at
_RETRACTED = lazy(r"(?i)\W*(?:retracted|withdrawn|retraction)\b")
_AGES = ((1, "up to 1 year"), (5, "2 to 5 years"), (10, "6 to 10 years"), (20, "11 to 20 years"))
_OLDER = "more than 20 years"


class CountedName(Record):
    """A name and how often it is there."""

    name: str
    number: int


class Section(Record):
    """One table of counts: `others` says how many rows were left out."""

    name: str
    title: str
    rows: tuple[CountedName, ...]
    others: int = 0


class Stats(Record):
    """All that is said about a library; `median_age` is None where no reference has a year."""

    count: int
    median_age: float | None
    sections: tuple[Section, ...]


def stats_of(references: Sequence[Reference], *, this_year: int) -> Stats:
    """Count what the references are."""
    years = [year for one in references if (year := _year(one)) is not None]
    ages = [this_year - year for year in years if year <= this_year]
    return Stats(
        len(references),
        float(median(ages)) if ages else None,
        (
            Section("years", "Years", _in_order(Counter(map(str, years)), int)),
            _most("journals", "Journals and books they stand in", map(_container, references)),
            _most("authors", "Authors", (name for one in references for name in _authors(one))),
            _most("types", "Types", (one.type for one in references)),
            Section("missing", "Missing", _missing(references)),
            Section("retracted", "Retracted by their title", _retracted(references)),
            Section("ages", "Age", _by_age(ages)),
            _most("languages", "Languages", (one.text("language") for one in references)),
        ),
    )


def to_look_at(stats: Stats) -> tuple[Section, ...]:
    """The sections that say something, the old years of a long row in one."""
    shown = (_with_years_summed(one) for one in stats.sections)
    return tuple(one for one in shown if any(row.number for row in one.rows))


def _with_years_summed(section: Section) -> Section:
    rows = section.rows
    if section.name != "years" or len(rows) <= _YEARS_SHOWN + 1:
        return section
    old, young = rows[:-_YEARS_SHOWN], rows[-_YEARS_SHOWN:]
    before = CountedName(f"before {young[0].name}", sum(row.number for row in old))
    return Section(section.name, section.title, (before, *young))


def as_data(stats: Stats) -> dict[str, Json]:
    """What is counted, for programs."""
    return {
        "references": stats.count,
        "median-age": stats.median_age,
        **{
            section.name: [{"name": row.name, "count": row.number} for row in section.rows]
            for section in stats.sections
        },
    }


def _year(reference: Reference) -> int | None:
    date = reference.date("issued")
    return date.year if date is not None else None


def _container(reference: Reference) -> str:
    return " ".join(strip_markup(reference.text("container-title")).split())


def _authors(reference: Reference) -> set[str]:
    """Family name and initials: how a person is told apart in a list."""
    names = reference.names("author") or reference.names("editor")
    return {_person(name) for name in names if not name.is_others}


def _person(name: Name) -> str:
    initials = " ".join(f"{part[0]}." for part in name.given.split() if part[0].isalpha())
    return " ".join(filter(None, (name.literal or name.family or name.given, initials)))


def _most(name: str, title: str, found: Iterable[str]) -> Section:
    counts = Counter(filter(None, found))
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0].casefold()))
    shown = tuple(CountedName(*row) for row in rows[:_MOST])
    return Section(name, title, shown, len(rows) - len(shown))


def _in_order(counts: Mapping[str, int], key: Callable[[str], int]) -> tuple[CountedName, ...]:
    return tuple(CountedName(name, counts[name]) for name in sorted(counts, key=key))


# What a reference should have; an identifier is any of those that lead to the work.
_WANTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "DOI": ("DOI",),
        "any identifier": ("DOI", "PMID", "PMCID", "ISBN", "URL"),
        "author": ("author", "editor"),
        "year": ("issued",),
        "title": ("title",),
    }
)


def _missing(references: Iterable[Reference]) -> tuple[CountedName, ...]:
    known = list(references)
    return tuple(
        CountedName(name, sum(not any(one.fields.get(field) for field in fields) for one in known))
        for name, fields in _WANTED.items()
    )


def _retracted(references: Iterable[Reference]) -> tuple[CountedName, ...]:
    return tuple(
        CountedName(one.id, 1)
        for one in references
        if _RETRACTED.match(strip_markup(one.text("title")))
    )


def _by_age(ages: Iterable[int]) -> tuple[CountedName, ...]:
    counts = Counter(next((name for most, name in _AGES if age <= most), _OLDER) for age in ages)
    names = [*(name for _, name in _AGES), _OLDER]
    return tuple(CountedName(name, counts[name]) for name in names)
