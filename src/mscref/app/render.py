"""A document with citations → the same with their text and a reference list in their place.

Only the spans of citations and the place of the list change; every other byte stays. What crosses
the border: a document and what the command line says in; the new text, the findings and what was
cited out.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing, locale_of, locator_words, near_keys, of_text
from mscref.app.document import Document
from mscref.app.document_settings import DocumentSettings, settings_of
from mscref.app.journals import AS_STYLED, JournalChoice
from mscref.app.library import Loaded, choose_library, load_library
from mscref.app.markups import Written, written_in
from mscref.app.placing import Splice, list_splices, marker_splices
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import LibraryError
from mscref.manuscript.citations.found import Numbered, Scan, in_reading_order
from mscref.manuscript.citations.opaque import Opaque
from mscref.manuscript.citations.registry import find_citations
from mscref.manuscript.pandoc.metadata import CitationSettings
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style

# What pandoc itself takes where a document names no style.
DEFAULT_STYLE = "chicago-author-date"


@dataclass(frozen=True, slots=True)
class RenderChoice:
    """What the command line says; it wins over the document."""

    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    journals: JournalChoice = AS_STYLED
    markup: str = ""
    sections: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """The file with its citations written out, the findings, and the places of unknown keys."""

    text: str
    diagnostics: list[Diagnostic]
    has_unknown: bool


@dataclass(frozen=True, slots=True)
class Works:
    """The references that a document can cite; `spans` says where each stands."""

    references: dict[str, Reference]
    spans: Mapping[str, Span]
    diagnostics: list[Diagnostic]


def render_document(document: Document, choice: RenderChoice, *, config: Config) -> Rendered:
    """Write the citations of `document` out.

    Raises NotFoundError for an unknown style or locale, and what reading a library raises. Without
    any citation the text is that of the document, and nothing is read.
    """
    scan = find_citations(document.row, document.text)
    if not scan.citations and not scan.listed and not scan.list_places and not _lists(document):
        return Rendered(document.raw, [], has_unknown=False)
    said = settings_of(document)
    return _Rendering(document, said, choice, config).result()


def _lists(document: Document) -> bool:
    """True where a document without citations may list works all the same."""
    return "nocite" in document.text


class _Rendering:
    """One document on its way through the engine."""

    def __init__(
        self, document: Document, said: DocumentSettings, choice: RenderChoice, config: Config
    ) -> None:
        self.document = document
        self.settings: CitationSettings = said.citations
        self.diagnostics: list[Diagnostic] = list(said.diagnostics)
        self.sections = choice.sections
        self.style: Style = load_style(StyleChoice(style_of(choice.style, self.settings, config)))
        self.written: Written = written_in(choice.markup or document.row.markup)
        self._opaque: dict[str, dict[str, Json]] = {}
        self.citer = Citer(
            self.style,
            locale=choice.locale or locale_of(self.settings.language),
            opaque=self._opaque,
            journals=choice.journals,
            links_citations=self.settings.link_citations,
        )
        self.scan: Scan = find_citations(
            document.row, document.text, locator_words(self.citer.processor)
        )
        works = read_works(
            said, choice.library, cited_keys(self.scan), config=config, opaque=self.scan.opaque
        )
        self._opaque.update(
            {
                char: {"t": "RawInline", "c": ["", text]}
                for char, text in self.scan.opaque.pieces.items()
            }
        )
        self.works = works
        self.diagnostics += works.diagnostics

    def result(self) -> Rendered:
        scan = self.scan = without_labels(self.scan, self.works.references)
        numbered = in_reading_order(scan, self.document.text, is_note_style=self.style.is_note)
        cited = [cite.id for one in numbered for cite in one.found.cites]
        listed = [*self.settings.nocite, *(one.key for one in scan.listed)]
        unknown = self.citer.register(self.works.references, cited, listed)
        self.diagnostics += unknown_keys(self.document, scan, unknown, self.works.references)
        splices: list[Splice] = []
        for part in self._parts(numbered):
            splices += self._part(part, cited, listed)
        return Rendered(
            self.document.replaced(splices), self.diagnostics, has_unknown=bool(unknown)
        )

    def _parts(self, numbered: Sequence[Numbered]) -> list[_Part]:
        """The document as one, or a part for each heading of the level that is asked for."""
        whole = _Part(0, len(self.document.text), list(numbered), number=0)
        if not self.sections:
            return [whole]
        starts = [one.start for one in self.scan.headings if one.level <= self.sections]
        bounds = [0, *starts, len(self.document.text)]
        parts = [
            _Part(start, end, [one for one in numbered if start <= one.found.start < end], number)
            for number, (start, end) in enumerate(itertools.pairwise(bounds))
        ]
        return [one for one in parts if one.members]

    def _part(self, part: _Part, cited: Sequence[str], listed: Sequence[str]) -> list[Splice]:
        if self.sections:
            own = [cite.id for one in part.members for cite in one.found.cites]
            self.citer.use_only(own, ())
        standings: list[Standing] = sorted(map(of_text, part.members), key=_chapter)
        in_order = sorted(part.members, key=_chapter)
        shown = dict(zip(map(_start, in_order), self.citer.shown(standings), strict=True))
        splices = marker_splices(
            self.document.text,
            [(one.found, shown[one.found.start]) for one in part.members],
            self.written.markup,
            after_punctuation=self._after_punctuation,
            inside_quotes=self.citer.punctuation_goes_inside_quotes,
        )
        return [*splices, *self._list(part, splices)]

    @property
    def _after_punctuation(self) -> bool:
        said = self.settings.notes_after_punctuation
        return self.style.is_note if said is None else said

    def _list(self, part: _Part, markers: Sequence[Splice]) -> list[Splice]:
        if self.settings.suppress_bibliography or self.style.bibliography is None:
            return []
        from mscref.csl.render.pandoc import bibliography_block

        links = self.settings.link_bibliography
        bibliography = self.citer.bibliography(links=links)
        if not bibliography.entries:
            return []
        suffix = f"-{part.number}" if part.number else ""
        refs = bibliography_block(bibliography, opaque=self._opaque, links=links)
        return list_splices(
            self.document,
            self.scan,
            self.written,
            bibliography,
            refs,
            bounds=(part.start, part.end),
            title=self.settings.section_title,
            suffix=suffix,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the document with a list of its own."""

    start: int
    end: int
    members: list[Numbered]
    number: int


