"""Citations of MyST Markdown: roles of sphinxcontrib-bibtex, and pandoc's syntax as in mystmd.

    role = "{" name "}" "`" part { "," part } "`"       {cite:p}`a,b`, {cite:t}`a`
    part = [ "{" prefix "}" ] key [ "{" suffix "}" ]    {cite:p}`{see}a{p. 3}`

The directive `{bibliography}` is the place of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mscref.manuscript.citations import markdown
from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import (
    AUTHOR,
    BARE,
    NARRATIVE,
    NOTE,
    PLAIN,
    YEAR,
    Found,
    Scan,
)
from mscref.manuscript.citations.markdown_blocks import read_blocks
from mscref.manuscript.citations.spans import Dead
from mscref.model.locators import WORDS

_ROLE = re.compile(
    r"(?<!`)\{(?P<name>(?:foot)?cite[\w:]*)\}(?P<tick>`+)(?P<inside>[^`]+)(?P=tick)(?!`)"
)
_CODE_SPAN = re.compile(r"(?<![`}])(`{2,})(?!`)[^\n]{1,1000}?(?<!`)\1(?!`)")
_PART = re.compile(
    r"(?<![^\s,{}`])(?:\{(?P<prefix>[^{}]*)\}\s*+)?(?P<key>[^\s,{}`]++)\s*+(?:\{(?P<suffix>[^{}]*)\}\s*+)?(?:,|$)"
)
# The name of a role without its domain and the stars and s of natbib → form.
_FORMS = MappingProxyType(
    {
        "": PLAIN, "p": PLAIN, "ps": PLAIN, "np": PLAIN, "t": NARRATIVE, "ts": NARRATIVE,
        "ct": NARRATIVE, "cts": NARRATIVE, "alp": BARE, "alps": BARE, "al": BARE, "als": BARE,
        "author": AUTHOR, "authors": AUTHOR, "year": YEAR, "yearpar": PLAIN,
    }
)  # fmt: skip
_NO_AUTHOR = frozenset(["year", "yearpar"])


def find(text: str, labels: Mapping[str, str] = WORDS) -> Scan:
    """The citations of a document; `labels` as in `Affixes`."""
    blocks = read_blocks(text, has_directives=True)
    scan = markdown.find(text, labels, blocks=blocks)
    affixes = Affixes(markdown.MARKUP, labels, scan.opaque, is_markdown=True)
    roles = list(_roles(text, Dead(sorted([*blocks.dead, *_code_spans(text)])), affixes))
    merged = sorted([*scan.citations, *roles], key=lambda one: one.start)
    return replace(scan, citations=tuple(merged))


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Code in two ticks or more, in which a role is only shown."""
    return (match.span() for match in _CODE_SPAN.finditer(text) if "{" in match[0])


def is_myst(text: str) -> bool:
    """True for Markdown that cites by roles."""
    return _ROLE.search(text) is not None or "```{bibliography}" in text


def _roles(text: str, dead: Dead, affixes: Affixes) -> Iterator[Found]:
    for match in _ROLE.finditer(text):
        if match.start() in dead:
            continue
        name = match["name"]
        kind = name.removeprefix("foot").removeprefix("cite").removeprefix(":")
        form = NOTE if name.startswith("foot") else _FORMS.get(kind, PLAIN)
        parts = list(_PART.finditer(text, *match.span("inside")))
        cites = [
            affixes.cite(
                part["key"],
                part["prefix"] or "",
                part["suffix"] or "",
                suppress_author=kind in _NO_AUTHOR,
                joins=True,
            )
            for part in parts
        ]
        if cites:
            yield Found(*match.span(), tuple(cites), tuple([p.span("key") for p in parts]), form)
