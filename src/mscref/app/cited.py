"""Which keys documents cite, and where; what of that the library lacks, and what it has to spare.

What crosses the border: paths of documents in (text in any notation, the files of a LaTeX run,
Word), keys with their places out. A document that another takes in (`\\input`) is read with it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from mscref.app.document import Document, make_document, read_document
from mscref.app.document_settings import settings_of
from mscref.app.document_works import EVERYTHING, key_places
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.library import files
from mscref.manuscript.citations.crossrefs import is_cross_reference
from mscref.manuscript.citations.registry import find_citations

_MOST_FILES = 1000  # a book of a thousand chapters; more is a circle
_INCLUDES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "latex": re.compile(
            r"^[^%\n]{0,400}?\\(?:input|include|subfile)\s*\{([^{}\n]+)\}", re.MULTILINE
        ),
        "typst": re.compile(r"#include\s+\"([^\"\n]+)\""),
        "org": re.compile(r"^[ \t]*#\+include:[ \t]*\"?([^\"\s]+)", re.IGNORECASE | re.MULTILINE),
        "quarto": re.compile(r"\{\{<\s*include\s+([^\s>]+)\s*>\}\}"),
    }
)
WORD_DOCUMENTS = (".docx", ".odt")
_LATEX_RUN = (".aux", ".bcf")


@dataclass(slots=True)
class Cited:
    """The keys that documents cite, each with its places, in the order of the text.

    `labels` are names of the documents' own, `bibliography` the files that they name, `items`
    CSL-JSON of works that a document carries itself.
    """

    places: dict[str, list[Span]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    bibliography: dict[str, None] = field(default_factory=dict)
    items: dict[str, object] = field(default_factory=dict)

    @property
    def is_everything(self) -> bool:
        """True where a document lists its whole bibliography."""
        return EVERYTHING in self.places

    def keys(self, known: Iterable[str]) -> list[str]:
        """The keys cited; names of figures and sections are none unless they are `known`."""
        library = set(known)
        return [
            key
            for key in self.places
            if key != EVERYTHING and (key in library or not is_cross_reference(key, self.labels))
        ]

    def missing(self, known: Iterable[str]) -> list[str]:
        """The keys cited that are not `known`."""
        library = set(known) | set(self.items)
        return [key for key in self.keys(library) if key not in library]

    def unused(self, known: Iterable[str]) -> list[str]:
        """The `known` keys that nothing cites."""
        return [] if self.is_everything else [key for key in known if key not in self.places]


def read_cited(paths: Sequence[str], *, notation: str = "") -> Cited:
    """What the documents cite, one behind the other; raises LibraryError and FormatError."""
    reader = _Reader(notation)
    for path in paths:
        reader.read(path)
    return reader.cited


def missing_keys(cited: Cited, known: Sequence[str]) -> list[Diagnostic]:
    """An error for each key that a document cites and the library lacks."""
    from mscref.app.document_words import near_keys

    return [
        Diagnostic(
            Severity.ERROR,
            "unknown-key",
            f"`{key}` is cited and not in the library",
            cited.places[key][0],
            hint=near_keys(key, known),
        )
        for key in cited.missing(known)
    ]


class _Reader:
    """Reads documents and those that they take in, each once."""

    def __init__(self, notation: str) -> None:
        self.cited = Cited()
        self._notation = notation
        self._seen: set[str] = set()

    def read(self, path: str) -> None:
        lowered = path.lower()
        if lowered.endswith(_LATEX_RUN):
            self._latex_run(path)
        elif lowered.endswith(WORD_DOCUMENTS):
            self._word(path)
        else:
            self._seen.add(os.path.normpath(path))
            self._text(read_document(path, notation=self._notation))

    def _text(self, document: Document) -> None:
        scan = find_citations(document.row, document.text)
        self._take(document, key_places(scan))
        said = settings_of(document).citations
        for key in said.nocite:
            self.cited.places.setdefault(key, [Span(document.path)])
        self.cited.labels |= scan.labels
        self.cited.bibliography.update(dict.fromkeys(said.bibliography))
        pattern = _INCLUDES.get(document.row.name)
        for match in pattern.finditer(document.text) if pattern else ():
            self._include(document, match[1])

    def _take(self, document: Document, places: Mapping[str, list[tuple[int, int]]]) -> None:
        for key, spans in places.items():
            self.cited.places.setdefault(key, []).extend([document.span(*one) for one in spans])

    def _include(self, document: Document, name: str) -> None:
        """Read a document that another takes in; one that is not there is no finding of ours."""
        path = document.folder / name.strip()
        if not path.suffix:
            path = path.with_suffix(Path(document.path).suffix)
        known = os.path.normpath(path)
        if known in self._seen or len(self._seen) >= _MOST_FILES or not path.is_file():
            return
        self._seen.add(known)
        self._text(read_document(known, notation=document.row.name))

    def _latex_run(self, path: str) -> None:
        """The files that LaTeX wrote: `.aux`, with those of its chapters, and biblatex's `.bcf`."""
        from mscref.app.latex_job import read_run

        run = read_run(path)
        for key in run.job.keys:
            self.cited.places.setdefault(key, []).append(Span(run.control))
        for name in run.job.data:
            with_ending = name if name.endswith(".bib") else f"{name}.bib"
            self.cited.bibliography[str(run.folder / with_ending)] = None

    def _word(self, path: str) -> None:
        """The works in the citations of a Word document, and the keys typed in its text."""
        from mscref.manuscript.documents import works_and_text

        works, text = works_and_text(files.read_bytes(Path(path)), path=path)
        for item in json.loads(works) if works else ():
            key = str(item.get("citation-key") or item.get("id"))
            self.cited.items.setdefault(key, item)
            self.cited.places.setdefault(key, [Span(path)])
        typed = make_document(text.encode("utf-8", "replace"), path=path, notation="markdown")
        for key in key_places(find_citations(typed.row, typed.text)):
            self.cited.places.setdefault(key, [Span(path)])
