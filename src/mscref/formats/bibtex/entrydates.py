"""Dates of an entry: biblatex's date fields and BibTeX's year, month and day.

In: a `Conversion`. Out: its CSL dates; what is no date stays as text and is reported.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.bibtex.conversion import Conversion
from mscref.formats.bibtex.dates import parse_date, parse_split
from mscref.formats.bibtex.months import parse_months
from mscref.formats.bibtex.tables import BIBSTRINGS
from mscref.formats.latex.reading import decode_plain
from mscref.model.dates import Date
from mscref.patterns import lazy

_TIME = lazy(r"T\d")  # CSL has no time of day
# No season: that is written in words, or in a date.
_TWO_YEARS = lazy(r"\d{4}[-–](?:1[3-9]|[2-9]\d)")
# A day, or two of them.
_DAYS = lazy(r"\W*(?:\d{1,2}(?:st|nd|rd|th)?\W*){0,2}")


def _in_words(text: str) -> Date | None:
    from mscref.formats.datewords import date_in_words  # few dates are written so

    return date_in_words(text)


def _is_undated(text: str) -> bool:
    from mscref.formats.datewords import is_undated

    return is_undated(text)


def read_date(work: Conversion, name: str, value: str, variable: str) -> None:
    """A biblatex date; one that cannot be read leaves the place to `year`, else is text."""
    date = parse_date(value)
    text = value
    if date is None:
        text = decode_plain(value)
        date = parse_date(text)
    if date is None and (date := _in_words(text)) is not None:
        work.write_again(name)
    elif date is not None and text is not value and "\\" in value:
        work.write_again(name)  # in a font
    elif date is not None and "?" in text:
        work.write_again(name)  # CSL has no uncertain date that is not circa
    if date is not None and work.csl.setdefault(variable, date) == date:
        if "T" in value and _TIME.search(value):
            work.keep(name)
        return
    if _is_undated(text):
        work.write_again(name)  # styles have words of their own for it
    elif date is not None or value.strip("0 ") == "" or (name == "date" and "year" in work.fields):
        work.leftovers[name] = value  # said otherwise, or "0000": a place kept free
    else:
        _unreadable(work, name, value, variable)


def date_of_text(latex: str) -> Date | None:
    """The date of a field that is to be written as it stood."""
    text = decode_plain(latex)
    return parse_date(latex) or parse_date(text) or _in_words(text)


def date_of_year(latex: str) -> Date | None:
    """The date of a `year` that is to be written as it stood."""
    text = decode_plain(latex)
    return _in_words(text) or parse_date(latex) or parse_date(text)


def read_split_date(work: Conversion, prefix: str, variable: str) -> None:
    """`year`, `month`, `day` and their end.

    Beside a date that says more they say nothing new; what is said otherwise is a leftover, and so
    are a month and a day without a year, or beside a year that is a range.
    """
    fields = work.fields
    year = decode_plain(fields.get(prefix + "year", ""))
    month = decode_plain(fields.get(prefix + "month", "")) if year else ""
    day = fields.get(prefix + "day", "") if month else ""
    if not year:
        return
    date = _in_year(work, prefix, year) or parse_split(year, month, day)
    if date is None and (date := _in_words(year)) is not None:
        work.write_again(prefix + "year")
    known = work.csl.get(variable)
    if isinstance(known, Date):
        if date is not None and known.covers(date):
            _take(work, prefix, ("year", "month", "day"))
        return
    _take(work, prefix, ("year",))
    if date is None:
        if _is_undated(year):
            work.write_again(prefix + "year")
        elif year.lower() in BIBSTRINGS:
            work.csl.setdefault("status", BIBSTRINGS[year.lower()])
        else:
            _unreadable(work, prefix + "year", year, variable)
        return
    if date.start is not None and date.start.month:
        _take(work, prefix, ("month", "day") if _DAYS.fullmatch(day) else ("month",))
    if month and not parse_months(month, year=year.strip()).is_whole:
        _half_read_month(work, prefix + "month", month)
    work.csl[variable] = _with_end(work, prefix, date)


def _in_year(work: Conversion, prefix: str, year: str) -> Date | None:
    """What a `year` says and no date of EDTF may: `1850?`, and two years in `2019-21`."""
    latex = work.fields[prefix + "year"]
    if len(latex) == 4 and latex.isdigit():  # most are a year
        return None
    if latex.endswith("~"):  # no tie
        return parse_date(latex)
    if not (year.endswith(("?", "-", "–", "_", "]")) or _TWO_YEARS.fullmatch(year)):
        return None
    date = _in_words(year)
    if date is not None:
        work.write_again(prefix + "year")
    return date


def _with_end(work: Conversion, prefix: str, date: Date) -> Date:
    """The date as a range where `endyear` and its sisters say so."""
    fields = work.fields
    if prefix + "endyear" not in fields or date.end is not None:
        return date
    parts = ("endyear", "endmonth", "endday")
    year, month, day = (fields.get(prefix + part, "") for part in parts)
    end = parse_split(year, month, day)
    if end is None or end.start is None or not parse_months(month).is_whole:
        return date
    _take(work, prefix, parts if _DAYS.fullmatch(day) else parts[:2])
    return Date(date.start, end.start, circa=date.circa)


def _take(work: Conversion, prefix: str, parts: Sequence[str]) -> None:
    work.taken.update(prefix + part for part in parts)


def _half_read_month(work: Conversion, name: str, month: str) -> None:
    """Say that not all of a month is understood, and keep it."""
    work.keep(name)
    work.report(
        "bibtex-month",
        f"`{month[:40]}` is not all read as a month; the text is kept in the file",
        name=name,
        hint="write the macro of the month: mar",
    )


def _unreadable(work: Conversion, name: str, value: str, variable: str) -> None:
    """Keep the text of a date, and say so."""
    work.csl[variable] = Date(literal=decode_plain(value))
    work.report(
        "bibtex-date",
        f"`{value[:40]}` is not a date; it is kept as text",
        name=name,
        hint="write the date as 2020, 2020-04 or 2020-04-01",
    )
