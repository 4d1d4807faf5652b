"""The URL is the address of a DOI.

With a `doi` field beside it the URL says nothing new and many styles print both; without one the
DOI is hidden from every tool that looks for it. `--fix` moves it to `doi` or removes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import doi_of_url
from mscref.model.identifiers import bare_doi


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("url")
    doi = doi_of_url(field.text) if field and field.is_text else ""
    if field is None or not doi:
        return
    known = entry.get("doi")
    if known is None:
        edits = [entry.edit("url", None), entry.edit("doi", doi)]
        yield entry.hit(f"the URL is the DOI {doi}, but `doi` is missing", field, edits=edits)
    elif bare_doi(known.text).casefold() == doi.casefold():
        edits = [entry.edit("url", None)]
        yield entry.hit("the URL only repeats the DOI", field, edits=edits)


RULE = LintRule("url-is-doi", Severity.INFO, each_entry(_check), fixes=True)
