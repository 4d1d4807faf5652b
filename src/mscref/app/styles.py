"""Find styles, say what one is and what is wrong with it, try several on the user's references.

What crosses the border: words, names and references in; plain rows, diagnostics and texts out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.folders import styles_folder
from mscref.diagnostics import Diagnostic, Severity
from mscref.model.reference import Json, Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.render.terminal import TerminalSpan
    from mscref.csl.style_head import StyleHead


@dataclass(frozen=True, slots=True)
class StyleReport:
    """What a style says about itself, as rows of (what, value), and all that is wrong with it."""

    name: str
    facts: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_broken(self) -> bool:
        """True where the style cannot be used."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Preview:
    """One reference in one style: its entry, as text and as spans, and how it is cited."""

    key: str
    style: str
    entry: str
    citation: str
    spans: tuple[TerminalSpan, ...] = ()


def find_styles(query: str) -> list[StyleHead]:
    """Search the installed styles; the best first."""
    from mscref.csl.style_index import renamed_styles, style_index
    from mscref.csl.style_search import search_styles
    from mscref.csl.styles import ALIASES

    return search_styles(query, style_index(_folder()), {**renamed_styles(_folder()), **ALIASES})


def report_style(name: str) -> StyleReport:
    """Describe the style called `name`, or the file at that path, and check it wholly.

    Raises NotFoundError for an unknown name, and StyleError for a file that is not XML.
    """
    from mscref.csl.parse import parse_style
    from mscref.csl.styles import locate_style

    file = locate_style(name, _folder())
    head = file.head()
    style, diagnostics = parse_style(file.read(), path=file.place)
    facts = [(what, value) for what, value in _facts(head, style) if value]
    return StyleReport(head.name, tuple(facts), tuple(diagnostics))


def _facts(head: StyleHead, style: Style) -> list[tuple[str, str]]:
    info = style.info
    return [
        ("name", head.name),
        ("title", info.title),
        ("short title", info.title_short),
        ("id", info.id),
        ("depends on", head.parent),
        ("kind", "" if head.parent else "note" if style.is_note else "in-text"),
        ("format", info.citation_format),
        ("fields", ", ".join(info.fields)),
        ("locale", style.default_locale),
        ("bibliography", "" if head.parent else "yes" if style.bibliography else "no"),
        ("journals", _dependents(head)),
        ("ISSN", ", ".join(info.issns)),
        ("summary", " ".join(info.summary.split())),
        ("documentation", " ".join(info.documentation)),
        ("updated", info.updated[:10]),
        ("file", head.path or "installed"),
    ]


def _dependents(head: StyleHead) -> str:
    """How many journals use this style, where any do."""
    from mscref.csl.style_index import style_index

    if head.parent:
        return ""
    count = sum(one.parent == head.name for one in style_index(_folder()))
    return str(count) if count else ""


def preview_styles(
    names: Sequence[str], references: Sequence[Reference], *, locale: str = ""
) -> list[Preview]:
    """Every reference in every style, the styles of one reference together."""
    from mscref.app.journals import AS_STYLED, with_journals
    from mscref.csl.processor import Processor
    from mscref.csl.render.terminal import TerminalWriter
    from mscref.csl.styles import load_style
    from mscref.model.citation import Citation, Cite

    writer = TerminalWriter()
    found: dict[str, list[Preview]] = {reference.id: [] for reference in references}
    for name in names:
        style = load_style(name, _folder())
        processor = Processor(style, locale=locale or None)
        processor.register(with_journals(references, AS_STYLED, style))
        outputs = {entry.id: entry.output for entry in processor.bibliography().entries}
        for key, previews in found.items():
            citation = writer.citation(processor.cite(Citation(key, (Cite(key),))))
            output = outputs.get(key)
            entry = writer.citation(output) if output is not None else ""
            spans = tuple(writer.spans(output, links=False)) if output is not None else ()
            preview = Preview(key=key, style=name, entry=entry, citation=citation, spans=spans)
            previews.append(preview)
    return [preview for previews in found.values() for preview in previews]


def preview_data(previews: Sequence[Preview]) -> list[Json]:
    """What was previewed, for programs."""
    return [
        {"key": one.key, "style": one.style, "entry": one.entry, "citation": one.citation}
        for one in previews
    ]


def preview_page_of(previews: Sequence[Preview], styles: Sequence[str]) -> str:
    """The page of some previews."""
    from itertools import groupby

    from mscref import __version__
    from mscref.pages.preview_page import StyledEntry, StyledReference, StyledText, preview_page

    def styled(one: Preview) -> StyledEntry:
        runs = tuple(StyledText(span.text, span.styles) for span in one.spans)
        return StyledEntry(one.style, runs, one.citation)

    comparisons = [
        StyledReference(key, tuple(map(styled, group)))
        for key, group in groupby(previews, key=lambda one: one.key)
    ]
    data: Json = preview_data(previews)
    return preview_page(comparisons, styles=styles, version=__version__, data=data)


def _folder() -> Path:
    return styles_folder(os.environ)
