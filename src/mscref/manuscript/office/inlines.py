"""What a citation reads like: what of it stands in the text, what in a note, what is raised."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.manuscript.pandoc.tree import Node, is_node
from mscref.model.reference import Json


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
