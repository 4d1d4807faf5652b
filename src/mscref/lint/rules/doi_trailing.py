"""The DOI ends in punctuation that belongs to the sentence it was copied from.

`10.1000/182.` with its full stop is another string than `10.1000/182` and does not resolve.
`--fix` removes the punctuation; a closing bracket that was opened inside the DOI is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("doi")
    if field is None or not field.is_text:
        return
    text = field.text.strip()
    repaired = text.rstrip(".,;:")
    if repaired.endswith(")") and repaired.count("(") < repaired.count(")"):
        repaired = repaired[:-1].rstrip(".,;:")
    if repaired != text:
        message = f"the DOI ends in `{text[len(repaired) :]}`"
        yield entry.hit(message, field, edits=[entry.edit("doi", repaired)])


RULE = LintRule("doi-trailing", Severity.WARNING, each_entry(_check), fixes=True)
