"""A parenthesis or bracket in the title is opened but never closed, or the reverse.

Nearly always a part of the title was lost when it was copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain

# ":)" and half-open intervals "[0, 1)".
_HARMLESS = re.compile(r"[:;]-?[()]|[\[(]\s*[\d.]+\s*,\s*[\w.∞]+\s*[\])]")
# Lists inside a title, "a) first b) second", may close what nothing opened; "f(x)" is no such list.
_LIST_MARK = re.compile(r"(?<![\w(])[a-z\d]\)")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = _HARMLESS.sub("", plain(field.text))
    allowed = {")": len(_LIST_MARK.findall(text)), "]": 0}
    for opening, closing in ("()", "[]"):
        unclosed = text.count(opening) - text.count(closing)
        if unclosed > 0:
            yield entry.hit(f"`{opening}` in the {field.shown} is never closed", field)
        elif -unclosed > allowed[closing]:
            yield entry.hit(f"`{closing}` in the {field.shown} was never opened", field)


RULE = LintRule("title-brackets", Severity.WARNING, each_field("title", "booktitle", check=_check))
