"""The URL is escaped for LaTeX, or for a web page.

Mendeley writes `{\\_}`, JabRef and older versions of Zotero `{\\textasciitilde}` and `$\\sim$`,
people `\\%` and `\\url{…}`. biblatex and the styles that print URLs through `\\url` take the field
letter by letter, so the link is dead. `--fix` writes it letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.verbatim import unescaped
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("url")
    repaired = unescaped(field.text) if field and field.is_text else None
    if field and repaired:
        message = "the URL is escaped for LaTeX, so that it no longer leads anywhere"
        yield entry.hit(message, field, edits=[entry.edit("url", repaired)])


RULE = LintRule("url-escaped", Severity.WARNING, each_entry(_check), fixes=True, bibtex_only=True)
