"""Identifiers that pandoc derives of headings, kept where a citation in one is written out.

In goes a text in pandoc's Markdown with the starts of its headings and its citations, out come the
attributes that headings with citations need, so that links to them go on: `# So [@kerr]` is
`#so-kerr` for pandoc, whatever the citation reads like. The rule: pandoc's manual, "Extension:
auto_identifiers" (text without markup, in small letters, words joined by `-`, without other signs,
from the first letter on; `-1`, `-2` … where it was there before). Headings that say an
identifier keep it; one with markup that is not known here, in a quotation or in a list is left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from mscref.manuscript.citations.found import Found, Heading

_SIGNS = re.compile(r" {0,3}#{1,6}[ \t]+")
_CLOSING = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+\Z")
_ATTRIBUTES = re.compile(r"(?<!\])\{([^{}\n]{0,400})\}[ \t]*\Z")
_UNDERLINED = re.compile(r"\r?\n {0,3}(?:=+|-+)[ \t]*(?=\r?\n|\Z)")
_BLOCK = re.compile(r"[ \t]*(?:[-*+>|:~`]|\d{1,9}[.)][ \t]|\Z)")
_UNKNOWN = re.compile(r"[<{}]|\$\$")
_NOTE = re.compile(r"\^\[[^\[\]]{0,400}\]|\[\^[^\[\]]{1,200}\]")
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()]{0,400}\)")
_EMPHASIS = re.compile(r"(?<!\w)_++|(?<!_)_++(?!\w)|-{2,}+|\.{3}")
_DROPPED = re.compile(r"[^\w\s.-]")
_LEAD = re.compile(r"\A[\W\d_]+")
_EMPTY = "section"
_ENDS_OF_METADATA = frozenset(["---", "..."])


class HeadingId(NamedTuple):
    """What is put into the text at a place."""

    at: int
    new: str


class _Line(NamedTuple):
    """The words of a heading, what its attributes say (None without any) and where they stand."""

    start: int
    end: int
    attributes: str | None
    attributes_at: int


def heading_ids(
    text: str, headings: Sequence[Heading], citations: Sequence[Found]
) -> list[HeadingId]:
    """The identifiers of the headings in which citations stand and that say none."""
    starts = sorted(one.start for one in citations)
    found: list[HeadingId] = []
    taken: set[str] = set()
    for line in sorted({*_marked(text, headings), *_underlined(text, starts)}):
        said = next((one[1:] for one in (line.attributes or "").split() if one[0] == "#"), "")
        identifier = said or _unique(_derived(text[line.start : line.end]), taken)
        taken.add(identifier)
        place = bisect_left(starts, line.start)
        is_cited = place < len(starts) and starts[place] < line.end
        if said or not is_cited or _UNKNOWN.search(text, line.start, line.end):
            continue
        if line.attributes is None:
            found.append(HeadingId(line.attributes_at, f" {{#{identifier}}}"))
        else:
            space = " " if line.attributes.strip() else ""
            found.append(HeadingId(line.attributes_at, f"#{identifier}{space}"))
    return found


def _marked(text: str, headings: Sequence[Heading]) -> Iterator[_Line]:
    """The headings that begin with `#`."""
    for one in headings:
        signs = _SIGNS.match(text, one.start)
        if signs is not None and _begins_a_block(text, one.start):
            yield _line(text, signs.end(), _line_end(text, one.start))


def _begins_a_block(text: str, start: int) -> bool:
    """False for a line with `#` that goes on with a paragraph ("blank_before_header")."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return not before or before in _ENDS_OF_METADATA or before.startswith("#")


def _underlined(text: str, citations: Sequence[int]) -> Iterator[_Line]:
    """The headings over a line of `=` or `-` in which a citation stands."""
    for place in citations:
        start, end = text.rfind("\n", 0, place) + 1, _line_end(text, place)
        before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        if _UNDERLINED.match(text, end) and not before.strip() and not _BLOCK.match(text, start):
            yield _line(text, start, end)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if text[place:end].endswith("\r") else end


def _line(text: str, start: int, end: int) -> _Line:
    words = text[start:end]
    own = _ATTRIBUTES.search(words)
    if own is not None:
        return _Line(start, start + own.start(), own[1], start + own.start(1))
    at = start + len(words.rstrip())
    closing = _CLOSING.search(words)
    return _Line(start, start + closing.start() if closing else end, None, at)


def _derived(words: str) -> str:
    """The identifier that pandoc makes of the words of a heading."""
    bare = _NOTE.sub("", words)
    bare = _LINK.sub(r"\1", bare)
    bare = _DROPPED.sub("", _EMPHASIS.sub("", unescape(bare)))
    return _LEAD.sub("", "-".join(bare.lower().split())) or _EMPTY


def _unique(identifier: str, taken: set[str]) -> str:
    if identifier not in taken:
        return identifier
    number = 1
    while f"{identifier}-{number}" in taken:
        number += 1
    return f"{identifier}-{number}"
