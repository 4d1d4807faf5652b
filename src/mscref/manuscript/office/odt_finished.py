"""A finished LibreOffice document as a `FinishedDocument`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mscref.manuscript.office.finished import (
    FinishedNote,
    ShownParagraph,
    Stretch,
    WrittenCitation,
    shown_paragraph,
)
from mscref.manuscript.office.odt import odt_text
from mscref.manuscript.office.odt_document import OdtDocument
from mscref.manuscript.office.odt_markup import OdtStyles, numbered_lists
from mscref.manuscript.office.odt_spans import written_list
from mscref.manuscript.office.odt_tree import OdtNote, OdtParagraph, OdtPiece, pieces_between
from mscref.manuscript.office.odt_writer import OdtWriter, TypedInOdt
from mscref.manuscript.office.places import HowWritten
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.word_markup import Layout
from mscref.model.reference import Json


class _Words(NamedTuple):
    """A stretch of a paragraph."""

    paragraph: OdtParagraph
    start: int
    end: int


class FinishedOdt:
    """The text of one document; see `FinishedDocument`."""

    def __init__(self, document: OdtDocument, how: HowWritten) -> None:
        self.path = document.path
        self._document = document
        self._text = document.text
        self._has_notes = how.has_notes
        self._writer = OdtWriter(document, how)
        self._styles = OdtStyles(document.text.data, document.styles)
        self._body = [one for one in document.text.paragraphs if one.note is None]

    @property
    def refusal(self) -> tuple[str, str]:
        """Marks and entries of a bibliography of LibreOffice are put into a style by `render`."""
        if self._document.cited():
            return "its citations are marks of Zotero", "`mscref render` puts them into a style"
        if self._text.entries:
            return (
                "its citations are entries of LibreOffice's own bibliography",
                "`mscref render --live zotero` puts them into a style",
            )
        return "", ""

    def paragraphs(self) -> Iterator[ShownParagraph]:
        """Its running text; items of a list begin with the number that LibreOffice puts there."""
        numbers: Counter[str] = Counter()
        numbered = numbered_lists(self._text.data) | numbered_lists(self._document.styles)
        for one in self._body:
            shown = shown_paragraph(one.text, map(self._stretch, one.pieces))
            if one.item_of in numbered and shown.text.strip():
                numbers[one.item_of] += 1
                shown = shown.numbered(numbers[one.item_of])
            yield shown

    def _stretch(self, piece: OdtPiece) -> Stretch:
        names = [tag.attributes.get("style-name", "") for tag in piece.spans]
        is_raised = bool(piece.text.strip()) and any(map(self._styles.is_raised, names))
        return Stretch(piece.at, piece.text, is_raised)

    def notes(self) -> Sequence[FinishedNote]:
        """Its notes of one paragraph."""
        numbers = {id(one): number for number, one in enumerate(self._body)}
        inside: dict[int, list[OdtParagraph]] = {}
        for one in self._text.paragraphs:
            if one.note is not None:
                inside.setdefault(one.note.start, []).append(one)
        notes = []
        for note in self._text.notes:
            paragraphs = inside.get(note.start, ())
            if id(note.paragraph) in numbers and len(paragraphs) == 1:
                number = numbers[id(note.paragraph)]
                words = paragraphs[0].text.replace(GAP, " ")
                notes.append(FinishedNote(number, note.at, words, (note, paragraphs[0])))
        return notes

    def before(self, paragraph: int, place: int) -> str:
        """The sign before a place."""
        return self._body[paragraph].text[max(0, place - 1) : place]

    def stretch(self, paragraph: int, start: int, end: int) -> object | None:
        """A stretch that crosses no border of a link or of a tracked change."""
        one = self._body[paragraph]
        return None if one.in_box and self._has_notes else _words(one, start, end)

    def words(self, note: FinishedNote) -> object | None:
        """The words of a note, without the spaces round them."""
        _, paragraph = _source(note)
        text = note.words
        return _words(paragraph, len(text) - len(text.lstrip()), len(text.rstrip()))

    def write(self, stretch: object, one: WrittenCitation) -> None:
        """Put a citation in the place of a stretch."""
        self._writer.type(
            _typed(stretch, one),
            one.inlines,
            one.cites,
            author=one.author,
            number=one.number,
            stop=one.stop,
        )

    def write_note(self, note: FinishedNote, words: object, one: WrittenCitation) -> None:
        """Put a citation in the place of a note."""
        source, _ = _source(note)
        typed = _typed(words, one)
        self._writer.cite_note(source, typed, one.inlines, one.cites, number=one.number)

    def list(
        self, first: int, last: int, entries: Sequence[Sequence[Json]], layout: Layout
    ) -> bool:
        """Put entries in the place of paragraphs; not in a table."""
        place = written_list(self._text, self._body[first], self._body[last])
        if place is not None:
            self._writer.replace_written_list(place, entries, layout)
        return place is not None

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""
        return self._writer.content(style=style, locale=locale, note_type=note_type)

    def plain_text(self, content: bytes) -> str:
        """The text of such a document."""
        return odt_text(content, path=self.path)


def _source(note: FinishedNote) -> tuple[OdtNote, OdtParagraph]:
    assert isinstance(note.source, tuple)
    source, paragraph = note.source
    assert isinstance(source, OdtNote) and isinstance(paragraph, OdtParagraph)
    return source, paragraph


def _words(paragraph: OdtParagraph, start: int, end: int) -> _Words | None:
    pieces = pieces_between(paragraph, start, end)
    if GAP in paragraph.text[start:end] or len({one.parent for one in pieces}) != 1:
        return None
    return _Words(paragraph, start, end)


def _typed(words: object, one: WrittenCitation) -> TypedInOdt:
    assert isinstance(words, _Words)
    return TypedInOdt(words.paragraph, words.start, words.end, one.found)
