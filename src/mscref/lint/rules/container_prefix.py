"""The book or proceedings title begins with `In:`.

The style adds the word, so that "In: In:" is printed. `--fix` removes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field

_IN = re.compile(r"[Ii]n:\s*|In\s+(?=(?:Proceedings|Proc\.|Advances)\b)|in\s+(?=[A-Z{])")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = field.text.strip()
    match = _IN.match(text)
    if match:
        edits = [entry.edit(field.name, text[match.end() :])]
        yield entry.hit(
            f"`{field.shown}` begins with `{match.group().strip()}`", field, edits=edits
        )


RULE = LintRule(
    "container-prefix", Severity.WARNING, each_field("booktitle", check=_check), fixes=True
)
