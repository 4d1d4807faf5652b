"""LaTeX in a value that mscref cannot read, or a comment in the middle of one.

A command that nobody knows stays as text in every output (`\\foo`), or is left out with its
argument where that is no text (`\\footnote{…}`). A `%` in a value of several lines hides the rest
of its line, for TeX and for us. What cannot be read as a date or a month is said by the rules about
dates, what is missing by `string-undefined`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintRule, RuleHit

_CODES = frozenset(["bibtex-unknown-command", "bibtex-comment-in-value"])


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    if library.read is None:
        return
    entries = library.entries
    lines = [entry.span.line for entry in entries]
    for one in library.read.diagnostics:
        if one.code in _CODES and one.span is not None:
            place = max(bisect_right(lines, one.span.line) - 1, 0)
            yield RuleHit(entries[place].key, one.message, one.span, one.hint)


RULE = LintRule("value-unread", Severity.WARNING, _check, bibtex_only=True, reads=True)
