"""A character was lost: `\N{REPLACEMENT CHARACTER}` stands in its place.

A program could not read it and put the replacement character there. Only the original can tell
what it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import shorten

_PRIVATE_USE = range(0xE000, 0xF900)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if "\N{REPLACEMENT CHARACTER}" in field.text:
        yield entry.hit(f"a character of `{field.shown}` is lost: {shorten(field.text)}", field)
    elif any(ord(one) in _PRIVATE_USE for one in field.text):
        message = f"`{field.shown}` holds a character that only one font knows"
        yield entry.hit(f"{message}: {shorten(field.text)}", field)


RULE = LintRule("replacement-character", Severity.WARNING, each_field(check=_check))
