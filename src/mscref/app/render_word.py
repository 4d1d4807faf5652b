"""A Word document with its citations and its list in a style; fields stay alive.

What crosses the border: the bytes of a document and what the command line says in; the bytes of the
new one, the findings and counts out. The works are those that the fields carry; for citations
that are typed they are those of a library.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing, locale_of, locator_words, near_keys
from mscref.app.journals import AS_STYLED, JournalChoice
from mscref.app.library import choose_library, load_library
from mscref.app.render import DEFAULT_STYLE
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import LibraryError
from mscref.manuscript.citations.found import AUTHOR, NARRATIVE, PLAIN
from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_document import (
    CUSTOM,
    CitedField,
    WordDocument,
    has_bookmarks,
)
from mscref.manuscript.office.word_markup import Layout
from mscref.manuscript.office.word_notes import ENDNOTE, FOOTNOTE
from mscref.manuscript.office.word_parts import NoteSign
from mscref.manuscript.office.word_typed import Typed, typed_citations
from mscref.manuscript.office.word_writer import KEEP, WordWriter
from mscref.manuscript.office.zotero_prefs import read_settings
from mscref.model.citation import Cite
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style


@dataclass(frozen=True, slots=True)
class WordChoice:
    """What the command line says; it wins over the document."""

    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    journals: JournalChoice = AS_STYLED
    live: str = KEEP
    endnotes: bool = False


@dataclass(frozen=True, slots=True)
class RenderedWord:
    """The new document, the findings, and how many citations and references it has."""

    content: bytes
    diagnostics: list[Diagnostic]
    has_unknown: bool
    citations: int
    listed: int
    style: str
    libraries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A citation with where it is read: by the sign of its note, then within the note."""

    order: tuple[int, int]
    sign: NoteSign | None
    coded: CitedField | None = None
    typed: Typed | None = None

    @property
    def cites(self) -> tuple[Cite, ...]:
        if self.coded is not None:
            return tuple([one.cite for one in self.coded.coded.cites])
        return self.typed.found.cites if self.typed is not None else ()


def render_word(content: bytes, *, path: str, choice: WordChoice, config: Config) -> RenderedWord:
    """Write the citations and the list of a Word document anew.

    Raises FormatError for what is no document or must not be changed, NotFoundError for an unknown
    style or locale, and what reading a library raises.
    """
    document = WordDocument(content, path=path)
    return _Rendering(document, choice, config).result()


