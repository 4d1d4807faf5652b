"""A reference has no title at all.

Hardly any work is without one; a record like this comes from a failed import or from a registry
entry of a whole journal issue. Not asked of letters, and of entries that only lend their fields
to others (`@xdata`, `@set`, a parent with `booktitle`).
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

_UNTITLED = frozenset("xdata set letter personal_communication bibnote".split())


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if entry.type in _UNTITLED or entry.get("crossref", "xdata"):
        return
    if not entry.get("title", "booktitle", "maintitle", "issuetitle", "shorttitle", "caption"):
        yield entry.hit("the reference has no title")


RULE = LintRule("title-missing", Severity.WARNING, each_entry(_check))
