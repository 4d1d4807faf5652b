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


def uncited(works: Iterable[ListedWork], markers: Iterable[Marker]) -> list[ListedWork]:
    """The works that no marker names, in the order of the list."""
    cited = {cite.key for marker in markers for cite in marker.cites}
    return [work for work in works if work.key not in cited]
