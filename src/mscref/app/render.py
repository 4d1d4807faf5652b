"""A document with citations → the same with their text and a reference list in their place.

Only the spans of citations and the place of the list change; every other byte stays. What crosses
the border: a document and what the command line says in; the new text, the findings and what was
cited out.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, of_text
from mscref.app.document import Document
from mscref.app.document_settings import DocumentSettings, settings_of
from mscref.app.document_words import journals_for, locale_of, locator_words
from mscref.app.document_works import (
    Works,
    cited_keys,
    read_works,
    unknown_keys,
    with_earlier,
    without_labels,
)
from mscref.app.files import file_state
from mscref.app.library import ScannedFile
from mscref.app.markups import Written, written_in
from mscref.app.placing import DocumentSplice, list_splices, marker_splices, quoted
from mscref.app.tables import in_tables
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity
from mscref.manuscript.citations.found import Numbered, Scan, in_reading_order
from mscref.manuscript.citations.heading_ids import heading_ids
from mscref.manuscript.citations.opaque import Opaque
from mscref.manuscript.citations.registry import MARKDOWN, find_citations
from mscref.manuscript.pandoc.metadata import CitationSettings
from mscref.manuscript.pandoc.tree import Node, attributes_of
from mscref.model.locators import WORDS
from mscref.model.reference import Json

if TYPE_CHECKING:
    from mscref.app.citing import Tell
    from mscref.csl.output import Bibliography, Entry

# What pandoc itself takes where a document names no style.
DEFAULT_STYLE = "chicago-author-date"


@dataclass(frozen=True, slots=True)
class RenderChoice:
    """What the command line says; it wins over the document."""

    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    journals: str | None = None
    markup: str = ""
    sections: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """The file with its citations written out, the findings, and the places of unknown keys."""

    text: str
    diagnostics: list[Diagnostic]
    has_unknown: bool


def render_document(document: Document, choice: RenderChoice, *, config: Config) -> Rendered:
    """Write the citations of `document` out; raises as `Renderer.render`."""
    return Renderer(choice, config).render(document)


class Renderer:
    """Renders a document, once or each time that it was saved.

    From one time to the next it keeps the style, the library and the text of citations whose
    circumstances are the same.
    """

    def __init__(self, choice: RenderChoice, config: Config) -> None:
        self._choice = choice
        self._config = config
        self._opaque: dict[str, dict[str, Json]] = {}
        self._paths: tuple[str, ...] = ()
        self._citer: tuple[object, Citer] | None = None
        self._words: Mapping[str, str] = WORDS
        self._works: _KeptWorks | None = None
        self._scanned = ScannedFile()
        self._lists: dict[int, _KeptList] = {}
        self._written: dict[str, Written] = {}

    @property
    def libraries(self) -> tuple[str, ...]:
        """The files that the last document cited from."""
        return self._paths

    def render(self, document: Document, *, tell: Tell | None = None) -> Rendered:
        """Write the citations of `document` out; `tell` hears how far it is.

        Without any citation the text is that of the document, and nothing else is read. Raises
        NotFoundError for an unknown style or locale, and what reading a library raises.
        """
        scan = find_citations(document.row, document.text, self._words)
        if not (scan.citations or scan.listed) and "nocite" not in document.text:
            return Rendered(document.raw, [], has_unknown=False)
        said = settings_of(document)
        # Pandoc's `@key` is "[1]" in a style of numbers; natbib's \citet and its like name people.
        citer = self._citer_for(said.citations, names_authors=document.row.markup != MARKDOWN)
        words = locator_words(citer.processor)
        if words != self._words:
            self._words = words
            scan = find_citations(document.row, document.text, words)
        works = self._works_for(said, scan)
        self._hide(scan.opaque, citer)
        scan = without_labels(scan, works.references)
        markup = self._choice.markup or document.row.markup
        rendering = _Rendering(
            document,
            said,
            scan,
            citer,
            sections=self._choice.sections,
            written=self._written.setdefault(markup, written_in(markup)),
            opaque=self._opaque,
            lists=self._lists,
            tell=tell,
        )
        return rendering.result(works)

    def _citer_for(self, settings: CitationSettings, *, names_authors: bool) -> Citer:
        style = style_of(self._choice.style, settings, self._config)
        locale = self._choice.locale or locale_of(settings.language)
        links = (settings.links_to_list, settings.link_bibliography)
        key = (style, locale, settings.language, links, names_authors)
        if self._citer is None or self._citer[0] != key:
            citer = Citer(
                load_style(StyleChoice(style)),
                locale=locale,
                opaque=self._opaque,
                journals=journals_for(
                    self._choice.journals,
                    self._config.journals,
                    style=style,
                    is_named_by_document=not self._choice.style and bool(settings.style),
                ),
                links_citations=settings.links_to_list,
                links_addresses=settings.link_bibliography,
                language=self._choice.locale or settings.language,
                names_authors=names_authors,
            )
            self._citer = (key, citer)
        return self._citer[1]

    def _works_for(self, said: DocumentSettings, scan: Scan) -> Works:
        """What the library has of the works cited; read again where a file of it was changed."""
        cited = cited_keys(scan)
        paths = self._paths = self._choice.library or said.citations.bibliography
        language = said.citations.language
        key = (paths, [file_state(path) for path in paths], said.citations.nocite, language)
        kept = self._works if self._works and self._works.key == key else None
        missing = [one for one in cited if kept is None or one not in kept.asked]
        if kept is None or (missing and not kept.is_whole):
            works = read_works(
                said,
                paths,
                missing,
                config=self._config,
                opaque=scan.opaque,
                scanned=self._scanned,
                language=self._choice.locale or said.citations.language,
            )
            if said.items or not paths:  # what they hide belongs to this scan
                return works
            asked = [*cited, *said.citations.nocite]
            kept = self._works = _kept(key, asked, works, kept)
        return kept.works

    def _hide(self, opaque: Opaque, citer: Citer) -> None:
        pieces = {char: {"t": "RawInline", "c": ["", text]} for char, text in opaque.pieces.items()}
        if pieces != self._opaque:
            citer.forget()
            self._lists.clear()
            self._opaque.clear()
            self._opaque.update(pieces)  # type: ignore[arg-type] # a value of JSON


def style_of(given: str, settings: CitationSettings, config: Config) -> str:
    """The style of the command line, of the document, of the settings; else pandoc's."""
    configured = config.style if "style" in config.origins else ""
    return given or settings.style or configured or DEFAULT_STYLE


