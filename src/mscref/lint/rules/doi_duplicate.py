"""Two entries have the same DOI.

They are the same work under two keys, or one of the DOIs is wrong. Chapters that were given the
DOI of their book also show here. `mscref dedupe` merges duplicates.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintEntry, LintRule, RuleHit
from mscref.lint.identifiers import is_doi
from mscref.model.identifiers import bare_doi


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    first: dict[str, LintEntry] = {}
    for entry in library.entries:
        field = entry.get("doi")
        doi = bare_doi(field.text).casefold() if field else ""
        if field is None or not is_doi(doi):
            continue
        earlier = first.setdefault(doi, entry)
        if earlier is not entry and earlier.key != entry.key:
            yield entry.hit(f"the DOI {doi} is also that of `{earlier.key}`", field)


RULE = LintRule("doi-duplicate", Severity.WARNING, _check)
