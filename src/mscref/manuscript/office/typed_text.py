"""Citations typed in a document of a word processor as in pandoc's Markdown: `[see @kerr, p. 3]`.

Brackets count whatever key they hold, `@kerr` in a sentence only where the bibliography has that
key: such a document may hold addresses. In goes the text of a paragraph; soft hyphens, which a word
processor hides, are no part of a key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from mscref.manuscript.citations.found import Found
from mscref.manuscript.citations.markdown import find

GAP = "\ufffc"  # stands in a paragraph's text for what is no text
LIST_MARK = "{#refs}"
_SOFT_HYPHEN = "\u00ad"
_BRACKETS = re.compile(r"\[[^\[\]@]{0,2000}+@[^\[\]]{1,2000}\]")
_NARRATIVE = re.compile(
    rf"(?<![\w@./\[-])@(\{{[^{{}}\s{GAP}]{{1,200}}\}}|[\w][\w:.#$%&+?<>~/-]{{0,200}})"
    rf"(?:\s?\[[^\[\]@{GAP}]{{1,200}}\])?"
)
_TRAILING = re.compile(r"(?<![:.#$%&+?<>~/-])[:.#$%&+?<>~/-]+\Z")


class TypedSpan(NamedTuple):
    """A typed citation: where it stands in the text, what it cites, its characters for markup."""

    start: int
    end: int
    found: Found
    opaque: Mapping[str, str]


def parted(text: str) -> str:
    """A typed citation for a message where it holds what is no text; "" for one that does not."""
    return text.replace(GAP, "…") if GAP in text else ""


def typed_spans(text: str, known: Collection[str], labels: Mapping[str, str]) -> list[TypedSpan]:
    """The citations typed in the text of a paragraph, in order.

    One in brackets that holds what is no text (a GAP) is among them, and cannot be replaced.
    """
    if "@" not in text:
        return []
    places = [place for place, char in enumerate(text) if char != _SOFT_HYPHEN]
    places.append(len(text))
    seen = text.replace(_SOFT_HYPHEN, "")
    found = []
    for start, end in sorted(_spans(seen, known)):
        scan = find(seen[start:end], labels)
        whole = [one for one in scan.citations if (one.start, one.end) == (0, end - start)]
        if len(scan.citations) == 1 and whole:
            last = places[end - 1] + 1
            found.append(TypedSpan(places[start], last, whole[0], scan.opaque.pieces))
    return found


def _spans(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for match in _BRACKETS.finditer(text):
        # The narrowest: "[a] [@b]" begins at the last bracket that opens.
        start = match.start() + match[0].rfind("[")
        taken.append((start, match.end()))
        yield taken[-1]
    for match in _NARRATIVE.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        key = match[1].strip("{}") if match[1].startswith("{") else match[1]
        bare = _TRAILING.sub("", key)
        if bare in known:
            whole = match[1].startswith("{") or key == bare
            yield match.start(), match.end() if whole else match.start(1) + len(bare)
