"""Dates as pages write them → dates. Pure.

ISO 8601 with or without a time, `2020/02/05`, `20200205`, `5 February 2020`, `Feb 5, 2020`,
`05.02.2020`, RFC 2822, seconds since 1970, months in the languages that most pages are in,
`2020年2月5日`. `05/02/2020` is read as far as both ways of reading it agree: the year.
"""

from __future__ import annotations

import re
import time
from types import MappingProxyType

from mscref.model.dates import Date, PartialDate
from mscref.sources import values
from mscref.sources.text import plain

_LONGEST = 80  # characters; a longer text is none
_FIRST_YEAR, _LAST_YEAR = 1400, 2200
_MONTHS = MappingProxyType(
    {
        name: number
        for line in (
            "january february march april may june july august september october november december",
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jänner feber mrz apr mai jun jul aug sept okt nov dez",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv févr mars avr mai juin juil août sept oct nov déc",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
            " diciembre",
            "ene feb mar abr may jun jul ago sep oct nov dic",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
            " dezembro",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
            " novembre dicembre",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
            "янв фев мар апр мая июн июл авг сен окт ноя дек",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
            " października listopada grudnia",
            "januari februari maart april mei juni juli augustus september oktober november"
            " december",
        )
        for number, name in enumerate(line.split(), start=1)
    }
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?)?(?!\d)")
_KOREAN = re.compile(r"(\d{4})년\s*(?:(\d{1,2})월\s*(?:(\d{1,2})일)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6})?Z?")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_SECONDS = re.compile(r"(1\d{9})(?:\d{3})?")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


def date_of(written: str) -> Date | None:
    """The date that a text says, as exact as it surely is; None for none."""
    text = plain(written).strip()[:_LONGEST]
    point = _read(text)
    return Date(point) if point is not None and is_likely_year(point) else None


def is_likely_year(point: PartialDate | None) -> bool:
    """Whether a page may mean the year: of an earlier one, or one to come, nothing is known."""
    return point is None or _FIRST_YEAR <= point.year <= _LAST_YEAR


def _read(text: str) -> PartialDate | None:
    if match := _SECONDS.fullmatch(text):
        day = time.gmtime(int(match[1]))
        return values.point(day.tm_year, day.tm_mon, day.tm_mday)
    if match := _COMPACT.fullmatch(text):
        return values.point(*match.groups()[:3])
    match = _KOREAN.match(text) or _YEAR_FIRST.match(text)
    if match and (match[2] or text[match.end() :] in ("", "年")):
        return values.point(*(int(part or 0) for part in match.groups()))
    if match := _DAY_FIRST.match(text):
        return _day_and_month(
            int(match[1]), int(match[3]), int(match[4]), is_dotted=match[2] == "."
        )
    return _in_words(text)


def _day_and_month(one: int, other: int, year: int, *, is_dotted: bool) -> PartialDate | None:
    """`05.02.2020` has the day first everywhere; with slashes only a number over 12 tells."""
    if is_dotted or one > 12 or one == other:
        return values.point(year, other, one)
    return values.point(year, one, other) if other > 12 else values.point(year)


def _in_words(text: str) -> PartialDate | None:
    month = next((_MONTHS[one] for one in _WORD.findall(text.lower()) if one in _MONTHS), 0)
    numbers = _NUMBER.findall(text)
    year = next(
        (int(one) for one in numbers if len(one) == 4 and _FIRST_YEAR <= int(one) <= _LAST_YEAR), 0
    )
    if not year or not (month or text.strip() == str(year)):
        return None
    at = next(place for place, one in enumerate(numbers) if one == str(year))
    # The day stands beside the month: before the year (5 February 2020), or first (2020 Feb 5).
    beside = [int(one) for one in (numbers[:at] or numbers[at + 1 : at + 2]) if len(one) <= 2]
    return values.point(year, month, beside[0] if beside else 0)
