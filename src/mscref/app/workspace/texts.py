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


class LineStarts:
    """Where each line begins; those from `moved` on stand `by` further than is noted.

    So an edit costs the lines between it and the last one, not those of the rest of a long text.
    """

    def __init__(self, noted: array[int], moved: int, by: int) -> None:
        self._noted = noted
        self._moved = moved
        self._by = by

    @classmethod
    def of(cls, text: str) -> LineStarts:
        """The lines of a text."""
        return cls(array("q", (0, *(found.end() for found in _BREAK.finditer(text)))), 0, 0)

    def __len__(self) -> int:
        return len(self._noted)

    def __getitem__(self, line: int) -> int:
        return self._noted[line] + (self._by if line >= self._moved else 0)

    def line_of(self, offset: int) -> int:
        """The line that an offset lies in."""
        if self._moved < len(self) and offset >= self[self._moved]:
            return bisect_right(self._noted, offset - self._by, self._moved) - 1
        return bisect_right(self._noted, offset, 0, self._moved) - 1

    def replaced(self, text: str, start: int, end: int, by: int) -> LineStarts:
        """The lines of `text`, which has a stretch of another length for that of the text before.

        A line more on both sides is looked at: its break may have become part of another.
        """
        first = self.line_of(max(start - 1, 0))
        after = self.line_of(end + 1) + 1
        begin = self[first]
        stop = self[after] + by if after < len(self) else len(text)
        inner = [begin + one.end() for one in _BREAK.finditer(text[begin:stop])]
        if after < len(self) and inner and inner[-1] == stop:
            inner.pop()
        before, rest = self._noted[: first + 1], self._noted[after:]
        if self._by:
            for line in range(self._moved, first + 1):
                before[line] += self._by
            # From `after` on all will stand that further; what was not, is noted by it less.
            for line in range(max(self._moved - after, 0)):
                rest[line] -= self._by
        made = before + array("q", inner)
        return LineStarts(made + rest, len(made), self._by + by)


class EditorText:
    """A text that never changes; lines and characters count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> LineStarts:
        """Where each line begins."""
        return LineStarts.of(self.text)

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
        line = self.starts.line_of(offset)
        before = self.text[self.starts[line] : offset]
        if units == UTF_32 or before.isascii():
            return line, len(before)
        return line, sum(_width(letter, units) for letter in before)

    def replaced(self, start: int, end: int, new: str) -> EditorText:
        """The text with a stretch replaced."""
        made = EditorText(self.text[:start] + new + self.text[end:])
        if "starts" in self.__dict__:
            by = len(new) - (end - start)
            made.__dict__["starts"] = self.starts.replaced(made.text, start, end, by)
        return made

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
