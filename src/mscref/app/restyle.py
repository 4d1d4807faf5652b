"""A finished text, its citations and list written out, in another style.

What crosses the border: the bytes of a text and a style in; the text in that style and the
findings out. Markers and list are tied by `manuscript/`; what cannot be tied stays as it is and is
said with its place.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.document import Document
from mscref.app.files import SourceText
from mscref.app.journals import AS_STYLED, JournalChoice
from mscref.app.manuscript import Manuscript, findings, read_manuscript
from mscref.app.note_citations import notes_of, with_notes
from mscref.app.placing import DocumentSplice
from mscref.app.restyle_markers import (
    NUMBERS_IN_WORDS,
    prepared,
    said_in_words,
    said_of_none,
)
from mscref.app.restyle_splices import Restyling
from mscref.commandlines import command_line
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError
from mscref.manuscript.citations.registry import LATEX, MARKDOWN, find_citations
from mscref.manuscript.latex.words import words_of
from mscref.model.reference import Reference
from mscref.records import replaced

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.refstring import ParsedReference, ReferenceList
    from mscref.sources.settings import Settings

_HALF = re.compile("[\ud800-\udfff]")
# Findings that say that something was left as it stood.
_LEFT = frozenset(["unresolved-marker", "no-marker", NUMBERS_IN_WORDS])
_ALL_OF_IT = "\\begin{document}"
_BIBITEM = "\\bibitem"
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*_\n]{1,400}?)(?<=\S)\1|\\(?=[^\w\s])")


@dataclass(frozen=True, slots=True)
class RestyleChoice:
    """The style and language that the text is to be in, and the form of journals' titles."""

    style: str
    locale: str = ""
    journals: JournalChoice = AS_STYLED


@dataclass(frozen=True, slots=True)
class Restyled:
    """The text in the new style; `is_whole` is false where a marker was left as it stood."""

    text: str
    diagnostics: list[Diagnostic]
    is_whole: bool


def restyle(
    document: Document, choice: RestyleChoice, *, settings: Settings | None = None
) -> Restyled:
    """Write markers and list of a finished text in another style.

    With `settings` what the list leaves out is asked of the sources first. Raises FormatError for
    a text without a reference list and for a file of references, NotFoundError for an unknown style
    or locale.
    """
    _refuse_references(document)
    ends = _chapter_ends(document)
    if not ends:
        return _restyled(document, choice, settings)
    bounds = list(itertools.pairwise([0, *ends, len(document.raw)]))
    parts = [
        _restyled(replace(document, raw=document.raw[start:end]), choice, settings)
        for start, end in bounds
    ]
    lines = [document.raw.count("\n", 0, start) for start, _ in bounds]
    return Restyled(
        "".join([one.text for one in parts]),
        [
            _further_down(said, before)
            for one, before in zip(parts, lines, strict=True)
            for said in one.diagnostics
        ],
        is_whole=all(one.is_whole for one in parts),
    )


def _further_down(said: Diagnostic, lines: int) -> Diagnostic:
    """A finding in a part of a text that begins behind so many lines."""
    span = said.span
    if span is None or not span.line:
        return said
    below = replaced(span, line=span.line + lines, end_line=span.end_line and span.end_line + lines)
    return replaced(said, span=below)


def _chapter_ends(document: Document) -> list[int]:
    """Where the chapters end that have lists of their own, but for the last; [] for one list."""
    from mscref.refstring import named_lists

    if document.row.markup == LATEX:
        return []
    listed = named_lists(_HALF.sub("\ufffd", document.raw))
    raw = document.raw
    return [raw.find("\n", one.end - 1) + 1 or len(raw) for one in listed[:-1]]


def _restyled(document: Document, choice: RestyleChoice, settings: Settings | None) -> Restyled:
    """A text with one list in another style."""
    from mscref.refstring import parse_list

    lines = _Lines(document.raw)
    source = SourceText(_HALF.sub("\ufffd", lines.text), document.path)
    if document.row.markup == LATEX:
        source = SourceText(words_of(source.text), document.path)
    _refuse_keys(document, source.text, lines.text)
    manuscript = read_manuscript(source)
    if document.row.markup == MARKDOWN:
        manuscript = _without_emphasis(manuscript)
    notes = notes_of(document.row.markup, lines.text)
    if _ALL_OF_IT in lines.text or notes:
        _refuse_all_as_list(manuscript)
    style = load_style(StyleChoice(choice.style))
    manuscript = prepared(with_notes(manuscript, notes), names_people=names_people(style))
    diagnostics = [*findings(manuscript), *said_in_words(manuscript)]
    if settings is not None:
        manuscript, said = completed(
            manuscript, parse_list(_plain_strings(manuscript.text)), settings
        )
        diagnostics += said
    diagnostics += said_of_none(manuscript)
    apart = {one.start: one.apart for one in notes if one.apart is not None}
    restyling = Restyling(
        document=document,
        manuscript=manuscript,
        style=style,
        locale=choice.locale,
        journals=choice.journals,
        original=lines.text,
    )
    splices = restyling.splices(apart)
    diagnostics += restyling.citer.diagnostics
    unresolved = any(one.code in _LEFT for one in diagnostics)
    return Restyled(
        document.replaced(lines.in_file(splices, document.line_break)),
        diagnostics,
        is_whole=not unresolved,
    )


