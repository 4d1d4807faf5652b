"""A DOI that no registry can hold.

A DOI is `10.`, a registrant of four to nine digits, `/`, and a suffix without spaces. What looks
otherwise cannot be resolved, so a reader cannot follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry
from mscref.lint.identifiers import bare_doi
from mscref.lint.words import shorten

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def _check(entry: Entry) -> Iterator[Hit]:
    field = entry.get("doi")
    if field and field.is_text and not _DOI.fullmatch(bare_doi(field.text)):
        yield entry.hit(f"`{shorten(field.text)}` is not a DOI", field, hint="expected 10.NNNN/…")


RULE = Rule("doi-malformed", Severity.ERROR, each_entry(_check))
