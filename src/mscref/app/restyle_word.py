"""A finished Word document, its citations and list written out, in another style.

Markers and list are found in its text as in any other (`app/manuscript.py`), and written back into
the runs that they stand in. What crosses the border: the bytes of a document in; those of the new
one and the findings out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing
from mscref.app.files import SourceText
from mscref.app.journals import AS_STYLED, JournalChoice
from mscref.app.manuscript import Manuscript, findings, read_manuscript
from mscref.app.note_citations import with_notes
from mscref.app.render_office import list_of
from mscref.app.restyle import completed, names_people
from mscref.app.restyle_markers import NUMBERS_IN_WORDS, prepared, said_in_words
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError
from mscref.manuscript.citations.found import AUTHOR, NARRATIVE, PLAIN, Found
from mscref.manuscript.marker import Marker, MarkerCite
from mscref.manuscript.note_markers import NOTE
from mscref.manuscript.notes_in_text import TextNote
from mscref.manuscript.office.places import FLAT, HowWritten
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_document import WordDocument
from mscref.manuscript.office.word_edits import finished_list
from mscref.manuscript.office.word_notes import FOOTNOTE
from mscref.manuscript.office.word_parts import NoteSign, Paragraph, Piece, Run, WordPart
from mscref.manuscript.office.word_typed import Typed, pieces_of
from mscref.manuscript.office.word_writer import RAISED_RUN, WordWriter
from mscref.model.citation import Cite
from mscref.model.locators import parse_locator
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.sources.settings import Settings

_BETWEEN = "\n\n"
_STOPS = frozenset(".,;:")
_LISTED = re.compile(rb'numId\s[^<>]{0,400}?val="([1-9]\d{0,5})"')


@dataclass(frozen=True, slots=True)
class RestyleWordChoice:
    """The style and language that the document is to be in; `live` as in `WordChoice`."""

    style: str
    locale: str = ""
    journals: JournalChoice = AS_STYLED
    live: str = FLAT


@dataclass(frozen=True, slots=True)
class RestyledWord:
    """The document in the new style; `is_whole` is false where a marker was left as it stood."""

    content: bytes
    diagnostics: list[Diagnostic]
    is_whole: bool


@dataclass(slots=True)
class _Text:
    """The text of a document as it is read for markers: raised text is between carets.

    `starts` are where paragraphs begin in it, `places` for each of their signs the offset in the
    text of the paragraph.
    """

    text: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)

    def at(self, place: int) -> tuple[int, int]:
        """The paragraph that holds `place`, and the offset in its own text."""
        number = max(bisect_right(self.starts, place) - 1, 0)
        inside = place - self.starts[number]
        places = self.places[number]
        return number, places[min(inside, len(places) - 1)]

    def note(self, sign: NoteSign, words: str) -> TextNote:
        """The note of a sign as a note of this text."""
        number = next(n for n, one in enumerate(self.paragraphs) if one is sign.paragraph)
        start = self.starts[number] + bisect_left(self.places[number], sign.at)
        return TextNote(start, start + 1, words)


def restyle_word(
    content: bytes, *, path: str, choice: RestyleWordChoice, settings: Settings | None = None
) -> RestyledWord:
    """Write markers and list of a finished document in another style.

    With `settings` what the list leaves out is asked of the sources first. Raises FormatError for
    what is no document or must not be changed, for one whose citations are fields, and for one
    without a list; NotFoundError for an unknown style or locale.
    """
    from mscref.refstring import named_lists

    document = WordDocument(content, path=path)
    if document.cited():
        raise FormatError(
            f"{path}: its citations are fields", hint="`mscref render` puts them into a style"
        )
    text = _text_of(document.body)
    if len(named_lists(text.text)) > 1:
        raise FormatError(
            f"{path}: holds several reference lists",
            hint="put each chapter into a document of its own",
        )
    notes = notes_of_word(document)
    manuscript = read_manuscript(SourceText(text.text, path))
    noted = [text.note(one.sign, one.text) for one in notes]
    style = load_style(StyleChoice(choice.style))
    manuscript = prepared(with_notes(manuscript, noted), names_people=names_people(style))
    said = said_in_words(manuscript)
    if settings is not None:
        from mscref.refstring import find_references, parse_list

        parses = parse_list(find_references(manuscript.text))
        manuscript, more = completed(manuscript, parses, settings)
        said += more
    by_place = {one.start: note for one, note in zip(noted, notes, strict=True)}
    return _Restyling(
        document=document,
        text=text,
        manuscript=manuscript,
        style=style,
        choice=choice,
        notes=by_place,
    ).result(said)


def changed_text(before: bytes, after: bytes, *, path: str) -> str:
    """What differs between the texts of two documents, paragraph by paragraph."""
    from difflib import unified_diff

    from mscref.manuscript.docx import docx_text

    texts = (docx_text(one, path=path).replace("\n\n", "\n") for one in (before, after))
    old, new = (one.splitlines(keepends=True) for one in texts)
    return "".join(unified_diff(old, new, path, path))


def _text_of(part: WordPart) -> _Text:
    """The text of a part; paragraphs of a list begin with the number that Word puts there."""
    found = _Text()
    pieces: list[str] = []
    length = 0
    numbers: Counter[bytes] = Counter()
    for paragraph in part.paragraphs:
        shown, places = _shown(paragraph)
        listed = _LISTED.search(paragraph.properties)
        if listed is not None and shown.strip():
            numbers[listed[1]] += 1
            number = f"{numbers[listed[1]]}. "
            shown, places = f"{number}{shown}", [*[0] * len(number), *places]
        found.paragraphs.append(paragraph)
        found.starts.append(length)
        found.places.append(places)
        pieces.append(shown)
        length += len(shown) + len(_BETWEEN)
    found.text = _BETWEEN.join(pieces)
    return found


def _shown(paragraph: Paragraph) -> tuple[str, list[int]]:
    """The text of a paragraph with carets around what is raised, and the offset of each sign."""
    signs: list[str] = []
    places: list[int] = []
    end, is_raised = 0, False

    def caret() -> None:
        signs.append("^")
        places.append(end)

    for at, piece, run in paragraph.pieces:
        raised = RAISED_RUN in run.properties and bool(piece.text.strip())
        if is_raised and (at > end or not raised):
            caret()
        signs += paragraph.text[end:at]
        places += range(end, at)
        joins = is_raised and raised and at == end
        end = at
        if raised and not joins:
            caret()
        signs += piece.text
        end = at + len(piece.text)
        places += range(at, end)
        is_raised = raised
    if is_raised:
        caret()
    signs += paragraph.text[end:]
    places += range(end, len(paragraph.text) + 1)
    return "".join(signs), places


@dataclass(frozen=True, slots=True)
class WordNote:
    """A note of one paragraph: its sign in the text, and its words."""

    sign: NoteSign
    part: WordPart
    paragraph: Paragraph
    text: str


def notes_of_word(document: WordDocument) -> list[WordNote]:
    """The notes of a document that have one paragraph, in the order of their signs."""
    found: dict[tuple[str, str], tuple[WordPart, list[Paragraph]]] = {}
    for kind, part in document.notes.items():
        for one in part.paragraphs:
            found.setdefault((kind, one.note), (part, []))[1].append(one)
    notes = []
    for sign in document.body.signs:
        part, paragraphs = found.get((sign.kind, sign.id), (document.body, []))
        if sign.paragraph is not None and len(paragraphs) == 1 and not sign.run.shows:
            (only,) = paragraphs
            notes.append(WordNote(sign, part, only, only.text.replace(GAP, " ")))
    return notes


class _Restyling:
    """One document on its way through the engine."""

    def __init__(
        self,
        document: WordDocument,
        text: _Text,
        manuscript: Manuscript,
        style: Style,
        choice: RestyleWordChoice,
        notes: Mapping[int, WordNote],
    ) -> None:
        self.document = document
        self.notes = notes
        self.text = text
        self.manuscript = manuscript
        self.live = choice.live
        self.diagnostics = findings(manuscript)
        self.style = style
        self.citer = Citer(
            self.style,
            locale=choice.locale or None,
            opaque={},
            journals=choice.journals,
            names_authors=True,
        )
        self.writer = WordWriter(
            document, HowWritten(choice.live, FOOTNOTE, has_notes=self.style.is_note)
        )

    def result(self, said: Sequence[Diagnostic] = ()) -> RestyledWord:
        """The document; `said` is what completing it had to say."""
        self.diagnostics += said
        references = {one.id: one for one in self.manuscript.references}
        tied = [
            (marker, typed)
            for marker in self.manuscript.markers
            if not marker.unresolved and (typed := self._typed(marker)) is not None
        ]
        cited = [cite.id for _, typed in tied for cite in typed.found.cites]
        self.citer.register(references, cited, references)
        is_note = self.style.is_note
        shown = self.citer.shown(
            [_standing(typed, n, is_note) for n, (_, typed) in enumerate(tied, 1)]
        )
        for number, ((marker, typed), inlines) in enumerate(zip(tied, shown, strict=True), 1):
            self._write(marker, typed, inlines, references, number=number if is_note else 0)
        if not tied:
            self._say("no-marker", "nothing in the text could be tied to the list")
        self._list()
        content = self.writer.content(
            style=self.style.info.id,
            locale=self.citer.processor.locale.language,
            note_type=int(self.style.is_note),
        )
        left = any(one.code in _LEFT for one in self.diagnostics)
        return RestyledWord(content, self.diagnostics, is_whole=not left)

    # ------------------------------------------------------------ markers

    def _typed(self, marker: Marker) -> Typed | None:
        """The marker with its runs; None, and a finding, where it cannot be replaced."""
        if marker.way == NOTE:
            return self._typed_in_note(self.notes[marker.start], marker)
        number, start = self.text.at(marker.start)
        last, end = self.text.at(marker.end)
        paragraph = self.text.paragraphs[number]
        pieces = pieces_of(paragraph, start, end)
        parents = {run.parent for _, _, run in pieces}
        if number != last or not pieces or len(parents) > 1 or not _are_plain(pieces):
            self._say(
                "citation-in-pieces", f"`{marker.text}` crosses the border of a link or a change"
            )
            return None
        found = _found(marker, start, end)
        return Typed(
            part=self.document.body,
            paragraph=paragraph,
            start=start,
            end=end,
            found=found,
            pieces=pieces,
            opaque={},
        )

    def _typed_in_note(self, note: WordNote, marker: Marker) -> Typed | None:
        """The words of a note with their runs."""
        paragraph = note.paragraph
        text = paragraph.text.replace(GAP, " ")
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        pieces = pieces_of(paragraph, start, end)
        if len({run.parent for _, _, run in pieces}) != 1 or not _are_plain(pieces):
            self._say(
                "citation-in-pieces", f"`{marker.text}` crosses the border of a link or a change"
            )
            return None
        return Typed(
            part=note.part,
            paragraph=paragraph,
            start=start,
            end=end,
            found=_found(marker, start, end),
            pieces=pieces,
            opaque={},
        )

    def _write(
        self,
        marker: Marker,
        typed: Typed,
        inlines: list[Json],
        references: dict[str, Reference],
        *,
        number: int,
    ) -> None:
        if marker.way == NOTE:
            cites = [CodedCite(cite, _item(references[cite.id])) for cite in typed.found.cites]
            sign = self.notes[marker.start].sign
            self.writer.cite_note(sign, typed, inlines, cites, number=number)
            return
        first = inlines[0] if inlines else None
        kind = first.get("t") if isinstance(first, dict) else ""
        before = typed.paragraph.text[max(0, typed.start - 1) : typed.start]
        stop = ""
        if marker.way == "superscript" and kind not in ("Superscript", "Note") and before.strip():
            inlines = [{"t": "Space"}, *inlines]
            # A raised number stood behind the stop; a citation in brackets goes before it.
            stop = before if before in _STOPS and typed.pieces[0][0] == typed.start else ""
        cites = [CodedCite(cite, _item(references[cite.id])) for cite in typed.found.cites]
        author: list[Json] = []
        if typed.found.form == NARRATIVE:
            standing = Standing(
                cites=typed.found.cites[:1],
                form=AUTHOR,
                in_note=False,
                begins_note=False,
                note_number=0,
                chapter=0,
            )
            author = [*self.citer.alone(standing), {"t": "Space"}]
        self.writer.type(typed, inlines, cites, author=author, number=number, stop=stop)

    # ------------------------------------------------------------ the list

    def _list(self) -> None:
        if self.style.bibliography is None:
            self._say("list-left", f"`{self.style.info.title}` has no list; it was left")
            return
        first, _ = self.text.at(self.manuscript.list_start)
        last, _ = self.text.at(max(self.manuscript.list_end - 1, self.manuscript.list_start))
        entries, layout = list_of(self.citer, {})
        splice = finished_list(
            self.document.body, self.text.paragraphs[first], self.text.paragraphs[last]
        )
        if splice is None:
            self._say("list-left", "the list stands in a table, and was left")
            return
        self.writer.replace_list(splice, entries, layout)

    def _say(self, code: str, message: str) -> None:
        span = Span(self.document.path)
        self.diagnostics.append(Diagnostic(Severity.WARNING, code, message, span))


_LEFT = frozenset(
    ["unresolved-marker", "no-marker", "citation-in-pieces", "list-left", NUMBERS_IN_WORDS]
)


def _standing(typed: Typed, number: int, is_note: bool) -> Standing:
    return Standing(
        cites=typed.found.cites,
        form=typed.found.form,
        in_note=False,
        begins_note=False,
        note_number=number if is_note else 0,
        chapter=0,
    )


def _found(marker: Marker, start: int, end: int) -> Found:
    cites = tuple([_cite(one, year_only=marker.year_only) for one in marker.cites])
    form = NARRATIVE if marker.author_in_text else PLAIN
    return Found(start=start, end=end, cites=cites, keys=((start, end),) * len(cites), form=form)


def _are_plain(pieces: Sequence[tuple[int, Piece, Run]]) -> bool:
    return all(run.is_plain for _, _, run in pieces)


def _cite(cite: MarkerCite, *, year_only: bool) -> Cite:
    label, locator = parse_locator(cite.locator) if cite.locator else ("", "")
    return Cite(
        cite.key, locator=locator, label=label, prefix=cite.prefix, suppress_author=year_only
    )


def _item(reference: Reference) -> dict[str, Json]:
    from mscref.formats import csljson

    (item,) = json.loads(csljson.write([reference]))
    return dict(item)
