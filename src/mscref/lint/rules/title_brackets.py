"""A parenthesis or bracket in the title is opened but never closed, or the reverse.

Nearly always a part of the title was lost when it was copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain

# Lists inside a title: "a) first b) second", ":)" and half-open intervals "[0, 1)".
_HARMLESS = re.compile(r"\b[a-z\d]\)|[:;]-?[()]|[\[(]\s*[\d.]+\s*,\s*[\w.∞]+\s*[\])]")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = _HARMLESS.sub("", plain(field.text))
    for opening, closing in ("()", "[]"):
        if text.count(opening) > text.count(closing):
            yield entry.hit(f"`{opening}` in the {field.shown} is never closed", field)
        elif text.count(opening) < text.count(closing):
            yield entry.hit(f"`{closing}` in the {field.shown} was never opened", field)


RULE = LintRule("title-brackets", Severity.WARNING, each_field("title", "booktitle", check=_check))
