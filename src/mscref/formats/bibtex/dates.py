"""Dates of BibTeX and biblatex: EDTF levels 0 and 1 as biblatex has them, and split fields.

    date  := point | point "/" [point | "open" | "unknown" | ".."]
    point := ["-"] YYYY ["-" MM ["-" DD]] ["T" …] [circa]   |  "y" ["-"] digits
    YYYY  := four digits, of which the last may be "u" or "X" (unspecified)

EDTF counts a year 0, CSL does not: -0876 there is 877 BC, and -877 here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mscref.formats.bibtex.months import MONTH_MACROS, SEASONS, Months, parse_months
from mscref.model.dates import Date, PartialDate
from mscref.patterns import lazy
from mscref.records import replaced as replace

_POINT = lazy(
    r"(-?\d{4})(?:-(\d{1,2}|XX|uu)(?:-(\d{1,2}|XX|uu))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?([~?%]*)"
)
_LONG_YEAR = lazy(r"[yY](-?\d{1,12})()()([~?%]*)")
_UNSPECIFIED = lazy(r"(-?\d{1,3})([uXx]{1,3})([~?%]*)")
_YEAR = re.compile(r"-?\d{1,4}")
_YEAR_RANGE = lazy(r"(\d{4})\s*(?:--?|–|/)\s*(\d{4})")
_NUMBER = re.compile(r"\d{1,2}")
_NUMBERED_SEASONS = frozenset("1234")  # CSL: spring to winter
_OPEN = frozenset(["", "open", "unknown", "..", "*"])


# A library has few dates, and each many times.
@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> Date | None:
    """A biblatex date, or None where it is not one."""
    text = text.strip()
    if len(text) == 4 and text.isdecimal() and text.isascii() and text != "0000":  # most are
        return Date(PartialDate(int(text)))
    first, slash, second = text.partition("/")
    first, second = first.strip(), second.strip()
    if not slash:
        return _decade(first) or _single(first)
    end = None if second in _OPEN else _point(second)
    if end is None and second not in _OPEN:
        return None
    if first in _OPEN:
        # CSL has no open beginning; the end alone would be a wrong date.
        return Date(literal=text) if end else None
    start = _point(first)
    if start is None:
        return None
    circa = start[1] or bool(end and end[1])
    return Date(start[0], end[0] if end else None, end is None, circa)


@lru_cache(maxsize=1 << 14)
def parse_split(year: str, month: str, day: str) -> Date | None:
    """The date of separate fields; None where the year is none."""
    year = year.strip()
    if not _YEAR.fullmatch(year):
        span = _YEAR_RANGE.fullmatch(year)
        if span:
            return Date(PartialDate(int(span[1])), PartialDate(int(span[2])))
        return parse_date(year)
    found = parse_months(month, year=year) if month.strip() else Months()
    start = PartialDate(int(year), found.month, found.day if found.month else 0)
    if found.end_month:
        return Date(start, _end_of_months(start, found))
    days = [int(one) for one in _NUMBER.findall(day)] if start.month and not start.day else []
    if not 1 <= len(days) <= 2 or not all(1 <= one <= 31 for one in days):
        return Date(start)
    first, last = (PartialDate(start.year, start.month, one) for one in (days[0], days[-1]))
    return Date(first, last if last.day > first.day else None)


def _end_of_months(start: PartialDate, found: Months) -> PartialDate:
    """The end of a range; December to January ends in the next year."""
    wraps = found.end_month < start.month <= 12
    return PartialDate(start.year + wraps, found.end_month, found.end_day)


def format_date(date: Date) -> str | None:
    """The biblatex form of a date, or None where it has none (text, a season by name)."""
    date = with_season_month(date)
    if date.start is None or date.literal or date.season:
        return None
    start = _format_point(date.start) + ("~" if date.circa else "")
    if date.end is not None:
        return f"{start}/{_format_point(date.end)}"
    return start + "/" if date.open_ended else start


def with_season_month(date: Date) -> Date:
    """A season by its number (CSL: 1 to 4) as the month that EDTF has for it."""
    is_number = date.season in _NUMBERED_SEASONS and date.start is not None
    if not is_number or date.start is None or date.start.month or date.end is not None:
        return date
    month = SEASONS[int(date.season) - 1]
    return replace(date, start=replace(date.start, month=month), season="")


def month_macro(month: int) -> str:
    """The BibTeX macro of a month (1 to 12), "" for a season or none."""
    return MONTH_MACROS[month - 1] if 1 <= month <= 12 else ""


def _single(text: str) -> Date | None:
    point = _point(text)
    return Date(point[0], None, open_ended=False, circa=point[1]) if point else None


def _point(text: str) -> tuple[PartialDate, bool] | None:
    """A point and whether it is circa."""
    is_near = text.startswith("~")  # as people write it; EDTF puts it behind
    text = text[is_near:]
    match = _POINT.fullmatch(text) or _LONG_YEAR.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), _part(match[2]), _part(match[3])
    if not (month <= 12 or month in SEASONS) or day > 31:
        return None
    if year <= 0:
        if not year:  # 1 BC in EDTF; in bibliographies "0000" is no date at all
            return None
        year -= 1
    circa = is_near or "~" in match[4] or "%" in match[4]
    return PartialDate(year, month, day if month else 0), circa


def _part(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _decade(text: str) -> Date | None:
    """`199u`, `20XX`: the years it may be."""
    match = _UNSPECIFIED.fullmatch(text)
    if match is None or len(match[1].lstrip("-")) + len(match[2]) != 4:
        return None
    open_digits = len(match[2])
    first, last = int(match[1] + "0" * open_digits), int(match[1] + "9" * open_digits)
    return Date(PartialDate(first), PartialDate(last), open_ended=False, circa="~" in match[3])


def _format_point(point: PartialDate) -> str:
    year = point.year + 1 if point.year < 0 else point.year  # EDTF has a year 0
    sign = "-" if point.year < 0 else ""
    text = f"{sign}{abs(year):04d}" if abs(year) < 10000 else f"y{sign}{abs(year)}"
    if point.month:
        text += f"-{point.month:02d}"
        if point.day:
            text += f"-{point.day:02d}"
    return text
