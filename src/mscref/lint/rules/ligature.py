"""A ligature is one character: `ﬁ` for `fi`.

They come from copying out of a PDF; a search for `finite` no longer finds the title. `--fix`
writes the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field

_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile(f"[{''.join(_LETTERS)}]")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    match = _LIGATURE.search(field.text)
    if match:
        repaired = _LIGATURE.sub(lambda one: _LETTERS[one.group()], field.text)
        message = f"`{field.shown}` holds the ligature `{match.group()}`"
        yield entry.hit(message, field, edits=[entry.edit(field.name, repaired)])


RULE = LintRule("ligature", Severity.WARNING, each_field(check=_check), fixes=True)
