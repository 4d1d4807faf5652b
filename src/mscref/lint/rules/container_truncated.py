"""The title of the proceedings breaks off: `… International Conference on`.

Exports cut long titles at their first comma or dash. Look the title up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain, shorten

_BROKEN = re.compile(r"(?i)\b(?:on|of|the|for|and|in|proceedings of)$|[,&:]$")
# Proceedings go on after it; journals are called so: Stem Cells International.
_BROKEN_PROCEEDINGS = re.compile(r"(?i)\binternational$")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = plain(field.text).rstrip(" .")
    broken = _BROKEN.search(text) or (
        field.name == "booktitle" and _BROKEN_PROCEEDINGS.search(text)
    )
    if len(text.split()) > 2 and broken:
        yield entry.hit(f"`{field.shown}` breaks off: {shorten(text[-60:])}", field)


RULE = LintRule(
    "container-truncated", Severity.WARNING, each_field("booktitle", "journal", check=_check)
)
