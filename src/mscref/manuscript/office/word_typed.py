"""Citations typed in a Word document, with the runs that they stand in.

Text is looked at paragraph by paragraph, whatever runs it is split into; a citation must not cross
the border of a link or of a tracked change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from mscref.manuscript.citations.found import Found
from mscref.manuscript.office.typed_text import LIST_MARK, typed_spans
from mscref.manuscript.office.word_tree import Paragraph, Piece, Run, WordPart


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed citation: the text around it in its first and last run, and what it cites."""

    part: WordPart
    paragraph: Paragraph
    start: int
    end: int
    found: Found
    pieces: tuple[tuple[int, Piece, Run], ...]
    opaque: Mapping[str, str]
    is_joined: bool = True

    @property
    def byte_start(self) -> int:
        """Where it stands among the bytes of its part."""
        return self.pieces[0][1].start

    @property
    def text(self) -> str:
        """The citation as it is typed."""
        return self.paragraph.text[self.start : self.end]


def typed_citations(
    part: WordPart, known: Collection[str], labels: Mapping[str, str]
) -> Iterator[Typed]:
    """The citations typed in a part, in order."""
    for paragraph in part.paragraphs:
        for start, end, found, opaque in typed_spans(paragraph.text, known, labels):
            pieces = pieces_of(paragraph, start, end)
            parents = {run.parent for _, _, run in pieces}
            joined = len(parents) == 1 and all(run.is_plain for _, _, run in pieces)
            yield Typed(
                part=part,
                paragraph=paragraph,
                start=start,
                end=end,
                found=found,
                pieces=pieces,
                opaque=opaque,
                is_joined=joined,
            )


def pieces_of(paragraph: Paragraph, start: int, end: int) -> tuple[tuple[int, Piece, Run], ...]:
    """The pieces of a paragraph that hold a stretch of its text, each with where it begins."""
    return tuple(
        (at, piece, run)
        for at, piece, run in paragraph.pieces
        if at < end and at + len(piece.text) > start
    )


def list_place(part: WordPart) -> Paragraph | None:
    """The paragraph that asks for the reference list, `{#refs}` alone."""
    return next((one for one in part.paragraphs if one.text.strip() == LIST_MARK), None)
