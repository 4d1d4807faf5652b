"""Write a manuscript anew with citations of pandoc, LaTeX or Typst where its markers stood.

In: the text, the place of its reference list, its markers, a notation. Out: the text. The list
itself gives way to the notation's place for one. A marker whose works are not all known stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.manuscript.marker import Marker
from mscref.manuscript.notations import Notation
from mscref.records import replaced as replace


def rewrite_markers(
    text: str,
    markers: Sequence[Marker],
    notation: Notation,
    *,
    list_start: int,
    list_end: int,
    bibliography: str,
) -> str:
    """The text with citations; the two offsets enclose the entries of its list."""
    if notation.is_source(text):
        notation = replace(notation, text=str)
    body = _replaced(text[:list_start], markers, notation)
    after = text[list_end:].lstrip("\n")
    later = [
        replace(one, start=one.start - list_end, end=one.end - list_end)
        for one in markers
        if one.start >= list_end
    ]
    tail = _replaced(text[list_end:], later, notation).lstrip("\n") if after else ""
    place = notation.list_place(bibliography)
    return f"{body.rstrip()}\n\n{place}" + (f"\n{tail.lstrip()}" if tail.strip() else "")


def citation_of(marker: Marker, notation: Notation) -> str:
    """One marker in the notation, or its own text where a work is unknown."""
    return notation.text(marker.text) if marker.unresolved else notation.citation(marker)


def _replaced(text: str, markers: Sequence[Marker], notation: Notation) -> str:
    parts = []
    position = 0
    for marker in markers:
        if marker.start < position or marker.end > len(text):
            continue
        before = text[position : marker.start]
        # A superscript stands against its word; a citation does not.
        if marker.way == "superscript" and not marker.unresolved and before[-1:].strip():
            before += " "
        parts += [notation.text(before), citation_of(marker, notation)]
        position = marker.end
    return "".join([*parts, notation.text(text[position:])])
