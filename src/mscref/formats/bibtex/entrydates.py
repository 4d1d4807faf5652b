"""Dates of an entry: biblatex's date fields and BibTeX's year, month and day.

In: a `Conversion`. Out: its CSL dates; what is no date stays as text and is reported.
"""

from __future__ import annotations

from mscref.formats.bibtex.conversion import Conversion
from mscref.formats.bibtex.dates import parse_date, parse_split
from mscref.formats.bibtex.tables import BIBSTRINGS
from mscref.formats.latex.reading import decode
from mscref.model.dates import Date


def read_date(work: Conversion, name: str, value: str, variable: str) -> None:
    """A biblatex date; one that cannot be read leaves the place to `year`, else is text."""
    date = parse_date(value)
    if date is None:
        date = parse_date(decode(value))
    if date is not None:
        work.csl[variable] = date
    elif value.strip("0 ") == "":
        work.leftovers[name] = value  # "0000": a place kept free
    elif name != "date" or "year" not in work.fields:
        _unreadable(work, name, value, variable)


def read_split_date(work: Conversion, prefix: str, variable: str) -> None:
    """`year`, `month`, `day` and their end."""
    fields = work.fields
    year = decode(fields[prefix + "year"])
    month = fields.get(prefix + "month", "")
    date = parse_split(year, decode(month) if month else "", fields.get(prefix + "day", ""))
    if date is None:
        if year.lower() in BIBSTRINGS:
            work.csl.setdefault("status", BIBSTRINGS[year.lower()])
        elif year:
            _unreadable(work, prefix + "year", year, variable)
        return
    if prefix + "endyear" in fields:
        end = parse_split(
            fields[prefix + "endyear"],
            fields.get(prefix + "endmonth", ""),
            fields.get(prefix + "endday", ""),
        )
        if end is not None:
            date = Date(date.start, end.start, circa=date.circa)
    work.csl[variable] = date


def _unreadable(work: Conversion, name: str, value: str, variable: str) -> None:
    """Keep the text of a date, and say so."""
    work.csl[variable] = Date(literal=decode(value))
    work.report(
        "bibtex-date",
        f"`{value[:40]}` is not a date; it is kept as text",
        name=name,
        hint="write the date as 2020, 2020-04 or 2020-04-01",
    )
