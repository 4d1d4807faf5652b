"""Inlines ↔ the marked-up text of CSL fields and affixes.

What such text cannot hold (formulas, code, links, notes) travels as one private character each,
which no style changes; `Opaque` remembers what stands behind them.
"""

from __future__ import annotations

from itertools import zip_longest
from types import MappingProxyType

from mscref.manuscript.pandoc.tree import (
    SPACES,
    Inlines,
    Node,
    attributes_of,
    children,
    is_node,
    plain,
    quote_kind,
)
from mscref.model.reference import Json

# Supplementary Private Use Area-B: no font, no keyboard and no database of references uses it.
_FIRST = 0x100000
_LAST = 0x10FFFD

_TAGS = MappingProxyType(
    {
        "Emph": ("<i>", "</i>"),
        "Strong": ("<b>", "</b>"),
        "Superscript": ("<sup>", "</sup>"),
        "Subscript": ("<sub>", "</sub>"),
        "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
    }
)
_FRENCH = (";", ":", "!", "?", "»")
_QUOTES = MappingProxyType({"DoubleQuote": '"', "SingleQuote": "'"})


class Opaque:
    """Inlines that pass through the style engine unseen, by the character that stands for each."""

    def __init__(self) -> None:
        self.inlines: dict[str, Node] = {}

    def hide(self, node: Node) -> str:
        """The character that stands for `node` from now on."""
        char = chr(min(_FIRST + len(self.inlines), _LAST))
        self.inlines[char] = node
        return char

    def rich_text(self, inlines: Json) -> str:
        """Inlines as text with the tags that CSL fields may hold."""
        if not isinstance(inlines, list):
            return ""
        nodes = [one for one in inlines if is_node(one)]
        return "".join(
            [self._one(one, after) for one, after in zip_longest(nodes, nodes[1:]) if one]
        )

    def _one(self, node: Node, after: Node | None) -> str:
        kind = str(node["t"])
        if kind == "Str":
            return _without_private(str(node.get("c")))
        if kind in SPACES:
            # French spacing is the author's here: the engine would narrow such a space.
            narrows = after is not None and str(after.get("c"))[:1] in _FRENCH
            return self.hide({"t": "Space"}) if narrows else " "
        if kind in _TAGS:
            opening, closing = _TAGS[kind]
            return f"{opening}{self.rich_text(children(node))}{closing}"
        if kind == "Quoted":
            sign = _QUOTES.get(quote_kind(node), '"')
            return f"{sign}{self.rich_text(children(node))}{sign}"
        if kind == "Span":
            return self._span(node)
        return self.hide(node)

    def _span(self, node: Node) -> str:
        inside = self.rich_text(children(node))
        if "nocase" in attributes_of(node).classes:
            return f'<span class="nocase">{inside}</span>'
        return self.hide(node) if any(attributes_of(node)) else inside


def _without_private(text: str) -> str:
    if text.isascii():
        return text
    return "".join([char for char in text if not _FIRST <= ord(char) <= _LAST])


def drop_start(inlines: Inlines, count: int) -> Inlines:
    """Inlines without the first `count` characters of their text (see `tree.plain`)."""
    rest: Inlines = []
    for index, one in enumerate(inlines):
        if count <= 0:
            return [*rest, *inlines[index:]]
        if not is_node(one):
            continue
        text = plain(one)
        if len(text) <= count:
            count -= len(text)
        elif one["t"] == "Str":
            rest.append({"t": "Str", "c": text[count:]})
            count = 0
        else:
            rest += drop_start(children(one), count)
            count = 0
    return rest
