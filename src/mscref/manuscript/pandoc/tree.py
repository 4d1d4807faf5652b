"""Nodes of pandoc's document tree and the few walks that everything else here is made of.

A node is `{"t": NAME, "c": CONTENT}`; content is nodes, lists of them, and plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias, TypeGuard

from mscref.model.reference import Json

Node: TypeAlias = dict[str, Json]
Inlines: TypeAlias = list[Json]

SPACES = frozenset(["Space", "SoftBreak", "LineBreak"])
# Nodes whose inlines are their only content, and those that have something before it.
WRAPPERS = frozenset(
    ["Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"]
)
_ATTRIBUTED = frozenset(["Span", "Link", "Quoted", "Cite", "Image"])
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


def is_node(value: Json) -> TypeGuard[Node]:
    """True for an object with a constructor."""
    return isinstance(value, dict) and isinstance(value.get("t"), str)


def kind_of(value: Json) -> str:
    """The constructor of a node, "" for everything else."""
    return str(value["t"]) if is_node(value) else ""


def content_of(value: Json) -> Json:
    """What a node holds; None for one that holds nothing."""
    return value.get("c") if isinstance(value, dict) else None


def children(node: Node) -> Inlines:
    """The inlines inside an inline, [] where it has none."""
    content = node.get("c")
    if node["t"] in _ATTRIBUTED and isinstance(content, list) and len(content) > 1:
        content = content[1]
    elif node["t"] not in WRAPPERS:
        return []
    return content if isinstance(content, list) else []


class Attributes(NamedTuple):
    """The identifier, classes and key-value pairs of a node."""

    identifier: str
    classes: list[Json]
    pairs: list[Json]

    def to_json(self) -> Json:
        """The form in the tree."""
        return [self.identifier, self.classes, self.pairs]


def attributes_of(node: Json) -> Attributes:
    """The attributes of a Div, Span or Header; empty ones where it has none."""
    content, place = content_of(node), 1 if kind_of(node) == "Header" else 0
    if not isinstance(content, list) or len(content) <= place:
        return Attributes("", [], [])
    match content[place]:
        case [str(identifier), list(classes), list(pairs)]:
            return Attributes(identifier, classes, pairs)
        case _:
            return Attributes("", [], [])


def walk(value: Json) -> Iterator[Node]:
    """Every node, parents before children, in the order of the document."""
    if is_node(value):
        yield value
        yield from walk(value.get("c"))
    elif isinstance(value, list):
        for one in value:
            yield from walk(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from walk(one)


def map_inlines(value: Json, change: Callable[[Inlines], Inlines]) -> Json:
    """A copy in which every list of inlines is what `change` makes of it, innermost first."""
    if isinstance(value, list):
        mapped = [map_inlines(one, change) for one in value]
        return change(mapped) if mapped and _is_inline(mapped[0]) else mapped
    if isinstance(value, dict):
        return {name: map_inlines(one, change) for name, one in value.items()}
    return value


def plain(inlines: Json) -> str:
    """The text of inlines without its formatting; "" for what is not text."""
    if isinstance(inlines, list):
        return "".join([plain(one) for one in inlines])
    if not is_node(inlines):
        return ""
    kind = inlines["t"]
    if kind == "Str":
        return str(inlines.get("c"))
    if kind in SPACES:
        return " "
    if kind in ("Code", "Math", "RawInline"):
        content = inlines.get("c")
        return str(content[1]) if isinstance(content, list) and len(content) > 1 else ""
    inside = plain(children(inlines))
    if kind == "Quoted":
        opening, closing = _QUOTES[quote_kind(inlines)]
        return f"{opening}{inside}{closing}"
    return inside


def quote_kind(node: Node) -> str:
    """DoubleQuote or SingleQuote."""
    content = node.get("c")
    return kind_of(content[0]) if isinstance(content, list) and content else "DoubleQuote"


_INLINE = frozenset(["Str", "Code", "Math", "RawInline", "Note"]) | SPACES | WRAPPERS | _ATTRIBUTED


def _is_inline(value: Json) -> bool:
    return kind_of(value) in _INLINE
