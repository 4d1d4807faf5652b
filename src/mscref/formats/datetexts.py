"""Dates for formats that have them as text: RIS, EndNote's two.

What a form of numbers (`2020/04/01`) cannot say, people write in words, which `datewords` reads:
ranges, seasons, circa, years BC. A text that would not be read as the same date is not written.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.formats.bibtex.dates import with_season_month
from mscref.formats.mapping import parse_loose_date, slash_date
from mscref.model.dates import Date, PartialDate

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}


def date_text(date: Date) -> str:
    """The text of a date; of one that no text says, what numbers can say of it."""
    if date.start is None:
        return slash_date(date)
    plain = slash_date(date) if date.start.year > 0 else _point(date.start)
    if parse_loose_date(plain) == date:
        return plain
    return next((one for one in _in_words(date) if parse_loose_date(one) == date), plain)


def year_of(date: Date) -> str:
    """The year alone, for the field of the year; "" where the text has to stand there."""
    return f"{date.start.year:04d}" if date.start is not None and date.start.year > 0 else ""


def _in_words(date: Date) -> Iterator[str]:
    """The ways to say a date in words."""
    date = with_season_month(date)
    start, end = date.start, date.end
    if start is None:
        return
    if end is None:
        yield _point(start)
        yield f"c. {_point(start)}"
        return
    yield f"{start.year}-{end.year}"
    if start.year == end.year and start.month == end.month:
        yield f"{start.day}-{end.day} {_month(start)} {start.year}"
    if start.year == end.year:
        yield f"{_day(start)}-{_day(end)} {start.year}"
    yield f"{_point(start)}-{_point(end)}"
    yield f"{slash_date(Date(start)).replace('/', '-')}/{slash_date(Date(end)).replace('/', '-')}"


def _point(point: PartialDate) -> str:
    """`3 May 2010`, `Winter 2015`, `45 BC`."""
    year = f"{-point.year} BC" if point.year < 0 else str(point.year)
    return f"{_day(point)} {year}".strip()


def _day(point: PartialDate) -> str:
    return f"{point.day or ''} {_month(point)}".strip()


def _month(point: PartialDate) -> str:
    if 1 <= point.month <= 12:
        return _MONTHS[point.month - 1]
    return _SEASONS.get(point.month, "")
