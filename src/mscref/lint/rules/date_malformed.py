"""A biblatex date that is not in its date format.

`date`, `urldate`, `eventdate` and `origdate` hold `YYYY-MM-DD` or a part of it, ranges with `/`,
and the marks of EDTF (`?`, `~`, `X`). biber drops what looks otherwise, and the date is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Field, Hit, LintEntry, LintRule, each_field
from mscref.lint.words import shorten

_POINT = r"[+-]?(?:y-?\d+|[\dXu]{4})(?:-(?:[\dXu]{2})(?:-(?:[\dXu]{2})(?:T[\d:.Z+-]+)?)?)?[?~%]?"
_DATE = re.compile(
    rf"{_POINT}(?:/(?:{_POINT}|\.\.|open|unknown)?)?|(?:\.\.|open|unknown)?/{_POINT}"
)
_RANGES = {1: (1, 12), 2: (1, 31)}
_SEASONS = range(21, 25)


def _check(entry: LintEntry, field: Field) -> Iterator[Hit]:
    text = field.text.strip()
    if not text or "\\" in text:
        return
    if not _DATE.fullmatch(text):
        yield entry.hit(f"`{shorten(text)}` is not a date (YYYY-MM-DD)", field)
        return
    for year_month_day in re.findall(r"\d{4}-(\d\d)(?:-(\d\d))?", text):
        month, day = int(year_month_day[0]), int(year_month_day[1] or 1)
        if not (1 <= month <= 12 or month in _SEASONS) or not 1 <= day <= 31:
            yield entry.hit(f"`{shorten(text)}` is no day of the calendar", field)


RULE = LintRule(
    "date-malformed",
    Severity.WARNING,
    each_field("date", "urldate", "eventdate", "origdate", check=_check),
    bibtex_only=True,
)
