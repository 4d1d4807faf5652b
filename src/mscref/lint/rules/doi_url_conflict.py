"""`doi` and `url` name two different DOIs.

One of them points to another work. `mscref verify` tells which one agrees with the title and
authors.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry
from mscref.lint.identifiers import doi_of_url, is_doi
from mscref.model.identifiers import bare_doi


def _check(entry: Entry) -> Iterator[Hit]:
    known, field = entry.get("doi"), entry.get("url")
    if known is None or field is None:
        return
    doi, other = bare_doi(known.text), doi_of_url(field.text)
    if other and is_doi(doi) and doi.casefold() != other.casefold():
        yield entry.hit(f"`doi` is {doi}, but the URL is {other}", field)


RULE = Rule("doi-url-conflict", Severity.ERROR, each_entry(_check))
