"""The values of fields: macros resolved, pieces joined, outer delimiters off; still LaTeX.

value := piece ("#" piece)*     piece := "{" text "}" | '"' text '"' | number | macro
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import BibFile, Problem
from mscref.formats.bibtex.months import MONTH_MACROS
from mscref.formats.bibtex.tables import BIBSTRINGS
from mscref.patterns import lazy

_PIECE = re.compile(r'\s*(\{|"|[^\s#{}"]+|#)')
_BRACES = re.compile(r"[{}]")
_QUOTE_OR_BRACES = lazy(r'[{}"]')
_MAX_EXPANSION = 1_000_000  # characters; a chain of doubling macros is no bibliography


def default_macros() -> dict[str, str]:
    """The macros every file knows: months (by name, since `"10~" # mar` has a day, too) and
    biblatex's localisation keys."""
    macros = {name: name for name in BIBSTRINGS}
    macros.update({name: name for name in MONTH_MACROS})
    return macros


def collect_macros(bib: BibFile) -> dict[str, str]:
    """All macros of a file, by lower-case name; later ones may use earlier ones."""
    macros = default_macros()
    for block in bib.strings():
        for name, value in block.raw_fields():
            macros[name.lower()] = evaluate(value, macros)[:_MAX_EXPANSION]
    return macros


def evaluate(value: str, macros: Mapping[str, str]) -> str:
    """The text of a value; an unknown macro stands for its own name."""
    first = value[:1]
    if "#" not in value:
        if first in ("{", '"'):
            return value[1:-1]
        return value if value.isdigit() else macros.get(value.lower(), value)
    return "".join(_pieces(value, macros))


def unknown_macros(value: str, macros: Mapping[str, str]) -> list[str]:
    """The macros that `value` uses and nobody has defined."""
    if value[:1] in ("{", '"') and "#" not in value:
        return []
    words = [word for word in _words(value) if not word.isdigit()]
    return [word for word in words if word.lower() not in macros]


def undefined_macro(name: str, offset: int) -> Problem:
    """The problem of a macro without a definition."""
    return Problem(
        Severity.WARNING,
        "bibtex-undefined-string",
        f"the string `{name}` is not defined",
        offset,
        f"define it with @string{{{name} = {{…}}}}, or put the value in braces",
    )


def _pieces(value: str, macros: Mapping[str, str]) -> list[str]:
    pieces: list[str] = []
    for kind, text in _split(value):
        if kind == "word":
            pieces.append(text if text.isdigit() else macros.get(text.lower(), text))
        else:
            pieces.append(text)
    return pieces


def _words(value: str) -> list[str]:
    return [text for kind, text in _split(value) if kind == "word"]


def _split(value: str) -> list[tuple[str, str]]:
    """The pieces as (kind, text), kind "text" or "word"."""
    pieces: list[tuple[str, str]] = []
    position = 0
    while match := _PIECE.match(value, position):
        start, token = match.start(1), match[1]
        position = match.end()
        if token in '{"':
            position = _end_of_group(value, start)
            pieces.append(("text", value[start + 1 : position - 1]))
        elif token != "#":
            pieces.append(("word", token))
    return pieces


def _end_of_group(value: str, start: int) -> int:
    """The offset behind the delimiter that closes the one at `start`, else behind the value."""
    depth = 0
    quoted = value[start] == '"'
    pattern = _QUOTE_OR_BRACES if quoted else _BRACES
    for match in pattern.finditer(value, start + 1 if quoted else start):
        char = match[0]
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not quoted and depth <= 0:
                return match.end()
        elif depth <= 0:
            return match.end()
    return len(value) + 1
