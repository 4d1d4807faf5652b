"""A text as editors see it: offsets ↔ lines and characters, counted in units of an encoding.

Lines end as the Language Server Protocol says: `\\n`, `\\r\\n` or `\\r`, and nothing else.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property

UTF_8, UTF_16, UTF_32 = "utf-8", "utf-16", "utf-32"
_BREAK = re.compile(r"\r\n|\n|\r")


class EditorText:
    """A text that never changes; lines and characters count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> array[int]:
        """Where each line begins."""
        return array("Q", (0, *(found.end() for found in _BREAK.finditer(self.text))))

    def offset(self, line: int, character: int, units: str = UTF_32) -> int:
        """The offset of a place; one beyond its line is the end of the line, as the protocol says.

        A place inside of a character is the place before it.
        """
        if line >= len(self.starts):
            return len(self.text)
        if line < 0:
            return 0
        start, end = self.starts[line], self._line_end(line)
        character = max(character, 0)
        if units == UTF_32 or self.text[start : min(end, start + character)].isascii():
            return min(start + character, end)
        place, count = start, 0
        while place < end:
            count += _width(self.text[place], units)
            if count > character:
                break
            place += 1
        return place

    def position(self, offset: int, units: str = UTF_32) -> tuple[int, int]:
        """The line and the character of an offset."""
        line = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[line] : offset]
        if units == UTF_32 or before.isascii():
            return line, len(before)
        return line, sum(_width(letter, units) for letter in before)

    def replaced(self, start: int, end: int, new: str) -> EditorText:
        """The text with a stretch replaced."""
        return EditorText(self.text[:start] + new + self.text[end:])

    def _line_end(self, line: int) -> int:
        """Where a line ends, before its break."""
        if line + 1 >= len(self.starts):
            return len(self.text)
        end = self.starts[line + 1]
        return end - 2 if self.text.endswith("\r\n", 0, end) else end - 1


def _width(letter: str, units: str) -> int:
    """How many units a character takes; a lone surrogate as many as any other of its size."""
    code = ord(letter)
    if units == UTF_16:
        return 2 if code > 0xFFFF else 1
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
