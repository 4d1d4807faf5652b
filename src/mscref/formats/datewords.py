"""Dates as people write them where a format has a field for a year or a date.

    date  := sign* (months | year "/" two digits | any form of `model.raw_dates`) | open year
    open year := "185-" | "19--", "?" or "_" in the place of "-"; the years it may be (AACR2 1.4F7)
    sign  := "c." | "ca." | "um" … | "?" behind it        (circa)
           | "[" … "]" | "©" | "c" before digits | "cop." (what cataloguers write; says no more)

What crosses the border: text in, a `Date` out, or None where anything is left over or where day and
month could be told from one another in two ways. Whoever takes the date of a text with a sign keeps
the text (`has_sign`), which says more than CSL can.
"""

from __future__ import annotations

import re

from mscref.formats.bibtex.dates import parse_split
from mscref.formats.bibtex.months import has_name, parse_months
from mscref.model.dates import Date, PartialDate
from mscref.model.figures import whole_number
from mscref.model.raw_dates import parse_raw_date
from mscref.patterns import lazy
from mscref.records import replaced as replace

_YEAR_WORD = lazy(r"(?<!\d)\d{4}(?!\d)")
_NUMBERS = lazy(r"\d+")
_CIRCA = lazy(
    r"(?i)(?:c|ca|cca|circa|approx|about|around|um|vers|env|hacia|około)\b\.?\s*(?=[\d\[])"
)
_COPYRIGHT = lazy(r"(?i)(?:©|\(c\)|cop\b\.?|c(?=\d)|p(?=\d))\s*(?=\d{4}\b)")
_DOUBLE_YEAR = lazy(r"(\d{4})\s*(?:/|--?|–)\s*(\d{2})")
_AMBIGUOUS = lazy(r"(\d{1,2})\W+(\d{1,2})\W+\d{2,4}")
_NO_DATE = lazy(
    r"(?i)\W*(?:n\.?\s?d|n\.\s?date|no date|undated|s\.?\s?a|s\.\s?d|s\.\s?f|o\.\s?J"
    r"|o\.\s?D|z\.\s?j|b\.\s?r|б\.\s?г|sine anno|sans date|ohne Jahr|sin fecha)\W*"
)
# A digit or two that nobody knows; an en dash is what LaTeX makes of two hyphens.
_OPEN_YEAR = lazy(r"[\s\[(]*(?:(\d{3})[-_?]|(\d{2})(?:--|–|__|\?\?))([?]?)[\s\])]*")
_NO_MONTHS = range(13, 21)  # CSL-JSON once wrote seasons so; in words they are a slip
_LONGEST = 60  # characters; a longer text is no date, and thousands of digits no number
_EDGES = " \t\n.,;"
_BRACKETS = ("[]", "()")


def date_in_words(text: str) -> Date | None:
    """`c. 1850`, `[1850?]`, `©2012`, `12-14 May 2010`, `Spring 2010`, `2019/20`, `44 BC`."""
    if len(text) > _LONGEST:
        return None
    if (unknown := _OPEN_YEAR.fullmatch(text)) is not None:
        return _open_year(unknown)
    bare, is_circa = _without_signs(text)
    date = _with_months(bare) or _double_year(bare) or _raw(bare)
    return replace(date, circa=date.circa or is_circa) if date is not None else None


def has_sign(text: str) -> bool:
    """Whether a text says more about a date than what the date is."""
    return _without_signs(text)[0] != text.strip(_EDGES)


def is_undated(text: str) -> bool:
    """Whether a text says that the work has no date, which styles say in their own words."""
    return _NO_DATE.fullmatch(text) is not None


def _open_year(match: re.Match[str]) -> Date:
    known = match[1] or match[2]
    first = int(known) * 10 ** (4 - len(known))
    last = first + 10 ** (4 - len(known)) - 1
    return Date(PartialDate(first), PartialDate(last), circa=bool(match[3]))


def _without_signs(text: str) -> tuple[str, bool]:
    """The date in a text, and whether it is circa."""
    bare, is_circa = text.strip(_EDGES), False
    for _ in range(3):  # `[ca. 1850?]`, `ca. [1850]`
        if bare[:1] + bare[-1:] in _BRACKETS:
            bare = bare[1:-1].strip(_EDGES)
        near = _CIRCA.match(bare)
        bare = bare[near.end() :] if near else bare
        is_near = near is not None
        if bare.endswith("?"):
            bare, is_near = bare[:-1].rstrip(), True
        is_circa = is_circa or is_near
        sign = _COPYRIGHT.match(bare)
        bare = bare[sign.end() :] if sign else bare
    return bare, is_circa


def _with_months(text: str) -> Date | None:
    """`12-14 May 2010`, `Spring 2010`, `5/2010`: one year, and nothing left over.

    Two numbers beside a year could be a day and a month in either order.
    """
    years = _YEAR_WORD.findall(text)
    if len(years) != 1:
        return None
    others = [whole_number(one) for one in _NUMBERS.findall(text.replace(years[0], " ", 1))]
    is_month = len(others) == 1 and 1 <= others[0] <= 12 and not _is_double(years[0], others[0])
    if not (is_month or has_name(text)) or not parse_months(text, year=years[0]).is_whole:
        return None
    return parse_split(years[0], text, "")


def _is_double(year: str, other: int) -> bool:
    """`2011/12` is a winter, or two years; it is no December of an issue."""
    return (int(year) + 1) % 100 == other


def _double_year(text: str) -> Date | None:
    match = _DOUBLE_YEAR.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[1][:2] + match[2])
    return Date(PartialDate(first), PartialDate(last)) if last > first else None


def _raw(text: str) -> Date | None:
    numbers = _AMBIGUOUS.fullmatch(text)
    if numbers and numbers[1] != numbers[2] and max(map(int, numbers.groups())) <= 12:
        return None
    date = parse_raw_date(text)
    points = [point for point in (date.start, date.end) if point is not None]
    is_date = points and not any(
        point.month in _NO_MONTHS or (point.day and not point.month) for point in points
    )
    return date if is_date else None
