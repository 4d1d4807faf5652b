"""Spans of a text that a finder leaves alone, and brackets that belong together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

_LONGEST = 20_000
_DEEPEST = 100


class Dead:
    """Spans in the order of the text; `place in dead` is true inside one of them."""

    def __init__(self, zones: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in zones]
        self._ends = [end for _, end in zones]

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def closing_brace(text: str, place: int, *, signs: str = "{}") -> int:
    """Where the bracket at `place` is closed, -1 where it is not within a few thousand signs or
    stands too deep.

    What a backslash precedes does not count; inside other brackets only `{}` hide a bracket.
    """
    opening, closing = signs[0], signs[1]
    depth = braces = 0
    index = place
    end = min(len(text), place + _LONGEST)
    while index < end:
        char = text[index]
        if char == "\\":
            index += 1
        elif char == opening and not braces:
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif char == closing and not braces:
            depth -= 1
            if not depth:
                return index
        elif char == "{":
            braces += 1
        elif char == "}":
            braces -= 1
        index += 1
    return -1
