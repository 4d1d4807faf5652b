"""Find the citation markers of a running text and tie them to the works of its list.

In: the text before (and after) the reference list, and the works as `ListedWork`. Out:
`Marker`s, in the order of the text, each with the works it means, or with what it names but
the list does not hold. Four ways to cite are known: [1, 3-5], superscript numbers, (1, 2), and
(Author, 2020) with Author (2020); a document uses one, or author and year beside numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mscref.manuscript.marker import ListedWork, Marker
from mscref.manuscript.named_markers import named_markers
from mscref.manuscript.numeric_markers import numeric_markers
from mscref.records import replaced as replace

# Nobody cites in code, nor across a run of spaces, of which ten thousand could be cut in every way.
_NO_PROSE = re.compile(r"^```.*?^```|`[^`\n]+`|\s{10,}", re.MULTILINE | re.DOTALL)


def find_markers(text: str, works: Sequence[ListedWork]) -> list[Marker]:
    """Find the markers of a text, each tied to the works of its list."""
    prose = _NO_PROSE.sub(lambda match: "\0" * len(match.group()), text)
    numbered: dict[int, list[str]] = {}
    for work in works:
        if work.number:
            numbered.setdefault(work.number, []).append(work.key)
    numeric = numeric_markers(prose, numbered)
    named = list(named_markers(prose, works))
    taken = [(marker.start, marker.end) for marker in numeric]
    free = [one for one in named if not any(a < one.end and one.start < b for a, b in taken)]
    found = [replace(one, text=text[one.start : one.end]) for one in (*numeric, *free)]
    return sorted(found, key=lambda marker: marker.start)


# What may stand between the markers of one citation: "[1][2]", "[1], [3]–[5]", "^1^,^2^".
_BETWEEN = re.compile(r"[ \t]?[,;]?[ \t]?")
_JOINED_WAYS = frozenset(["bracket", "superscript"])


def joined(text: str, markers: Sequence[Marker]) -> list[Marker]:
    """The markers in order, numbers that stand together as one: IEEE writes "[1], [3]-[5]"."""
    found: list[Marker] = []
    for marker in markers:
        last = found[-1] if found else None
        if last is None or not _join(text, last, marker):
            found.append(marker)
            continue
        found[-1] = replace(
            last, end=marker.end, text=text[last.start : marker.end],
            cites=(*last.cites, *marker.cites),
        )  # fmt: skip
    return found


def _join(text: str, last: Marker, marker: Marker) -> bool:
    if last.way != marker.way or marker.way not in _JOINED_WAYS:
        return False
    if last.unresolved or marker.unresolved or marker.cites[0].prefix:
        return False
    return _BETWEEN.fullmatch(text, last.end, marker.start) is not None


# "ref. 1", "refs. 2 and 3", "reference 4": works by their numbers in the words of a sentence.
_NUMBERS = r"\d{1,4}(?:[ \t]*(?:,|–|-|and|und|et|y|e)[ \t]*\d{1,4}){0,20}"
_IN_WORDS = re.compile(
    rf"\b(?:refs?\.|references?|ref)[ \t\u00a0]+{_NUMBERS}(?![\w(]|\.\d)", re.IGNORECASE
)


def numbers_in_words(text: str, markers: Sequence[Marker]) -> list[tuple[int, int]]:
    """Where a text with numbered markers names works by number in its words, outside of markers."""
    if not any(one.way in ("bracket", "superscript", "paren") for one in markers):
        return []
    return [
        match.span()
        for match in _IN_WORDS.finditer(text)
        if not any(one.start < match.end() and match.start() < one.end for one in markers)
    ]


def uncited(works: Iterable[ListedWork], markers: Iterable[Marker]) -> list[ListedWork]:
    """The works that no marker names, in the order of the list."""
    cited = {cite.key for marker in markers for cite in marker.cites}
    return [work for work in works if work.key not in cited]
