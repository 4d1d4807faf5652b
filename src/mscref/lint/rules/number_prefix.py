"""A number is written with its label: `vol. 12`, `pp. 3--4`, `no. 5`.

The style adds the label, so it would be printed twice. `--fix` removes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import shorten

_LABELS = {
    "volume": re.compile(r"(?i)(?:volume|vol|band|bd|tome)\b\.?\s*(?=\d)"),
    "number": re.compile(r"(?i)(?:issue|iss|no|nr|num|heft)\b\.?\s*(?=\d)"),
    "pages": re.compile(r"(?i)(?:pages?|pp?|seiten?|s)\b\.\s*(?=\d)|(?:pages?|pp)\s+(?=\d)"),
    "chapter": re.compile(r"(?i)(?:chapter|chap|ch|kapitel|kap)\b\.?\s*(?=\d)"),
}


# `number` of these is a name that may begin with a word ("no. CMU-CS-93-113").
_NAMED_NUMBERS = frozenset("techreport report patent standard manual misc".split())


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if field.name == "number" and entry.type in _NAMED_NUMBERS:
        return
    match = _LABELS[field.name].match(field.text.strip())
    if match:
        repaired = field.text.strip()[match.end() :]
        message = f"`{shorten(field.text)}` repeats the label that the style prints"
        yield entry.hit(message, field, edits=[entry.edit(field.name, repaired)])


RULE = LintRule("number-prefix", Severity.WARNING, each_field(*_LABELS, check=_check), fixes=True)
