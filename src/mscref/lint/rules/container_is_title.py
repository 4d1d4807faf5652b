"""Title and container are the same text.

An import that copied one into the other; the title of the article or of the book is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import folded

_TYPES = frozenset("article inproceedings conference incollection inbook".split())


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    title, container = entry.get("title"), entry.get("journaltitle", "journal", "booktitle")
    if (
        entry.type in _TYPES
        and title
        and container
        and folded(title.text) == folded(container.text)
    ):
        yield entry.hit(f"`{container.shown}` repeats the title", container)


RULE = LintRule("container-is-title", Severity.WARNING, each_entry(_check))
