"""Dates of BibTeX and biblatex: EDTF levels 0 and 1 as biblatex has them, and split fields.

    date  := point | point "/" [point | "open" | "unknown" | ".."]
    point := ["-"] YYYY ["-" MM ["-" DD]] ["T" …] [circa]   |  "y" ["-"] digits
    YYYY  := four digits, of which the last may be "u" or "X" (unspecified)

EDTF counts a year 0, CSL does not: -0876 there is 877 BC, and -877 here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mscref.formats.bibtex.tables import MONTH_MACROS, MONTHS
from mscref.model.dates import Date, PartialDate

_POINT = re.compile(
    r"(-?\d{4})(?:-(\d{1,2}|XX|uu)(?:-(\d{1,2}|XX|uu))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?([~?%]*)"
)
_LONG_YEAR = re.compile(r"[yY](-?\d{1,12})()()([~?%]*)")
_UNSPECIFIED = re.compile(r"(-?\d{1,3})([uX]{1,3})([~?%]*)")
_YEAR = re.compile(r"-?\d{1,4}")
_YEAR_RANGE = re.compile(r"(\d{4})\s*(?:--?|–|/)\s*(\d{4})")
_MONTH = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d{1,2}")
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
    number = parse_month(month)
    day_number = int(day) if number and _NUMBER.fullmatch(day.strip()) else 0
    if number and not day_number:
        # BibTeX users write the day into the month: `month = jan # " 12"`, `12 January`.
        found = _NUMBER.findall(month) if not month.strip().isdigit() else []
        day_number = int(found[0]) if len(found) == 1 and 1 <= int(found[0]) <= 31 else 0
    return Date(PartialDate(int(year), number, day_number))


def parse_month(text: str) -> int:
    """1 to 12 (or a season, 13 to 24), 0 where none can be read."""
    text = text.strip().strip(".").lower()
    if not text:
        return 0
    if text.isdecimal():
        number = int(text)
        return number if 1 <= number <= 24 else 0
    known = MONTHS.get(text)
    if known:
        return known
    # Macros are numbers by now, so that `jan # "/" # feb` is "1/2": the first month counts.
    words = [word for word in _MONTH.findall(text) if not word.isdecimal()]
    if not words:
        numbers = [int(word) for word in _MONTH.findall(text) if len(word) < 3]
        return numbers[0] if numbers and 1 <= numbers[0] <= 12 else 0
    return next((MONTHS[word] for word in words if word in MONTHS), 0)


def format_date(date: Date) -> str | None:
    """The biblatex form of a date, or None where it has none (text, a season by name)."""
    if date.start is None or date.literal or date.season:
        return None
    start = _format_point(date.start) + ("~" if date.circa else "")
    if date.end is not None:
        return f"{start}/{_format_point(date.end)}"
    return start + "/" if date.open_ended else start


def month_macro(month: int) -> str:
    """The BibTeX macro of a month (1 to 12), "" for a season or none."""
    return MONTH_MACROS[month - 1] if 1 <= month <= 12 else ""


def _single(text: str) -> Date | None:
    point = _point(text)
    return Date(point[0], None, open_ended=False, circa=point[1]) if point else None


def _point(text: str) -> tuple[PartialDate, bool] | None:
    """A point and whether it is circa."""
    match = _POINT.fullmatch(text) or _LONG_YEAR.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), _part(match[2]), _part(match[3])
    if month > 24 or day > 31:
        return None
    if year <= 0:
        if not year:  # 1 BC in EDTF; in bibliographies "0000" is no date at all
            return None
        year -= 1
    circa = "~" in match[4] or "%" in match[4]
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
