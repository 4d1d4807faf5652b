"""A document of a word processor with its citations and its list in a style; fields stay alive.

What crosses the border: the bytes of a document and what the command line says in; the bytes of the
new one, the findings and counts out. The works are those that the fields carry; for citations
that are typed they are those of a library.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing
from mscref.app.document_words import locale_of, locator_words, near_keys
from mscref.app.document_works import library_of_document
from mscref.app.journals import AS_STYLED, JournalChoice
from mscref.app.render import DEFAULT_STYLE
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.manuscript.citations.found import AUTHOR, NARRATIVE
from mscref.manuscript.documents import is_odt
from mscref.manuscript.office.odt_document import OdtDocument
from mscref.manuscript.office.odt_places import OdtPlaces
from mscref.manuscript.office.places import KEEP, HowWritten, OfficeDocument, Place
from mscref.manuscript.office.typed_text import LIST_MARK
from mscref.manuscript.office.word_codes import CodedCite, ListEdits, list_edits
from mscref.manuscript.office.word_document import WordDocument
from mscref.manuscript.office.word_markup import Layout
from mscref.manuscript.office.word_notes import ENDNOTE, FOOTNOTE
from mscref.manuscript.office.word_places import WordPlaces
from mscref.manuscript.office.zotero_prefs import ZoteroSettings
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.app.citing import Tell
    from mscref.csl.ast import Style


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """What the command line says; it wins over the document."""

    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    journals: JournalChoice = AS_STYLED
    live: str = KEEP
    endnotes: bool = False


@dataclass(frozen=True, slots=True)
class RenderedOffice:
    """The new document, the findings, and how many citations and references it has.

    `has_unknown` is true where a citation was left as it stood.
    """

    content: bytes
    diagnostics: list[Diagnostic]
    has_unknown: bool
    citations: int
    listed: int
    style: str
    libraries: tuple[str, ...]


class _Opened:
    """A document with what it says of its style; it is read further once that is known."""

    def __init__(self, content: bytes, path: str) -> None:
        self.settings: ZoteroSettings
        self.placed: Callable[[HowWritten], OfficeDocument]
        if is_odt(content):
            text = OdtDocument(content, path=path)
            self.settings, self.placed = text.settings, partial(OdtPlaces, text)
        else:
            word = WordDocument(content, path=path)
            self.settings, self.placed = word.settings, partial(WordPlaces, word)


def render_office(
    content: bytes,
    *,
    path: str,
    choice: OfficeChoice,
    config: Config,
    tell: Tell | None = None,
) -> RenderedOffice:
    """Write the citations and the list of a document anew; `tell` hears how far it is.

    Raises FormatError for what is no document or must not be changed, NotFoundError for an unknown
    style or locale, and what reading a library raises.
    """
    return _Rendering(_Opened(content, path), path, choice, config).result(tell)


class _Rendering:
    """One document on its way through the engine."""

    def __init__(self, opened: _Opened, path: str, choice: OfficeChoice, config: Config) -> None:
        self.path = path
        self.choice = choice
        self.diagnostics: list[Diagnostic] = []
        said = opened.settings
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
        self.document = opened.placed(
            HowWritten(
                live=choice.live,
                note_kind=ENDNOTE if choice.endnotes else FOOTNOTE,
                has_notes=self.style.is_note,
                inside_quotes=self.citer.punctuation_goes_inside_quotes,
            )
        )
        self.coded = self.document.coded()
        self.own_works = works_of(self.coded, self.document.sources())
        self.libraries: tuple[str, ...] = ()
        self.library = self._library(config)
        # Keys that are typed and in no library; the citation stays as it is typed.
        self.missing: list[str] = []
        self.has_parted = False

    def result(self, tell: Tell | None) -> RenderedOffice:
        references = {**self.library, **self.own_works}
        places = sorted([*self._known(references), *self._typed()], key=lambda one: one.order)
        cited = [one.cite.id for place in places for one in place.cites]
        unknown = [*self.citer.register(references, cited, ()), *dict.fromkeys(self.missing)]
        for key in unknown:
            self._say_unknown(key, references)
        for code, message, hint in self.document.remarks(is_cited=bool(places)):
            self._say(code, message, hint)
        standings = self._standings(places)
        shown = self.citer.shown(standings, tell=tell)
        self.diagnostics += self.citer.diagnostics
        for place, one, inlines in zip(places, standings, shown, strict=True):
            if place.by_hand and self.choice.live == KEEP:
                continue
            if place.by_hand:
                inlines = [{"t": "Str", "c": place.by_hand}]
            self.document.write(
                place,
                inlines,
                _with_items(place.cites, references),
                author=self._author(place),
                number=one.note_number,
            )
        self._say_by_hand([place.by_hand for place in places if place.by_hand])
        listed = self._list(any(one.is_typed for one in places))
        self._say_marks_left(listed)
        content = self.document.content(
            style=self.style.info.id or self.style_name,
            locale=self.citer.processor.locale.language,
            note_type=(2 if self.choice.endnotes else 1) if self.style.is_note else 0,
        )
        return RenderedOffice(
            content,
            self.diagnostics,
            has_unknown=bool(unknown) or self.has_parted,
            citations=len(places),
            listed=listed,
            style=self.style.info.title,
            libraries=self.libraries,
        )

    # ------------------------------------------------------------ what is cited

    def _known(self, references: Mapping[str, Reference]) -> Iterator[Place]:
        """The citations of programs whose works are there; what another shows is left to it."""
        for one in self.coded:
            missing = [each.cite.id for each in one.cites if each.cite.id not in references]
            self.missing += missing
            if not missing:
                yield one

    def _typed(self) -> Iterator[Place]:
        """What is typed and can be cited; the rest is said."""
        labels = locator_words(self.citer.processor)
        for one in self.document.typed(self.library, labels):
            keys = [each.cite.id for each in one.cites]
            if one.parted:
                self.has_parted = True
                self._say_parted(one.parted)
            elif missing := [key for key in keys if key not in self.library]:
                self.missing += missing
            else:
                for char, text in one.opaque.items():
                    self._opaque[char] = {"t": "RawInline", "c": ["", text]}
                yield one

    def _library(self, config: Config) -> dict[str, Reference]:
        """The library, where something typed may be a citation."""
        if not any("@" in text for text in self.document.texts()):
            return {}
        loaded = library_of_document(self.choice.library, config=config, folder=Path.cwd())
        self.libraries = loaded.paths
        self.diagnostics += loaded.diagnostics
        return {one.id: one for one in loaded.references}

    # ------------------------------------------------------------ engine

    def _standings(self, places: Sequence[Place]) -> list[Standing]:
        """The citations with the numbers that their notes have now."""
        taken_back = {one.note for one in places if one.takes_back}
        signs = [one for one in self.document.signs if one not in taken_back]
        standings = []
        made = 0
        for one in places:
            in_note = one.in_box or (one.note is not None and one.note not in taken_back)
            made += self.style.is_note and not in_note
            before = bisect_right(signs, one.order[0])
            standings.append(
                Standing(
                    cites=tuple([each.cite for each in one.cites]),
                    form=one.form,
                    # What fills a note reads like a note that is made for it.
                    in_note=in_note and not (one.fills_note and self.style.is_note),
                    begins_note=in_note and one.begins_note and not one.in_box,
                    note_number=before + made if in_note or self.style.is_note else 0,
                    chapter=0,
                )
            )
        return standings

    def _author(self, place: Place) -> list[Json]:
        """What of a typed narrative citation is text: the author, and the space behind it."""
        if place.form != NARRATIVE or not place.is_typed:
            return []
        standing = Standing(
            cites=(place.cites[0].cite,),
            form=AUTHOR,
            in_note=False,
            begins_note=False,
            note_number=0,
            chapter=0,
        )
        return [*self.citer.alone(standing), {"t": "Space"}]

    def _list(self, wanted: bool) -> int:
        """Write the list; returns how many entries it has."""
        if self.style.bibliography is None:
            if self.document.has_list:
                self._say_stale_list()
            return 0
        edits = [list_edits(code) for code in self.document.list_codes()]
        self._say_list_edits(edits)
        omitted = frozenset(uri for one in edits for uri in one.omitted)
        entries, layout = list_of(self.citer, self._opaque, omitted=omitted)
        written = bool(entries) and self.document.list(entries, layout, wanted=wanted)
        return len(entries) if written else 0

    # ------------------------------------------------------------ findings

    def _say(self, code: str, message: str, hint: str) -> None:
        self.diagnostics.append(
            Diagnostic(Severity.WARNING, code, message, Span(self.path), hint=hint)
        )

    def _say_marks_left(self, listed: int) -> None:
        """A document has one list; a further place that is marked for one stays, and is said."""
        marks = sum(text.strip() == LIST_MARK for text in self.document.texts())
        if marks > (1 if listed and not self.document.has_list else 0):
            self._say(
                "list-mark-left",
                f"`{LIST_MARK}` stands where no list was put",
                "delete it; a document has one list",
            )

    def _say_unknown(self, key: str, references: Mapping[str, Reference]) -> None:
        self._say(
            "unknown-key",
            f"`{key.removeprefix('word:')}` is cited and not in the bibliography",
            near_keys(key, references) or ("" if references else "name it: -l FILE"),
        )

    def _say_by_hand(self, texts: Sequence[str]) -> None:
        if not texts:
            return
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        self._say(
            "by-hand",
            f"`{texts[0]}`{more} was written by hand and stays: the style does not change it",
            "take that back in its program, where the style is to print it",
        )

    def _say_parted(self, text: str) -> None:
        self._say(
            "citation-in-pieces",
            f"`{text}` crosses the border of a link, a line or a tracked change",
            "type it anew in one go; it was left as it stands",
        )

    def _say_list_edits(self, edits: Sequence[ListEdits]) -> None:
        changes = (
            (sum(one.uncited for one in edits), "works that nothing cites were added"),
            (sum(one.custom for one in edits), "entries were written by hand"),
        )
        for count, what in changes:
            if count:
                self._say(
                    "list-edited",
                    f"to the list {count} {what} in Zotero, which the document does not hold",
                    "let Zotero update the list; nothing of that is lost in its field",
                )

    def _say_stale_list(self) -> None:
        self._say(
            "list-left",
            f"`{self.style.info.title}` has no list; the one of the document was left",
            "delete it, or take a style that has one",
        )


def list_of(
    citer: Citer,
    opaque: Mapping[str, dict[str, Json]],
    *,
    omitted: Collection[str] = (),
) -> tuple[list[Sequence[Json]], Layout]:
    """The entries of the works that count, as inlines, and the layout that the style asks for.

    Those of the keys `omitted` are left out.
    """
    from mscref.csl.render.pandoc import inlines_of

    bibliography = citer.bibliography(links=False)
    layout = Layout(
        hanging=bibliography.hanging_indent,
        aligned=bool(bibliography.second_field_align),
        entry_spacing=bibliography.entry_spacing,
        line_spacing=bibliography.line_spacing,
        widest=bibliography.max_offset,
    )
    shown = [one.output for one in bibliography.entries if one.id not in omitted]
    return [inlines_of(one, opaque=opaque) for one in shown], layout


# ---------------------------------------------------------------- the works


def works_of(places: Sequence[Place], sources: Sequence[str]) -> dict[str, Reference]:
    """The works that fields carry, by the keys of their cites."""
    from mscref.formats import csljson, endnotexml, wordsources

    items: dict[str, dict[str, Json]] = {}
    records: dict[str, str] = {}
    tags: set[str] = set()
    for one in (coded for each in places for coded in each.cites):
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
