"""Dates of an entry: biblatex's date fields and BibTeX's year, month and day.

In: a `Conversion`. Out: its CSL dates; what is no date stays as text and is reported.
"""

from __future__ import annotations

from mscref.formats.bibtex.conversion import Conversion
from mscref.formats.bibtex.dates import parse_date, parse_split
from mscref.formats.bibtex.months import parse_months
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
    month = decode(month) if month else ""
    date = parse_split(year, month, fields.get(prefix + "day", ""))
    if month and not parse_months(month, year=year.strip()).is_whole:
        _half_read_month(work, prefix + "month", month)
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


def _half_read_month(work: Conversion, name: str, month: str) -> None:
    """Say that not all of a month is understood, and keep it where the date has none."""
    if not parse_months(month).month:
        work.leftovers[name] = work.fields[name]
    work.report(
        "bibtex-month",
        f"`{month[:40]}` is not all read as a month; the text is kept in the file",
        name=name,
        hint="write the macro of the month: mar",
    )


def _unreadable(work: Conversion, name: str, value: str, variable: str) -> None:
    """Keep the text of a date, and say so."""
    work.csl[variable] = Date(literal=decode(value))
    work.report(
        "bibtex-date",
        f"`{value[:40]}` is not a date; it is kept as text",
        name=name,
        hint="write the date as 2020, 2020-04 or 2020-04-01",
    )
