"""The title ends in a full stop.

Styles put their own punctuation after a title, so two stops are printed. `--fix` removes it. An
abbreviation (`… and Co.`, `U.S.`) and `...` are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field

# A word of five letters or more before the stop: shorter ones are often abbreviations.
_STOP = re.compile(r"(?:^|[\s{(-])[^\W\d_]{5,}\}?\.(\}?)$")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = field.text.strip()
    match = _STOP.search(text)
    if match:
        repaired = text[: -1 - len(match[1])] + match[1]
        edits = [entry.edit(field.name, repaired)]
        yield entry.hit(f"the {field.shown} ends in a full stop", field, edits=edits)


RULE = LintRule(
    "title-trailing-period",
    Severity.INFO,
    each_field("title", "booktitle", check=_check),
    fixes=True,
)
