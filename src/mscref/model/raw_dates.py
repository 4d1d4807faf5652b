"""Dates that people wrote as text: "3 May 2020", "May 3-5, 2020", "Spring 1999", "44 BC".

Text goes in, a `Date` comes out; what cannot be understood wholly stays as it is, as `literal`:
half a date would be a wrong one.

    date   = point | point range point | point range
    range  = "-" | "–" | "/" | "--"
    point  = year [month [day]] in any usual order; month by name or number, or a season
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from mscref.model.dates import Date, PartialDate
from mscref.model.figures import is_figure
from mscref.patterns import SPACE_BEFORE, lazy

# Without accents; any beginning of three letters or more will do, the first that fits counts.
_MONTHS = (
    "january janvier januar januari janeiro gennaio enero",
    "february fevrier februar februari fevereiro febbraio febrero",
    "march mars marz maart marzo marco",
    "april avril abril aprile",
    "may mai mei maj maio maggio mayo",
    "june juin juni junho giugno junio",
    "july juillet juli julho luglio julio",
    "august aout augustus augusti agosto",
    "september septembre septiembre setembro settembre sept",
    "october octobre oktober octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december decembre dezember diciembre dezembro dicembre",
)
_SEASONS = MappingProxyType({"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24})
# Words that say nothing about the date itself.
_FILLERS = frozenset(
    """
    of de the
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    """.split()
)
_LONGEST = 200  # characters; thousands of digits are no number that Python would read
_CIRCA = lazy(rf"^(?:c|ca|circa)\b\.?\s*|{SPACE_BEFORE}\?$", re.IGNORECASE)
_ERA_BEFORE = lazy(rf"{SPACE_BEFORE}\b(?:b\.?\s?c\.?(?:\s?e\.?)?)$", re.IGNORECASE)
_ERA_AFTER = lazy(rf"{SPACE_BEFORE}\b(?:a\.?\s?d\.?|c\.?\s?e\.?)$|^a\.?d\.?\s+", re.IGNORECASE)
_TIME = lazy(r"(?<=\d)[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$")
_ISO = lazy(r"(-?\d{3,4})-(\d{1,2})(?:-(\d{1,2}))?")
_COMPACT_ISO = lazy(r"(\d{4})(\d\d)(\d\d)")
_YEAR_FIRST = lazy(r"(\d{4})([/.])(\d{1,2})(?:\2(\d{1,2}))?")
_MONTH_YEAR = lazy(r"(\d{1,2})[/.-](\d{4})")
_THREE_NUMBERS = lazy(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{3,4})")
_EAST_ASIAN = lazy(r"(\d{1,4})\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*(\d{1,2})\s*日)?")
_TOKEN = lazy(r"(\d+)(?:st|nd|rd|th)?\b\.?|([^\W\d_]+)\.?", re.IGNORECASE)
_SEPARATORS = lazy(r"[\s,.]*")
_RANGE = lazy(rf"{SPACE_BEFORE}(?:--|–|—|/|-)\s*")
_OPEN_END = lazy(rf"{SPACE_BEFORE}(?:/\.\.|/|--|–|-)\s*(?:present)?$", re.IGNORECASE)


class _Point(NamedTuple):
    """A date as far as one text says it; 0 is "not said"."""

    year: int = 0
    month: int = 0
    day: int = 0


@lru_cache(maxsize=1024)
def parse_raw_date(text: str) -> Date:
    """Understand a date written as text; one that cannot be understood is a literal date."""
    plain = text.strip()
    if len(plain) > _LONGEST:
        return Date(literal=text)
    if plain.startswith("[") and plain.endswith("]"):
        plain = plain[1:-1].strip()
    certain = _CIRCA.sub("", plain, count=1)
    circa = certain != plain
    certain = _TIME.sub("", certain)
    point = _parse_point(certain)
    if point and point.year:
        return Date(_partial(point), circa=circa)
    if _OPEN_END.search(certain):
        point = _parse_point(_OPEN_END.sub("", certain))
        if point and point.year:
            return Date(_partial(point), open_ended=True, circa=circa)
    ends = _parse_range(certain)
    if ends:
        start, end = ends
        return Date(start, end if end != start else None, circa=circa)
    return Date(literal=text)


def _partial(point: _Point) -> PartialDate:
    return PartialDate(point.year, point.month, point.day)


def _parse_range(text: str) -> tuple[PartialDate, PartialDate] | None:
    for separator in _RANGE.finditer(text):
        first = _parse_point(text[: separator.start()], loose=True)
        last = _parse_point(text[separator.end() :], loose=True)
        if not first or not last:
            continue
        start, end = _complete(first, last)
        if start.year and end.year and bool(start.month) == bool(end.month):
            return _partial(start), _partial(end)
    return None


def _complete(first: _Point, last: _Point) -> tuple[_Point, _Point]:
    """Give each end what only the other one says: "May 3-5, 2020", "Spring 1999-2000"."""
    if first.year >= 100 and not first.month and not last.month:
        return first, _Point(_full_year(first.year, last.year or last.day))
    start = _Point(first.year or last.year, first.month or last.month, first.day)
    end = _Point(last.year or start.year, last.month or start.month, last.day)
    runs_backwards = (start.year, start.month, start.day) > (end.year, end.month, end.day or 31)
    return (_Point(), _Point()) if runs_backwards and start.year > 0 else (start, end)


def _full_year(first: int, last: int) -> int:
    """The end of "1998-99" in full; 0 where it would lie before the start."""
    full = last if last >= 100 else first // 100 * 100 + last
    return full if full > first else 0


def _parse_point(text: str, *, loose: bool = False) -> _Point | None:
    """One point in time; a `loose` one may lack its year, as an end of a range may."""
    text = text.strip()
    sign = 1
    if _ERA_BEFORE.search(text):
        text, sign = _ERA_BEFORE.sub("", text), -1
    elif _ERA_AFTER.search(text):
        text = _ERA_AFTER.sub("", text)
        if is_figure(text):
            return _checked(int(text))
    if re.fullmatch(r"-?\d{1,4}", text):
        number = int(text)
        if loose and 0 < number <= 31 and len(text) < 3:
            return _Point(day=number)
        return _checked(sign * number)
    return _numeric(text) or _worded(text, sign, loose=loose)


def _numeric(text: str) -> _Point | None:
    if match := _ISO.fullmatch(text) or _COMPACT_ISO.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3] or 0))
    if match := _YEAR_FIRST.fullmatch(text):
        return _checked(int(match[1]), int(match[3]), int(match[4] or 0))
    if match := _EAST_ASIAN.fullmatch(text):
        return _checked(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    if match := _MONTH_YEAR.fullmatch(text):
        return _checked(int(match[2]), int(match[1]))
    if match := _THREE_NUMBERS.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        # 5/3/2020 is written month first, 3.5.2020 and 3-5-2020 day first.
        month_first = match[2] == "/" and first <= 12
        month, day = (first, second) if month_first else (second, first)
        return _checked(year, month, day)
    return None


def _worded(text: str, sign: int, *, loose: bool) -> _Point | None:
    """A point with its month or season by name, in any order."""
    year = month = day = position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if not token:
            return None
        number, word = token[1], token[2]
        if word:
            named = _named_month(word.lower())
            if named is None or (named and month):
                return None
            month = named or month
        elif len(number) >= 3 and not year and is_figure(number):
            year = int(number)
        elif len(number) < 3 and not day:
            day = int(number)
        else:
            return None
        separator = _SEPARATORS.match(text, token.end())
        position = separator.end() if separator else token.end()
    # As the end of a range, "5, 2020" takes its month from the start.
    if (not month and not (loose and day and year)) or (month > 12 and day):
        return None
    if not year and not loose:
        return None
    return _checked(sign * year, month, day, year_known=bool(year))


def _named_month(word: str) -> int | None:
    """The number of a month or season, 0 for a word without meaning, None for an unknown one."""
    if word in _FILLERS:
        return 0
    if word in _SEASONS:
        return _SEASONS[word]
    import unicodedata

    plain = "".join(
        char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char)
    )
    if len(plain) < 3:
        return None
    for number, names in enumerate(_MONTHS, 1):
        if any(name.startswith(plain) for name in names.split()):
            return number
    return None


def _checked(year: int, month: int = 0, day: int = 0, *, year_known: bool = True) -> _Point | None:
    if not (0 <= month <= 12 or 13 <= month <= 16 or 21 <= month <= 24):
        return None
    if not 0 <= day <= 31 or (year_known and year == 0):
        return None
    return _Point(year, month, day)
