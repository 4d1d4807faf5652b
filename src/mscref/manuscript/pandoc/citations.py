"""The citations of a document tree, in order, with the number of the note that each stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mscref.manuscript.pandoc.locators import split_locator
from mscref.manuscript.pandoc.richtext import Opaque
from mscref.manuscript.pandoc.tree import (
    Inlines,
    Node,
    attributes_of,
    content_of,
    is_node,
    kind_of,
    walk,
)
from mscref.model.citation import Cite
from mscref.model.reference import Json

AUTHOR_IN_TEXT = "AuthorInText"
SUPPRESS_AUTHOR = "SuppressAuthor"
_RESET = "reset-citation-positions"
# Metadata that holds no running text.
_NO_TEXT = frozenset(["references", "nocite", "bibliography", "csl", "citation-abbreviations"])


@dataclass(slots=True)
class FoundCitation:
    """One Cite node: its cites, and where it stands.

    `note_number` counts notes as a note style numbers them, `in_note` is true inside a note of the
    author's own, `begins_note` where nothing stands before it there, `chapter` grows at each
    heading that starts the positions anew.
    """

    node: Node
    cites: tuple[Cite, ...]
    is_narrative: bool
    in_note: bool
    begins_note: bool
    note_number: int
    chapter: int

    def replace(self, inlines: Inlines) -> None:
        """Put `inlines` in the place of what the citation shows."""
        content = self.node["c"]
        assert isinstance(content, list)
        content[1] = inlines


@dataclass(slots=True)
class _Finder:
    """Numbers notes and chapters on one walk through the document."""

    opaque: Opaque
    labels: Mapping[str, str]
    is_note_style: bool
    notes: int = 0
    chapter: int = 0
    first_of_note: Node | None = None
    found: list[FoundCitation] = field(default_factory=list)

    def visit(self, value: Json, note: int) -> None:
        if isinstance(value, list):
            for one in value:
                self.visit(one, note)
        elif is_node(value):
            self._node(value, note)
        elif isinstance(value, dict):
            for one in value.values():
                self.visit(one, note)

    def _node(self, node: Node, note: int) -> None:
        kind = node["t"]
        if kind == "Cite":
            self._cite(node, note)
            return
        if kind == "Note" and not note:
            self.notes += 1
            note = self.notes
            self.first_of_note = _first_inline(node)
        elif kind == "Header" and _RESET in attributes_of(node).classes:
            self.chapter += 1
        self.visit(node.get("c"), note)

    def _cite(self, node: Node, note: int) -> None:
        if not note and self.is_note_style:
            self.notes += 1
        cites = cites_of(node, self.opaque, self.labels)
        self.found.append(
            FoundCitation(
                node=node,
                cites=cites,
                is_narrative=_mode(node) == AUTHOR_IN_TEXT,
                in_note=bool(note),
                begins_note=bool(note) and node is self.first_of_note,
                note_number=note or (self.notes if self.is_note_style else 0),
                chapter=self.chapter,
            )
        )


def find_citations(
    document: Mapping[str, Json],
    opaque: Opaque,
    labels: Mapping[str, str],
    *,
    is_note_style: bool,
) -> list[FoundCitation]:
    """The citations of the metadata and the text; `labels` maps words of locators to labels."""
    finder = _Finder(opaque, labels, is_note_style)
    meta = document.get("meta")
    if isinstance(meta, dict):
        finder.visit([value for name, value in meta.items() if name not in _NO_TEXT], 0)
    finder.visit(document.get("blocks"), 0)
    return finder.found


def cited_keys(value: Json) -> list[str]:
    """The keys of every Cite node below `value`, in order ("*" of `nocite: '@*'` too)."""
    return [
        str(one.get("citationId"))
        for node in walk(value)
        if node["t"] == "Cite"
        for one in _citations(node)
    ]


def cites_of(node: Node, opaque: Opaque, labels: Mapping[str, str]) -> tuple[Cite, ...]:
    """What one Cite node asks for."""
    return tuple(_cite_of(one, opaque, labels) for one in _citations(node))


def _cite_of(one: Mapping[str, Json], opaque: Opaque, labels: Mapping[str, str]) -> Cite:
    suffix = one.get("citationSuffix")
    label, locator, rest = split_locator(suffix if isinstance(suffix, list) else [], labels)
    text = opaque.rich_text(rest)
    is_narrative = kind_of(one.get("citationMode")) == AUTHOR_IN_TEXT
    # `@doe [among others]` has no space or comma of its own before the suffix.
    joined = f", {text}" if is_narrative and not locator and text[:1].isalnum() else text
    return Cite(
        str(one.get("citationId")),
        locator=locator,
        label=label,
        prefix=opaque.rich_text(one.get("citationPrefix")),
        suffix=joined,
        suppress_author=kind_of(one.get("citationMode")) == SUPPRESS_AUTHOR,
    )


def _citations(node: Node) -> Iterator[dict[str, Json]]:
    content = content_of(node)
    listed = content[0] if isinstance(content, list) and content else []
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            yield one


def _first_inline(note: Node) -> Node | None:
    """The inline that a note begins with."""
    blocks = content_of(note)
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    inlines = content_of(first)
    opening = inlines[0] if isinstance(inlines, list) and inlines else None
    return opening if is_node(opening) else None


def _mode(node: Node) -> str:
    return next((kind_of(one.get("citationMode")) for one in _citations(node)), "")
