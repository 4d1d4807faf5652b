"""What a citation reads like: what of it stands in the text, what in a note, what is raised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.pandoc.tree import Node, is_node
from mscref.model.reference import Json
from mscref.records import replaced as replace


def note_parted(inlines: Sequence[Json]) -> tuple[list[Json], list[Json] | None]:
    """What stands in the text, and what in a note; None without a note."""
    for place, one in enumerate(inlines):
        if is_node(one) and one["t"] == "Note":
            return list(inlines[:place]), _note_content(one)
    return list(inlines), None


def _note_content(node: Node) -> list[Json]:
    blocks = node.get("c")
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    content = first.get("c") if is_node(first) else None
    return content if isinstance(content, list) else []


def is_raised(inlines: Sequence[Json]) -> bool:
    """True for what begins with raised text."""
    first = inlines[0] if inlines else None
    return is_node(first) and first["t"] == "Superscript"


class TypedParts(NamedTuple):
    """What a typed citation becomes: `text` beside it, `shown` as the citation itself.

    `is_note` is true where that is a note.
    """

    text: list[Json]
    shown: list[Json]
    cites: list[CodedCite]
    is_note: bool


def typed_parts(
    inlines: Sequence[Json], cites: Sequence[CodedCite], author: Sequence[Json]
) -> TypedParts:
    """The parts of a typed citation; of a narrative one the `author` stays text, as in Zotero."""
    text, note = note_parted(inlines)
    names = note is None and inlines[: len(author)] == author
    if author and (names or note is not None):
        cites = [replace(one, cite=replace(one.cite, suppress_author=True)) for one in cites]
    if note is not None:
        return TypedParts(text, note, list(cites), is_note=True)
    text = list(author) if names else []
    return TypedParts(text, list(inlines[len(text) :]), list(cites), is_note=False)
