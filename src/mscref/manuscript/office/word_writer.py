"""The changes of one Word document: each citation, the list, notes made and taken back, settings.

What is cited and what it reads like is decided by the caller. A change is noted as a splice; the
package is written once all of them are known.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mscref.manuscript.office.places import FLAT, KEEP, LIVE_ZOTERO, HowWritten
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.word_codes import (
    ZOTERO,
    ZOTERO_LIST,
    CodedCite,
    printed_edits,
    zotero_code,
)
from mscref.manuscript.office.word_document import CUSTOM, TYPES, CitedField, WordDocument
from mscref.manuscript.office.word_edits import (
    around_run,
    code_splices,
    field_of,
    list_splices,
    moved,
    new_list,
    result_splice,
    shown_text,
    surroundings_of,
    typed_splices,
    whole_code,
    with_space,
    without_last,
)
from mscref.manuscript.office.word_markup import Layout, Surroundings, rich_of, runs_of
from mscref.manuscript.office.word_notes import Notes
from mscref.manuscript.office.word_parts import Field, Paragraph, WordPart
from mscref.manuscript.office.word_relations import with_relation, with_type
from mscref.manuscript.office.word_typed import Typed, list_place
from mscref.manuscript.office.xml_bytes import Splice, spliced
from mscref.manuscript.office.zotero_prefs import with_settings
from mscref.manuscript.pandoc.tree import Node, is_node
from mscref.model.reference import Json

_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PACKAGE_RELATIONS = "_rels/.rels"
_KEY_SIGNS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"  # those of Zotero's keys


class WordWriter:
    """Collects the changes of `document`."""

    def __init__(self, document: WordDocument, how: HowWritten) -> None:
        self._document = document
        self._live = how.live
        self._has_notes = how.has_notes
        self._notes = Notes(document, how.note_kind)
        self._splices: dict[str, list[Splice]] = {}
        self._count = 0
        self._makes_fields = False
        self._alone: dict[str, frozenset[str]] = {}

    # ------------------------------------------------------------ citations

    def cite(self, one: CitedField, inlines: Sequence[Json], cites: Sequence[CodedCite]) -> None:
        """Put `inlines` in the place of a citation; those of a Note go into one."""
        self._makes_fields |= self._live == LIVE_ZOTERO
        text, note = _parted(inlines)
        if note is not None and one.sign is None:
            runs = self._live_runs(one, note, cites, note=True)
            if not text:
                self._add(one.part, without_last(one.part, one.field.start))
            self._replace_field(one, self._as_note(one.part, one.field, text, runs))
        elif self.takes_back(one):
            self._take_back(one, inlines, cites)
        elif self._is_kept(one):
            self._update(one, inlines)
        else:
            self._replace_field(one, self._live_runs(one, inlines, cites, note=False))

    def takes_back(self, one: CitedField) -> bool:
        """True for a citation that has a note of its own, and a style without notes."""
        if self._has_notes or one.sign is None:
            return False
        return not one.sign.run.shows and one.field.note in self._citations_alone(one.part)

    def _citations_alone(self, part: WordPart) -> frozenset[str]:
        """The notes of a part that hold one citation and nothing else."""
        if part.name not in self._alone:
            self._alone[part.name] = citations_alone(part)
        return self._alone[part.name]

    def _is_kept(self, one: CitedField) -> bool:
        if self._live == FLAT:
            return False
        return self._live == KEEP or one.coded.kind == ZOTERO

    def _update(self, one: CitedField, inlines: Sequence[Json]) -> None:
        """A field that stays in its place."""
        self._add(one.part, self._updates(one, inlines, note=_note_number(one)))

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
        self, one: CitedField, inlines: Sequence[Json], cites: Sequence[CodedCite], *, note: bool
    ) -> str:
        """The runs of a citation: a field of Zotero's, one with its own code, or text alone."""
        around = surroundings_of(one.part, one.field)
        around = replace(around, text_tag="")
        if self._live == FLAT:
            return runs_of(inlines, around)
        if not self._is_kept(one):
            return self._new_field(inlines, cites, around, note=int(note))
        return moved(one.part, one.field, self._updates(one, inlines, note=int(note)))

    def _new_field(
        self,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        around: Surroundings,
        *,
        note: int,
    ) -> str:
        self._count += 1
        self._makes_fields = True
        code = zotero_code(
            _name_of(f"{self._count}{[one.cite.id for one in cites]}"),
            [_with_uri(one) for one in cites],
            plain=shown_text(inlines),
            formatted=rich_of(inlines),
            note=note,
        )
        return field_of(code, runs_of(inlines, around), around)

    def _replace_field(self, one: CitedField, runs: str) -> None:
        start, end = one.field.span
        new = runs
        if one.field.is_block and one.field.in_attribute:
            new = f"<{one.part.prefix}p>{runs}</{one.part.prefix}p>"
        self._add(one.part, [Splice(start, end, new.encode())])

    def _as_note(self, part: WordPart, one: Field | None, text: Sequence[Json], runs: str) -> str:
        """What stands in the text for a note of `runs`: words before it, and its sign."""
        around = surroundings_of(part, one) if one else Surroundings(part.prefix)
        return f"{runs_of(text, around)}{self._notes.add(runs)}"

    def _take_back(
        self, one: CitedField, inlines: Sequence[Json], cites: Sequence[CodedCite]
    ) -> None:
        """A citation that had a note of its own stands in the text again."""
        assert one.sign is not None
        body, run = self._document.body, one.sign.run
        runs = self._live_runs(one, inlines, cites, note=False)
        self._add(body, with_space(body, run.start))
        self._add(body, [Splice(run.start, run.end, runs.encode())])
        start, end = one.part.notes[one.field.note]
        self._add(one.part, [Splice(start, end, b"")])

    def type(
        self,
        typed: Typed,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        author: Sequence[Json] = (),
        in_note: bool = False,
        stop: str = "",
    ) -> None:
        """Put a field, or text, in the place of a typed citation.

        Of a narrative one the `author` stays text, as in Zotero; the rest is the field. A `stop`
        that stands before it goes behind it.
        """
        text, note = _parted(inlines)
        if author and note is None and inlines[: len(author)] == author:
            cites = [replace(one, cite=replace(one.cite, suppress_author=True)) for one in cites]
            text, inlines = list(inlines[: len(author)]), inlines[len(author) :]
        else:
            text = text if note is not None else []
        around = around_run(typed.part, typed.pieces[0][2])
        around.properties.pop("vertAlign", None)
        shown = note if note is not None else inlines
        index = 1 if in_note or note is not None else 0
        if self._live == FLAT:
            runs = runs_of(shown, around)
        else:
            runs = self._new_field(shown, cites, around, note=index)
        if note is not None and not in_note:
            runs = self._notes.add(runs)
        behind: list[Json] = [{"t": "Str", "c": stop}] if stop else []
        runs = f"{runs_of(text, around)}{runs}{runs_of(behind, around)}"
        first = shown[0] if shown and not text else None
        joins = (note is not None and not in_note and not text) or (
            is_node(first) and first["t"] == "Superscript"
        )
        at, _, run = typed.pieces[0]
        if (joins or stop) and at == typed.start:
            self._add(typed.part, without_last(typed.part, run.start, stop or " "))
        self._add(typed.part, typed_splices(typed, runs, drops_space=joins))

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
        for part in self._document.parts:
            if part.name in self._splices:
                changed[part.name] = spliced(part.data, set(self._splices[part.name]))
        changed.update(self._settings(changed, style, locale, note_type))
        return self._document.package.replaced(changed)

    def _settings(
        self, changed: dict[str, bytes], style: str, locale: str, note_type: int
    ) -> dict[str, bytes]:
        """The properties that tell Zotero the style, where it is at home in the document."""
        document = self._document
        custom = document.text_part(CUSTOM)
        new = with_settings(
            custom, style=style, locale=locale, note_type=note_type, create=self._makes_fields
        )
        if new is None:
            return {}
        if custom is not None:
            return {CUSTOM: new}
        types = changed.get(TYPES) or document.text_part(TYPES)
        relations = with_relation(
            document.text_part(_PACKAGE_RELATIONS),
            identifier="rIdCustom",
            kind=_CUSTOM_RELATION,
            target=CUSTOM,
        )
        return {
            CUSTOM: new,
            TYPES: with_type(types, f"/{CUSTOM}", _CUSTOM_TYPE),
            _PACKAGE_RELATIONS: relations,
        }

    def _add(self, part: WordPart, splices: Sequence[Splice]) -> None:
        if splices:
            self._splices.setdefault(part.name, []).extend(splices)


