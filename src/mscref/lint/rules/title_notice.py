"""The reference is a correction notice, not the work.

A title that is only `Erratum`, `Correction to: …` or `Editorial expression of concern` belongs to
the notice. Usually the corrected work was to be cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain, shorten

_NOTICE = re.compile(
    r"""\W*(?:(?:author|publisher)\s+)?
        (?:(?:errat(?:um|a)|corrigend(?:um|a)|correction|addendum)(?:\s+(?:to|for|on)\b.*|\s*:.*|\W*)
        | (?:editorial\s+)?expression\s+of\s+concern\b.*)""",
    re.VERBOSE | re.IGNORECASE,
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = plain(field.text)
    # "Correction for multiple testing in …" is a subject; a notice repeats a title after the colon.
    if _NOTICE.fullmatch(text) and not re.match(r"(?i)correction (?:for|on)\b", text):
        yield entry.hit(f"this is a notice about another work: {shorten(text)}", field)


RULE = LintRule("title-notice", Severity.WARNING, each_field("title", check=_check))
