"""The title is written in capitals.

No style can bring the right capitals back, and every list with it looks wrong. Titles of one or
two words may be acronyms and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import shorten, words


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    found = [word for word in words(field.text) if len(word) > 2]
    if len(found) > 2 and all(word.isupper() for word in found):
        yield entry.hit(f"the {field.shown} is in capitals: {shorten(field.text)}", field)


RULE = LintRule("title-all-caps", Severity.WARNING, each_field("title", check=_check))
