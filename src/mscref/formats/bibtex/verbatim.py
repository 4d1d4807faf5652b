"""Identifiers and URLs: letter by letter, freed of what BibTeX users wrap round them."""

from __future__ import annotations

import re

_URL_COMMAND = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*", re.DOTALL)
_ESCAPED = re.compile(r"\\([_%#&~{}$])(?:\{\})?")


def verbatim(value: str) -> str:
    """A URL or identifier letter by letter, without the escapes that BibTeX users add."""
    value = value.strip()
    if "\\" in value:
        command = _URL_COMMAND.fullmatch(value)
        value = _ESCAPED.sub(r"\1", command[1] if command else value)
    if value[:1] == "{" and value[-1:] == "}" and value.count("{") == 1:
        value = value[1:-1].strip()
    return value
