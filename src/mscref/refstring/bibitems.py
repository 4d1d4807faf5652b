"""`thebibliography` of LaTeX, in a paper or in the .bbl that BibTeX made: `\\bibitem` → strings.

In: LaTeX source. Out: for each item its key, its text without commands, and its place. The optional
argument of `\\bibitem` is a label and no part of the reference (natbib's "He et al.(2016)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"\\bibitem\s*(?=[\[{])")
_KEY = re.compile(r"\s*\{(?P<key>[^{}]{1,200})\}")
_END = re.compile(r"\\end\s*\{thebibliography\}")
_LONGEST_LABEL = 500  # characters
_LINK = re.compile(r"\\(?:url|doi|href|path)\s*\{([^{}]*)\}")
_LAYOUT = re.compile(r"\\(?:newblock|em|it|bf|sc|tt|rm|bibinfo\{\w+\}|natexlab)(?![a-zA-Z])\s*")


@dataclass(frozen=True, slots=True)
class BibItem:
    """One `\\bibitem`: its key, its source without layout commands, and where it stands."""

    key: str
    source: str
    start: int
    end: int


def has_bibitems(text: str) -> bool:
    """True for LaTeX with a list of its own."""
    return _ITEM.search(text) is not None


def bibitems(text: str) -> Iterator[BibItem]:
    """The items of the list, in order; what has no key is left out."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    closing = _END.search(text, starts[-1]) if starts else None
    ends = [*starts[1:], closing.start() if closing else len(text)]
    for start, end in zip(starts, ends, strict=True):
        head = _ITEM.match(text, start)
        begin = _after_label(text, head.end() if head else start)
        key = _KEY.match(text, begin, end)
        if key:
            yield BibItem(key["key"].strip(), _bare(text[key.end() : end]), start, end)


def _after_label(text: str, start: int) -> int:
    """The place behind `[…]`, whose braces may hold brackets."""
    if text[start : start + 1] != "[":
        return start
    depth = 0
    for at in range(start + 1, min(len(text), start + _LONGEST_LABEL)):
        depth += (text[at] == "{") - (text[at] == "}")
        if text[at] == "]" and depth <= 0:
            return at + 1
    return start


def _bare(source: str) -> str:
    """The source without what only lays out; addresses stay, letters are for LaTeX's reader."""
    return " ".join(_LAYOUT.sub(" ", _LINK.sub(r" \1 ", source)).split())
