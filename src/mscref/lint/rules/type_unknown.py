"""The entry type is one that neither BibTeX nor biblatex knows.

Styles print an unknown type like `@misc`, leaving out what makes the work findable, and biber
warns. Often it is a typing mistake (`@artcle`).
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.vocabulary import ENTRY_TYPES


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if entry.type and entry.type not in ENTRY_TYPES:
        from difflib import get_close_matches

        near = get_close_matches(entry.type, ENTRY_TYPES, n=1)
        hint = f"did you mean @{near[0]}?" if near else ""
        yield entry.hit(f"@{entry.type} is no entry type of BibTeX or biblatex", hint=hint)


RULE = LintRule("type-unknown", Severity.WARNING, each_entry(_check), bibtex_only=True)
