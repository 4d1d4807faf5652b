"""A page range ends before it begins.

A shortened end is understood (`496--7` is 496 to 497); `152--48` and `870--78` with a wrong
first number are slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.model.figures import whole_number

_RANGE = re.compile(r"([A-Za-z]*)(\d+)\s*(?:-{1,3}|–|—)\s*\1(\d+)")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("pages")
    match = _RANGE.fullmatch(field.text.strip()) if field and field.is_text else None
    if field is None or match is None:
        return
    first, last = match[2], match[3]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if whole_number(last) < whole_number(first):
        yield entry.hit(f"the page range `{field.text.strip()}` ends before it begins", field)


RULE = LintRule("pages-reversed", Severity.WARNING, each_entry(_check))
