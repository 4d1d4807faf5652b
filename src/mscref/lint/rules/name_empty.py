"""A name of the list is empty: `and and`, or an `and` at either end.

BibTeX reports an error or invents an author without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS

_EMPTY = re.compile(r"^\s*and\s|\sand\s*$|\sand\s+and\s", re.IGNORECASE)
_REPEATED = re.compile(r"(?<!\s)(?:\s+and)+(?=\s+and\s)", re.IGNORECASE)
_ENDS = re.compile(r"^\s*and\s+|(?<!\s)\s+and\s*$", re.IGNORECASE)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if _EMPTY.search(field.text):
        repaired = _ENDS.sub("", _REPEATED.sub("", field.text)).strip()
        edits = [entry.edit(field.name, repaired)] if repaired else []
        yield entry.hit(f"`{field.shown}` holds an empty name", field, edits=edits)


RULE = LintRule(
    "name-empty",
    Severity.ERROR,
    each_field(*NAME_FIELDS, check=_check),
    fixes=True,
    bibtex_only=True,
)
