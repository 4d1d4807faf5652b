"""The whole title is in a second pair of braces.

Then no style can change its capitals, not even those that should. Protect the words that need
it (`{DNA}`) instead of the whole title.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import outside_braces, words


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if outside_braces(field.text.strip()) == "\0" and len(words(field.text)) > 2:
        yield entry.hit(f"the whole {field.shown} is protected from any change of case", field)


RULE = LintRule(
    "title-double-braces", Severity.INFO, each_field("title", check=_check), bibtex_only=True
)
