"""A document tree of pandoc with citations → the same with text and a bibliography.

Stands where `pandoc --citeproc` stands and reads the same metadata. What crosses the border: the
JSON of a document in; the JSON out, and what was the matter with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.journals import journal_choice, with_journals
from mscref.app.library import Loaded, choose_library, load_library
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError, LibraryError
from mscref.manuscript.pandoc.citations import FoundCitation, find_citations
from mscref.manuscript.pandoc.metadata import CitationSettings, read_items, read_settings
from mscref.manuscript.pandoc.placing import (
    as_note,
    capitalized,
    in_parentheses,
    move_notes,
    place_list,
    without_citations,
)
from mscref.manuscript.pandoc.richtext import Opaque
from mscref.manuscript.pandoc.tree import Node, map_inlines
from mscref.model.citation import Citation
from mscref.model.locators import WORDS
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.output import Bibliography, Output
    from mscref.csl.passes.cites import Placed
    from mscref.csl.processor import Processor

# Formats whose writer prints a citation as such again, whatever stands in it. That of Org leaves
# out a block called `refs`, too, as that of Markdown does without `-t markdown-citations`.
_WRITE_CITATIONS = ("markdown", "org", "typst")
# What pandoc itself takes where a document names no style.
DEFAULT_STYLE = "chicago-author-date"
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What the command line says; it wins over the document's metadata."""

    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    target: str = ""


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
    meta, blocks = document.get("meta"), document.get("blocks")
    if not isinstance(meta, dict) or not isinstance(blocks, list):
        raise FormatError(
            "this is not a document of pandoc's",
            hint="call it as `pandoc --filter mscref-filter`, with pandoc 2.11 or later",
        )
    run = _Run(dict(document), meta, choice, config, folder)
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
        from mscref.csl.processor import Processor

        self.document = document
        self.settings: CitationSettings = read_settings(meta)
        self.opaque = Opaque()
        self.diagnostics: list[Diagnostic] = []
        self.style: Style = load_style(
            StyleChoice(choice.style or self.settings.style or DEFAULT_STYLE)
        )
        self.processor: Processor = Processor(
            self.style, locale=_locale(choice.locale or self.settings.language)
        )
        self.journals = journal_choice(None, config.journals)
        self.references = self._read_references(meta, choice, config, folder)

    def result(self, target: str) -> Filtered:
        """Cite, move notes, and append the bibliography."""
        found = find_citations(
            self.document,
            self.opaque,
            locator_words(self.processor),
            is_note_style=self.style.is_note,
        )
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
        self, meta: Mapping[str, Json], choice: FilterChoice, config: Config, folder: Path
    ) -> dict[str, Reference]:
        from mscref.formats.cslyaml import references_of

        own = references_of(read_items(meta, self.opaque))
        paths = choice.library or self.settings.bibliography
        loaded: Sequence[Reference] = ()
        if paths or not own:
            library = _load(paths, config=config, folder=folder)
            if library is not None:
                loaded = library.references
                self.diagnostics += library.diagnostics
        references = {one.id: one for one in loaded}
        references.update({one.id: one for one in own})
        if self.settings.abbreviations:
            from mscref.app.abbreviations import abbreviate

            return abbreviate(references, Path(self.settings.abbreviations))
        return references

    def _register(self, found: Sequence[FoundCitation]) -> None:
        cited = dict.fromkeys(cite.id for one in found for cite in one.cites)
        unknown = [key for key in cited if key not in self.references]
        for key in unknown:
            self.diagnostics.append(
                Diagnostic(
                    Severity.WARNING,
                    "unknown-key",
                    f"`{key}` is cited and not in the bibliography",
                    Span("document"),
                    hint=_near(key, self.references),
                )
            )
        listed = [key for key in cited if key in self.references]
        for key in self.settings.nocite:
            listed += [*self.references] if key == EVERYTHING else [key]
        self.listed = dict.fromkeys(key for key in listed if key in self.references)
        references = with_journals(list(self.references.values()), self.journals, self.style)
        self.processor.register(references, unknown=unknown)
        self.processor.use_only(self.listed)

    # ------------------------------------------------------------ citations

    def _cite(self, found: Sequence[FoundCitation]) -> None:
        for chapter in dict.fromkeys(one.chapter for one in found):
            members = [one for one in found if one.chapter == chapter]
            citations = [
                Citation(str(number), one.cites, one.note_number)
                for number, one in enumerate(members)
            ]
            for one, row in zip(members, self.processor.place(citations), strict=True):
                one.replace(self._shown(one, row))

    def _shown(self, found: FoundCitation, row: Sequence[Placed]) -> list[Json]:
        """The inlines of one citation."""
        if found.is_narrative:
            return self._narrative(found, row)
        output = self._cited(row, found)
        if not self.style.is_note:
            return self._inlines(output)
        if not found.in_note:
            return as_note(self._opening(output))
        if found.begins_note:
            return self._opening(output)
        return in_parentheses(self._inlines(output))

    def _narrative(self, found: FoundCitation, row: Sequence[Placed]) -> list[Json]:
        """The author in the text, the rest as the style has it."""
        first, *others = row
        goes_into_note = self.style.is_note and not found.in_note
        name = self.processor.author_of(first)
        if name is None:
            output = self._cited(row, found)
            return as_note(self._opening(output)) if goes_into_note else self._inlines(output)
        without = replace(first, cite=replace(first.cite, suppress_author=True))
        rest = self._cited([without, *others], found)
        author = self._inlines(name)
        if not rest.text:
            return author
        if goes_into_note:
            return [*author, *as_note(self._opening(rest))]
        comma: list[Json] = [{"t": "Str", "c": ","}] if self.style.is_note else []
        return [*author, *comma, {"t": "Space"}, *self._inlines(rest)]

    def _cited(self, row: Sequence[Placed], found: FoundCitation) -> Output:
        bare = self.style.is_note and found.in_note
        return self.processor.cite_placed(row, bare=bare, keeps_prefixed=True)

    def _opening(self, output: Output) -> list[Json]:
        """A citation that begins a note."""
        from mscref.csl.render.pandoc import begins_with_name

        inlines = self._inlines(output)
        return inlines if begins_with_name(output) else capitalized(inlines)

    def _inlines(self, output: Output) -> list[Json]:
        from mscref.csl.render.pandoc import inlines_of

        target = _anchor if self.settings.link_citations else None
        return inlines_of(output, opaque=self.opaque.inlines, cite_target=target)

    def _move_notes(self) -> None:
        after = self.settings.notes_after_punctuation
        after = self.style.is_note if after is None else after
        inside = self.processor.locale.option("punctuation-in-quote")
        for part in ("meta", "blocks"):
            self.document[part] = map_inlines(
                self.document[part],
                lambda inlines: move_notes(inlines, after_punctuation=after, inside_quotes=inside),
            )

    # ------------------------------------------------------------ bibliography

    def _append_list(self, target: str) -> None:
        if self.settings.suppress_bibliography or self.style.bibliography is None:
            return
        bibliography = self.processor.bibliography(link_titles=self.settings.link_bibliography)
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


def locator_words(processor: Processor) -> dict[str, str]:
    """What may stand before a locator in the language of the style → its CSL label."""
    words = dict(WORDS)
    for label in dict.fromkeys(WORDS.values()):
        for form in ("long", "short", "symbol"):
            for plural in (False, True):
                term = processor.locale.term(label, form, plural=plural)
                if term:
                    words[term.rstrip(".").lower()] = label
    return words


def _anchor(key: str) -> str:
    return f"#ref-{key}"


def _locale(language: str) -> str | None:
    """The locale for the language of a document; None where there is none of it."""
    from mscref.csl.languages import find_language

    name = language.partition("-u-")[0]
    return name if name and find_language(name) else None


def _load(paths: Sequence[str], *, config: Config, folder: Path) -> Loaded | None:
    """The library of the document; without `paths` the one of the folder, if there is one."""
    try:
        return load_library(choose_library(paths, config=config, folder=folder))
    except LibraryError:
        if paths:
            raise
        return None


def _near(key: str, known: Mapping[str, Reference]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=3)
    return f"did you mean {', '.join(near)}?" if near else ""
