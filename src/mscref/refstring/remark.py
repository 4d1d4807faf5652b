"""What a remark of a reference string is: a stretch beside the description, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mscref.refstring.fields import ParsedField

SURE = 0.95


@dataclass(frozen=True, slots=True)
class Remark:
    """A stretch of the string that is no part of the description, and the fields it gives.

    `is_date`: it stands where the date of the work does. `item_type` is the CSL type that it says
    the work is of, or "".
    """

    start: int
    end: int
    fields: tuple[ParsedField, ...]
    is_date: bool = False
    item_type: str = ""


def remark_of(match: re.Match[str], text: str, *, item_type: str = "") -> Remark:
    """A remark of the whole match; its named groups are fields."""
    return Remark(*match.span(), tuple(fields_of_match(match, text)), item_type=item_type)


def fields_of_match(match: re.Match[str], text: str, at: int = 0) -> Iterator[ParsedField]:
    """The named groups as fields; `number_2` is the field `number`; `at` is where it began."""
    for group, value in match.groupdict().items():
        if value:
            start, end = (at + place for place in match.span(group))
            name = group.split("_")[0].replace("originaldate", "original-date")
            yield ParsedField(
                name=name, value=text[start:end], start=start, end=end, confidence=SURE
            )
