"""A character that cannot be seen: zero-width space, soft hyphen, direction mark, control code.

They come along when text is copied from PDF or web pages, split words for every search and may
be hostile. `--fix` removes them. Joiners are kept beside letters of scripts that need them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<=[A-Za-z\u00c0-\u024f\\s])[\u200c\u200d]"
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    match = _INVISIBLE.search(field.text)
    if match:
        edits = [entry.edit(field.name, _INVISIBLE.sub("", field.text))]
        message = f"`{field.shown}` holds the invisible character U+{ord(match.group()):04X}"
        yield entry.hit(message, field, edits=edits)


RULE = LintRule("invisible-character", Severity.WARNING, each_field(check=_check), fixes=True)
