"""Dates as publishers' XML has them: a text for people, and one for programs where there is one."""

from __future__ import annotations

from mscref.formats.bibtex.dates import format_date, parse_date
from mscref.formats.datetexts import bare_text, said_by, settled, ways_to_say
from mscref.formats.mapping import parse_loose_date
from mscref.model.dates import Date


def coded_date(date: Date) -> str:
    """The date in ISO 8601 (with the signs of its part 2: `2019/2020`, `1850~`, `2020-21` for a
    spring), "" for none."""
    return said_by(date, parse_date, [format_date(settled(date)) or ""])


def shown_date(date: Date) -> str:
    """The date as a text that says all of it; of one that no text says, what numbers can say."""
    said = said_by(date, _shown, ways_to_say(date))
    return said or bare_text(date).replace("/", "-")


def date_of(coded: str, shown: str) -> Date | None:
    """The date that an element says, by its code if that is one, else by its text."""
    known = parse_date(coded) if coded else None
    return known if known is not None else _shown(shown)


def _shown(text: str) -> Date | None:
    return parse_date(text) or parse_loose_date(text) if text else None
