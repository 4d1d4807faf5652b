"""The container stands in a field that the entry type does not use.

An `@article` with `booktitle` instead of `journal`, or an `@inproceedings` with `journal` instead
of `booktitle`, is printed without its container. Usually the type is wrong, not the field.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

# entry types → (fields that are needed, fields that stand there instead, what may be meant)
_EXPECTED = (
    (("article",), ("journal", "journaltitle"), ("booktitle",), "@inproceedings"),
    (
        ("inproceedings", "conference", "incollection"),
        ("booktitle", "crossref", "xdata"),
        ("journal", "journaltitle"),
        "@article",
    ),
)


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    for types, needed, instead, meant in _EXPECTED:
        if entry.type in types and not entry.get(*needed):
            found = entry.get(*instead)
            if found:
                message = f"@{entry.type} does not print `{found.shown}`; {meant} may be meant"
                yield entry.hit(message, found)


RULE = LintRule("field-wrong-container", Severity.WARNING, each_entry(_check), bibtex_only=True)
