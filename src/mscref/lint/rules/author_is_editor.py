"""Author and editor of a chapter or paper are the same list.

Reference managers copy one into the other. Books may truly have both; for an article it says
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import folded

_TYPES = frozenset("article inproceedings conference book".split())


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    author, editor = entry.get("author"), entry.get("editor")
    if entry.type in _TYPES and author and editor and folded(author.text) == folded(editor.text):
        yield entry.hit("author and editor are the same", editor)


RULE = LintRule("author-is-editor", Severity.WARNING, each_entry(_check))
