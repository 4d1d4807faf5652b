"""An odd number of dollar signs: math is opened and never closed.

LaTeX stops at the end of the reference. A price is written `\\$5`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import TEXT_FIELDS, unescaped


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if sum(1 for _ in unescaped(field.text, "$")) % 2:
        yield entry.hit(f"`{field.shown}` holds an odd number of `$`", field)


RULE = LintRule(
    "unbalanced-math", Severity.WARNING, each_field(*TEXT_FIELDS, check=_check), bibtex_only=True
)
