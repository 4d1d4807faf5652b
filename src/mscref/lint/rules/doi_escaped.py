"""The DOI is escaped for LaTeX.

`10.1162/tacl\\_a\\_00276` is not a DOI that any registry knows: the field is copied as it is into
the link. biblatex and every current BibTeX style escape it themselves. `--fix` takes the
backslashes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry

_ESCAPED = re.compile(r"\{?\\([_%&#])\}?")


def _check(entry: Entry) -> Iterator[Hit]:
    field = entry.get("doi")
    if field and field.is_text and _ESCAPED.search(field.text):
        repaired = _ESCAPED.sub(r"\1", field.text)
        message = "the DOI is escaped for LaTeX, so that it no longer resolves"
        yield entry.hit(message, field, edits=[entry.edit("doi", repaired)])


RULE = Rule("doi-escaped", Severity.WARNING, each_entry(_check), fixes=True, bibtex_only=True)
