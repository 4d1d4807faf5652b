"""Runs of which a citation that is put in their place would leave nothing but their tags.

A typed citation parts its run: what is before it is closed, what is behind it opened anew. Where
nothing is before or behind it, that would leave an empty run each time a document is restyled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mscref.manuscript.office.xml_bytes import Splice

_LONGEST_HEAD = 2000
_KEEPS_SPACES = b' xml:space="preserve">'


class _Tags(NamedTuple):
    """The tags of a run with text: what ends it, what begins it, and a whole beginning."""

    closing: bytes
    beginnings: tuple[bytes, bytes]
    head: re.Pattern[bytes]


def without_empty_runs(data: bytes, prefix: str, splices: Iterable[Splice]) -> list[Splice]:
    """The splices of a part so that they leave no empty runs.

    Where another splice puts something into such a run it stays.
    """
    tags = _tags(prefix.encode())
    found: list[Splice] = []
    listed = sorted(splices, key=lambda one: (one.start, one.end))
    follows = [*[one.start for one in listed[1:]], len(data)]
    for one, following in zip(listed, follows, strict=True):
        opened = _from_its_run(data, one, found, tags)
        found.append(_to_its_run(data, opened, following, tags))
    return found


def _tags(w: bytes) -> _Tags:
    head = rb"<%br(?:\s[^<>]*)?>(?:<%brPr>(?:(?!<%br[\s>]).)*</%brPr>)?<%bt(?:\s[^<>]*)?>\Z" % (
        (re.escape(w),) * 5
    )
    beginnings = (b"<" + w + b"r>", b"<" + w + b"r ")
    return _Tags(b"</" + w + b"t></" + w + b"r>", beginnings, re.compile(head, re.DOTALL))


def _from_its_run(data: bytes, one: Splice, found: list[Splice], tags: _Tags) -> Splice:
    """A splice that takes the run with it which it closes, where that holds nothing else.

    What splices before it did to that run (characters taken, a changed tag) goes from `found`.
    """
    if not one.new.startswith(tags.closing):
        return one
    edge, count = one.start, len(found)
    while count and found[count - 1].end == edge and not found[count - 1].new:
        count -= 1
        edge = found[count].start
    if count and found[count - 1].end == edge and found[count - 1].new.endswith(_KEEPS_SPACES):
        count -= 1
    floor = found[count - 1].end if count else 0
    start = _opened(data, max(floor, edge - _LONGEST_HEAD), edge, tags)
    if start < 0:
        return one
    del found[count:]
    return Splice(start, one.end, one.new.removeprefix(tags.closing))


def _to_its_run(data: bytes, one: Splice, following: int, tags: _Tags) -> Splice:
    """A splice that takes the run with it which it opens, where that would hold nothing else."""
    end = one.end + len(tags.closing)
    if not data.startswith(tags.closing, one.end) or end > following:
        return one
    start = _opened(one.new, 0, len(one.new), tags)
    return one if start < 0 else Splice(one.start, end, one.new[:start])


def _opened(data: bytes, start: int, end: int, tags: _Tags) -> int:
    """Where the run begins that ends in an open and empty text at `end`, or -1."""
    place = max(data.rfind(one, start, end) for one in tags.beginnings)
    return place if place >= 0 and tags.head.match(data, place, end) else -1