def citations_alone(part: WordPart) -> frozenset[str]:
    """The notes of a part that hold one field, and no text beside it but a full stop."""
    texts: dict[str, str] = {}
    for paragraph in part.paragraphs:
        texts[paragraph.note] = texts.get(paragraph.note, "") + paragraph.text
    counts = Counter(one.note for one in part.fields if one.depth == 0)
    return frozenset(
        note
        for note, text in texts.items()
        if counts[note] == 1 and not text.replace(GAP, "").strip(" .\u00a0")
    )


def _parted(inlines: Sequence[Json]) -> tuple[list[Json], list[Json] | None]:
    """What stands in the text, and what in a note; None without a note."""
    for place, one in enumerate(inlines):
        if is_node(one) and one["t"] == "Note":
            return list(inlines[:place]), _note_content(one)
    return list(inlines), None


def _note_content(node: Node) -> list[Json]:
    blocks = node.get("c")
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    content = first.get("c") if is_node(first) else None
    return content if isinstance(content, list) else []


def _note_number(one: CitedField) -> int:
    if one.sign is None:
        return 0
    return int(one.sign.id) if one.sign.id.isdigit() else 1


def _with_uri(one: CodedCite) -> CodedCite:
    """A work that Zotero does not know gets an address in its form, made of its key."""
    if one.uris:
        return one
    name = _name_of(one.cite.id)
    return replace(one, uris=(f"http://zotero.org/users/local/mscref00/items/{name}",))


def _name_of(text: str) -> str:
    """Eight signs that always are the same for the same text."""
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
    signs = []
    for _ in range(8):
        number, place = divmod(number, len(_KEY_SIGNS))
        signs.append(_KEY_SIGNS[place])
    return "".join(signs)
