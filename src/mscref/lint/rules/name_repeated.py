"""The same person stands twice in one list of names.

A slip of copying or merging. Two people of one name are told apart by nothing here: ignore the
finding then.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, folded, shorten, split_names


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    seen: set[str] = set()
    for name in split_names(field.text):
        comparable = folded(name)
        # One initial is not a person: "Wang, Y. and Wang, Y." are often two.
        if comparable in seen and max(map(len, comparable.split()[1:]), default=0) > 2:
            yield entry.hit(f"`{field.shown}` holds the same name twice: {shorten(name)}", field)
            return
        seen.add(comparable)


RULE = LintRule("name-repeated", Severity.WARNING, each_field(*NAME_FIELDS, check=_check))
