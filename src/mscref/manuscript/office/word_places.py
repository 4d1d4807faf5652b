"""A Word document as an `OfficeDocument`: its citations where they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from mscref.manuscript.citations.found import NARRATIVE, PLAIN
from mscref.manuscript.office.places import DocumentRemark, HowWritten, Place
from mscref.manuscript.office.typed_text import parted
from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_document import (
    CitedField,
    WordDocument,
    has_bookmarks,
    has_other_copies,
    programs_unread,
)
from mscref.manuscript.office.word_markup import Layout
from mscref.manuscript.office.word_tree import NoteSign
from mscref.manuscript.office.word_typed import Typed, typed_citations
from mscref.manuscript.office.word_writer import WordWriter
from mscref.model.reference import Json


class WordPlaces:
    """The citations of one document; see `OfficeDocument`."""

    def __init__(self, document: WordDocument, how: HowWritten) -> None:
        self._document = document
        self._writer = WordWriter(document, how)
        self._cited = document.cited()

    @property
    def signs(self) -> Sequence[int]:
        """Where its notes stand in the text."""
        return [one.start for one in self._document.body.signs]

    @property
    def has_list(self) -> bool:
        """True where a field holds a list."""
        return bool(self._document.lists())

    def texts(self) -> Iterable[str]:
        """The texts of its paragraphs."""
        return (one.text for part in self._document.parts for one in part.paragraphs)

    def sources(self) -> list[str]:
        """The sources of Word that it carries."""
        return self._document.sources()

    def coded(self) -> list[Place]:
        """The citations in fields."""
        return [self._coded(one) for one in self._cited]

    def _coded(self, one: CitedField) -> Place:
        cites = one.coded.cites
        narrative = len(cites) == 1 and cites[0].author_in_text
        return Place(
            order=(one.sign.start, one.field.start) if one.sign else (one.field.start, 0),
            cites=cites,
            form=NARRATIVE if narrative else PLAIN,
            source=one,
            note=one.sign.start if one.sign else None,
            begins_note=_begins_note(one),
            takes_back=self._writer.takes_back(one),
            fills_note=self._writer.fills_note(one),
            in_box=one.field.paragraph is not None and one.field.paragraph.in_box,
            by_hand=one.field.text if one.coded.by_hand else "",
        )

    def typed(self, known: Collection[str], labels: Mapping[str, str]) -> Iterator[Place]:
        """The citations that are typed in the text and its notes."""
        document = self._document
        signs = {(one.kind, one.id): one for one in document.body.signs}
        kinds = {part.name: kind for kind, part in document.notes.items()}
        for part in document.parts:
            for one in typed_citations(part, known, labels):
                sign = signs.get((kinds.get(part.name, ""), one.paragraph.note))
                if part is document.body or sign is not None:
                    yield _typed(one, sign)

    def remarks(self, *, is_cited: bool) -> Iterator[DocumentRemark]:
        """What is not read: bookmarks of Zotero, fields of other programs, some text boxes."""
        if not is_cited and has_bookmarks(self._document):
            yield DocumentRemark(
                "bookmarks",
                "its citations are kept in bookmarks, which are not read",
                "switch to fields in the document preferences of Zotero",
            )
        for program in programs_unread(self._document):
            yield DocumentRemark(
                "unread-program",
                f"its citations of {program} are not read, and stay as they are",
                f"let {program} make text of them, and use `mscref restyle`",
            )
        if has_other_copies(self._document):
            yield DocumentRemark(
                "text-box-copy",
                "a text box has another text for old programs, which was left as it is",
                "open it in Word and save it anew",
            )

    def write(
        self,
        place: Place,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        author: Sequence[Json],
        number: int,
    ) -> None:
        """Put `inlines` in the place of a citation."""
        source = place.source
        if isinstance(source, CitedField):
            self._writer.cite(source, inlines, cites, number=number)
        elif isinstance(source, Typed):
            in_note = place.note is not None
            self._writer.type(source, inlines, cites, author=author, number=number, in_note=in_note)

    def list_codes(self) -> Iterable[str]:
        """The codes of its lists."""
        return [one.code for _, one in self._document.lists()]

    def list(self, entries: Sequence[Sequence[Json]], layout: Layout, *, wanted: bool) -> bool:
        """Put the entries in the place of every list; add one that is `wanted` and missing."""
        return self._writer.list(entries, layout, wanted=wanted)

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""
        return self._writer.content(style=style, locale=locale, note_type=note_type)


def _typed(one: Typed, sign: NoteSign | None) -> Place:
    text = one.paragraph.text[: one.start]
    return Place(
        order=(sign.start if sign else one.byte_start, one.byte_start if sign else one.start),
        cites=tuple([CodedCite(cite) for cite in one.found.cites]),
        form=one.found.form,
        source=one,
        note=sign.start if sign else None,
        begins_note=not text.strip(" \u00a0\ufffc"),
        is_typed=True,
        in_box=one.paragraph.in_box,
        parted=parted(one.text) or ("" if one.is_joined else one.text),
        opaque=one.opaque,
    )


def _begins_note(one: CitedField) -> bool:
    """True where nothing stands before a citation in its note."""
    paragraph, start = one.field.paragraph, one.field.start
    if paragraph is None:
        return False
    before = [piece.text for _, piece, _ in paragraph.pieces if piece.end <= start]
    return not "".join(before).strip()
