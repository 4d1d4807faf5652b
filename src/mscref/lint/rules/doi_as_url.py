"""The DOI field holds an address or a `doi:` prefix instead of the bare DOI.

Styles put `https://doi.org/` in front themselves and would print it twice. `--fix` keeps the
bare DOI.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry
from mscref.lint.identifiers import bare_doi, is_doi
from mscref.lint.words import shorten


def _check(entry: Entry) -> Iterator[Hit]:
    field = entry.get("doi")
    if field is None or not field.is_text:
        return
    bare = bare_doi(field.text)
    # Only a prefix counts here; a DOI inside other text is doi-malformed.
    if is_doi(bare) and field.text.strip().endswith(bare) and field.text.strip() != bare:
        message = f"`{shorten(field.text)}` is more than the bare DOI"
        yield entry.hit(message, field, edits=[entry.edit("doi", bare)])


RULE = Rule("doi-as-url", Severity.WARNING, each_entry(_check), fixes=True)
