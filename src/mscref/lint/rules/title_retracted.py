"""The title says that the work was retracted or withdrawn.

Publishers put the word in front of the title of the article, or of the notice about it: look
which one you cite. `mscref verify` asks the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain

_RETRACTED = re.compile(
    r"(?i)(?:\W*)(?:retracted(?:\s+article|\s+chapter)?|withdrawn|retraction(?:\s+note)?"
    r"(?:\s+to)?|removed)\s*[:\]—–.-]"
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if _RETRACTED.match(plain(field.text)):
        yield entry.hit("the title says that the work was retracted or withdrawn", field)


RULE = LintRule("title-retracted", Severity.WARNING, each_field("title", check=_check))
