"""An entry has no citation key, so nothing can cite it.

Give it one, or let `mscref rekey` make it from author, year and title.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if not entry.key.strip():
        yield entry.hit("the entry has no citation key", hint="`mscref rekey` can make one")


RULE = LintRule("key-missing", Severity.ERROR, each_entry(_check))
