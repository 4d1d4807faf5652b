"""A field is there but empty.

It says nothing and hides that the value is missing. `--fix` removes it. Where an entry inherits
(`crossref`, `xdata`), an empty field says that this value is not inherited.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if entry.get("crossref", "xdata"):
        return
    for field in entry.fields:
        if field.is_text and not field.text.strip(" \t\r\n{}~"):
            yield entry.hit(f"`{field.shown}` is empty", field, edits=[entry.without(field)])


RULE = LintRule("field-empty", Severity.INFO, each_entry(_check), fixes=True)
