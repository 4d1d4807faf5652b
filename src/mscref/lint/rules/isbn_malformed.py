"""An ISBN with a wrong length or a wrong check digit.

The last digit is computed from the others, so a wrong one means a slip: the ISBN finds nothing,
or another book. Several ISBNs may stand in the field, separated by white space, comma or
semicolon.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import isbns, valid_isbn, valid_issn


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("isbn")
    if field is None:
        return
    for isbn in isbns(field.text):
        if not valid_isbn(isbn):
            digits = sum(one.isalnum() for one in isbn)
            why = "its check digit is wrong" if digits in (10, 13) else f"it has {digits} digits"
            hint = "this is an ISSN; write it into `issn`" if valid_issn(isbn) else ""
            yield entry.hit(f"`{isbn}` is not an ISBN: {why}", field, hint=hint)


RULE = LintRule("isbn-malformed", Severity.WARNING, each_entry(_check))
