"""The edition repeats the word that the style adds: `2nd ed.`, `Second Edition`.

BibTeX styles print `{Second} edition`, biblatex `{2}`. `--fix` removes the word; the number stays
as you wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field

_WORD = re.compile(r"(?i)(?<=\S)\s*\b(?:editions?|edn|ed|auflage|aufl)\b\.?\s*$")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = field.text.strip()
    repaired = _WORD.sub("", text).strip(" ,")
    if repaired != text and repaired and repaired.count("{") == repaired.count("}"):
        message = f"the edition `{text}` repeats the word that the style prints"
        yield entry.hit(message, field, edits=[entry.edit("edition", repaired)])


RULE = LintRule("edition-form", Severity.INFO, each_field("edition", check=_check), fixes=True)
