"""The changes of one LibreOffice document: citations, the list, notes made and taken back.

What is cited and what it reads like is decided by the caller. A change is noted as a splice of
`content.xml`; the package is written once all of them are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mscref.manuscript.citations.found import Found
from mscref.manuscript.office.inlines import is_raised, note_parted, typed_parts
from mscref.manuscript.office.naming import name_of, with_uri
from mscref.manuscript.office.odt_document import META, CodedMark, OdtDocument
from mscref.manuscript.office.odt_list import entries_of, list_section
from mscref.manuscript.office.odt_markup import OdtStyles
from mscref.manuscript.office.odt_spans import WrittenList, emptied, inserted, outside, taken
from mscref.manuscript.office.odt_text import CONTENT, kept_within
from mscref.manuscript.office.odt_tree import (
    Entry,
    ListSection,
    Mark,
    OdtNote,
    OdtParagraph,
    OdtPiece,
    pieces_between,
)
from mscref.manuscript.office.places import FLAT, LIVE_ZOTERO, HowWritten
from mscref.manuscript.office.stops import Moves, before_stop, behind_stop, wants_space
from mscref.manuscript.office.typed_text import LIST_MARK
from mscref.manuscript.office.word_codes import (
    ZOTERO,
    CodedCite,
    edited,
    printed_edits,
    zotero_code,
)
from mscref.manuscript.office.word_edits import offset_in
from mscref.manuscript.office.word_markup import Layout, plain_of, rich_of
from mscref.manuscript.office.xml_bytes import Splice, XmlTag, escape, spliced, still_whole
from mscref.manuscript.office.zotero_prefs import ODT, with_settings
from mscref.model.reference import Json


@dataclass(frozen=True, slots=True)
class TypedInOdt:
    """A typed citation and where it stands in the text of a paragraph."""

    paragraph: OdtParagraph
    start: int
    end: int
    found: Found


class OdtWriter:
    """Collects the changes of `document`."""

    def __init__(self, document: OdtDocument, how: HowWritten) -> None:
        self._document = document
        self._text = document.text
        self._how = how
        self._styles = OdtStyles(document.text.data, document.styles)
        self._splices: list[Splice] = []
        self._names = {one.name for one in document.text.marks}
        self._makes_marks = how.live == LIVE_ZOTERO
        self._count = 0
        self._made_notes = 0

    # ------------------------------------------------------------ citations

    def cite(
        self, one: CodedMark, inlines: Sequence[Json], cites: Sequence[CodedCite], *, number: int
    ) -> None:
        """Put `inlines` in the place of a citation; those of a Note go into one."""
        mark = one.mark
        text, note = note_parted(inlines)
        if note is not None and mark.note is not None:
            inlines, note = note, None
        if note is not None:
            inside = self._again(one, note, cites, note=number)
            self._make_note(mark.paragraph, mark.at, mark.at + 1, text, inside, mark)
        elif self.takes_back(mark):
            self._take_back(one, inlines, cites)
        else:
            new = self._again(one, inlines, cites, note=number)
            new = f"{self._joined(mark, inlines)}{new}"
            self._splices.append(Splice(mark.start, mark.end, new.encode()))

    def _joined(self, mark: Mark, inlines: Sequence[Json]) -> str:
        """A raised number joins its word; what takes its place has a space before it again."""
        if mark.paragraph is None or not mark.at:
            return ""
        was, becomes = self._styles.is_raised(mark.style), is_raised(inlines)
        before = mark.paragraph.text[: mark.at]
        if becomes and not was and before.endswith(" "):
            self._take(mark.paragraph, [mark.at - 1])
        return " " if was and not becomes and wants_space(before, Moves()) else ""

    def takes_back(self, mark: Mark) -> bool:
        """True for a citation that has a note of its own, and a style without notes."""
        note = mark.note
        if self._how.has_notes or note is None or note.paragraph is None:
            return False
        return note.marks == 1 and not note.text.strip(" .\u00a0")

    def _again(
        self, one: CodedMark, inlines: Sequence[Json], cites: Sequence[CodedCite], *, note: int
    ) -> str:
        """A citation with its tags, or without where none is to stay."""
        mark = one.mark
        data = self._text.data
        shown = self._styles.written(inlines, base=mark.style)
        kept = kept_within(data, mark.result_start, mark.result_end).decode("utf-8", "replace")
        if self._how.live == FLAT:
            return f"{shown}{kept}"
        if one.coded.kind != ZOTERO and self._how.live == LIVE_ZOTERO:
            return self._new_mark(inlines, cites, shown, note=note) + kept
        edits = printed_edits(
            one.coded.kind,
            mark.name,
            plain=plain_of(inlines).replace("\t", " "),
            formatted=rich_of(inlines),
            note=note,
        )
        start, end = (data[place:other].decode("utf-8", "replace") for place, other in _tags(mark))
        if edits:
            old = self._name_source(mark)
            new = escape(edited(mark.name, edits))
            start, end = start.replace(old, new), end.replace(old, new)
        if mark.is_point:
            return self._around(edited(mark.name, edits), shown)
        return f"{start}{shown}{kept}{end}"

    def _name_source(self, mark: Mark) -> str:
        start, end = mark.names[0]
        return self._text.data[start:end].decode("utf-8", "replace")

    def _new_mark(
        self, inlines: Sequence[Json], cites: Sequence[CodedCite], shown: str, *, note: int
    ) -> str:
        """A citation that Zotero goes on with."""
        self._makes_marks = True
        name = ""
        while not name or name in self._names:
            self._count += 1
            seed = f"{self._count}{[one.cite.id for one in cites]}"
            code = zotero_code(
                name_of(seed),
                [with_uri(one) for one in cites],
                plain=plain_of(inlines).replace("\t", " "),
                formatted=rich_of(inlines),
                note=note,
            )
            name = f"{code.strip().removeprefix('ADDIN ')} RND{name_of(seed + 'mark')}22"
        self._names.add(name)
        return self._around(name, shown)

    def _around(self, name: str, shown: str) -> str:
        mark, attribute = self._styles.text("reference-mark"), self._styles.text("name")
        said = f'{attribute}="{escape(name)}"'
        return f"<{mark}-start {said}/>{shown}<{mark}-end {said}/>"

    # ------------------------------------------------------------ notes

    def _make_note(
        self,
        paragraph: OdtParagraph | None,
        start: int,
        end: int,
        text: Sequence[Json],
        inside: str,
        mark: Mark | None = None,
    ) -> None:
        """Put a note in the place of a citation, behind the stop that follows it."""
        moves = Moves()
        if paragraph is not None:
            moves = behind_stop(paragraph.text, start, end, inside_quotes=self._how.inside_quotes)
        words = self._styles.written(text)
        note = self._note(inside)
        # A name before the note stays where the citation stood, space and all.
        gone = [one for one in moves.gone if not (text and one < start)]
        self._take(paragraph, gone)
        put = inserted(self._text.data, paragraph, moves) if paragraph and not text else []
        self._splices += put
        stop = "" if put else escape(moves.new)
        self._put(paragraph, start, end, f"{words}{stop}{note}", mark)

    def _note(self, inside: str) -> str:
        self._made_notes += 1
        kind = self._how.note_kind
        name = name_of(f"note{len(self._text.notes) + self._made_notes}")
        text = self._styles.text
        note, sign, body, paragraph = map(text, ("note", "note-citation", "note-body", "p"))
        return (
            f'<{note} {text("id")}="{name}" {text("note-class")}="{kind}">'
            f"<{sign}>{self._made_notes}</{sign}><{body}>"
            f'<{paragraph} {text("style-name")}="{kind.capitalize()}">{inside}</{paragraph}>'
            f"</{body}></{note}>"
        )

    def _take_back(
        self, one: CodedMark, inlines: Sequence[Json], cites: Sequence[CodedCite]
    ) -> None:
        """A citation that had a note of its own stands in the text again, before the stop."""
        assert one.mark.note is not None
        inside = self._again(one, inlines, cites, note=0)
        self._for_note(one.mark.note, inside, raised=is_raised(inlines))

    def _for_note(self, note: OdtNote, inside: str, *, raised: bool) -> None:
        """A citation in the place of a note."""
        assert note.paragraph is not None
        text, at = note.paragraph.text, note.at
        moves = Moves()
        if not raised:
            moves = before_stop(text, at, at + 1)
        self._take(note.paragraph, moves.gone)
        space = "" if raised or not wants_space(text[:at], moves) else " "
        new = f"{space}{inside}{escape(moves.new)}"
        self._splices.append(Splice(note.start, note.end, new.encode()))

    # ------------------------------------------------------------ typed

    def type(
        self,
        typed: TypedInOdt,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        author: Sequence[Json],
        number: int,
        stop: str = "",
    ) -> None:
        """Put a mark, or text, in the place of a typed citation.

        Of a narrative one the `author` stays text, as in Zotero; the rest is the mark. A `stop`
        that stands before it goes behind it.
        """
        in_note = typed.paragraph.note is not None
        text, shown, cites, is_note = typed_parts(inlines, cites, author)
        makes_note = is_note and not in_note
        base = "" if makes_note else self._base(typed)
        written = self._styles.written(shown, base=base)
        if self._how.live != FLAT:
            written = self._new_mark(shown, cites, written, note=number)
        if makes_note:
            self._make_note(typed.paragraph, typed.start, typed.end, text, written)
            return
        if stop or (not text and is_raised(shown)):
            self._take(typed.paragraph, _sign_before(typed, stop or " "))
        new = f"{self._styles.written(text, base=base)}{written}{escape(stop)}"
        self._put(typed.paragraph, typed.start, typed.end, new, None)

    def cite_note(
        self,
        note: OdtNote,
        typed: TypedInOdt,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        number: int,
    ) -> None:
        """Put a citation in the place of a note whose words `typed` are one.

        In a style of notes it stays that note.
        """
        _, content = note_parted(inlines)
        if content is not None:
            self.type(typed, content, cites, author=(), number=number)
            return
        written = self._styles.written(inlines)
        if self._how.live != FLAT:
            written = self._new_mark(inlines, cites, written, note=0)
        self._for_note(note, written, raised=is_raised(inlines))

    def entry(
        self, one: Entry, inlines: Sequence[Json], cites: Sequence[CodedCite], *, number: int
    ) -> None:
        """Put a mark of Zotero's, or text, in the place of one of LibreOffice's own citations."""
        _, note = note_parted(inlines)
        shown = note if note is not None else inlines
        written = self._styles.written(shown)
        if self._how.live != FLAT:
            written = self._new_mark(shown, cites, written, note=number)
        new = written if note is None else self._note(written)
        self._splices.append(Splice(one.start, one.end, new.encode()))

    # ------------------------------------------------------------ characters

    def _put(
        self, paragraph: OdtParagraph | None, start: int, end: int, new: str, mark: Mark | None
    ) -> None:
        """`new` in the place of a mark, or of a stretch of text."""
        if mark is not None:
            self._splices.append(Splice(mark.start, mark.end, new.encode()))
            return
        assert paragraph is not None
        data = new.encode()
        for one in pieces_between(paragraph, start, end):
            source = self._text.data[one.start : one.end]
            first, last = one.start, one.end
            if not one.is_tag:
                first = one.start + offset_in(source, max(0, start - one.at))
                last = one.start + offset_in(source, min(len(one.text), end - one.at))
            if data:
                self._splices.append(outside(self._text.data, self._left(one), first, last, data))
            else:
                self._splices.append(emptied(self._text.data, one.spans, first, last))
            data = b""

    def _left(self, piece: OdtPiece) -> tuple[XmlTag, ...]:
        """The spans that a citation must not stand in: a raised number is none of its style."""
        for place, tag in enumerate(piece.spans):
            if self._styles.is_emphatic(tag.attributes.get("style-name", "")):
                return piece.spans[place:]
        return ()

    def _base(self, typed: TypedInOdt) -> str:
        """The style of the span that a typed citation leaves, "" for none."""
        first = next(iter(pieces_between(typed.paragraph, typed.start, typed.end)), None)
        left = self._left(first) if first else ()
        return left[-1].attributes.get("style-name", "") if left else ""

    def _take(self, paragraph: OdtParagraph | None, places: Sequence[int]) -> None:
        """Take characters of a paragraph away; spaces that an element stands for stay."""
        if paragraph is not None:
            self._splices += taken(self._text.data, paragraph, places)

    # ------------------------------------------------------------ the list

    def list(self, entries: Sequence[Sequence[Json]], layout: Layout, *, wanted: bool) -> bool:
        """Put the entries in the place of every list; add one that is `wanted` and missing."""
        for one in self._text.lists:
            self._replace_list(one, entries_of(self._styles, entries, layout, style=one.style))
        place = next((one for one in self._text.paragraphs if one.text.strip() == LIST_MARK), None)
        if self._text.lists or not (wanted or place):
            return bool(self._text.lists)
        listed = self._listed(entries, layout, place.style if place else "")
        start = place.start if place else self._text.body_end
        end = place.end if place else self._text.body_end
        self._splices.append(Splice(start, end, listed.encode()))
        return True

    def replace_written_list(
        self, place: WrittenList, entries: Sequence[Sequence[Json]], layout: Layout
    ) -> None:
        """Put the entries in the place of paragraphs that list works now."""
        listed = self._listed(entries, layout, place.style, kept=place.anchors)
        self._splices.append(Splice(place.start, place.end, listed.encode()))

    def _listed(
        self, entries: Sequence[Sequence[Json]], layout: Layout, style: str, *, kept: str = ""
    ) -> str:
        """A list where none of a program was."""
        listed = entries_of(self._styles, entries, layout, style=style, kept=kept)
        return listed if self._how.live == FLAT else list_section(self._styles, listed)

    def _replace_list(self, one: ListSection, listed: str) -> None:
        start, end = one.inner_start, one.inner_end
        if self._how.live == FLAT:
            start, end = one.start, one.end
        self._splices.append(Splice(start, end, listed.encode()))

    # ------------------------------------------------------------ the package

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""
        data = self._text.data
        changed: dict[str, bytes] = {}
        new = spliced(data, dict.fromkeys(self._splices))
        if new != data:
            styles_end = self._text.styles_end
            still_whole(new, name=CONTENT, path=self._document.path)
            changed[CONTENT] = self._styles.defined(new, styles_end) if styles_end >= 0 else new
        meta = with_settings(
            self._document.text_part(META),
            style=style,
            locale=locale,
            note_type=note_type,
            create=self._makes_marks,
            holder=ODT,
        )
        if meta is not None:
            changed[META] = meta
        return self._document.package.replaced(changed)


def _tags(mark: Mark) -> tuple[tuple[int, int], tuple[int, int]]:
    """The bytes of the two tags of a mark."""
    return (mark.start, mark.result_start), (mark.result_end, mark.end)


def _sign_before(typed: TypedInOdt, sign: str) -> list[int]:
    text, place = typed.paragraph.text, typed.start
    return [place - 1] if place and text[place - 1] == sign else []
