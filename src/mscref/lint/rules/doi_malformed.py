"""A DOI that no registry can hold.

A DOI is `10.`, a registrant of four to nine digits, `/`, and a suffix without spaces. What looks
otherwise cannot be resolved, so a reader cannot follow it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten
from mscref.model.identifiers import bare_doi, normalize_doi


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("doi")
    if field and field.is_text and not _holds_doi(field.text):
        yield entry.hit(f"`{shorten(field.text)}` is not a DOI", field, hint="expected 10.NNNN/…")


def _holds_doi(text: str) -> bool:
    """Whether it is one, at most with its resolver; a publisher's page is none."""
    bare = bare_doi(text)
    return "://" not in bare and normalize_doi(bare) is not None


RULE = LintRule("doi-malformed", Severity.ERROR, each_entry(_check))