def _chapter(one: Numbered | Standing) -> int:
    return one.chapter


def _start(one: Numbered) -> int:
    return one.found.start


# ---------------------------------------------------------------- what the document cites


def style_of(given: str, settings: CitationSettings, config: Config) -> str:
    """The style of the command line, of the document, of the settings; else pandoc's."""
    configured = config.style if "style" in config.origins else ""
    return given or settings.style or configured or DEFAULT_STYLE


def cited_keys(scan: Scan) -> list[str]:
    """The keys that a document cites or lists, each once, in the order of the text."""
    cited = [cite.id for found in scan.citations for cite in found.cites]
    return list(dict.fromkeys([*cited, *(one.key for one in scan.listed)]))


def without_labels(scan: Scan, known: Mapping[str, Reference]) -> Scan:
    """The scan without references to figures, tables and sections of the document itself."""
    from mscref.manuscript.citations.crossrefs import is_cross_reference

    return scan.without(
        [
            found
            for found in scan.citations
            if all(
                cite.id not in known and is_cross_reference(cite.id, scan.labels)
                for cite in found.cites
            )
        ]
    )


def unknown_keys(
    document: Document, scan: Scan, unknown: Sequence[str], known: Mapping[str, Reference]
) -> list[Diagnostic]:
    """A warning for each key that the bibliography does not hold, at its first place."""
    wanted = set(unknown)
    places: dict[str, list[tuple[int, int]]] = {key: [] for key in unknown}
    for found in scan.citations:
        for cite, span in zip(found.cites, found.keys, strict=True):
            if cite.id in wanted:
                places[cite.id].append(span)
    return [
        Diagnostic(
            Severity.WARNING,
            "unknown-key",
            f"`{key}` is cited{_times(len(spans))} and not in the bibliography",
            document.span(*spans[0]) if spans else Span(document.path),
            hint=near_keys(key, known),
        )
        for key, spans in places.items()
    ]


def _times(count: int) -> str:
    return f" {count} times" if count > 1 else ""


# ---------------------------------------------------------------- the library


def read_works(
    said: DocumentSettings,
    given: Sequence[str],
    cited: Sequence[str],
    *,
    config: Config,
    opaque: Opaque,
) -> Works:
    """The works that the document holds itself, and those of its bibliography that it cites."""
    from mscref.formats.cslyaml import references_of

    settings = said.citations
    own = references_of([_marked_up(one, opaque) for one in said.items])
    paths = given or settings.bibliography
    references: dict[str, Reference] = {}
    spans: Mapping[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    if paths or not own:
        everything = "*" in [*settings.nocite, *cited]
        keys = () if everything else tuple(dict.fromkeys([*cited, *settings.nocite]))
        library = _load(paths, keys, config=config)
        if library is not None:
            references = {one.id: one for one in library.references}
            spans, diagnostics = library.spans, library.diagnostics
    references.update({one.id: one for one in own})
    if settings.abbreviations:
        from mscref.app.abbreviations import abbreviate

        references = abbreviate(references, Path(settings.abbreviations))
    return Works(references, spans, diagnostics)


def _load(paths: Sequence[str], keys: Sequence[str], *, config: Config) -> Loaded | None:
    """The library; without `paths` the one of the working folder, if there is one."""
    try:
        choice = choose_library(paths, config=config, folder=Path.cwd())
    except LibraryError:
        if paths:
            raise
        return None
    return load_library(choice, keys=keys)


def _marked_up(value: Json, opaque: Opaque) -> Json:
    """A value of `references` with the Markdown in its text as the tags of CSL."""
    from mscref.manuscript.citations.fields import marked_up

    if isinstance(value, dict):
        return {name: _marked_up(one, opaque) for name, one in value.items()}
    if isinstance(value, list):
        return [_marked_up(one, opaque) for one in value]
    return marked_up(value, opaque.hide) if isinstance(value, str) else value
