"""A finished Word document as a `FinishedDocument`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mscref.manuscript.docx import docx_text
from mscref.manuscript.office.finished import (
    FinishedNote,
    ShownParagraph,
    Stretch,
    WrittenCitation,
    shown_paragraph,
)
from mscref.manuscript.office.places import HowWritten
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.word_document import WordDocument
from mscref.manuscript.office.word_edits import finished_list
from mscref.manuscript.office.word_markup import Layout
from mscref.manuscript.office.word_tree import NoteSign, Paragraph, Piece, Run, WordPart
from mscref.manuscript.office.word_typed import Typed, pieces_of
from mscref.manuscript.office.word_writer import RAISED_RUN, WordWriter
from mscref.model.reference import Json

_LISTED = re.compile(rb'numId\s[^<>]{0,400}?val="([1-9]\d{0,5})"')
_Pieces = tuple[tuple[int, Piece, Run], ...]


@dataclass(frozen=True, slots=True)
class _Note:
    """What a note is made of: its sign, and the paragraph of its words."""

    sign: NoteSign
    part: WordPart
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of a paragraph with its runs."""

    part: WordPart
    paragraph: Paragraph
    start: int
    end: int
    pieces: _Pieces


class FinishedWord:
    """The text of one document; see `FinishedDocument`."""

    def __init__(self, document: WordDocument, how: HowWritten) -> None:
        self.path = document.path
        self._document = document
        self._has_notes = how.has_notes
        self._writer = WordWriter(document, how)

    @property
    def refusal(self) -> tuple[str, str]:
        """Fields are put into a style by `render`."""
        if not self._document.cited():
            return "", ""
        return "its citations are fields", "`mscref render` puts them into a style"

    def paragraphs(self) -> Iterator[ShownParagraph]:
        """Its running text; paragraphs of a list begin with the number that Word puts there."""
        numbers: Counter[bytes] = Counter()
        for paragraph in self._document.body.paragraphs:
            shown = shown_paragraph(paragraph.text, _stretches(paragraph))
            listed = _LISTED.search(paragraph.properties)
            if listed is not None and shown.text.strip():
                numbers[listed[1]] += 1
                shown = shown.numbered(numbers[listed[1]])
            yield shown

    def notes(self) -> Sequence[FinishedNote]:
        """Its notes of one paragraph."""
        found: dict[tuple[str, str], tuple[WordPart, list[Paragraph]]] = {}
        for kind, part in self._document.notes.items():
            for one in part.paragraphs:
                found.setdefault((kind, one.note), (part, []))[1].append(one)
        body = self._document.body
        numbers = {id(one): number for number, one in enumerate(body.paragraphs)}
        notes = []
        for sign in body.signs:
            part, paragraphs = found.get((sign.kind, sign.id), (body, []))
            if sign.paragraph is not None and len(paragraphs) == 1 and not sign.run.shows:
                (only,) = paragraphs
                words = only.text.replace(GAP, " ")
                source = _Note(sign, part, only)
                notes.append(FinishedNote(numbers[id(sign.paragraph)], sign.at, words, source))
        return notes

    def before(self, paragraph: int, place: int) -> str:
        """The sign before a place."""
        return self._document.body.paragraphs[paragraph].text[max(0, place - 1) : place]

    def stretch(self, paragraph: int, start: int, end: int) -> object | None:
        """A stretch that crosses no border of a link or of a tracked change."""
        body = self._document.body
        one = body.paragraphs[paragraph]
        return None if one.in_box and self._has_notes else _words(body, one, start, end)

    def words(self, note: FinishedNote) -> object | None:
        """The words of a note, without the spaces round them."""
        source = note.source
        assert isinstance(source, _Note)
        text = note.words
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return _words(source.part, source.paragraph, start, end)

    def write(self, stretch: object, one: WrittenCitation) -> None:
        """Put a citation in the place of a stretch."""
        typed = _typed(stretch, one)
        self._writer.type(
            typed,
            one.inlines,
            one.cites,
            author=one.author,
            number=one.number,
            stop=one.stop if typed.pieces[0][0] == typed.start else "",
        )

    def write_note(self, note: FinishedNote, words: object, one: WrittenCitation) -> None:
        """Put a citation in the place of a note."""
        source = note.source
        assert isinstance(source, _Note)
        typed = _typed(words, one)
        self._writer.cite_note(source.sign, typed, one.inlines, one.cites, number=one.number)

    def list(
        self, first: int, last: int, entries: Sequence[Sequence[Json]], layout: Layout
    ) -> bool:
        """Put entries in the place of paragraphs; not in a table."""
        body = self._document.body
        place = finished_list(body, body.paragraphs[first], body.paragraphs[last])
        if place is not None:
            self._writer.replace_list(place, entries, layout)
        return place is not None

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""
        return self._writer.content(style=style, locale=locale, note_type=note_type)

    def plain_text(self, content: bytes) -> str:
        """The text of such a document."""
        return docx_text(content, path=self.path)


def _stretches(paragraph: Paragraph) -> Iterator[Stretch]:
    for at, piece, run in paragraph.pieces:
        yield Stretch(at, piece.text, RAISED_RUN in run.properties and bool(piece.text.strip()))


def _words(part: WordPart, paragraph: Paragraph, start: int, end: int) -> _Words | None:
    pieces = pieces_of(paragraph, start, end)
    parents = {run.parent for _, _, run in pieces}
    if len(parents) != 1 or not all(run.is_plain for _, _, run in pieces):
        return None
    return _Words(part=part, paragraph=paragraph, start=start, end=end, pieces=pieces)


def _typed(words: object, one: WrittenCitation) -> Typed:
    assert isinstance(words, _Words)
    found = replace(one.found, start=words.start, end=words.end)
    return Typed(
        part=words.part,
        paragraph=words.paragraph,
        start=words.start,
        end=words.end,
        found=found,
        pieces=words.pieces,
        opaque={},
    )
