"""Two citation keys differ only in upper and lower case.

BibTeX ignores case when it compares keys and reports a repeated entry; biber and every CSL tool
tell them apart. Such a pair is nearly always one key typed in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintEntry, LintRule, RuleHit


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    first: dict[str, LintEntry] = {}
    for entry in library.entries:
        earlier = first.setdefault(entry.key.casefold(), entry)
        if earlier.key != entry.key:
            yield entry.hit(f"the key `{entry.key}` differs from `{earlier.key}` only in case")


RULE = LintRule("key-case", Severity.WARNING, _check, bibtex_only=True)