class _Rendering:
    """One document on its way through the engine."""

    def __init__(self, document: WordDocument, choice: WordChoice, config: Config) -> None:
        self.document = document
        self.choice = choice
        self.diagnostics: list[Diagnostic] = []
        said = read_settings(document.text_part(CUSTOM))
        configured = config.style if "style" in config.origins else ""
        self.style_name = choice.style or said.style or configured or DEFAULT_STYLE
        self.style: Style = load_style(StyleChoice(self.style_name))
        self._opaque: dict[str, dict[str, Json]] = {}
        self.citer = Citer(
            self.style,
            locale=choice.locale or config.locale or locale_of(said.locale),
            opaque=self._opaque,
            journals=choice.journals,
            names_authors=True,
        )
        self.writer = WordWriter(
            document,
            live=choice.live,
            note_kind=ENDNOTE if choice.endnotes else FOOTNOTE,
            has_notes=self.style.is_note,
        )
        self.fields = document.cited()
        self.own_works = works_of(self.fields, document.sources())
        self.libraries: tuple[str, ...] = ()
        self.library = self._library(config)
        # Keys that are typed and in no library; the citation stays as it is typed.
        self.missing: list[str] = []

    def result(self) -> RenderedWord:
        places = sorted([*self._coded(), *self._typed()], key=lambda one: one.order)
        references = {**self.library, **self.own_works}
        cited = [cite.id for one in places for cite in one.cites]
        unknown = [*self.citer.register(references, cited, ()), *dict.fromkeys(self.missing)]
        self.diagnostics += self._unknown(unknown, references)
        self._say_bookmarks(places)
        shown = self.citer.shown(self._standings(places))
        for place, inlines in zip(places, shown, strict=True):
            self._write(place, inlines, references)
        listed = self._list(any(one.typed for one in places))
        content = self.writer.content(
            style=_style_address(self.style, self.style_name),
            locale=self.citer.processor.locale.language,
            note_type=(2 if self.choice.endnotes else 1) if self.style.is_note else 0,
        )
        return RenderedWord(
            content,
            self.diagnostics,
            has_unknown=bool(unknown),
            citations=len(places),
            listed=listed,
            style=self.style.info.title,
            libraries=self.libraries,
        )

    # ------------------------------------------------------------ what is cited

    def _coded(self) -> Iterable[_Place]:
        for one in self.fields:
            start = one.sign.start if one.sign else one.field.start
            inner = one.field.start if one.sign else 0
            yield _Place((start, inner), one.sign, coded=one)

    def _typed(self) -> Iterable[_Place]:
        labels = locator_words(self.citer.processor)
        signs = {(one.kind, one.id): one for one in self.document.body.signs}
        kinds = {part.name: kind for kind, part in self.document.notes.items()}
        for part in self.document.parts:
            for one in typed_citations(part, self.library, labels):
                sign = signs.get((kinds.get(part.name, ""), one.paragraph.note))
                if part is not self.document.body and sign is None:
                    continue
                if not one.is_joined:
                    self._say_parted(one)
                    continue
                if missing := [cite.id for cite in one.found.cites if cite.id not in self.library]:
                    self.missing += missing
                    continue
                self._hide(one)
                start = sign.start if sign else one.byte_start
                yield _Place((start, one.byte_start if sign else one.start), sign, typed=one)

    def _hide(self, typed: Typed) -> None:
        for char, text in typed.opaque.items():
            self._opaque[char] = {"t": "RawInline", "c": ["", text]}

    def _say_parted(self, typed: Typed) -> None:
        text = typed.paragraph.text[typed.start : typed.end]
        self.diagnostics.append(
            Diagnostic(
                Severity.WARNING,
                "citation-in-pieces",
                f"`{text}` crosses the border of a link, a line or a tracked change",
                Span(self.document.path),
                hint="type it anew in one go; it was left as it stands",
            )
        )

    def _library(self, config: Config) -> dict[str, Reference]:
        """The library, where something typed may be a citation."""
        texts = (one.text for part in self.document.parts for one in part.paragraphs)
        if not any("@" in text for text in texts):
            return {}
        try:
            chosen = choose_library(self.choice.library, config=config, folder=Path.cwd())
        except LibraryError:
            return {}
        self.libraries = chosen.paths
        loaded = load_library(chosen)
        self.diagnostics += loaded.diagnostics
        return {one.id: one for one in loaded.references}

    # ------------------------------------------------------------ engine

    def _standings(self, places: Sequence[_Place]) -> list[Standing]:
        """The citations with the numbers that their notes have now."""
        taken_back = {
            one.sign.start
            for one in places
            if one.sign and one.coded and self.writer.takes_back(one.coded)
        }
        signs = [one.start for one in self.document.body.signs if one.start not in taken_back]
        standings = []
        made = 0
        for one in places:
            in_note = one.sign is not None and one.sign.start not in taken_back
            made += self.style.is_note and not in_note
            before = bisect_right(signs, one.order[0])
            standings.append(
                Standing(
                    cites=one.cites,
                    form=_form(one),
                    in_note=in_note,
                    begins_note=in_note and _begins(one),
                    note_number=before + made if in_note or self.style.is_note else 0,
                    chapter=0,
                )
            )
        return standings

    def _write(
        self, place: _Place, inlines: Sequence[Json], references: Mapping[str, Reference]
    ) -> None:
        if place.coded is not None:
            cites = _with_items(place.coded.coded.cites, references)
            self.writer.cite(place.coded, inlines, cites)
        elif place.typed is not None:
            cites = _with_items([CodedCite(one) for one in place.cites], references)
            author = self._author(place)
            in_note = place.sign is not None
            self.writer.type(place.typed, inlines, cites, author=author, in_note=in_note)

    def _author(self, place: _Place) -> list[Json]:
        """What of a narrative citation is text: the author, and the space behind it."""
        if _form(place) != NARRATIVE:
            return []
        standing = Standing(place.cites[:1], AUTHOR, False, False, 0, 0)
        return [*self.citer.alone(standing), {"t": "Space"}]

    def _list(self, wanted: bool) -> int:
        """Write the list; returns how many entries it has."""
        if self.style.bibliography is None:
            if self.document.lists():
                self._say_stale_list()
            return 0
        from mscref.csl.render.pandoc import inlines_of

        bibliography = self.citer.bibliography(links=False)
        entries = [inlines_of(one.output, opaque=self._opaque) for one in bibliography.entries]
        layout = Layout(
            hanging=bibliography.hanging_indent,
            aligned=bool(bibliography.second_field_align),
            entry_spacing=bibliography.entry_spacing,
            line_spacing=bibliography.line_spacing,
            widest=bibliography.max_offset,
        )
        written = bool(entries) and self.writer.list(entries, layout, wanted=wanted)
        return len(entries) if written else 0

    # ------------------------------------------------------------ findings

    def _unknown(
        self, unknown: Sequence[str], references: Mapping[str, Reference]
    ) -> list[Diagnostic]:
        return [
            Diagnostic(
                Severity.WARNING,
                "unknown-key",
                f"`{key.removeprefix('word:')}` is cited and not in the bibliography",
                Span(self.document.path),
                hint=near_keys(key, references) or ("" if references else "name it: -l FILE"),
            )
            for key in unknown
        ]

    def _say_stale_list(self) -> None:
        self.diagnostics.append(
            Diagnostic(
                Severity.WARNING,
                "list-left",
                f"`{self.style.info.title}` has no list; the one of the document was left",
                Span(self.document.path),
                hint="delete it, or take a style that has one",
            )
        )

    def _say_bookmarks(self, places: Sequence[_Place]) -> None:
        if not places and has_bookmarks(self.document):
            self.diagnostics.append(
                Diagnostic(
                    Severity.WARNING,
                    "bookmarks",
                    "its citations are kept in bookmarks, which are not read",
                    Span(self.document.path),
                    hint="switch to fields in the document preferences of Zotero",
                )
            )


