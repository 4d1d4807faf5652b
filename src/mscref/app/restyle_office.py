"""A finished document of a word processor, its citations and list written out, in another style.

Markers and list are found in its text as in any other (`app/manuscript.py`), and written back where
they stand. What crosses the border: the bytes of a document in; those of the new one and the
findings out.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing
from mscref.app.files import SourceText
from mscref.app.journals import AS_STYLED, JournalChoice
from mscref.app.manuscript import Manuscript, findings, read_manuscript
from mscref.app.note_citations import with_notes
from mscref.app.render_office import list_of
from mscref.app.restyle import completed, names_people
from mscref.app.restyle_markers import NUMBERS_IN_WORDS, found_of, prepared, said_in_words
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError
from mscref.manuscript.citations.found import AUTHOR, NARRATIVE, Found
from mscref.manuscript.documents import is_odt
from mscref.manuscript.marker import Marker
from mscref.manuscript.note_markers import NOTE
from mscref.manuscript.notes_in_text import TextNote
from mscref.manuscript.office.finished import (
    FinishedDocument,
    FinishedNote,
    ShownParagraph,
    WrittenCitation,
)
from mscref.manuscript.office.odt_document import OdtDocument
from mscref.manuscript.office.odt_finished import FinishedOdt
from mscref.manuscript.office.places import FLAT, HowWritten
from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_document import WordDocument
from mscref.manuscript.office.word_finished import FinishedWord
from mscref.manuscript.office.word_notes import FOOTNOTE
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.sources.settings import Settings

_BETWEEN = "\n\n"
_STOPS = frozenset(".,;:")


@dataclass(frozen=True, slots=True)
class RestyleOfficeChoice:
    """The style and language that the document is to be in; `live` as in `OfficeChoice`."""

    style: str
    locale: str = ""
    journals: JournalChoice = AS_STYLED
    live: str = FLAT


@dataclass(frozen=True, slots=True)
class RestyledOffice:
    """The document in the new style; `is_whole` is false where a marker was left as it stood.

    `before` and `after` are its texts.
    """

    content: bytes
    diagnostics: list[Diagnostic]
    is_whole: bool
    before: str
    after: str


class _Text:
    """The text of a document as it is read for markers, and where its paragraphs begin in it."""

    def __init__(self, paragraphs: Sequence[ShownParagraph]) -> None:
        self._paragraphs = paragraphs
        self._starts: list[int] = []
        length = 0
        for one in paragraphs:
            self._starts.append(length)
            length += len(one.text) + len(_BETWEEN)
        self.text = _BETWEEN.join([one.text for one in paragraphs])

    def at(self, place: int) -> tuple[int, int]:
        """The paragraph that holds `place`, and the offset in its own text."""
        number = max(bisect_right(self._starts, place) - 1, 0)
        inside = place - self._starts[number]
        places = self._paragraphs[number].places
        return number, places[min(inside, len(places) - 1)]

    def note(self, one: FinishedNote) -> TextNote:
        """A note as one of this text."""
        places = self._paragraphs[one.paragraph].places
        start = self._starts[one.paragraph] + bisect_left(places, one.at)
        return TextNote(start, start + 1, one.words)


def restyle_office(
    content: bytes, *, path: str, choice: RestyleOfficeChoice, settings: Settings | None = None
) -> RestyledOffice:
    """Write markers and list of a finished document in another style.

    With `settings` what the list leaves out is asked of the sources first. Raises FormatError for
    what is no document or must not be changed, for one whose citations are kept by a program, and
    for one without a list; NotFoundError for an unknown style or locale.
    """
    from mscref.refstring import named_lists

    opened = _opened(content, path)
    style = load_style(StyleChoice(choice.style))
    document = opened(HowWritten(choice.live, FOOTNOTE, has_notes=style.is_note))
    what, hint = document.refusal
    if what:
        raise FormatError(f"{path}: {what}", hint=hint)
    text = _Text(list(document.paragraphs()))
    if len(named_lists(text.text)) > 1:
        raise FormatError(
            f"{path}: holds several reference lists",
            hint="put each chapter into a document of its own",
        )
    notes = document.notes()
    manuscript = read_manuscript(SourceText(text.text, path))
    noted = [text.note(one) for one in notes]
    manuscript = prepared(with_notes(manuscript, noted), names_people=names_people(style))
    said = said_in_words(manuscript)
    if settings is not None:
        from mscref.refstring import find_references, parse_list

        parses = parse_list(find_references(manuscript.text))
        manuscript, more = completed(manuscript, parses, settings)
        said += more
    by_place = {one.start: note for one, note in zip(noted, notes, strict=True)}
    restyling = _Restyling(
        document=document,
        text=text,
        manuscript=manuscript,
        style=style,
        choice=choice,
        notes=by_place,
    )
    return restyling.result(content, said)


def _opened(content: bytes, path: str) -> Callable[[HowWritten], FinishedDocument]:
    """A document, to be read further once the style is known."""
    if is_odt(content):
        return partial(FinishedOdt, OdtDocument(content, path=path))
    return partial(FinishedWord, WordDocument(content, path=path))


def changed_text(done: RestyledOffice, *, path: str) -> str:
    """What differs between the texts of a document, paragraph by paragraph."""
    from difflib import unified_diff

    texts = (one.replace("\n\n", "\n") for one in (done.before, done.after))
    old, new = (one.splitlines(keepends=True) for one in texts)
    return "".join(unified_diff(old, new, path, path))


class _Restyling:
    """One document on its way through the engine."""

    def __init__(
        self,
        document: FinishedDocument,
        text: _Text,
        manuscript: Manuscript,
        style: Style,
        choice: RestyleOfficeChoice,
        notes: Mapping[int, FinishedNote],
    ) -> None:
        self.document = document
        self.notes = notes
        self.text = text
        self.manuscript = manuscript
        self.diagnostics = findings(manuscript)
        self.style = style
        self.citer = Citer(
            self.style,
            locale=choice.locale or None,
            opaque={},
            journals=choice.journals,
            names_authors=True,
        )

    def result(self, before: bytes, said: Sequence[Diagnostic]) -> RestyledOffice:
        """The document; `said` is what completing it had to say."""
        self.diagnostics += said
        references = {one.id: one for one in self.manuscript.references}
        tied = [
            (marker, place)
            for marker in self.manuscript.markers
            if not marker.unresolved and (place := self._place(marker)) is not None
        ]
        found = [found_of(marker) for marker, _ in tied]
        cited = [cite.id for one in found for cite in one.cites]
        self.citer.register(references, cited, references)
        is_note = self.style.is_note
        shown = self.citer.shown(
            [_standing(one, n if is_note else 0) for n, one in enumerate(found, 1)]
        )
        self.diagnostics += self.citer.diagnostics
        for number, ((marker, place), one, inlines) in enumerate(
            zip(tied, found, shown, strict=True), 1
        ):
            cites = [CodedCite(cite, _item(references[cite.id])) for cite in one.cites]
            new = self._restyled(marker, one, inlines, cites, number=number if is_note else 0)
            if marker.way == NOTE:
                self.document.write_note(self.notes[marker.start], place, new)
            else:
                self.document.write(place, new)
        if not tied:
            self._say("no-marker", "nothing in the text could be tied to the list")
        self._list()
        content = self.document.content(
            style=self.style.info.id,
            locale=self.citer.processor.locale.language,
            note_type=int(self.style.is_note),
        )
        left = any(one.code in _LEFT for one in self.diagnostics)
        return RestyledOffice(
            content=content,
            diagnostics=self.diagnostics,
            is_whole=not left,
            before=self.document.plain_text(before),
            after=self.document.plain_text(content),
        )

    # ------------------------------------------------------------ markers

    def _place(self, marker: Marker) -> object | None:
        """Where a marker stands; None, and a finding, where it cannot be replaced."""
        if marker.way == NOTE:
            place = self.document.words(self.notes[marker.start])
        else:
            number, start = self.text.at(marker.start)
            last, end = self.text.at(marker.end)
            place = self.document.stretch(number, start, end) if number == last else None
        if place is None:
            self._say(
                "citation-in-pieces",
                f"`{marker.text}` crosses the border of a link or a change, or stands in a text box"
                " where no note can",
            )
        return place

    def _restyled(
        self,
        marker: Marker,
        found: Found,
        inlines: list[Json],
        cites: Sequence[CodedCite],
        *,
        number: int,
    ) -> WrittenCitation:
        """A citation as it is to be written."""
        if marker.way == NOTE:
            return WrittenCitation(found, inlines, cites, number=number)
        first = inlines[0] if inlines else None
        kind = first.get("t") if isinstance(first, dict) else ""
        stop = ""
        if marker.way == "superscript" and kind not in ("Superscript", "Note"):
            before = self.document.before(*self.text.at(marker.start)).strip()
            inlines = [{"t": "Space"}, *inlines] if before else inlines
            # A raised number stood behind the stop; a citation in brackets goes before it.
            stop = before if before in _STOPS else ""
        author: list[Json] = []
        if found.form == NARRATIVE:
            standing = _standing(replace(found, form=AUTHOR, cites=found.cites[:1]), 0)
            author = [*self.citer.alone(standing), {"t": "Space"}]
        return WrittenCitation(
            found=found, inlines=inlines, cites=cites, author=author, number=number, stop=stop
        )

    # ------------------------------------------------------------ the list

    def _list(self) -> None:
        if self.style.bibliography is None:
            self._say("list-left", f"`{self.style.info.title}` has no list; it was left")
            return
        first, _ = self.text.at(self.manuscript.list_start)
        last, _ = self.text.at(max(self.manuscript.list_end - 1, self.manuscript.list_start))
        entries, layout = list_of(self.citer, {})
        if not self.document.list(first, last, entries, layout):
            self._say("list-left", "the list stands in a table, and was left")

    def _say(self, code: str, message: str) -> None:
        span = Span(self.document.path)
        self.diagnostics.append(Diagnostic(Severity.WARNING, code, message, span))


_LEFT = frozenset(
    ["unresolved-marker", "no-marker", "citation-in-pieces", "list-left", NUMBERS_IN_WORDS]
)


def _standing(found: Found, number: int) -> Standing:
    return Standing(
        cites=found.cites,
        form=found.form,
        in_note=False,
        begins_note=False,
        note_number=number,
        chapter=0,
    )


def _item(reference: Reference) -> dict[str, Json]:
    from mscref.formats import csljson

    (item,) = json.loads(csljson.write([reference]))
    return dict(item)
