"""Identifiers and URLs: letter by letter, freed of what BibTeX users and programs wrap round them.

Mendeley puts every escape into braces (`{\\_}`), JabRef and older versions of Zotero write signs as
commands or formulas (`{\\textless}`, `$<$`, `$\\sim$`), web pages as entities. None of these
belongs to an address or a DOI.
"""

from __future__ import annotations

import re

from mscref.model.identifiers import bare_doi
from mscref.patterns import lazy

_URL_COMMAND = lazy(r"\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*", re.DOTALL)
_COMMANDS = {
    "textasciitilde": "~", "sim": "~", "textless": "<", "textgreater": ">", "lt": "<", "gt": ">",
    "textunderscore": "_", "textasciicircum": "^", "textbar": "|", "textbackslash": "\\",
    "textdollar": "$", "textendash": "-", "ldots": "...",
}  # fmt: skip
_NAMES = "|".join(_COMMANDS)
# An escape alone, in braces, or as a formula; the braces or the space behind a command are its own.
_ESCAPED = lazy(
    rf"""
      \{{\\([_%#&~{{}}$^])(?:\{{\}})?\}} | \\([_%#&~{{}}$^])(?:\{{\}})?
    | \{{\\({_NAMES})(?:\{{\}})?\s*\}} | \$\\({_NAMES})\s*\$ | \\({_NAMES})(?![A-Za-z])
      (?:\{{\}}|[ ])?
    | \$([<>|_^-])\$ | \$\\([_%#&])\$ | \{{([_%#&~<>^])\}}
    """,
    re.VERBOSE,
)
_NO_ADDRESS = lazy(r"[\s\\\"]")
_BRACED_SIGN = lazy(r"\{([_%#&~<>^])\}")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&#60;": "<", "&#62;": ">", "&#38;": "&"}
_ENTITY = lazy("|".join(_ENTITIES))


def verbatim(value: str) -> str:
    """A URL or identifier letter by letter, without the escapes that BibTeX users add."""
    value = value.strip()
    if "\\" in value or "$" in value or "{" in value:
        command = _URL_COMMAND.fullmatch(value)
        value = _ESCAPED.sub(_meant, command[1] if command else value)
        if "{" in value:  # an escape whose braces were escaped, too
            value = _BRACED_SIGN.sub(r"\1", value)
    if value[:1] == "{" and value[-1:] == "}" and value.count("{") == 1:
        value = value[1:-1].strip()
    if "&" in value:
        value = _ENTITY.sub(lambda match: _ENTITIES[match[0]], value)
    return value


def unescaped(value: str) -> str | None:
    """An address or identifier as a file should hold it; None where it does already, or where that
    would not be one piece without blanks, backslashes and open braces."""
    meant = verbatim(value)
    if meant == value.strip() or _NO_ADDRESS.search(meant) or meant.count("{") != meant.count("}"):
        return None
    return meant or None


def verbatim_doi(value: str) -> str:
    """A DOI without its resolver; "" where nothing is left."""
    return bare_doi(verbatim(value))


def _meant(match: re.Match[str]) -> str:
    token = match[match.lastindex or 0]
    return _COMMANDS.get(token, token)
