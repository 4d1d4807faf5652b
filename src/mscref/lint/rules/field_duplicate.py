"""One entry has the same field twice.

BibTeX keeps the first, biber the last: what is printed depends on the tool. Where both values
are the same the second is removed by `--fix`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_entry


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    first: dict[str, FieldView] = {}
    for field in entry.fields:
        earlier = first.setdefault(field.name, field)
        if earlier is field:
            continue
        same = earlier.text.split() == field.text.split()
        what = "repeated" if same else "given twice with different values"
        message = f"`{field.shown}` is {what} (first on line {earlier.span.line})"
        yield entry.hit(message, field, edits=[entry.without(field)] if same else [])


RULE = LintRule(
    "field-duplicate", Severity.WARNING, each_entry(_check), fixes=True, bibtex_only=True
)
