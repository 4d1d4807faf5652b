"""A PubMed identifier that is not a number of at most eight digits.

Accession numbers of other databases often end up in this field when records are imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_PMID = re.compile(r"(?:pmid:?\s*)?[1-9]\d{0,7}", re.IGNORECASE)


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("pmid")
    if field and not _PMID.fullmatch(field.text.strip()):
        yield entry.hit(f"`{shorten(field.text)}` is not a PubMed identifier", field)


RULE = LintRule("pmid-malformed", Severity.WARNING, each_entry(_check))
