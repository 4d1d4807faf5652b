r"""`thebibliography` of LaTeX, in a paper or in the .bbl that BibTeX made: `\bibitem` → strings.

    list = "\begin{thebibliography}" … { "\bibitem" [ "[" label "]" ] "{" key "}" text } "\end{…}"

In: LaTeX source. Out: for each item its key, its text without commands, and its place; and where
the lists stand. The label is no part of the reference (natbib's "He et al.(2016)"). What is
commented out is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"\\bibitem\s*(?=[\[{])")
_KEY = re.compile(r"\s*\{(?P<key>[^{}]{1,200})\}")
_BEGIN = re.compile(r"\\begin\s*\{(?:thebibliography|references)\*?\}")
_END = re.compile(r"\\end\s*\{[A-Za-z]{1,40}\*?\}")
_LIST_END = re.compile(r"\\end\s*\{(?:thebibliography|references)\*?\}")
# A percent sign begins a comment but where it is escaped or part of an address.
_COMMENT = re.compile(r"\\(?:url|href|path|doi|nolinkurl)\s*\{[^{}]*\}|\\.|(?P<comment>%[^\n]*)")
_LONGEST_LABEL = 500  # characters
_ADDRESS = re.compile(r"\\(?:url|doi|path)\s*\{([^{}]*)\}")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}")  # its text follows, and is no part of the address
_BLOCK = re.compile(r"\\(?:newblock|par|quad)(?![a-zA-Z])\s*|\\hskip[^\\]{1,60}\\relax\s*")
# Fonts, and what bibliography styles put around the parts: plain, natbib, REVTeX, IEEEtran, acmart.
_LAYOUT = re.compile(
    r"\\(?:(?:em|it|bf|sc|tt|rm|natexlab|BibitemOpen|BibitemShut\s*\{\w*\}|bib(?:name|fname)font"
    r"|bib(?:info|field)\s*\{[\w ]{1,40}\}|BIBentry\w{1,40}|show(?:articletitle|DOI|URL|ISBN\w*)"
    r"|doibase|urlprefix)(?![a-zA-Z])|href@noop\s*\{\})\s*"
)
_LOOSE = re.compile(r"(?<=[(\[]) | (?=[.,;:)\]](?: |$))")


@dataclass(frozen=True, slots=True)
class BibItem:
    """One `\\bibitem`: its key, its source without layout commands, and where it stands."""

    key: str
    source: str
    start: int
    end: int


def has_bibitems(text: str) -> bool:
    """True for LaTeX with a list of its own."""
    return "\\bibitem" in text and _ITEM.search(_without_comments(text)) is not None


def bibitems(text: str) -> Iterator[BibItem]:
    """The items of the lists, in order; what has no key is left out."""
    text = _without_comments(text)
    starts = [match.start() for match in _ITEM.finditer(text)]
    closings = _places(_END, text)
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        head = _ITEM.match(text, start)
        begin = _after_label(text, head.end() if head else start)
        end = min(_next(closings, start), following)
        key = _KEY.match(text, begin, end)
        if key:
            yield BibItem(key["key"].strip(), _bare(text[key.end() : end]), start, end)


def list_spans(text: str) -> list[tuple[int, int]]:
    """Where the lists of a source stand, environment and all; items outside of one are a list."""
    text = _without_comments(text)
    spans: list[tuple[int, int]] = []
    for match in _BEGIN.finditer(text):
        closing = _LIST_END.search(text, match.end())
        if not closing:
            break
        if _ITEM.search(text, match.end(), closing.start()):
            spans.append((match.start(), closing.end()))
    if not spans:
        items = list(bibitems(text))
        spans = [(items[0].start, items[-1].end)] if items else []
    return spans


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where a pattern matches, the last first."""
    return [match.start() for match in pattern.finditer(text)][::-1]


def _next(places: list[int], start: int) -> int:
    """The first of the places behind `start`; those before it are dropped."""
    while places and places[-1] < start:
        places.pop()
    return places[-1] if places else 1 << 62


def _without_comments(text: str) -> str:
    """The source with spaces where comments stand."""
    if "%" not in text:
        return text
    return _COMMENT.sub(
        lambda match: " " * len(match["comment"]) if match["comment"] else match.group(), text
    )


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
    targets = dict.fromkeys(_LINK.findall(source))
    source = _ADDRESS.sub(r" \1 ", " ".join([_LINK.sub("", source), *targets]))
    return " ".join(_LAYOUT.sub("", _BLOCK.sub(" ", source)).split())


def tidied(string: str) -> str:
    """A decoded item in one line, without the spaces that commands left at punctuation."""
    return _LOOSE.sub("", " ".join(string.split()))
