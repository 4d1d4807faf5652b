"""The year is not a year.

Four digits are expected, a range (`1999--2001`, `1999/2000`), or a word for a work to appear
(`in press`, `forthcoming`, `n.d.`). Anything else cannot be sorted and is dropped by many tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_YEAR = re.compile(
    r"""[\[({]*(?:c(?:a|irca)?\.?\s*|\\sim\s*|~)?-?\d{3,4}[a-z]?
        (?:\s*+(?:(?:-{1,3}|–|/|\+|,)\s*+|(?<=\s))(?:\d{2}|\d{4})?)?[\])}?~]*
      | (?:in[ ]press|to[ ](?:be[ ]published|appear)|forthcoming|submitted|accepted|unpublished
      | in[ ]preparation|preprint|under[ ]review|undated|n\.?\s?d\.?|s\.?\s?d\.?|s\.?\s?a\.?
      | o\.?\s?j\.?|im[ ]erscheinen|ongoing).*""",
    re.VERBOSE | re.IGNORECASE,
)


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("year")
    if field is None or (not field.is_text and not field.text.isdigit()):
        return
    if not _YEAR.fullmatch(field.text.strip()):
        yield entry.hit(f"`{shorten(field.text)}` is not a year", field)


RULE = LintRule("year-malformed", Severity.WARNING, each_entry(_check))
