"""Identifiers and URLs: letter by letter, freed of what BibTeX users and programs wrap round them.

Mendeley puts every escape into braces (`{\\_}`), JabRef and older versions of Zotero write signs as
commands or formulas (`{\\textless}`, `$<$`, `$\\sim$`), web pages as entities. None of these
belongs to an address or a DOI.
"""

from __future__ import annotations

import re

from mscref.model.identifiers import bare_doi
from mscref.patterns import lazy

# What people put round a whole address or identifier to print it or to link it; of \href the
# first argument is the address. A switch stands before it.
_WRAPPING = lazy(
    r"""\\(?:url|path|nolinkurl|burl|doi|texttt|textrm|textsf|textit|textbf|textsc|textup|textnormal
        |emph|mbox|seqsplit|detokenize|(href))\s*(?=\{)""",
    re.VERBOSE,
)
_SWITCH = lazy(
    r"\\(?:tt|rm|sf|it|bf|sc|em|ttfamily|sffamily|itshape|bfseries|small|footnotesize)"
    r"(?![A-Za-z])\s*"
)
_MOST_WRAPPINGS = 4
_BRACE = lazy(r"\\?[{}]")
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
        value = _ESCAPED.sub(_meant, _unwrapped(value))
        if "{" in value:  # an escape whose braces were escaped, too
            value = _BRACED_SIGN.sub(r"\1", value)
    if "&" in value:
        value = _ENTITY.sub(lambda match: _ENTITIES[match[0]], value)
    return value


def _unwrapped(value: str) -> str:
    """A value without the commands and braces round the whole of it."""
    for _ in range(_MOST_WRAPPINGS):
        switch = _SWITCH.match(value)
        if switch is not None and switch.end() < len(value):
            value = value[switch.end() :]
            continue
        command = _WRAPPING.match(value)
        groups = _groups(value, command.end() if command else 0)
        if len(groups) != (2 if command and command[1] else 1) or not groups[0].strip():
            return value
        value = groups[0].strip()
    return value


def _groups(text: str, start: int) -> list[str]:
    """The groups in braces that a text consists of from `start`; [] where it is anything else."""
    groups: list[str] = []
    depth, opened = 0, start
    for brace in _BRACE.finditer(text, start):
        if brace[0] == "{":
            if not depth and text[opened : brace.start()].strip():
                return []
            opened = brace.end() if not depth else opened
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if not depth:
                groups.append(text[opened : brace.start()])
                opened = brace.end()
        if depth < 0:
            return []
    return [] if depth or text[opened:].strip() else groups


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