@dataclass(frozen=True, slots=True)
class _KeptWorks:
    """What was read of a library in the state of `key`; `asked` are the keys looked up in it."""

    key: object
    asked: frozenset[str]
    works: Works

    @property
    def is_whole(self) -> bool:
        """Whether all of the library was read: it is where not just what was asked for came."""
        return self.asked != self.works.references.keys()


def _kept(key: object, asked: Sequence[str], works: Works, before: _KeptWorks | None) -> _KeptWorks:
    """What was read now, with what had been read of the same files before."""
    wanted = frozenset(asked)
    if before is not None and works.references.keys() <= wanted:
        works = with_earlier(works, before.works)
        wanted |= before.asked
    return _KeptWorks(key, wanted, works)


@dataclass(frozen=True, slots=True)
class _KeptList:
    """A list with its block and what was written of it, for the next time."""

    bibliography: Bibliography
    block: Node
    links: bool
    entries: dict[Entry, Node]
    texts: dict[object, str]

    def text(self, written: Written, bibliography: Bibliography, block: Node) -> str:
        """The list in a markup, made once."""
        key = (written.markup.note, attributes_of(block).identifier)
        if key not in self.texts:
            self.texts[key] = written.bibliography(bibliography, block)
        return self.texts[key]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the document with a list of its own."""

    start: int
    end: int
    members: list[Numbered]
    number: int


class _Rendering:
    """One document on its way through the engine."""

    def __init__(
        self,
        document: Document,
        said: DocumentSettings,
        scan: Scan,
        citer: Citer,
        *,
        sections: int,
        written: Written,
        opaque: Mapping[str, dict[str, Json]],
        lists: dict[int, _KeptList],
        tell: Tell | None,
    ) -> None:
        self.document = document
        self.settings = said.citations
        self.diagnostics = list(said.diagnostics)
        self.sections = sections
        self.written = written
        self.citer = citer
        self.style = citer.style
        self.scan = scan
        self._opaque = opaque
        self._lists = lists
        self._tell = tell

    def result(self, works: Works) -> Rendered:
        """Cite, and put markers and list into the text."""
        is_note_style = self.style.is_note
        numbered = in_reading_order(self.scan, self.document.text, is_note_style=is_note_style)
        cited = [cite.id for one in numbered for cite in one.found.cites]
        listed = [*self.settings.nocite, *(one.key for one in self.scan.listed)]
        unknown = self.citer.register(works.references, cited, listed)
        self.diagnostics += works.diagnostics
        self.diagnostics += unknown_keys(self.document, self.scan, unknown, works.references)
        # Identifiers first: at the end of a text they stand before the list.
        splices = self._heading_ids()
        splices += [splice for part in self._parts(numbered) for splice in self._part(part)]
        splices = [quoted(one, self.scan.values) for one in splices]
        splices += [DocumentSplice(start, end, "") for start, end in self.scan.gone]
        return Rendered(
            self.document.replaced(splices), self.diagnostics, has_unknown=bool(unknown)
        )

    def _heading_ids(self) -> list[DocumentSplice]:
        """The identifiers of headings with citations, which pandoc makes of their words."""
        if self.document.row.markup != MARKDOWN or not self.written.markup.spans:
            return []
        found = heading_ids(self.document.text, self.scan.headings, self.scan.citations)
        return [DocumentSplice(one.at, one.at, one.new) for one in found]

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

    def _part(self, part: _Part) -> list[DocumentSplice]:
        if self.sections:
            self.citer.use_also(())
        shown = self.citer.shown([of_text(one) for one in part.members], tell=self._tell)
        self.diagnostics += self.citer.diagnostics
        splices = marker_splices(
            self.document.text,
            [(one.found, inlines) for one, inlines in zip(part.members, shown, strict=True)],
            self.written.markup,
            after_punctuation=self._after_punctuation,
            inside_quotes=self.citer.punctuation_goes_inside_quotes,
        )
        if self.document.row.markup == MARKDOWN:
            splices, broken = in_tables(self.document.text, splices)
            self.diagnostics += [self._broken_table(one) for one in broken]
        return [*splices, *self._list(part)]

    def _broken_table(self, splice: DocumentSplice) -> Diagnostic:
        shown = self.document.text[splice.start : splice.end].strip()
        return Diagnostic(
            Severity.WARNING,
            "table-broken",
            f"`{shown}` has become longer than its cell, and the columns of the table are broken",
            self.document.span(splice.start, splice.end),
            hint="widen the column, make it a pipe table, or use mscref-filter with pandoc",
        )

    @property
    def _after_punctuation(self) -> bool:
        said = self.settings.notes_after_punctuation
        return self.style.is_note if said is None else said

    def _list(self, part: _Part) -> list[DocumentSplice]:
        if self.settings.suppress_bibliography or self.style.bibliography is None:
            return []
        from mscref.csl.render.pandoc import bibliography_block

        links = self.settings.link_bibliography
        bibliography = self.citer.bibliography(links=links)
        if not bibliography.entries:
            return []
        suffix = f"-{part.number}" if part.number else ""
        kept = self._lists.get(part.number)
        if kept is None or kept.bibliography is not bibliography or kept.links != links:
            entries = kept.entries if kept and kept.links == links else {}
            block = bibliography_block(bibliography, opaque=self._opaque, links=links, kept=entries)
            kept = self._lists[part.number] = _KeptList(
                bibliography=bibliography, block=block, links=links, entries=entries, texts={}
            )
        return list_splices(
            self.document,
            self.scan,
            self.written._replace(bibliography=partial(kept.text, self.written)),
            bibliography,
            kept.block,
            bounds=(part.start, part.end),
            title=self.settings.section_title,
            suffix=suffix,
        )
