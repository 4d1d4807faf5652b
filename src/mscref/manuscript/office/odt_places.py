"""A LibreOffice document as an `OfficeDocument`: its citations where they are read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from mscref.manuscript.citations.found import PLAIN
from mscref.manuscript.office.odt import work_of_entry
from mscref.manuscript.office.odt_document import CodedMark, OdtDocument
from mscref.manuscript.office.odt_tree import Entry, OdtParagraph
from mscref.manuscript.office.odt_writer import OdtWriter, TypedInOdt
from mscref.manuscript.office.places import KEEP, DocumentRemark, HowWritten, Place
from mscref.manuscript.office.typed_text import GAP, TypedSpan, parted, typed_spans
from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_markup import Layout
from mscref.model.citation import Cite
from mscref.model.reference import Json


class OdtPlaces:
    """The citations of one document; see `OfficeDocument`."""

    def __init__(self, document: OdtDocument, how: HowWritten) -> None:
        self._document = document
        self._text = document.text
        self._how = how
        self._writer = OdtWriter(document, how)

    @property
    def signs(self) -> Sequence[int]:
        """Where its notes stand."""
        return [one.start for one in self._text.notes]

    @property
    def has_list(self) -> bool:
        """True where a section holds a list."""
        return bool(self._text.lists)

    def texts(self) -> Iterable[str]:
        """The texts of its paragraphs."""
        return (one.text for one in self._text.paragraphs)

    def sources(self) -> list[str]:
        """A text of LibreOffice has no sources of Word."""
        return []

    def coded(self) -> list[Place]:
        """The citations in marks; LibreOffice's own, where they become others."""
        entries = () if self._how.live == KEEP else self._text.entries
        return [*map(self._coded, self._document.cited()), *map(_entry, entries)]

    def _coded(self, one: CodedMark) -> Place:
        note = one.mark.note
        return Place(
            order=(note.start if note else one.mark.start, one.mark.start),
            cites=one.coded.cites,
            form=PLAIN,
            source=one,
            note=note.start if note else None,
            begins_note=_begins(one.mark.paragraph, one.mark.at),
            takes_back=not one.coded.by_hand and self._writer.takes_back(one.mark),
            in_box=one.mark.paragraph is not None and one.mark.paragraph.in_box,
            fills_note=note is not None and note.marks == 1 and not note.text.strip(),
            by_hand=one.mark.text if one.coded.by_hand else "",
        )

    def typed(self, known: Collection[str], labels: Mapping[str, str]) -> Iterator[Place]:
        """The citations that are typed."""
        for paragraph in self._text.paragraphs:
            for span in typed_spans(paragraph.text, known, labels):
                yield _typed(paragraph, span)

    def remarks(self, *, is_cited: bool) -> Iterator[DocumentRemark]:
        """What is no reference mark is not read, or cannot be in a style."""
        if not is_cited and (self._text.has_fields_of_word or self._text.has_bookmarks):
            kept = "fields of Word" if self._text.has_fields_of_word else "bookmarks"
            yield DocumentRemark(
                "bookmarks",
                f"its citations are kept in {kept}, which are not read",
                "switch to reference marks in the document preferences of Zotero",
            )
        if self._how.live == KEEP and self._text.entries:
            yield DocumentRemark(
                "own-entries",
                "entries of LibreOffice's own bibliography were left: their text is its own",
                "--live zotero makes citations of them that can be in a style",
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
        if isinstance(source, CodedMark):
            self._writer.cite(source, inlines, cites, number=number)
        elif isinstance(source, TypedInOdt):
            self._writer.type(source, inlines, cites, author=author, number=number)
        elif isinstance(source, Entry):
            self._writer.entry(source, inlines, cites, number=number)

    def list_codes(self) -> Iterable[str]:
        """The codes of its lists."""
        return [one.name for one in self._text.lists]

    def list(self, entries: Sequence[Sequence[Json]], layout: Layout, *, wanted: bool) -> bool:
        """Put the entries in the place of every list; add one that is `wanted` and missing."""
        return self._writer.list(entries, layout, wanted=wanted)

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""
        return self._writer.content(style=style, locale=locale, note_type=note_type)


def _typed(paragraph: OdtParagraph, span: TypedSpan) -> Place:
    typed = TypedInOdt(paragraph, span.start, span.end, span.found)
    first = next(one for one in paragraph.pieces if one.at + len(one.text) > span.start)
    inside = first.start + span.start - first.at
    note = paragraph.note
    return Place(
        order=(note.start if note else inside, inside),
        cites=tuple([CodedCite(cite) for cite in span.found.cites]),
        form=span.found.form,
        source=typed,
        note=note.start if note else None,
        begins_note=_begins(paragraph, span.start),
        is_typed=True,
        in_box=paragraph.in_box,
        parted=parted(paragraph.text[span.start : span.end]),
        opaque=span.opaque,
    )


def _entry(one: Entry) -> Place:
    from mscref.formats import csljson

    key = one.said.get("identifier", "") or "?"
    (item,) = json.loads(csljson.write([work_of_entry(key, one.said)]))
    cite = CodedCite(Cite(key), item)
    return Place(order=(one.start, one.start), cites=(cite,), form=PLAIN, source=one)


def _begins(paragraph: OdtParagraph | None, at: int) -> bool:
    """True where nothing stands before a citation in its paragraph."""
    return paragraph is not None and not paragraph.text[:at].strip(f" \u00a0{GAP}")
