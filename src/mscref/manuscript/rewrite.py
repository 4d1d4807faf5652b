"""Write a manuscript anew with pandoc's `[@key]` where its markers stood.

In: the text, the place of its reference list, its markers. Out: the text. The list itself gives
way to pandoc's place for one. A marker whose works are not all known stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.manuscript.markers import Marker, MarkerCite

_LIST_PLACE = "::: {#refs}\n:::\n"
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_]*(?:[:.#$%&\-+?<>~/][A-Za-z0-9_]+)*")


def rewrite_pandoc(text: str, markers: Sequence[Marker], *, list_start: int, list_end: int) -> str:
    """The text with pandoc citations; the two offsets enclose the entries of its list."""
    body = _replaced(text[:list_start], markers)
    after = text[list_end:].lstrip("\n")
    later = [_moved(marker, list_end) for marker in markers if marker.start >= list_end]
    tail = _replaced(text[list_end:], later)[len(text[list_end:]) - len(after) :] if after else ""
    return f"{body.rstrip()}\n\n{_LIST_PLACE}" + (f"\n{tail.lstrip()}" if tail.strip() else "")


def pandoc_citation(marker: Marker) -> str:
    """One marker as pandoc writes it, or its own text where a work is unknown."""
    if marker.unresolved:
        return marker.text
    if not marker.author_in_text:
        return f"[{'; '.join(_cite(cite) for cite in marker.cites)}]"
    first, *others = marker.cites
    rest = [*([first.locator] if first.locator else []), *(_cite(cite) for cite in others)]
    if others and not first.locator:
        return f"{_key(first.key)} [; {'; '.join(_cite(cite) for cite in others)}]"
    return f"{_key(first.key)} [{'; '.join(rest)}]" if rest else _key(first.key)


def _cite(cite: MarkerCite) -> str:
    prefix = f"{cite.prefix} " if cite.prefix else ""
    locator = f", {cite.locator}" if cite.locator else ""
    return f"{prefix}{_key(cite.key)}{locator}"


def _key(key: str) -> str:
    return f"@{key}" if _PLAIN_KEY.fullmatch(key) else f"@{{{key}}}"


def _moved(marker: Marker, by: int) -> Marker:
    return Marker(
        marker.start - by,
        marker.end - by,
        marker.text,
        marker.way,
        marker.cites,
        marker.author_in_text,
    )


def _replaced(text: str, markers: Sequence[Marker]) -> str:
    parts = []
    position = 0
    for marker in markers:
        if marker.start < position or marker.end > len(text):
            continue
        before = text[position : marker.start]
        citation = pandoc_citation(marker)
        # A superscript stands against its word; a citation does not.
        if marker.way == "superscript" and citation != marker.text and before[-1:].strip():
            before += " "
        parts += [before, citation]
        position = marker.end
    return "".join([*parts, text[position:]])
