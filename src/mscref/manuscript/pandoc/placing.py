"""Notes and the punctuation around them; the place of the bibliography.

A note stands behind the punctuation that follows it ("text.¹"), and no space stands before it, nor
before a raised number.
"""

from __future__ import annotations

import re

from mscref.manuscript.pandoc.tree import (
    SPACES,
    Attributes,
    Inlines,
    Node,
    attributes_of,
    children,
    content_of,
    is_node,
    kind_of,
    plain,
)
from mscref.model.reference import Json

_MOVING = ".,;:!?"
# What closes brackets and quotations, where it stands before a note that goes behind it; quotation
# marks that may open one, too, close it before a space or a stop.
_CLOSING = re.compile(r"(?:[)\]”»›]|’(?!\w)|[“‘«‹](?=[\s.,;:!?)\]]|\Z))+")
_CLOSING_QUOTES = ("”", "’", '"', "'")
_NOTHING: Json = {"t": "Str", "c": ""}


def move_notes(inlines: Inlines, *, after_punctuation: bool, inside_quotes: bool) -> Inlines:
    """The inlines with citations that became notes joined to the text before them.

    `after_punctuation` moves a note behind the stop or comma that follows it, `inside_quotes`
    puts that into a quotation before it, as American English has it.
    """
    out: Inlines = []
    rest = list(inlines)
    for index, one in enumerate(rest):
        if one == _NOTHING:  # a mark that moved was the whole word
            continue
        shown = _shown(one)
        if not shown or kind_of(shown[-1]) != "Note":
            if shown and kind_of(shown[0]) == "Superscript":
                _drop_spaces(out)
            out.append(one)
            continue
        stands_alone = len(shown) == 1
        if stands_alone:
            _drop_spaces(out)
        if after_punctuation and index + 1 < len(rest):
            mark, closing, rest[index + 1] = _leading_mark(rest[index + 1])
            before = out if stands_alone else shown[:-1]
            if mark and not _ends_with(before, mark):
                _append(before, mark, inside_quotes=inside_quotes)
            if closing:
                _append(before, closing, inside_quotes=False)
            if not stands_alone:
                shown[:-1] = before
        out.append(one)
    return out


def without_citations(inlines: Inlines) -> Inlines:
    """The inlines with what each citation shows in its place."""
    return [shown for one in inlines for shown in (_shown(one) or [one])]


def _drop_spaces(inlines: Inlines) -> None:
    while inlines and kind_of(inlines[-1]) in SPACES:
        inlines.pop()


def _shown(value: Json) -> Inlines:
    return children(value) if is_node(value) and value["t"] == "Cite" else []


def _leading_mark(value: Json) -> tuple[str, str, Json]:
    """The stops that a word begins with, what closes behind them, and the word without both."""
    if not (is_node(value) and value["t"] == "Str"):
        return "", "", value
    text = str(value.get("c"))
    rest = text.lstrip(_MOVING)
    mark = text[: len(text) - len(rest)]
    closing = closing_signs(rest)
    if not mark and not closing:
        return "", "", value
    return mark, closing, {"t": "Str", "c": rest[len(closing) :]}


def closing_signs(text: str) -> str:
    """The signs at the beginning of a text that close brackets or quotations; a note goes behind
    them (Chicago Manual of Style, Placement of note number)."""
    match = _CLOSING.match(text)
    return match[0] if match else ""


def _ends_with(inlines: Inlines, mark: str) -> bool:
    last = inlines[-1] if inlines else None
    while is_node(last) and (inside := children(last)):
        last = inside[-1]
    return is_node(last) and last["t"] == "Str" and str(last.get("c")).endswith(mark)


def _append(inlines: Inlines, mark: str, *, inside_quotes: bool) -> None:
    last = inlines[-1] if inlines else None
    if is_node(last) and inside_quotes and mark[0] in ".,":
        if last["t"] == "Quoted":
            _append(children(last), mark, inside_quotes=False)
            return
        if last["t"] == "Str" and str(last["c"]).endswith(_CLOSING_QUOTES):
            text = str(last["c"])
            inlines[-1] = {"t": "Str", "c": f"{text[:-1]}{mark}{text[-1]}"}
            return
    if is_node(last) and last["t"] == "Str":
        inlines[-1] = {"t": "Str", "c": f"{last['c']}{mark}"}
    else:
        inlines.append({"t": "Str", "c": mark})


def place_list(blocks: list[Json], refs: Node, *, title: Json) -> list[Json]:
    """The blocks with the bibliography: in the block called `refs`, else at the end.

    A last heading becomes its heading, without a number; `title` is one to add (inlines).
    """
    if _fill(blocks, refs):
        return blocks
    placed = list(blocks)
    if title:
        header: Json = {"t": "Header", "c": [1, ["bibliography", ["unnumbered"], []], title]}
        placed.append(header)
    elif placed and kind_of(placed[-1]) == "Header":
        _unnumber(placed[-1])
    return [*placed, refs]


def _unnumber(header: Json) -> None:
    own = attributes_of(header)
    content = content_of(header)
    if isinstance(content, list) and "unnumbered" not in own.classes:
        content[1] = own._replace(classes=[*own.classes, "unnumbered"]).to_json()


def _fill(value: Json, refs: Node) -> bool:
    """Put the entries of `refs` into the block of that name, wherever it stands."""
    if isinstance(value, list):
        return any(_fill(one, refs) for one in value)
    content = content_of(value)
    if not isinstance(content, list):
        return False
    own, entries = attributes_of(value), content_of(refs)
    if kind_of(value) != "Div" or own.identifier != "refs" or not isinstance(entries, list):
        return any(_fill(one, refs) for one in content)
    new = attributes_of(refs)
    classes = [*own.classes, *(one for one in new.classes if one not in own.classes)]
    content[0] = Attributes(new.identifier, classes, [*own.pairs, *new.pairs]).to_json()
    inside, listed = content[1], entries[1]
    if isinstance(inside, list) and isinstance(listed, list):
        content[1] = [*inside, *listed]
    return True


def as_note(inlines: Inlines) -> Inlines:
    """A citation as a note."""
    return [{"t": "Note", "c": [{"t": "Para", "c": inlines}]}] if inlines else []


def in_parentheses(inlines: Inlines) -> Inlines:
    """A citation inside a note of the author's own."""
    if not inlines:
        return []
    return [{"t": "Str", "c": "("}, *inlines, {"t": "Str", "c": ")"}]


def capitalized(inlines: Inlines) -> Inlines:
    """The inlines with the first letter large."""
    if not inlines:
        return inlines
    first, *rest = inlines
    if not is_node(first):
        return inlines
    if first["t"] == "RawInline" and not any(char.isalnum() for char in plain(first)):
        return [first, *capitalized(rest)]
    if first["t"] == "Str":
        text = str(first.get("c"))
        return [{"t": "Str", "c": text[:1].upper() + text[1:]}, *rest]
    inside = children(first)
    if inside:
        inside[:] = capitalized(inside)
    return inlines
