"""Is this a document tree? Looked at before anything walks it, so that nothing else has to doubt.

Nodes are checked against the shapes of pandoc-types (version 1.22 and later); what a constructor
that we do not know holds is not looked at. Takes a stack and no recursion: a tree may be deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mscref.manuscript.pandoc.tree import is_node, kind_of
from mscref.model.reference import Json

# A document nests a dozen levels; walking takes four calls for each.
_DEEPEST = 600


def _is_list(content: Json) -> bool:
    return isinstance(content, list)


def _is_text(content: Json) -> bool:
    return isinstance(content, str)


def _has(*shapes: Callable[[Json], bool]) -> Callable[[Json], bool]:
    """A list with a part of each shape."""

    def holds(content: Json) -> bool:
        return (
            isinstance(content, list)
            and len(content) == len(shapes)
            and all(shape(part) for shape, part in zip(shapes, content, strict=True))
        )

    return holds


def _is_attributes(content: Json) -> bool:
    return _has(_is_text, _is_list, _is_list)(content)


def _is_citations(content: Json) -> bool:
    return isinstance(content, list) and all(
        isinstance(one, dict)
        and isinstance(one.get("citationId"), str)
        and isinstance(one.get("citationPrefix"), list)
        and isinstance(one.get("citationSuffix"), list)
        and is_node(one.get("citationMode"))
        for one in content
    )


def _is_target(content: Json) -> bool:
    return _has(_is_text, _is_text)(content)


def _is_number(content: Json) -> bool:
    return isinstance(content, int)


_SHAPES: Mapping[str, Callable[[Json], bool]] = MappingProxyType(
    {
        **dict.fromkeys(
            ["Para", "Plain", "Emph", "Strong", "Underline", "Strikeout", "Superscript"], _is_list
        ),
        **dict.fromkeys(
            ["Subscript", "SmallCaps", "Note", "BlockQuote", "BulletList", "LineBlock"], _is_list
        ),
        **dict.fromkeys(["MetaInlines", "MetaBlocks", "MetaList"], _is_list),
        "MetaMap": lambda content: isinstance(content, dict),
        "MetaBool": lambda content: isinstance(content, bool),
        "MetaString": _is_text,
        "Str": _is_text,
        "Cite": _has(_is_citations, _is_list),
        "Quoted": _has(is_node, _is_list),
        "Span": _has(_is_attributes, _is_list),
        "Div": _has(_is_attributes, _is_list),
        "Header": _has(_is_number, _is_attributes, _is_list),
        "Link": _has(_is_attributes, _is_list, _is_target),
        "Image": _has(_is_attributes, _is_list, _is_target),
        "Code": _has(_is_attributes, _is_text),
        "Math": _has(is_node, _is_text),
        "RawInline": _has(_is_text, _is_text),
    }
)


def fault_of(document: Json) -> str:
    """What makes this no document tree, in a few words; "" where nothing does."""
    meta = document.get("meta") if isinstance(document, dict) else None
    blocks = document.get("blocks") if isinstance(document, dict) else None
    if not isinstance(meta, dict) or not isinstance(blocks, list):
        return "it has no metadata and blocks"
    for block in blocks:
        if not is_node(block):
            return "one of its blocks is none"
    waiting: list[tuple[Json, int]] = [(meta, 0), (blocks, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            return "it is nested too deeply"
        if isinstance(value, list):
            waiting += [(one, depth + 1) for one in value if isinstance(one, list | dict)]
        elif isinstance(value, dict):
            kind = kind_of(value)
            shape = _SHAPES.get(kind)
            if shape is not None and not shape(value.get("c")):
                return f"a {kind} in it is damaged"
            waiting += [(one, depth + 1) for one in value.values() if isinstance(one, list | dict)]
    return ""
