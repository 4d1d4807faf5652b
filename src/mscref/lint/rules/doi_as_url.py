"""The DOI field holds an address or a `doi:` prefix instead of the bare DOI.

Styles put `https://doi.org/` in front themselves and would print it twice. `--fix` keeps the
bare DOI.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import is_doi
from mscref.lint.words import shorten
from mscref.model.identifiers import bare_doi


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("doi")
    if field is None or not field.is_text:
        return
    bare = bare_doi(field.text)
    # A DOI that only ends in punctuation is doi-trailing.
    if is_doi(bare) and not field.text.strip().startswith(bare):
        message = f"`{shorten(field.text)}` is more than the bare DOI"
        yield entry.hit(message, field, edits=[entry.edit("doi", bare)])


RULE = LintRule("doi-as-url", Severity.WARNING, each_entry(_check), fixes=True)
