"""The changes of one Word document: each citation, the list, notes made and taken back, settings.

What is cited and what it reads like is decided by the caller. A change is noted as a splice; the
package is written once all of them are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mscref.manuscript.office.inlines import is_raised, note_parted, typed_parts
from mscref.manuscript.office.naming import name_of, with_uri
from mscref.manuscript.office.places import FLAT, KEEP, LIVE_ZOTERO, HowWritten
from mscref.manuscript.office.stops import Moves, before_stop, behind_stop, wants_space
from mscref.manuscript.office.word_codes import (
    ZOTERO,
    ZOTERO_LIST,
    CodedCite,
    printed_edits,
    zotero_code,
)
from mscref.manuscript.office.word_document import CUSTOM, CitedField, WordDocument
from mscref.manuscript.office.word_edits import (
    around_run,
    code_splices,
    field_of,
    inserted,
    list_splices,
    moved,
    new_list,
    result_splice,
    shown_text,
    surroundings_of,
    taken,
    typed_splices,
    whole_code,
    with_copies,
)
from mscref.manuscript.office.word_empty_runs import without_empty_runs
from mscref.manuscript.office.word_markup import Layout, Surroundings, rich_of, runs_of, unstyled
from mscref.manuscript.office.word_notes import Notes
from mscref.manuscript.office.word_properties import with_properties
from mscref.manuscript.office.word_tree import (
    Field,
    NoteSign,
    Paragraph,
    WordPart,
    texts_beside,
)
from mscref.manuscript.office.word_typed import Typed, list_place, pieces_of
from mscref.manuscript.office.xml_bytes import Splice, spliced, still_whole
from mscref.manuscript.office.zotero_prefs import with_settings
from mscref.model.reference import Json
from mscref.records import replaced as replace

RAISED_RUN = b'"superscript"'
_IDENTIFIER = re.compile(r'"citationID"\s*:\s*"([^"]*)"')


class WordWriter:
    """Collects the changes of `document`."""

    def __init__(self, document: WordDocument, how: HowWritten) -> None:
        self._document = document
        self._live = how.live
        self._has_notes = how.has_notes
        self._inside_quotes = how.inside_quotes
        self._notes = Notes(document, how.note_kind)
        self._splices: dict[str, list[Splice]] = {}
        self._count = 0
        self._taken: set[str] | None = None
        self._makes_fields = False
        self._around: dict[str, dict[str, str]] = {}

    # ------------------------------------------------------------ citations

    def cite(
        self, one: CitedField, inlines: Sequence[Json], cites: Sequence[CodedCite], *, number: int
    ) -> None:
        """Put `inlines` in the place of a citation; those of a Note go into one."""
        self._makes_fields |= self._live == LIVE_ZOTERO
        text, note = note_parted(inlines)
        if note is not None and one.sign is not None:
            inlines, note = note, None
        if note is not None:
            runs = self._live_runs(one, note, cites, note=number)
            around = surroundings_of(one.part, one.field)
            place = (one.part, one.field.paragraph, one.field.at, one.field.at + 1)
            stop = self._behind_stop(*place, has_text=bool(text))
            before = f"{runs_of(text, around)}{_text_run(stop, around)}"
            self._replace_field(one, f"{before}{self._notes.add(runs)}")
        elif self.takes_back(one):
            self._take_back(one, inlines, cites)
        elif self._is_kept(one):
            self._add(one.part, self._joined(one, inlines))
            self._add(one.part, self._updates(one, inlines, note=number))
        else:
            self._replace_field(one, self._live_runs(one, inlines, cites, note=number))

    def takes_back(self, one: CitedField) -> bool:
        """True for a citation that has a note of its own, and a style without notes."""
        if self._has_notes or one.sign is None or one.sign.run.shows or one.coded.by_hand:
            return False
        return not self._beside(one).strip(" .\u00a0")

    def fills_note(self, one: CitedField) -> bool:
        """True for a citation beside which nothing stands in its note."""
        return one.sign is not None and not self._beside(one).strip(" \u00a0")

    def _beside(self, one: CitedField) -> str:
        """The text that stands beside a citation in its note, with what a further one is."""
        if one.part.name not in self._around:
            self._around[one.part.name] = texts_beside(one.part)
        return self._around[one.part.name].get(one.field.note, "")

    def _is_kept(self, one: CitedField) -> bool:
        if self._live == FLAT:
            return False
        return self._live == KEEP or one.coded.kind == ZOTERO

    def _updates(self, one: CitedField, inlines: Sequence[Json], *, note: int) -> list[Splice]:
        """The splices of a field that stays a field: its result, and what its code says of it."""
        result = result_splice(one.part, one.field, inlines)
        edits = printed_edits(
            one.coded.kind,
            one.field.code,
            plain=shown_text(inlines),
            formatted=rich_of(inlines),
            note=note,
        )
        return [*([result] if result else []), *code_splices(one.part, one.field, edits)]

    def _live_runs(
        self, one: CitedField, inlines: Sequence[Json], cites: Sequence[CodedCite], *, note: int
    ) -> str:
        """The runs of a citation: a field of Zotero's, one with its own code, or text alone."""
        around = surroundings_of(one.part, one.field)
        around = replace(around, text_tag="")
        if self._live == FLAT:
            return runs_of(inlines, around)
        if not self._is_kept(one):
            return self._new_field(inlines, cites, around, note=note)
        return moved(one.part, one.field, self._updates(one, inlines, note=note))

    def _new_field(
        self,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        around: Surroundings,
        *,
        note: int,
    ) -> str:
        self._makes_fields = True
        code = zotero_code(
            self._new_name(cites),
            [with_uri(one) for one in cites],
            plain=shown_text(inlines),
            formatted=rich_of(inlines),
            note=note,
        )
        return field_of(code, runs_of(inlines, around), around)

    def _new_name(self, cites: Sequence[CodedCite]) -> str:
        """A name for a citation that no other of the document has."""
        if self._taken is None:
            codes = "".join([one.code for part in self._document.parts for one in part.fields])
            self._taken = set(_IDENTIFIER.findall(codes))
        name = ""
        while not name or name in self._taken:
            self._count += 1
            name = name_of(f"{self._count}{[one.cite.id for one in cites]}")
        self._taken.add(name)
        return name

    def _replace_field(self, one: CitedField, runs: str) -> None:
        start, end = one.field.span
        new = runs
        if one.field.is_block and one.field.in_attribute:
            new = f"<{one.part.prefix}p>{runs}</{one.part.prefix}p>"
        self._add(one.part, [Splice(start, end, new.encode())])

    def _take_back(
        self, one: CitedField, inlines: Sequence[Json], cites: Sequence[CodedCite]
    ) -> None:
        """A citation that had a note of its own stands in the text again."""
        assert one.sign is not None
        runs = self._live_runs(one, inlines, cites, note=0)
        self._for_sign(one.sign, one.part, runs, raised=is_raised(inlines))

    def _joined(self, one: CitedField, inlines: Sequence[Json]) -> list[Splice]:
        """A raised number joins its word; what takes its place has a space before it again."""
        paragraph, run, at = one.field.paragraph, one.field.result_run, one.field.at
        if paragraph is None or run is None or not at:
            return []
        was, becomes = RAISED_RUN in run.properties, is_raised(inlines)
        before = paragraph.text[:at]
        if becomes and not was and before.endswith(" "):
            return taken(one.part, paragraph, [at - 1])
        if was and not becomes and wants_space(before, Moves()):
            return inserted(one.part, paragraph, at - 1, " ", behind=True)
        return []

    def _for_sign(self, sign: NoteSign, part: WordPart, runs: str, *, raised: bool) -> None:
        """Runs in the place of the sign of a note, which goes."""
        if not raised:
            runs += self._before_stop(sign)
        self._add(self._document.body, [Splice(sign.run.start, sign.run.end, runs.encode())])
        start, end = part.notes[sign.id]
        self._add(part, [Splice(start, end, b"")])

    def cite_note(
        self,
        sign: NoteSign,
        typed: Typed,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        number: int,
    ) -> None:
        """Put a citation in the place of a note whose words `typed` are one.

        In a style of notes it stays that note.
        """
        _, note = note_parted(inlines)
        if note is not None:
            self.type(typed, note, cites, number=number, in_note=True)
            return
        body = self._document.body
        before = sign.paragraph.pieces if sign.paragraph else []
        runs_before = [run for _, _, run in before if run.end <= sign.run.start]
        around = Surroundings(body.prefix)
        if runs_before:
            around = around_run(body, runs_before[-1])
            around = replace(around, properties=unstyled(around.properties, {}))
        runs = runs_of(inlines, around)
        if self._live != FLAT:
            runs = self._new_field(inlines, cites, around, note=0)
        self._for_sign(sign, typed.part, runs, raised=is_raised(inlines))

    def _behind_stop(
        self, part: WordPart, paragraph: Paragraph | None, start: int, end: int, *, has_text: bool
    ) -> str:
        """Put the stop that follows a citation before the note that it becomes.

        What could not be put there is returned. Words before the note keep their space.
        """
        if paragraph is None:
            return ""
        moves = behind_stop(paragraph.text, start, end, inside_quotes=self._inside_quotes)
        gone = [one for one in moves.gone if not (has_text and one < start)]
        self._add(part, taken(part, paragraph, gone))
        if not moves.new or has_text or not moves.at:
            return moves.new
        splices = inserted(part, paragraph, moves.at - 1, moves.new, behind=True)
        self._add(part, splices)
        return "" if splices else moves.new

    def _before_stop(self, sign: NoteSign) -> str:
        """Put the stop before a note behind the citation that stands there now, and a space before
        that; returns what could not be put there, as a run."""
        body, paragraph, at = self._document.body, sign.paragraph, sign.at
        if paragraph is None:
            return ""
        moves = before_stop(paragraph.text, at, at + 1)
        self._add(body, taken(body, paragraph, moves.gone))
        if wants_space(paragraph.text[:at], moves):
            self._add(body, inserted(body, paragraph, at - 1, " ", behind=True))
        if not moves.new:
            return ""
        splices = inserted(body, paragraph, at + 1, moves.new)
        for place, piece, _ in paragraph.pieces:
            if place == at + 1 and not piece.text:
                splices = [Splice(piece.start, piece.start, moves.new.encode())]
        self._add(body, splices)
        *_, run = pieces_of(paragraph, moves.gone[0], moves.gone[0] + 1)[0]
        return "" if splices else _text_run(moves.new, around_run(body, run))

    def type(
        self,
        typed: Typed,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        author: Sequence[Json] = (),
        number: int = 0,
        in_note: bool = False,
        stop: str = "",
    ) -> None:
        """Put a field, or text, in the place of a typed citation.

        Of a narrative one the `author` stays text, as in Zotero; the rest is the field. A `stop`
        that stands before it goes behind it.
        """
        text, shown, cites, is_note = typed_parts(inlines, cites, author)
        makes_note = is_note and not in_note
        around = around_run(typed.part, typed.pieces[0][2])
        around = replace(around, properties=_plain(around.properties, in_note=in_note))
        if self._live == FLAT:
            runs = runs_of(shown, around)
        else:
            runs = self._new_field(shown, cites, around, note=number)
        if makes_note:
            runs = self._notes.add(runs)
        place = (typed.part, typed.paragraph, typed.start, typed.end)
        raised = is_raised(shown) and not text
        before = ""
        if makes_note:
            before = self._behind_stop(*place, has_text=bool(text))
        elif raised or stop:
            gone = (
                [typed.start - 1]
                if typed.paragraph.text[: typed.start].endswith(stop or " ")
                else []
            )
            self._add(typed.part, taken(typed.part, typed.paragraph, gone))
        runs = f"{runs_of(text, around)}{_text_run(before, around)}{runs}{_text_run(stop, around)}"
        self._add(typed.part, typed_splices(typed, runs))

    # ------------------------------------------------------------ the list

    def list(self, entries: Sequence[Sequence[Json]], layout: Layout, *, wanted: bool) -> bool:
        """Put the entries in the place of every list; add one that is `wanted` and missing.

        False where there is no list and none was added.
        """
        found = self._document.lists()
        for part, one in found:
            self._add(part, list_splices(part, one, entries, layout))
            if self._live == FLAT:
                self._unfield(part, one)
            elif self._live == LIVE_ZOTERO and "ZOTERO" not in one.code and not one.in_attribute:
                self._add(part, whole_code(part, one, ZOTERO_LIST))
        place = list_place(self._document.body)
        if found or not (wanted or place):
            return bool(found)
        body = self._document.body
        code = "" if self._live == FLAT else ZOTERO_LIST
        self._add(body, [new_list(body, entries, layout, code=code, place=place)])
        return True

    def replace_list(
        self, place: Paragraph, entries: Sequence[Sequence[Json]], layout: Layout
    ) -> None:
        """Put the entries in the place of paragraphs that list works now."""
        body = self._document.body
        code = "" if self._live == FLAT else ZOTERO_LIST
        self._add(body, [new_list(body, entries, layout, code=code, place=place)])

    def _unfield(self, part: WordPart, one: Field) -> None:
        """Take the marks of a field away, and leave what it shows."""
        start, end = one.span
        if not one.in_attribute and not one.opens_run and not one.closes_run:
            self._add(
                part, [Splice(start, one.result_start, b""), Splice(one.result_end, end, b"")]
            )

    # ------------------------------------------------------------ the package

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""
        splices, added = self._notes.changes()
        if splices:
            self._add(self._document.notes[self._notes.kind], splices)
        changed: dict[str, bytes] = dict(added)
        document = self._document
        for part in document.parts:
            if part.name in self._splices:
                own = set(self._splices[part.name])
                kept = without_empty_runs(part.data, part.prefix, own)
                all_splices = with_copies(part, set(kept))
                changed[part.name] = spliced(part.data, all_splices)
                still_whole(changed[part.name], name=part.name, path=document.path)
        new = with_settings(
            document.text_part(CUSTOM),
            style=style,
            locale=locale,
            note_type=note_type,
            create=self._makes_fields,
        )
        if new is not None:
            changed.update(with_properties(document, new, changed))
        return self._document.package.replaced(changed)

    def _add(self, part: WordPart, splices: Sequence[Splice]) -> None:
        if splices:
            self._splices.setdefault(part.name, []).extend(splices)


def _plain(own: Mapping[str, str], *, in_note: bool) -> dict[str, str]:
    """The properties of a run for what takes its place: of a note it may be a title."""
    kept = unstyled(own, {}) if in_note else dict(own)
    kept.pop("vertAlign", None)
    return kept


def _text_run(text: str, around: Surroundings) -> str:
    """A run of text; nothing for no text."""
    return runs_of([{"t": "Str", "c": text}], around) if text else ""
