"""A manuscript whose citations are notes: its notes that name works of the list become markers.

What crosses the border: a manuscript and the places and words of its notes in; the manuscript with
a marker for each note that is a citation out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mscref.app.manuscript import Manuscript
from mscref.manuscript.citations.registry import LATEX, MARKDOWN
from mscref.manuscript.marker import Marker
from mscref.manuscript.note_markers import NOTE, tie_notes
from mscref.manuscript.notes_in_text import TextNote, latex_notes, markdown_notes

_SHOWN = 60


def notes_of(markup: str, text: str) -> list[TextNote]:
    """The notes of a text; notations without notes that are read have none."""
    if markup == MARKDOWN:
        return markdown_notes(text)
    return latex_notes(text) if markup == LATEX else []


def with_notes(manuscript: Manuscript, notes: Sequence[TextNote]) -> Manuscript:
    """The manuscript with the markers that are notes.

    What else was found within a note that is a citation is none.
    """
    start, end = manuscript.list_start, manuscript.list_end
    outside = [one for one in notes if not start <= one.start < end]
    tied = tie_notes([one.text for one in outside], manuscript.references)
    markers: list[Marker] = []
    spans: list[tuple[int, int]] = []
    for note, cites in zip(outside, tied, strict=True):
        if cites is None:
            continue
        words = " ".join(note.text.split())
        shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
        markers.append(Marker(start=note.start, end=note.end, text=shown, way=NOTE, cites=cites))
        spans += [(note.start, note.end), *([note.apart] if note.apart else [])]
    others = [
        one
        for one in manuscript.markers
        if not any(first < one.end and one.start < last for first, last in spans)
    ]
    ordered = sorted([*others, *markers], key=lambda one: one.start)
    return replace(manuscript, markers=tuple(ordered))
