"""Two entries have the same citation key.

BibTeX stops with an error and uses the first one, biber the last one: which work a citation
means then depends on the tool. Rename one of them (`mscref rekey`) or, if both are the same
work, merge them (`mscref dedupe`).
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintEntry, LintRule, RuleHit


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    first: dict[str, LintEntry] = {}
    for entry in library.entries:
        if not entry.key:
            continue
        earlier = first.setdefault(entry.key, entry)
        if earlier is not entry:
            line = earlier.span.line
            where = f"on line {line}" if line else "by an entry before it"
            message = f"the key `{entry.key}` is already used {where}"
            yield entry.hit(message, hint="rename one of them, or merge them if they are one work")


RULE = LintRule("key-duplicate", Severity.ERROR, _check)
