"""Dates as publishers' XML has them: a text for people, and one for programs where there is one."""

from __future__ import annotations

from mscref.formats.bibtex.dates import format_date, parse_date
from mscref.formats.mapping import parse_loose_date, slash_date
from mscref.model.dates import Date


def coded_date(date: Date) -> str:
    """The date in ISO 8601 (with the signs of its part 2: `2019/2020`, `1850~`), "" for none."""
    coded = format_date(date) or ""
    return coded if coded and parse_date(coded) == date else ""


def shown_date(date: Date) -> str:
    """The date as a text that says all of it that ISO 8601 cannot."""
    return date.literal or date.raw or slash_date(date).replace("/", "-")


def date_of(coded: str, shown: str) -> Date | None:
    """The date that an element says, by its code if that is one, else by its text."""
    known = parse_date(coded) if coded else None
    if known is not None:
        return known
    return parse_date(shown) or parse_loose_date(shown) if shown else None
