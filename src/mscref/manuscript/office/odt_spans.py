"""Text put into a LibreOffice document outside of the spans that it takes the place in.

A span that nothing is left of goes; one of which something is left is closed before, and opened
anew behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mscref.manuscript.office.odt_tree import OdtParagraph, OdtText, pieces_between
from mscref.manuscript.office.stops import Moves
from mscref.manuscript.office.word_edits import offset_in
from mscref.manuscript.office.xml_bytes import Splice, XmlTag, escape, tags

# What a list must not hold, so that it can be written anew, and what of it stays.
_WHOLE = frozenset("table section note frame text-box index-body tracked-changes".split())
_ANCHORS = frozenset(["bookmark", "bookmark-start", "bookmark-end"])


@dataclass(frozen=True, slots=True)
class WrittenList:
    """Paragraphs that list works: their bytes, the style of the first, and the anchors in them."""

    start: int
    end: int
    style: str
    anchors: str


def outside(data: bytes, spans: Sequence[XmlTag], first: int, last: int, new: bytes) -> Splice:
    """The splice that puts `new` in the place of `data[first:last]`, outside of `spans`.

    Those are around it, from the outermost.
    """
    before, after = b"", b""
    for tag in reversed(spans):
        closing = _closing(tag)
        if tag.end == first:
            first = tag.start
        else:
            before += closing
        if data.startswith(closing, last):
            last += len(closing)
        else:
            after = data[tag.start : tag.end] + after
    return Splice(first, last, before + new + after)


def emptied(data: bytes, spans: Sequence[XmlTag], first: int, last: int) -> Splice:
    """The splice that takes `data[first:last]` away, with the spans that hold nothing else."""
    for tag in reversed(spans):
        closing = _closing(tag)
        if tag.end != first or not data.startswith(closing, last):
            break
        first, last = tag.start, last + len(closing)
    return Splice(first, last, b"")


def _closing(tag: XmlTag) -> bytes:
    colon = b":" if tag.prefix else b""
    return b"</" + tag.prefix + colon + tag.name.encode() + b">"


def written_list(text: OdtText, first: OdtParagraph, last: OdtParagraph) -> WrittenList | None:
    """The paragraphs of a written list as one place, with the lists that hold them.

    None where something else stands among them.
    """
    start = first.block.start if first.block else first.start
    end = last.block.end if last.block else last.end
    if first.holder != last.holder or end <= start:
        return None
    for one in text.paragraphs:
        is_other = not first.start <= one.start <= last.start
        if is_other and start <= one.start < end and one.text.strip():
            return None
    anchors: list[bytes] = []
    for tag in tags(text.data, start, end):
        if tag.name in _WHOLE:
            return None
        if tag.name in _ANCHORS:
            anchors.append(text.data[tag.start : tag.end])
    return WrittenList(start, end, first.style, b"".join(anchors).decode("utf-8", "replace"))


def taken(data: bytes, paragraph: OdtParagraph, places: Sequence[int]) -> list[Splice]:
    """The splices that take characters away; spaces that an element stands for stay."""
    splices: list[Splice] = []
    for place in places:
        for one in pieces_between(paragraph, place, place + 1):
            if one.is_tag:
                continue
            source = data[one.start : one.end]
            first = one.start + offset_in(source, place - one.at)
            last = one.start + offset_in(source, place - one.at + 1)
            splices.append(Splice(first, last, b""))
    return splices


def inserted(data: bytes, paragraph: OdtParagraph, moves: Moves) -> list[Splice]:
    """The splice that puts a stop behind a character; none where that is no text."""
    if not moves.at or not moves.new:
        return []
    for one in pieces_between(paragraph, moves.at - 1, moves.at):
        if not one.is_tag:
            place = one.start + offset_in(data[one.start : one.end], moves.at - one.at)
            return [Splice(place, place, escape(moves.new).encode())]
    return []
