"""The inline markup that text variables may hold, as in CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from mscref.patterns import lazy
from mscref.records import Record

# Only these tags are markup; any other "<" is text (a title may hold "p < 0.05").
_TAG = lazy(
    r"""</?(?:i|b|sup|sub|sc)>
      | <span\s+(?:style="[^"<>]*"|class="(?:nocase|nodecor)")\s*>
      | </span>""",
    re.VERBOSE,
)

# The spans that mean something; others are text like unknown tags.
_SPANS = MappingProxyType(
    {
        'class="nocase"': "nocase",
        'class="nodecor"': "nodecor",
        'style="font-variant:small-caps;"': "sc",
        'style="font-variant:small-caps"': "sc",
        'style="font-style:normal;"': "normal",
    }
)


_SCRIPTS = frozenset(["<sup>", "</sup>", "<sub>", "</sub>"])
_CASE_TAGS = frozenset(["nocase", "nodecor"])


class Tag(Record):
    """A tag: "i", "b", "sup", "sub", "sc", "nocase", "nodecor", "normal"; "span" closes."""

    name: str
    opens: bool
    source: str


def strip_markup(text: str) -> str:
    """Return `text` without its inline tags."""
    return _TAG.sub("", text) if "<" in text else text


def strip_fonts(text: str) -> str:
    """Return `text` without the tags that only say how it looks; raised and lowered parts stay.

    For numbers and codes: `<b>12</b>` is the number 12, `5<sup>e</sup>` is no 5e.
    """
    return _TAG.sub(_script, text) if "<" in text else text


def _script(tag: re.Match[str]) -> str:
    return tag[0] if tag[0] in _SCRIPTS else ""


def strip_case_markup(text: str) -> str:
    """Return `text` without what only guides a style: nocase and nodecor spans.

    Formats of other programs have no such thing, and people would see the tags.
    """
    if "<span" not in text:
        return text
    pieces: list[str] = []
    kept: list[bool] = []  # for each open span, whether it stays
    for part in split_markup(text):
        if isinstance(part, str):
            pieces.append(part)
        elif part.name != "span":
            stays = part.name not in _CASE_TAGS
            if part.source.startswith("<span"):
                kept.append(stays)
            pieces.append(part.source if stays else "")
        elif not kept or kept.pop():
            pieces.append(part.source)
    return "".join(pieces)


def split_markup(text: str) -> Iterator[str | Tag]:
    """The text between tags and the tags, in order; tags need not be balanced."""
    end = 0
    for match in _TAG.finditer(text):
        tag = _tag(match[0])
        if tag is None:
            continue
        if match.start() > end:
            yield text[end : match.start()]
        yield tag
        end = match.end()
    if end < len(text):
        yield text[end:]


def _tag(source: str) -> Tag | None:
    if source.startswith("<span"):
        name = _SPANS.get(source[5:-1].strip().replace(": ", ":"))
        return Tag(name, True, source) if name else None
    if source.startswith("</"):
        return Tag(source[2:-1], False, source)
    return Tag(source[1:-1], True, source)