def names_people(style: Style) -> bool:
    """True for a style whose citations in the text are names and years."""
    from mscref.csl.usage import used_circumstances

    return not style.is_note and not used_circumstances(style).number


def _refuse_references(document: Document) -> None:
    """A file of references is no text that cites: what was read of it would be markup."""
    from mscref.formats.registry import guess_format

    path = document.path
    if path.lower().endswith(".bbl") and _BIBITEM in document.raw:
        raise FormatError(
            f"{path}: holds the list of a LaTeX document, no text that cites it",
            hint="to print it in a style: "
            + command_line("import", values=[path], options=["-l", "NEW.bib"])
            + ", then mscref format -s NAME -l NEW.bib",
        )
    row = guess_format("", path=path)
    if row is not None:
        raise FormatError(
            f"{path}: holds references ({row.title}), no text that cites them",
            hint="to print them in a style: "
            + command_line("format", options=["-s", "NAME", "-l", path]),
        )


def _refuse_keys(document: Document, words: str, text: str) -> None:
    """A text that cites keys of a library has no list yet; what it says would be taken for one."""
    from mscref.refstring import named_lists

    if _BIBITEM in text or named_lists(words):
        return
    cited = find_citations(document.row, text).citations
    if cited:
        path = document.path
        raise FormatError(
            f"{path}: cites keys of a library, and holds no list of references",
            hint="to write both out: "
            + command_line("render", values=[path], options=["-s", "NAME"]),
        )


def _refuse_all_as_list(manuscript: Manuscript) -> None:
    """A paper that was taken for one list would be lost."""
    around = manuscript.text[: manuscript.list_start] + manuscript.text[manuscript.list_end :]
    if not around.strip():
        raise FormatError(
            f"{manuscript.path}: where its reference list begins cannot be told",
            hint="put a heading such as `References` before the list",
        )


class _Lines:
    """A text without the carriage returns at the ends of its lines, and its places in the file."""

    def __init__(self, raw: str) -> None:
        start = 1 if raw.startswith("\ufeff") else 0
        pieces = raw[start:].split("\r\n")
        self.text = "\n".join(pieces)
        self._start = start
        self._breaks: list[int] = []  # the places of line breaks that were two characters
        place = -1
        for piece in pieces[:-1]:
            place += len(piece) + 1
            self._breaks.append(place)

    def in_file(self, splices: Sequence[DocumentSplice], line_break: str) -> list[DocumentSplice]:
        """The splices with the offsets and line breaks of the file."""
        return [
            DocumentSplice(
                self._place(one.start), self._place(one.end), one.new.replace("\n", line_break)
            )
            for one in splices
        ]

    def _place(self, place: int) -> int:
        return self._start + place + bisect_right(self._breaks, place - 1)


def _without_emphasis(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its references read without the signs of Markdown."""
    from mscref.refstring import parse_list

    listed = manuscript.text[manuscript.list_start : manuscript.list_end]
    if not _EMPHASIS.search(listed):
        return manuscript
    parses = parse_list(_plain_strings(manuscript.text))
    if len(parses) != len(manuscript.references):
        return manuscript
    pairs = zip(parses, manuscript.references, strict=True)
    return replace(
        manuscript, references=tuple([one.reference.with_id(known.id) for one, known in pairs])
    )


def _plain_strings(text: str) -> ReferenceList:
    from mscref.refstring import find_references

    found = find_references(text)
    strings = [replace(one, text=_EMPHASIS.sub(r"\2", one.text)) for one in found.strings]
    return replace(found, strings=tuple(strings))


# ---------------------------------------------------------------- completing


def completed(
    manuscript: Manuscript, parses: Sequence[ParsedReference], settings: Settings
) -> tuple[Manuscript, list[Diagnostic]]:
    """The manuscript with its references, of which `parses` are the parts, completed."""
    from mscref.app.complete import complete_each
    from mscref.sources.resolver import Resolver

    with Resolver(settings) as resolver:
        done = list(complete_each(parses, resolver))
    references: list[Reference] = []
    said: list[Diagnostic] = []
    for one, known in zip(done, manuscript.references, strict=True):
        references.append(one.reference.with_id(known.id))
        if one.problem:
            place = Span(manuscript.path)
            said.append(
                Diagnostic(Severity.WARNING, "not-completed", f"`{known.id}`: {one.problem}", place)
            )
    return replace(manuscript, references=tuple(references)), said
