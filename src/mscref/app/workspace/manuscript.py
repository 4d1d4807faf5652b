"""An open document: its citations, its library and style, and what stands at a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from mscref.app.document import Document
from mscref.app.document_settings import DocumentSettings, settings_of
from mscref.app.document_works import EVERYTHING, key_places
from mscref.app.workspace.texts import EditorText
from mscref.library import delta
from mscref.manuscript.citations.crossrefs import is_cross_reference
from mscref.manuscript.citations.found import Scan
from mscref.manuscript.citations.registry import (
    NOTATIONS,
    NotationRow,
    find_citations,
    notation_of,
)

# The identifiers of languages that editors send, for texts without a name that says it.
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "markdown": "markdown", "pandoc": "markdown", "quarto": "quarto", "rmd": "rmarkdown",
        "rmarkdown": "rmarkdown", "myst": "myst", "latex": "latex", "tex": "latex",
        "plaintex": "latex", "typst": "typst", "org": "org",
    }
)  # fmt: skip
# Only letters, so that it is part of a key in every notation.
_PROBE = "mscrefcursor"
# What closes a citation that is being typed, by the module that finds it.
_CLOSINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "markdown": ("", "]", "}"), "myst": ("", "`", "]"), "latex": ("", "}"),
        "typst": ("", ">)"), "org": ("", "]"),
    }
)  # fmt: skip
_SIGNS = frozenset("@{,<`;:")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a key that is being typed: the span that gives way, and what of it is before
    the cursor."""

    start: int
    end: int
    prefix: str


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A key in a document, and its span."""

    key: str
    start: int
    end: int


class OpenDocument:
    """One state of a document."""

    def __init__(self, path: str, text: EditorText, row: NotationRow) -> None:
        self.path = path
        self.text = text
        self.row = row

    @cached_property
    def document(self) -> Document:
        """The document as the rest of mscref knows it."""
        return Document(
            path=self.path, raw=self.text.text, row=self.row, codec=delta.ENCODING, notebook=None
        )

    @cached_property
    def scan(self) -> Scan:
        """What is cited, and where."""
        return find_citations(self.row, self.text.text)

    @cached_property
    def said(self) -> DocumentSettings:
        """What the document says about its citations."""
        return settings_of(self.document)

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Where each key stands, in the order of the text; "*" is everything."""
        return key_places(self.scan)

    @property
    def own_keys(self) -> frozenset[str]:
        """The keys of works that the document carries itself."""
        return frozenset(
            str(one["id"]) for one in self.said.items if isinstance(one, dict) and "id" in one
        )

    def cites(self, known: Mapping[str, object]) -> Iterator[KeyPlace]:
        """Every key that is cited; names of figures and sections are none unless `known`."""
        for key, spans in self.places.items():
            if key == EVERYTHING:
                continue
            if key not in known and is_cross_reference(key, self.scan.labels):
                continue
            for start, end in spans:
                yield KeyPlace(key, start, end)

    def key_at(self, offset: int) -> KeyPlace | None:
        """The key at a place, its ends included; None where there is none."""
        for key, spans in self.places.items():
            for start, end in spans:
                if start <= offset <= end and key != EVERYTHING:
                    return KeyPlace(key, start, end)
        return None

    def slot_at(self, offset: int) -> Slot | None:
        """Where a key is being typed at a place; None outside of citations.

        The finder of the notation decides: a probe is put in, and must come back as a key.
        """
        found = self.key_at(offset)
        text = self.text.text
        if found is not None:
            return Slot(found.start, found.end, text[found.start : offset])
        line = text.rfind("\n", 0, offset) + 1
        if not _SIGNS.intersection(text[line:offset]):
            return None
        for closing in _CLOSINGS.get(self.row.module, ("",)):
            probed = f"{text[:offset]}{_PROBE}{closing}{text[offset:]}"
            slot = self._probed(probed, offset)
            if slot is not None:
                return slot
        return None

    def _probed(self, probed: str, offset: int) -> Slot | None:
        for key, spans in key_places(find_citations(self.row, probed)).items():
            if _PROBE not in key:
                continue
            for start, end in spans:
                if start <= offset < end:
                    stop = max(end - len(_PROBE), offset)
                    return Slot(start, stop, probed[start:offset])
        return None


def notation_for(path: str, language: str, text: str) -> NotationRow | None:
    """The notation of an open file by its name, else by what the editor calls its language."""
    found = notation_of(path, text)
    name = _LANGUAGES.get(language.lower(), "")
    if found is None or (found.name == "markdown" and name):
        found = NOTATIONS[name] if name and not (found and name == "markdown") else found
    return None if found is None or found.is_notebook else found
