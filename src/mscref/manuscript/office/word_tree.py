"""What a part of a Word document holds: paragraphs, runs, fields, notes, with their bytes.

Data alone; `word_parts.py` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mscref.manuscript.office.typed_text import GAP


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its stretch of bytes: of a code, or between the tags of one w:t."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """A run: its bytes, those of its opening tag and of what its w:rPr holds.

    `parent` tells runs apart that stand in different elements (a link, a tracked insertion);
    `text_tag` is the tag of its first text.
    """

    start: int
    opening: bytes
    parent: int
    properties: bytes = b""
    end: int = 0
    text_tag: bytes = b""
    is_plain: bool = True
    shows: bool = False
    is_code: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its bytes, what its w:pPr holds, and its text outside of fields.

    In a text box (`in_box`) no notes can stand.
    """

    start: int
    opening_end: int
    properties: bytes = b""
    end: int = 0
    text: str = ""
    pieces: list[tuple[int, Piece, Run]] = field(default_factory=list)
    note: str = ""
    in_field: bool = False
    in_box: bool = False
    is_code: bool = False


@dataclass(slots=True)
class Field:
    """A field: its code, where its result stands, and what surrounds it.

    `opens_run` and `closes_run` are true where the result begins or ends within a run. `note` is
    the id of the note that it stands in, "" in the running text; `at` its place in the text of its
    paragraph.
    """

    start: int
    note: str
    depth: int
    paragraph: Paragraph | None
    run: Run | None
    pieces: list[Piece] = field(default_factory=list)
    data: str = ""
    end: int = 0
    result_start: int = -1
    result_end: int = -1
    opens_run: bool = False
    closes_run: bool = False
    is_separated: bool = False
    is_tracked: bool = False
    is_deleted: bool = False
    is_block: bool = False
    result_run: Run | None = None
    text: str = ""
    last_paragraph: Paragraph | None = None
    in_attribute: bool = False
    separate_run: Run | None = None
    end_run: Run | None = None
    at: int = 0

    @property
    def code(self) -> str:
        """The code as text."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def span(self) -> tuple[int, int]:
        """All of the field: the runs of its marks, or its element."""
        return self.start, self.end_run.end if self.end_run else self.end

    @property
    def spans_paragraphs(self) -> bool:
        """True where it begins in one paragraph and ends in another."""
        return self.paragraph is not self.last_paragraph


@dataclass(frozen=True, slots=True)
class NoteSign:
    """The sign of a note in the running text: which note, the run that holds it, and its place in
    the text of a paragraph."""

    kind: str
    id: str
    start: int
    run: Run
    paragraph: Paragraph | None
    at: int


@dataclass(frozen=True, slots=True)
class BoxCopy:
    """A text box, and the copy of it for old programs: the bytes that each of them holds."""

    start: int
    end: int
    copy_start: int
    copy_end: int


@dataclass(slots=True)
class WordPart:
    """One part, read; `copies` in the order in which they end, an inner one before the outer."""

    name: str
    data: bytes
    prefix: str
    fields: list[Field] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    signs: list[NoteSign] = field(default_factory=list)
    notes: dict[str, tuple[int, int]] = field(default_factory=dict)
    copies: list[BoxCopy] = field(default_factory=list)
    body_end: int = -1


def in_order(part: WordPart) -> Iterator[Field]:
    """The fields of a part as they begin."""
    yield from sorted(part.fields, key=lambda one: one.start)


def texts_beside(part: WordPart) -> dict[str, str]:
    """The text of each note of a part beside its first field."""
    texts: dict[str, str] = {}
    for paragraph in part.paragraphs:
        texts[paragraph.note] = texts.get(paragraph.note, "") + paragraph.text
    return {note: text.replace(GAP, "", 1) for note, text in texts.items()}