def _form(place: _Place) -> str:
    if place.typed is not None:
        return place.typed.found.form
    coded = place.coded.coded.cites if place.coded else ()
    return NARRATIVE if len(coded) == 1 and coded[0].author_in_text else PLAIN


def _begins(place: _Place) -> bool:
    """True where nothing stands before a citation in its note."""
    if place.coded is not None:
        paragraph, start = place.coded.field.paragraph, place.coded.field.start
        if paragraph is None:
            return False
        before = [piece.text for _, piece, _ in paragraph.pieces if piece.end <= start]
        return not "".join(before).strip()
    typed = place.typed
    return typed is not None and not typed.paragraph.text[: typed.start].strip(" \u00a0\ufffc")


# ---------------------------------------------------------------- the works


def works_of(fields: Sequence[CitedField], sources: Sequence[str]) -> dict[str, Reference]:
    """The works that fields carry, by the keys of their cites."""
    from mscref.formats import csljson, endnotexml, wordsources

    items: dict[str, dict[str, Json]] = {}
    records: dict[str, str] = {}
    tags: set[str] = set()
    for one in (coded for each in fields for coded in each.coded.cites):
        key = one.cite.id
        if one.item is not None:
            items.setdefault(key, one.item)
        elif one.record:
            records.setdefault(key, one.record)
        elif key.startswith("word:"):
            tags.add(key)
    named = json.dumps([{**item, "id": key} for key, item in items.items()])
    found = {one.id: one for one in csljson.read(named, path="").references} if items else {}
    for key, record in records.items():
        text = f"<xml><records>{record}</records></xml>"
        for work in endnotexml.read(text, path="").references:
            found[key] = work.with_id(key)
    for text in sources if tags else ():
        for work in wordsources.read(text, path="").references:
            found.setdefault(f"word:{work.id}", work.with_id(f"word:{work.id}"))
    return found


def _with_items(cites: Sequence[CodedCite], references: Mapping[str, Reference]) -> list[CodedCite]:
    """Cites whose works are CSL-JSON, for a field that is made anew."""
    from mscref.formats import csljson

    found = []
    for one in cites:
        reference = references.get(one.cite.id)
        if one.item is None and reference is not None:
            (item,) = json.loads(csljson.write([reference]))
            found.append(replace(one, item=item))
        else:
            found.append(one)
    return found


def _style_address(style: Style, name: str) -> str:
    """The id by which Zotero knows a style."""
    return style.info.id or name
