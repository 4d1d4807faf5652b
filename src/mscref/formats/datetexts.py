"""What a format can say of a date: the one place that knows the ways to write one as text.

What crosses the border: a `Date` in, a text out. Whether a text says the date is never assumed: the
reader of the format is asked (`said_by`), and a text that it would read otherwise is not written.

What a form of numbers (`2020/04/01`) cannot say, people write in words, which `datewords` reads:
ranges, seasons, circa, years BC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mscref.formats.bibtex.dates import format_date, with_season_month
from mscref.formats.bibtex.months import SEASONS as _SEASON_MONTHS
from mscref.formats.bibtex.months import has_name, parse_months
from mscref.formats.mapping import parse_loose_date, slash_date
from mscref.model.dates import Date, PartialDate
from mscref.records import replaced as replace

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
_OLD_SEASONS = range(13, 17)  # CSL-JSON once numbered them so


def settled(date: Date) -> Date:
    """The date with its season as a month (21 to 24), however it was said; text that is no season
    stays."""
    date = with_season_month(date)
    point = date.start
    if point is None:
        return date
    if date.raw:  # the numbers say it
        date = replace(date, raw="")
    if date.season and not point.month and date.end is None and has_name(date.season):
        month = parse_months(date.season).month
        if month in _SEASON_MONTHS:
            date = replace(date, start=replace(point, month=month), season="")
    start = _settled_point(point if date.start is None else date.start)
    return replace(date, start=start, end=_settled_point(date.end) if date.end else None)


def _settled_point(point: PartialDate) -> PartialDate:
    return replace(point, month=point.month + 8) if point.month in _OLD_SEASONS else point


def said_by(date: Date, read: Callable[[str], Date | None], ways: Iterable[str]) -> str:
    """The first way to write a date that `read` takes for this date, "" where none is."""
    meant = settled(date)
    for text in ways:
        found = read(text) if text else None
        if found is not None and settled(found) == meant:
            return text
    return ""


def ways_to_say(date: Date) -> Iterator[str]:
    """All forms of a date, those for programs first: EDTF, numbers, words, its own text."""
    meant = settled(date)
    yield format_date(meant) or ""
    yield slash_date(meant).replace("/", "-")
    yield from in_words(meant)
    yield date.literal or date.raw


def date_text(date: Date) -> str:
    """The text of a date for RIS and EndNote; of one that no text says, what numbers can say."""
    meant = settled(date)
    if meant.start is None:
        return slash_date(meant)
    plain = slash_date(meant) if meant.start.year > 0 else _point(meant.start)
    return said_by(meant, parse_loose_date, [plain, *in_words(meant)]) or plain


def bare_text(date: Date) -> str:
    """What is left to write of a date that no text says: its text, `Michaelmas 2020`, numbers."""
    if date.literal or date.raw or date.start is None:
        return date.literal or date.raw or date.season
    date = settled(date)
    return f"{date.season} {date.year}" if date.season else slash_date(date)


def year_of(date: Date) -> str:
    """The year alone, for the field of the year; "" where the text has to stand there."""
    return f"{date.start.year:04d}" if date.start is not None and date.start.year > 0 else ""


def in_words(date: Date) -> Iterator[str]:
    """The ways to say a date in words."""
    date = settled(date)
    start, end = date.start, date.end
    if start is None:
        return
    near = "c. " if date.circa else ""
    if end is None:
        yield near + _point(start) + ("/.." if date.open_ended else "")
        return
    yield f"{near}{start.year}-{end.year}"
    if start.year == end.year and start.month == end.month:
        yield f"{near}{start.day}-{end.day} {_month(start)} {start.year}"
    if start.year == end.year:
        yield f"{near}{_day(start)}-{_day(end)} {start.year}"
    yield f"{near}{_point(start)}-{_point(end)}"
    iso = [slash_date(Date(one)).replace("/", "-") for one in (start, end)]
    yield f"{near}{iso[0]}/{iso[1]}"


def _point(point: PartialDate) -> str:
    """`3 May 2010`, `Winter 2015`, `45 BC`."""
    year = f"{-point.year} BC" if point.year < 0 else str(point.year or "0000")
    return f"{_day(point)} {year}".strip()


def _day(point: PartialDate) -> str:
    return f"{point.day or ''} {_month(point)}".strip()


def _month(point: PartialDate) -> str:
    if 1 <= point.month <= 12:
        return MONTHS[point.month - 1]
    return SEASONS.get(point.month, "")
