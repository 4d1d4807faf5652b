"""The DOI is escaped for LaTeX, or for a web page.

`10.1162/tacl\\_a\\_00276` is not a DOI that any registry knows, nor is one with Mendeley's `{\\_}`
or JabRef's `{\\textless}`: the field is copied as it is into the link. biblatex and every current
BibTeX style escape it themselves. `--fix` writes it letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.verbatim import unescaped
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("doi")
    repaired = unescaped(field.text) if field and field.is_text else None
    if field and repaired:
        message = "the DOI is escaped for LaTeX, so that it no longer resolves"
        yield entry.hit(message, field, edits=[entry.edit("doi", repaired)])


RULE = LintRule("doi-escaped", Severity.WARNING, each_entry(_check), fixes=True, bibtex_only=True)
