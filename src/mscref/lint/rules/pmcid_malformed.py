"""A PubMed Central identifier that is not `PMC` and a number.

A bare number is a PubMed identifier more often than not, and leads to another article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_PMCID = re.compile(r"(?:pmcid:?\s*)?PMC[1-9]\d{2,8}(?:\.\d+)?", re.IGNORECASE)


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("pmcid", "pmc")
    if field and not _PMCID.fullmatch(field.text.strip()):
        yield entry.hit(f"`{shorten(field.text)}` is not a PubMed Central identifier", field)


RULE = LintRule("pmcid-malformed", Severity.WARNING, each_entry(_check))
