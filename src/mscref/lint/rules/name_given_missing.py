"""In a list of full names one has only a family name.

Nearly always the given name was lost; a mononym or an institution stands in braces.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, shorten, split_names


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    names = [name for name in split_names(field.text) if name and name.casefold() != "others"]
    bare = [name for name in names if not set(" ~,{=\\") & set(name.strip())]
    if bare and len(bare) < len(names):
        yield entry.hit(f"`{shorten(bare[0])}` in `{field.shown}` has no given name", field)


RULE = LintRule(
    "name-given-missing", Severity.INFO, each_field(*NAME_FIELDS, check=_check), bibtex_only=True
)
