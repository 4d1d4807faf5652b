"""Lists whose references are numbered: which lines begin one.

In: the lines with text, and how numbers are printed (`marks.NUMBERS`). Out: the lines that begin
a reference with their markers as printed, or [] where the list is not numbered so.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypeAlias

from mscref.refstring.lines import Line

Starts: TypeAlias = list[tuple[Line, str]]

_LONGEST_ITEM = 20  # lines
_SURE_NUMBERS = ("bracket", "footnote")  # nothing but a reference begins so


def numbered_starts(filled: list[Line], way: str, pattern: re.Pattern[str]) -> Starts:
    """Where the references of a list begin that is numbered in this way."""
    if not filled:
        return []
    return (
        _ascending(filled, way, pattern)
        or _counting(filled, pattern)
        or _only_one(filled, way, pattern)
    )


def _ascending(filled: list[Line], way: str, pattern: re.Pattern[str]) -> Starts:
    """A part of a list: numbers in brackets from the first line on, of which each is higher."""
    if way not in _SURE_NUMBERS:
        return []
    found = [(line, match) for line in filled if (match := pattern.match(line.text.lstrip()))]
    numbers = [int(match["number"]) for _, match in found]
    if len(found) < 2 or found[0][0] is not filled[0] or len(filled) > _LONGEST_ITEM * len(found):
        return []
    if not all(before < after for before, after in pairwise(numbers)):
        return []
    return [(line, match.group()) for line, match in found]


def _only_one(filled: list[Line], way: str, pattern: re.Pattern[str]) -> Starts:
    """A list of one reference: its number is 1, or stands in brackets."""
    match = pattern.match(filled[0].text.lstrip())
    is_one = match and (way in _SURE_NUMBERS or (way == "stop" and match["number"] == "1"))
    return [(filled[0], match.group())] if is_one and match and len(filled) <= _LONGEST_ITEM else []


def covers(starts: Starts, filled: list[Line]) -> bool:
    """A list begins near its heading: at most a fifth of it stands before the first number."""
    before = sum(line.start < starts[0][0].start for line in filled)
    return before <= max(2, len(filled) // 5)


def _counting(lines: list[Line], pattern: re.Pattern[str]) -> Starts:
    """The longest chain of lines whose markers count up (now and then a number is missing).

    A wrapped line may begin with a number as well; it is in the way of no chain.
    """
    chains: dict[int, tuple[int, int]] = {}  # last number → length of the chain, its last match
    matches: list[tuple[Line, str, int]] = []  # line, marker, match before it in its chain
    for line in lines:
        match = pattern.match(line.text.lstrip())
        if not match:
            continue
        number = int(match["number"])
        before = [chains[one] for one in range(number - 3, number) if one in chains]
        length, previous = max(before, default=(0, -1))
        matches.append((line, match.group(), previous))
        if length >= chains.get(number, (0, -1))[0]:
            chains[number] = (length + 1, len(matches) - 1)
    length, place = max(chains.values(), default=(0, -1))
    if length < 2 or len(lines) > _LONGEST_ITEM * length:
        return []
    starts = []
    while place >= 0:
        line, marker, place = matches[place]
        starts.append((line, marker))
    return starts[::-1]
