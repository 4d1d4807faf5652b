"""The lines of a text with their places, without what only the pages put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mscref.refstring.headings import HEADING
from mscref.refstring.running_heads import is_page_number, running_heads


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end, and where it begins in the text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """Without the spaces around it."""
        return self.text.strip()

    @property
    def indent(self) -> int:
        """How far it is set in."""
        return len(self.text) - len(self.text.lstrip())


def lines_of(text: str) -> list[Line]:
    """The lines of a text."""
    lines, position = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Line(line.rstrip("\r\n\f\v"), position))
        position += len(line)
    return lines


def without_running_heads(lines: list[Line]) -> list[Line]:
    """Without the lines that stand on page after page; of a list's own heading the first stays."""
    heads = running_heads([line.bare for line in lines])
    kept: list[Line] = []
    headings: set[str] = set()
    for place, line in enumerate(lines):
        is_first = HEADING.match(line.bare) is not None and line.bare not in headings
        if place not in heads or is_first:
            kept.append(line)
        if is_first:
            headings.add(line.bare)
    return kept


def without_page_numbers(lines: Iterable[Line]) -> Iterator[Line]:
    """Without the lines that only number a page."""
    before = ""
    for line in lines:
        if line.bare and is_page_number(line.bare, before):
            continue
        before = line.bare or before
        yield line
