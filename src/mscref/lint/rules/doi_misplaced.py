"""A DOI stands in another field while `doi` is missing.

In `note` or `howpublished` no style makes a link of it and no tool finds it. Where
the field holds nothing but the DOI `--fix` moves it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import find_doi, is_doi
from mscref.model.identifiers import bare_doi


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if entry.get("doi"):
        return
    for name in ("note", "howpublished", "addendum", "eprint", "number", "pages"):
        field = entry.get(name)
        doi = find_doi(field.text) if field and field.is_text else ""
        if field and doi:
            alone = is_doi(bare_doi(field.text))
            edits = [entry.edit(name, None), entry.edit("doi", doi)] if alone else []
            yield entry.hit(f"the DOI {doi} stands in `{field.shown}`", field, edits=edits)
            return


RULE = LintRule("doi-misplaced", Severity.WARNING, each_entry(_check), fixes=True)
