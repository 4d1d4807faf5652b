"""A character that LaTeX reads as a command is not escaped.

`&` stops LaTeX with an error, `%` makes the rest of the line a comment, `#` and `_` are errors
outside math. `--fix` puts a backslash before `&`, `%` and `#`; `_` is left, as it may be math
without dollars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import TEXT_FIELDS, unescaped, without_math

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = without_math(field.text)
    if _ENTITY.search(text) or "://" in text:
        return  # html-entity; an address is printed by \url or not at all
    found = [one for one in "&%#_" if any(True for _ in unescaped(text, one))]
    if not found:
        return
    edits = []
    if text == field.text and found != ["_"]:
        repaired = field.text
        for character in found:
            repaired = repaired if character == "_" else _escape(repaired, character)
        edits.append(entry.edit(field.name, repaired))
    shown = " ".join(f"`{one}`" for one in found)
    message = f"{shown} in `{field.shown}` is not escaped for LaTeX"
    hint = "write " + " ".join(f"`\\{one}`" for one in found)
    yield entry.hit(message, field, hint=hint, edits=edits)


def _escape(text: str, character: str) -> str:
    pieces, end = [], 0
    for position in unescaped(text, character):
        pieces.append(text[end:position])
        end = position
    return "\\".join([*pieces, text[end:]])


RULE = LintRule(
    "unescaped-special",
    Severity.WARNING,
    each_field(*TEXT_FIELDS, check=_check),
    fixes=True,
    bibtex_only=True,
)
