"""A document tree of pandoc with citations → the same with text and a bibliography.

Stands where `pandoc --citeproc` stands and reads the same metadata. What crosses the border: the
JSON of a document in; the JSON out, and what was the matter with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, of_tree
from mscref.app.document_words import journals_for, locale_of, locator_words, near_keys
from mscref.app.document_works import library_of_document
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError
from mscref.manuscript.pandoc.checking import fault_of
from mscref.manuscript.pandoc.citations import FoundCitation, find_citations
from mscref.manuscript.pandoc.metadata import CitationSettings, read_items, read_settings
from mscref.manuscript.pandoc.placing import (
    move_notes,
    place_list,
    without_citations,
)
from mscref.manuscript.pandoc.richtext import Opaque
from mscref.manuscript.pandoc.tree import Node, map_inlines
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.output import Bibliography

# Formats whose writer prints a citation as such again, whatever stands in it. That of Org leaves
# out a block called `refs`, too, as that of Markdown does without `-t markdown-citations`.
_WRITE_CITATIONS = ("markdown", "org", "typst")
# What pandoc itself takes where a document names no style.
DEFAULT_STYLE = "chicago-author-date"


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What the command line says; it wins over the document's metadata."""

    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    target: str = ""
    journals: str | None = None


@dataclass(frozen=True, slots=True)
class Filtered:
    """The document with its citations written out, and the findings."""

    document: dict[str, Json]
    diagnostics: list[Diagnostic]


def filter_document(
    document: Mapping[str, Json], choice: FilterChoice, *, config: Config, folder: Path
) -> Filtered:
    """Write the citations of `document` out; it is changed in place.

    Raises FormatError for what is no document tree, NotFoundError for an unknown style, and what
    reading a library raises.
    """
    fault = fault_of(dict(document))
    meta = document.get("meta")
    if fault or not isinstance(meta, dict):
        raise FormatError(
            "this is not a document of pandoc's" + (f": {fault}" if document else ""),
            hint="call it as `pandoc --filter mscref-filter`, with pandoc 2.11 or later",
        )
    run = _Run(document=dict(document), meta=meta, choice=choice, config=config, folder=folder)
    return run.result(choice.target)


class _Run:
    """One document on its way through the engine."""

    def __init__(
        self,
        document: dict[str, Json],
        meta: dict[str, Json],
        choice: FilterChoice,
        config: Config,
        folder: Path,
    ) -> None:
        self.document = document
        self.settings: CitationSettings = read_settings(meta)
        self.opaque = Opaque()
        self.diagnostics: list[Diagnostic] = []
        self.style: Style = load_style(
            StyleChoice(choice.style or self.settings.style or DEFAULT_STYLE)
        )
        self.citer = Citer(
            self.style,
            locale=locale_of(choice.locale or self.settings.language),
            opaque=self.opaque.inlines,
            journals=journals_for(
                choice.journals,
                config.journals,
                style=self.settings.style,
                is_named_by_document=not choice.style,
            ),
            links_citations=self.settings.links_to_list,
            links_addresses=self.settings.link_bibliography,
            language=choice.locale or self.settings.language,
        )
        self._sources = (meta, choice, config, folder)
        self.references: dict[str, Reference] = {}

    def result(self, target: str) -> Filtered:
        """Cite, move notes, and append the bibliography."""
        found = find_citations(
            self.document,
            self.opaque,
            locator_words(self.citer.processor),
            is_note_style=self.style.is_note,
        )
        self.references = self._read_references(*self._sources, is_cited=bool(found))
        self._register(found)
        self._cite(found)
        self._move_notes()
        self._append_list(target)
        if target.startswith(_WRITE_CITATIONS):
            for part in ("meta", "blocks"):
                self.document[part] = map_inlines(self.document[part], without_citations)
        return Filtered(self.document, self.diagnostics)

    # ------------------------------------------------------------ library

    def _read_references(
        self,
        meta: Mapping[str, Json],
        choice: FilterChoice,
        config: Config,
        folder: Path,
        *,
        is_cited: bool,
    ) -> dict[str, Reference]:
        """What the document holds and names; what it does not name is for citations only."""
        from mscref.formats.cslyaml import references_of

        own = references_of(read_items(meta, self.opaque))
        paths = choice.library or self.settings.bibliography
        loaded: Sequence[Reference] = ()
        if paths or (not own and (is_cited or self.settings.nocite)):
            language = choice.locale or self.settings.language
            library = library_of_document(paths, config=config, folder=folder, language=language)
            loaded = library.references
            self.diagnostics += library.diagnostics
        references = {one.id: one for one in loaded}
        references.update({one.id: one for one in own})
        if self.settings.abbreviations:
            from mscref.app.abbreviations import abbreviate

            return abbreviate(references, Path(self.settings.abbreviations))
        return references

    def _register(self, found: Sequence[FoundCitation]) -> None:
        cited = [cite.id for one in found for cite in one.cites]
        for key in self.citer.register(self.references, cited, self.settings.nocite):
            self.diagnostics.append(
                Diagnostic(
                    Severity.WARNING,
                    "unknown-key",
                    f"`{key}` is cited and not in the bibliography",
                    Span("document"),
                    hint=near_keys(key, self.references),
                )
            )

    # ------------------------------------------------------------ citations

    def _cite(self, found: Sequence[FoundCitation]) -> None:
        standings = list(map(of_tree, found))
        for one, inlines in zip(found, self.citer.shown(standings), strict=True):
            one.replace(inlines)
        self.diagnostics += self.citer.diagnostics

    def _move_notes(self) -> None:
        after = self.settings.notes_after_punctuation
        after = self.style.is_note if after is None else after
        inside = self.citer.punctuation_goes_inside_quotes
        for part in ("meta", "blocks"):
            self.document[part] = map_inlines(
                self.document[part],
                lambda inlines: move_notes(inlines, after_punctuation=after, inside_quotes=inside),
            )

    # ------------------------------------------------------------ bibliography

    def _append_list(self, target: str) -> None:
        if self.settings.suppress_bibliography or self.style.bibliography is None:
            return
        bibliography = self.citer.bibliography(links=self.settings.link_bibliography)
        blocks = self.document["blocks"]
        assert isinstance(blocks, list)
        if bibliography.entries:
            refs = self._refs(bibliography, "" if target.startswith("org") else "refs")
            self.document["blocks"] = place_list(blocks, refs, title=self.settings.section_title)

    def _refs(self, bibliography: Bibliography, name: str) -> Node:
        from mscref.csl.render.pandoc import bibliography_block

        return bibliography_block(
            bibliography,
            opaque=self.opaque.inlines,
            links=self.settings.link_bibliography,
            name=name,
        )
