"""A word stands twice in a row in the title: `the the`.

Short function words only; `had had` and names can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain

_TWICE = re.compile(r"(?i)\b(the|of|and|a|an|in|to|for|with|on|by|from|und|der|et|les)\s+\1\b")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    match = _TWICE.search(plain(field.text))
    if match and match[1] == match.group().split()[-1]:
        yield entry.hit(f"`{match.group()}` in the {field.shown}", field)


RULE = LintRule(
    "title-repeated-word", Severity.WARNING, each_field("title", "booktitle", check=_check)
)
