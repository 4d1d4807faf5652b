"""Citations typed in a Word document as in pandoc's Markdown: `[see @kerr, p. 3]`.

Brackets count whatever key they hold, `@kerr` in a sentence only where the bibliography has that
key: a document of Word may hold addresses. Text is looked at paragraph by paragraph, whatever runs
it is split into; a citation must not cross the border of a link or of a tracked change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from mscref.manuscript.citations.found import Found
from mscref.manuscript.citations.markdown import find
from mscref.manuscript.office.word_parts import GAP, Paragraph, Piece, Run, WordPart

_BRACKETS = re.compile(rf"\[[^\[\]{GAP}]{{0,2000}}?@[^\[\]{GAP}]{{1,2000}}\]")
_NARRATIVE = re.compile(
    rf"(?<![\w@./\[-])@(\{{[^{{}}\s{GAP}]{{1,200}}\}}|[\w][\w:.#$%&+?<>~/-]{{0,200}})"
    rf"(?:\s?\[[^\[\]@{GAP}]{{1,200}}\])?"
)
_TRAILING = re.compile(r"[:.#$%&+?<>~/-]+\Z")
LIST_MARK = "{#refs}"


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


def typed_citations(
    part: WordPart, known: Collection[str], labels: Mapping[str, str]
) -> Iterator[Typed]:
    """The citations typed in a part, in order."""
    for paragraph in part.paragraphs:
        if "@" in paragraph.text:
            yield from _in_paragraph(part, paragraph, known, labels)


def list_place(part: WordPart) -> Paragraph | None:
    """The paragraph that asks for the reference list, `{#refs}` alone."""
    return next((one for one in part.paragraphs if one.text.strip() == LIST_MARK), None)


def _in_paragraph(
    part: WordPart, paragraph: Paragraph, known: Collection[str], labels: Mapping[str, str]
) -> Iterator[Typed]:
    for start, end in sorted(_spans(paragraph.text, known)):
        text = paragraph.text[start:end]
        scan = find(text, labels)
        if len(scan.citations) != 1 or (scan.citations[0].start, scan.citations[0].end) != (
            0,
            len(text),
        ):
            continue
        pieces = tuple(
            (at, piece, run)
            for at, piece, run in paragraph.pieces
            if at < end and at + len(piece.text) > start
        )
        parents = {run.parent for _, _, run in pieces}
        joined = len(parents) == 1 and all(run.is_plain for _, _, run in pieces)
        yield Typed(
            part, paragraph, start, end, scan.citations[0], pieces, scan.opaque.pieces, joined
        )


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
