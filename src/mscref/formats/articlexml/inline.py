"""Text with the inline markup of CSL ↔ text with the elements of an XML vocabulary.

What crosses the border: an `Element` and a table in, text as CSL-JSON has it out; and back, XML
that is well formed whatever the text holds: tags that do not pair are text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr

from mscref.formats.articlexml.nodes import Content, Element
from mscref.model.markup import Tag, split_markup
from mscref.patterns import lazy
from mscref.records import Record

# What XML 1.0 has no place for (its production 2), in text from anywhere.
_NO_XML = lazy("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A no-break space is no blank to shrink.
_BLANKS = lazy(r"[ \t\r\n]+")
_OPENING = {
    "sc": '<span style="font-variant:small-caps;">',
    "nocase": '<span class="nocase">',
    "nodecor": '<span class="nodecor">',
    "normal": '<span style="font-style:normal;">',
}
_SPAN_END = "</span>"


class Inline(Record):
    """A vocabulary: the tags (start, end) of each kind of markup, and the kind of an element.

    `kind_of` returns "" for an element whose text alone counts, None for one whose text is none.
    """

    tags: Mapping[str, tuple[str, str]]
    kind_of: Callable[[Element], str | None]


def xml_text(text: str) -> str:
    """`text` between tags; what XML cannot hold is gone."""
    return escape(_NO_XML.sub("", text))


def xml_attribute(text: str) -> str:
    """`text` as the value of an attribute, with its quotes."""
    return quoteattr(_NO_XML.sub("", text))


def one_line(text: str) -> str:
    """`text` with one blank where there were several, or a new line."""
    return _BLANKS.sub(" ", text).strip(" ")


def plain_text(element: Element) -> str:
    """All text inside an element, on one line."""
    return one_line("".join(_texts(element)))


def marked_text(element: Element, inline: Inline) -> str:
    """All text inside an element with its markup, on one line."""
    return one_line("".join(_marked(one, inline) for one in element.content))


def _texts(element: Element) -> list[str]:
    found: list[str] = []
    for one in element.content:
        found.extend([one] if isinstance(one, str) else _texts(one))
    return found


def _marked(one: Content, inline: Inline) -> str:
    if isinstance(one, str):
        return one
    kind = inline.kind_of(one)
    if kind is None:
        return ""
    inside = "".join(_marked(part, inline) for part in one.content)
    if not kind or not inside:
        return inside
    start = _OPENING.get(kind, f"<{kind}>")
    return start + inside + (_SPAN_END if kind in _OPENING else f"</{kind}>")


def xml_of(text: str, inline: Inline) -> str:
    """Text of CSL as XML; a tag without its partner is text."""
    if "<" not in text:
        return xml_text(text)
    pieces: list[str] = []
    opened: list[tuple[int, Tag]] = []
    for part in split_markup(text):
        if isinstance(part, str):
            pieces.append(xml_text(part))
            continue
        pieces.append(xml_text(part.source))
        if part.opens and part.name != "span":
            opened.append((len(pieces) - 1, part))
        elif opened and _is_closed_by(opened[-1][1], part):
            place, tag = opened.pop()
            pieces[place], pieces[-1] = inline.tags[tag.name]
    return "".join(pieces)


def _is_closed_by(tag: Tag, end: Tag) -> bool:
    is_span = tag.source.startswith("<span")
    return end.name == "span" if is_span else end.name == tag.name
