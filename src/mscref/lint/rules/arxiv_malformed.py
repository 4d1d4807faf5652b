"""An arXiv eprint that arXiv cannot have given out.

Identifiers are `YYMM.NNNNN` (since April 2007; four digits until 2014) or `archive/YYMMNNN`
before, with an optional version `v2`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten
from mscref.model.identifiers import Identifier, Malformed, parse_identifier


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("eprint")
    kind = entry.value("eprinttype", "archiveprefix").casefold()
    if field and field.is_text and kind == "arxiv" and not _is_arxiv(field.text):
        yield entry.hit(f"`{shorten(field.text)}` is not an arXiv identifier", field)


def _is_arxiv(text: str) -> bool:
    found = parse_identifier(text)
    if isinstance(found, Malformed):
        found = parse_identifier(f"arxiv:{text.strip()}")
    return isinstance(found, Identifier) and found.scheme == "arxiv"


RULE = LintRule("arxiv-malformed", Severity.WARNING, each_entry(_check))
