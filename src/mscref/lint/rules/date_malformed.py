"""A biblatex date that is not in its date format.

`date`, `urldate`, `eventdate` and `origdate` hold `YYYY-MM-DD` or a part of it, ranges with `/`,
and the marks of EDTF (`?`, `~`, `X`). biber drops what looks otherwise, and the date is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.dates import parse_date
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import shorten

# What our reader forgives and biber does not: `~1987`, `2019-5`; no month or day is 00.
_FORGIVEN = re.compile(r"(?:^|/)~|-(?:\d(?!\d)|00(?!\d))")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = field.text.strip()
    if not text or "\\" in text:
        return
    if parse_date(text) is None or _FORGIVEN.search(text):
        yield entry.hit(f"`{shorten(text)}` is not a date (YYYY-MM-DD)", field)


RULE = LintRule(
    "date-malformed",
    Severity.WARNING,
    each_field("date", "urldate", "eventdate", "origdate", check=_check),
    bibtex_only=True,
)
