"""The XML of a part as tokens with their places in its bytes, and splices of bytes.

A part goes through `checked` first: what that lets pass is well-formed, declares no doctype or
entity and is in UTF-8, so that one pattern tells its tokens apart. Takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from mscref.errors import FormatError
from mscref.xmltree import EventReader, XmlError

_TOKEN = re.compile(
    rb"""<!--.*?(?:-->|\Z) | <\?.*?(?:\?>|\Z) | <!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)
       | </(?P<closes>[^\s<>]++)\s*+>
       | <(?P<opens>[^\s/<>!?"']++)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>
       | (?P<text>[^<]+)""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(rb"""(?<![^\s=])([^\s=]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile('[&<>"]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')


# A table within a table within a text box nests some 30 levels each.
_LARGEST_DEPTH = 500
_HEAD = 200


class Splice(NamedTuple):
    """A stretch of bytes that gives way."""

    start: int
    end: int
    new: bytes


class XmlTag(NamedTuple):
    """One opening or closing tag, or a text: `name` without its `prefix`, "" for a text.

    `opens` and `closes` are both true for an empty element.
    """

    name: str
    start: int
    end: int
    opens: bool = False
    closes: bool = False
    source: bytes = b""
    prefix: bytes = b""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by their names without prefix."""
        return {
            name.rpartition(b":")[2].decode(): unescape((one or other).decode("utf-8", "replace"))
            for name, one, other in _ATTRIBUTE.findall(self.source)
        }

    @property
    def text(self) -> str:
        """The characters of a text."""
        return unescape(self.source.decode("utf-8", "replace"))


class _Nobody:
    """Takes the events of a part that is only checked."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def characters(self, data: str) -> None:
        """Text between two tags."""


def checked(data: bytes, *, name: str, path: str) -> bytes:
    """The bytes of a part that may be read as tokens; raises FormatError for others."""
    if b"\0" in data[:_HEAD]:
        raise FormatError(
            f"{path}: its part {name} is not in UTF-8",
            hint="open it in its program and save it anew",
        )
    try:
        EventReader(_Nobody(), depth=_LARGEST_DEPTH, encoding="utf-8").read(data)
    except XmlError as error:
        raise FormatError(
            f"{path}: its part {name} is damaged at line {error.line}: {error}",
            hint="open it in its program and save it anew",
        ) from error
    return data


def still_whole(data: bytes, *, name: str, path: str) -> None:
    """Raise FormatError where a changed part is no XML any more, so that it is never written."""
    try:
        checked(data, name=name, path=path)
    except FormatError as error:
        raise FormatError(
            f"{path}: a citation crosses the border of another element of {name}; nothing was"
            " written",
            hint="insert the citations anew that stand in links, controls or changes",
        ) from error


def tags(data: bytes, start: int = 0, end: int | None = None) -> Iterator[XmlTag]:
    """The tokens of a part in order, without comments and instructions."""
    for match in _TOKEN.finditer(data, start, len(data) if end is None else end):
        kind = match.lastgroup
        if kind == "text":
            yield XmlTag("", match.start(), match.end(), source=match[0])
        elif kind == "closes":
            prefix, _, local = match["closes"].rpartition(b":")
            yield XmlTag(_text(local), match.start(), match.end(), closes=True, prefix=prefix)
        elif kind == "attributes":
            source = match["attributes"]
            prefix, _, local = match["opens"].rpartition(b":")
            yield XmlTag(
                _text(local),
                match.start(),
                match.end(),
                opens=True,
                closes=source.endswith(b"/"),
                source=source,
                prefix=prefix,
            )
        elif kind == "cdata":
            source = match["cdata"].replace(b"&", b"&amp;")
            yield XmlTag("", match.start(), match.end(), source=source)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with the splices made; they do not overlap."""
    pieces: list[bytes] = []
    place = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        pieces += [data[place : splice.start], splice.new]
        place = splice.end
    return b"".join([*pieces, data[place:]])


def escape_text(text: str) -> str:
    """Text as it stands between tags, where quotation marks are themselves."""
    return escape(text).replace("&quot;", '"')


def escape(text: str) -> str:
    """Text as it stands between tags and in attributes; what no XML can hold is left out."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], ""), text)
