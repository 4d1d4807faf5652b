"""An HTML entity stands where the character should.

`&amp;`, `&lt;`, `&#8217;` come from web pages and registries; LaTeX prints them as they are or
stops at the `&`. `--fix` writes the character, escaped where BibTeX needs it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import TEXT_FIELDS

_ENTITY = re.compile(r"\\?&(?:amp;)*(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ESCAPES = {"&": "\\&", "%": "\\%", "#": "\\#", "$": "\\$", "_": "\\_", "{": "\\{", "}": "\\}"}


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    found = [one for one in _ENTITY.findall(field.text) if html.unescape(one.lstrip("\\")) != one]
    if not found:
        return

    def character(match: re.Match[str]) -> str:
        meant = html.unescape(html.unescape(match.group().lstrip("\\")))
        return _ESCAPES.get(meant, meant) if entry.is_bibtex else meant

    repaired = _ENTITY.sub(character, field.text)
    edits = [entry.edit(field.name, repaired)] if repaired != field.text else []
    yield entry.hit(f"`{field.shown}` holds the HTML entity {found[0]}", field, edits=edits)


RULE = LintRule("html-entity", Severity.WARNING, each_field(*TEXT_FIELDS, check=_check), fixes=True)
