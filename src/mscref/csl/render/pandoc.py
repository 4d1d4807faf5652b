"""The inlines of pandoc's document tree, for a filter that stands in pandoc's own place.

An `Output` goes in, a list of JSON inlines comes out (pandoc-types: `{"t": "Str", "c": "word"}`).
Not a `Writer`: it makes a tree, not text. Blocks of a bibliography keep the classes that pandoc's
writers know (`csl-block`, `csl-left-margin`, `csl-right-inline`, `csl-indent`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from mscref.csl.output import Bibliography, Entry, Output, Token
from mscref.csl.render.base import clean_text, safe_address
from mscref.model.reference import Json

Inline: TypeAlias = dict[str, Json]
Inlines: TypeAlias = list[Json]

# A stop or comma that a piece begins with, no number ("Title ." but not "a .5 fraction").
_STOP = re.compile(r"[.,](?![.\w])")
_SENTENCE_ENDS = (".", "!", "?")
_CLOSING_QUOTES = ("”", "’")
_PIECES = re.compile(r"[ \t\n]+|[^ \t\n]+")

# Formatting → the constructor that holds it. A format that takes another back is that other one
# once more: nested emphasis is upright in the writers that can tell (LaTeX, Typst).
_CONSTRUCTORS = MappingProxyType(
    {
        "font-style:italic": "Emph",
        "font-style:oblique": "Emph",
        "font-style:normal": "Emph",
        "font-weight:bold": "Strong",
        "font-weight:normal": "Strong",
        "font-variant:small-caps": "SmallCaps",
        "text-decoration:underline": "Underline",
        "vertical-align:sup": "Superscript",
        "vertical-align:sub": "Subscript",
    }
)


def inlines_of(
    output: Output,
    *,
    opaque: Mapping[str, Inline] = MappingProxyType({}),
    cite_target: Callable[[str], str] | None = None,
    links: bool = True,
) -> Inlines:
    """The inlines of one output.

    `opaque` maps characters of the text to inlines that stand in their place. With `cite_target`
    each cite is a link to the address that it gives for the id of the work.
    """
    return _Tree(opaque, cite_target, links=links).build(output)


def _entry(inlines: Inlines) -> Inlines:
    """The inlines of an entry; the space that ends its last block stands inside that block.

    A margin that nothing follows needs no space behind it.
    """
    space: Json = {"t": "Space"}
    match inlines:
        case [*before, {"t": "Span", "c": [attributes, list(content)]}, last] if last == space:
            inside: Json = [*content, space]
            return [*before, {"t": "Span", "c": [attributes, inside]}]
        case [
            *before,
            {"t": "Span", "c": [["", ["csl-left-margin"], []] as own, [*content, last]]},
        ]:
            margin: Json = content if last == space else [*content, last]
            return [*before, {"t": "Span", "c": [own, margin]}]
        case _:
            return inlines


def begins_with_name(output: Output) -> bool:
    """True where the first text is a name, whose small letter is its own."""
    for token in output.tokens:
        if isinstance(token, str):
            return False
        if token.opens and token.kind == "tag" and token.value == "names":
            return True
    return False


def text_inlines(text: str) -> Inlines:
    """Words and the spaces between them."""
    return [
        {"t": "Space"} if piece[0] in " \t\n" else {"t": "Str", "c": piece}
        for piece in _PIECES.findall(clean_text(text))
    ]


def bibliography_block(
    bibliography: Bibliography,
    *,
    opaque: Mapping[str, Inline] = MappingProxyType({}),
    links: bool = True,
    name: str = "refs",
    kept: dict[Entry, Inline] | None = None,
) -> Inline:
    """The block `name` with one block `ref-KEY` for each entry, as pandoc's writers expect it.

    Without a name the block has its anchor inside: some writers leave out a block called `refs`.
    `kept` holds the blocks of entries from one time to the next.
    """
    classes: list[Json] = ["references", "csl-bib-body"]
    if bibliography.hanging_indent:
        classes.append("hanging-indent")
    spacing: list[Json] = [
        [name, str(lines)]
        for name, lines in (
            ("entry-spacing", bibliography.entry_spacing),
            ("line-spacing", bibliography.line_spacing),
        )
        if lines != 1
    ]
    known = kept or {}
    blocks = [
        (entry, known.get(entry) or _entry_block(entry, opaque, links=links))
        for entry in bibliography.entries
    ]
    if kept is not None:
        kept.clear()
        kept.update(blocks)
    entries: list[Json] = [block for _, block in blocks]
    anchor: list[Json] = [{"t": "Para", "c": [{"t": "Span", "c": [["refs", [], []], []]}]}]
    inside = entries if name else [*anchor, *entries]
    return {"t": "Div", "c": [[name, classes, spacing], inside]}


def _entry_block(entry: Entry, opaque: Mapping[str, Inline], *, links: bool) -> Inline:
    shown = _entry(inlines_of(entry.output, opaque=opaque, links=links))
    named: list[Json] = [f"ref-{entry.id}", ["csl-entry"], []]
    return {"t": "Div", "c": [named, [{"t": "Para", "c": shown}]]}


class _Tree:
    """Builds a tree from marks with one stack of open lists."""

    def __init__(
        self,
        opaque: Mapping[str, Inline],
        cite_target: Callable[[str], str] | None,
        *,
        links: bool,
    ) -> None:
        self._opaque = opaque
        self._links = links
        self._cite_target = cite_target
        self._stack: list[Inlines] = [[]]

    def build(self, output: Output) -> Inlines:
        for token in _tidied(output.tokens):
            if isinstance(token, str):
                self._text(token)
            elif token.opens:
                self._stack.append([])
            else:
                content = self._stack.pop()
                self._stack[-1] += self._wrapped(token.kind, token.value, content)
        return _joined(self._stack[0])

    def _text(self, text: str) -> None:
        target = self._stack[-1]
        if not self._opaque or not any(char in self._opaque for char in text):
            target += text_inlines(text)
            return
        start = 0
        for index, char in enumerate(text):
            if char in self._opaque:
                target += text_inlines(text[start:index])
                target.append(self._opaque[char])
                start = index + 1
        target += text_inlines(text[start:])

    def _wrapped(self, kind: str, value: str, content: Inlines) -> Inlines:
        content = _joined(content)
        if not content:
            return []
        if kind == "format" and value in _CONSTRUCTORS:
            return _outside_spaces(_CONSTRUCTORS[value], content)
        if kind == "link" and self._links and (address := safe_address(value)):
            return [link(content, address)]
        if kind == "display":
            if value == "left-margin" and content[-1] != {"t": "Space"}:
                content.append({"t": "Space"})  # where a writer has no margin
            return [{"t": "Span", "c": [["", [f"csl-{value}"], []], content]}]
        if kind == "cite" and self._cite_target is not None:
            return [link(content, self._cite_target(value))]
        return content


def _tidied(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without what pieces leave where they meet, as pandoc's own processor has it.

    That is a space before a stop or comma, and a comma inside quotation marks behind a title that
    ends a sentence. A stop or comma stands inside quotation marks, but not inside an inner pair
    that ends with them.
    """
    texts = [index for index, token in enumerate(tokens) if isinstance(token, str)]
    changed: dict[int, str] = {}
    for left, right in pairwise(texts):
        before, after = changed.get(left, tokens[left]), tokens[right]
        assert isinstance(before, str)
        assert isinstance(after, str)
        if before.endswith(" ") and left != texts[0] and _STOP.match(after):
            changed[left] = before.rstrip(" ")
    for left, middle, right in zip(texts, texts[1:], texts[2:], strict=False):
        before, after = tokens[left], tokens[right]
        closes = str(after).startswith(_CLOSING_QUOTES)
        if closes and tokens[middle] == "," and str(before).endswith(_SENTENCE_ENDS):
            changed[middle] = ""
    for stop, inner, outer in zip(texts, texts[1:], texts[2:], strict=False):
        mark, quote = tokens[stop], tokens[inner]
        if mark in (",", ".") and quote in _CLOSING_QUOTES and tokens[outer] in _CLOSING_QUOTES:
            changed[stop], changed[inner] = str(quote), str(changed.get(stop, mark))
    for index, token in enumerate(tokens):
        yield changed.get(index, token)


def link(content: Inlines, address: str) -> Inline:
    """`content` as a link."""
    return {"t": "Link", "c": [["", [], []], content, [address, ""]]}


def _outside_spaces(constructor: str, content: Inlines) -> Inlines:
    """`content` in `constructor`, the spaces at its ends outside."""
    space: Json = {"t": "Space"}
    first = 1 if content[0] == space else 0
    last = len(content) - (1 if content[-1] == space and len(content) > first else 0)
    inside = content[first:last]
    middle: Inlines = [{"t": constructor, "c": inside}] if inside else []
    return [*content[:first], *middle, *content[last:]]


def _joined(content: Inlines) -> Inlines:
    """Neighbouring words and spaces joined, as pandoc's readers leave them."""
    joined: Inlines = []
    for one in content:
        last = joined[-1] if joined else None
        if isinstance(one, dict) and isinstance(last, dict) and one["t"] == last["t"]:
            if one["t"] == "Space":
                continue
            if one["t"] == "Str":
                joined[-1] = {"t": "Str", "c": f"{last['c']}{one['c']}"}
                continue
        joined.append(one)
    return joined
