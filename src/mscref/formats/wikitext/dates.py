"""Dates in the forms that Citation Style 1 takes (Help:Citation Style 1, Dates); no others.

    day := YYYY-MM-DD (from 1583 on) | D Month YYYY;  month, season, year of three or four digits
    range := YYYY–YYYY | Month–Month YYYY | D–D Month YYYY | D Month – D Month YYYY | … – …
    near := "c. " year

A date that has no such form stands in `orig-date`, which takes any text, behind `date=n.d.`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from mscref.formats.bibtex.dates import parse_date
from mscref.formats.datetexts import MONTHS, SEASONS, bare_text, said_by, settled, ways_to_say
from mscref.formats.datewords import is_undated
from mscref.formats.mapping import parse_loose_date
from mscref.model.dates import Date, PartialDate
from mscref.model.reference import Reference

UNDATED = "n.d."
_FIRST_ISO = 1583  # the first whole year of the Gregorian calendar
_YEARS = range(100, 10_000)
_FIRST_VISIT = 2001  # before that there was no Wikipedia


def date_of(text: str) -> Date | None:
    """The date that a parameter says; text that is none is a literal date."""
    return None if is_undated(text) else parse_date(text) or parse_loose_date(text)


def parameters_of(reference: Reference) -> Iterator[tuple[str, str]]:
    """`date`, `orig-date`, `access-date`, as far as CS1 takes them."""
    issued, original = reference.date("issued"), reference.date("original-date")
    said = said_by(issued, date_of, _ways(settled(issued))) if issued else ""
    yield "date", said or (UNDATED if issued else "")
    if issued and not said and not is_undated(issued.literal):
        yield "orig-date", _any_text(issued)
    elif original:
        yield "orig-date", _any_text(original)
    visited = reference.date("accessed")
    if visited and visited.start and visited.start.year >= _FIRST_VISIT and reference.text("URL"):
        is_day = bool(visited.start.day) and not visited.is_range
        yield "access-date", said_by(visited, date_of, _ways(visited)) if is_day else ""


def _any_text(date: Date) -> str:
    return said_by(date, date_of, [*_ways(settled(date)), *ways_to_say(date)]) or bare_text(date)


def _ways(date: Date) -> Iterator[str]:
    """The forms of CS1 for a date; none for what it has no form for."""
    start, end = date.start, date.end
    points = [one for one in (start, end) if one is not None]
    if start is None or date.open_ended or not all(map(_is_known, points)):
        return
    if date.circa:
        yield f"c. {start.year}" if end is None and not start.month else ""
    elif end is None:
        is_iso = bool(start.day) and start.year >= _FIRST_ISO
        yield f"{start.year:04d}-{start.month:02d}-{start.day:02d}" if is_iso else _point(start)
    elif (start.year, start.month, start.day) < (end.year, end.month, end.day):
        yield _span(start, end)


def _span(start: PartialDate, end: PartialDate) -> str:
    if bool(start.month) != bool(end.month) or bool(start.day) != bool(end.day):
        return ""
    if not start.month:
        return f"{start.year}–{end.year}"
    if start.year != end.year:
        return f"{_point(start)} – {_point(end)}"
    if not start.day:
        return f"{_month(start)}–{_point(end)}"
    if start.month == end.month:
        return f"{start.day}–{_point(end)}"
    return f"{start.day} {_month(start)} – {_point(end)}"


def _is_known(point: PartialDate) -> bool:
    """Whether the calendar has such a date, in years that CS1 takes."""
    if point.year not in _YEARS or (point.month and not _month(point)):
        return False
    is_month = 1 <= point.month <= len(MONTHS)
    return not point.day or (is_month and point.day <= monthrange(point.year, point.month)[1])


def _point(point: PartialDate) -> str:
    return f"{point.day or ''} {_month(point)} {point.year}".strip()


def _month(point: PartialDate) -> str:
    return MONTHS[point.month - 1] if 1 <= point.month <= 12 else SEASONS.get(point.month, "")
