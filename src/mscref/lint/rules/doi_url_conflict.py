"""`doi` and `url` name two different DOIs.

One of them points to another work. `mscref verify` tells which one agrees with the title and
authors.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.verbatim import verbatim
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import doi_of_url, is_doi
from mscref.model.identifiers import bare_doi


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    known, field = entry.get("doi"), entry.get("url")
    if known is None or field is None:
        return
    doi, other = bare_doi(_letters(entry, known)), doi_of_url(_letters(entry, field))
    if other and is_doi(doi) and doi.casefold() != other.casefold():
        yield entry.hit(f"`doi` is {doi}, but the URL is {other}", field)


def _letters(entry: LintEntry, field: FieldView) -> str:
    """What is meant, whoever escaped it: `{\\_}` is a `_` in both."""
    return verbatim(field.text) if entry.is_bibtex else field.text


RULE = LintRule("doi-url-conflict", Severity.ERROR, each_entry(_check))
