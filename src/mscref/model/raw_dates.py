"""Dates written as text → dates."""

from __future__ import annotations

import re

from mscref.model.dates import Date, PartialDate

_ISO = re.compile(r"(-?\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")


def parse_raw_date(text: str) -> Date:
    """The date `text` means, or a literal date where it is none we know."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return Date(literal=text)
    return Date(PartialDate(int(match[1]), int(match[2] or 0), int(match[3] or 0)))
