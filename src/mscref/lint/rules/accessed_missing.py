"""A web page is cited without the day it was looked at.

Pages change and vanish; most styles print the date of access (`urldate`).
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

_WEB = frozenset("online electronic www webpage".split())


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if entry.type in _WEB and entry.get("url") and not entry.get("urldate", "lastchecked", "note"):
        yield entry.hit("the page has no date of access (`urldate`)")


RULE = LintRule("accessed-missing", Severity.INFO, each_entry(_check))
