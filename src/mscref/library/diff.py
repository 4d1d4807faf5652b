"""A change as a unified diff, made from its splices: the cost is that of the change, not of
the file (comparing all lines of a large library takes longer than changing it).

What crosses the border: the old text and splices in, the text of a diff out. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from mscref.library.delta import TextSplice, in_order
from mscref.model.characters import visible_in_line

# What to do with lines a to b of the old and c to d of the new text.
_Step: TypeAlias = 'tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]'

_CONTEXT = 3
# Regions of more lines are shown as removed and added whole; comparing them is quadratic.
_MOST_COMPARED = 3000


@dataclass(slots=True)
class _Region:
    """Lines `start` to `end` of the old text (offsets of line starts) and what stands there now."""

    start: int
    end: int
    new: str


def unified_diff(text: str, splices: Sequence[TextSplice], *, name: str) -> str:
    """The change in the format of `diff -u`, as `git apply` takes it; "" where nothing changes."""
    ends_changed = [
        splice for splice in in_order(splices) if text[splice.start : splice.end] != splice.new
    ]
    if not ends_changed:
        return ""
    shown = visible_in_line(name)
    output = [f"--- a/{shown}\n", f"+++ b/{shown}\n"]
    line = new_line = 1
    place = 0
    for region in _regions(text, ends_changed):
        skipped = text.count("\n", place, region.start)
        line += skipped
        new_line += skipped
        old = _lines(text[region.start : region.end])
        new = _lines(region.new)
        output += _hunks(old, new, line=line, new_line=new_line)
        line += len(old)
        new_line += len(new)
        place = region.end
    return "".join(output)


def _regions(text: str, splices: Sequence[TextSplice]) -> list[_Region]:
    """Whole lines with their context; regions that touch are one."""
    regions: list[_Region] = []
    groups: list[list[TextSplice]] = []
    bounds: list[tuple[int, int]] = []
    for splice in splices:
        start, end = _with_context(text, splice)
        if bounds and start <= bounds[-1][1]:
            groups[-1].append(splice)
            bounds[-1] = (bounds[-1][0], max(end, bounds[-1][1]))
        else:
            groups.append([splice])
            bounds.append((start, end))
    for group, (start, end) in zip(groups, bounds, strict=True):
        pieces: list[str] = []
        place = start
        for splice in group:
            pieces += (text[place : splice.start], splice.new)
            place = splice.end
        pieces.append(text[place:end])
        regions.append(_Region(start, end, "".join(pieces)))
    return regions


def _with_context(text: str, splice: TextSplice) -> tuple[int, int]:
    start = text.rfind("\n", 0, splice.start) + 1
    for _ in range(_CONTEXT):
        start = text.rfind("\n", 0, max(start - 1, 0)) + 1 if start else 0
    end = splice.end
    if not (end and end == len(text)):
        for _ in range(_CONTEXT + 1):
            newline = text.find("\n", end)
            end = newline + 1 if newline >= 0 else len(text)
    return start, end


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


class _Anchored(SequenceMatcher[str]):
    """Compares the lines of a region, its context kept in place.

    Among equal lines a comparison may find the change further down, up to the end of the
    region; `patch` takes a hunk without context after it for one at the end of the file.
    """

    def __init__(self, old: list[str], new: list[str]) -> None:
        shorter = min(len(old), len(new))
        head = _common(old, new, min(_CONTEXT, shorter))
        tail = _common(old[::-1], new[::-1], min(_CONTEXT, shorter - head))
        self._head, self._tail = head, tail
        super().__init__(None, old[head : len(old) - tail], new[head : len(new) - tail], False)

    def get_opcodes(self) -> list[_Step]:
        """The steps of the whole region, neighbouring equal lines as one."""
        head, tail = self._head, self._tail
        merged: list[_Step] = [("equal", 0, head, 0, head)]
        end = new_end = head
        steps: list[_Step] = []
        for tag, a, b, c, d in super().get_opcodes():
            steps.append((tag, a + head, b + head, c + head, d + head))
            end, new_end = b + head, d + head
        steps.append(("equal", end, end + tail, new_end, new_end + tail))
        for step in steps:
            if step[0] == merged[-1][0] == "equal":
                merged[-1] = ("equal", merged[-1][1], step[2], merged[-1][3], step[4])
            else:
                merged.append(step)
        return merged


def _common(old: list[str], new: list[str], limit: int) -> int:
    """How many of the first `limit` lines are equal."""
    return next((place for place in range(limit) if old[place] != new[place]), limit)


def _hunks(old: list[str], new: list[str], *, line: int, new_line: int) -> list[str]:
    """The hunks of one region; equal lines far from a change are left out."""
    if len(old) + len(new) > _MOST_COMPARED:
        groups = [[("replace", 0, len(old), 0, len(new))]]
    else:
        groups = [list(one) for one in _Anchored(old, new).get_grouped_opcodes(_CONTEXT)]
    output: list[str] = []
    for group in groups:
        (_, start, _, new_start, _), (_, _, end, _, new_end) = group[0], group[-1]
        old_range = _range(line + start, end - start)
        output.append(f"@@ -{old_range} +{_range(new_line + new_start, new_end - new_start)} @@\n")
        for tag, a, b, c, d in group:
            if tag == "equal":
                output += [_marked(" ", one) for one in old[a:b]]
            else:
                output += [_marked("-", one) for one in old[a:b]]
                output += [_marked("+", one) for one in new[c:d]]
    return output


def _range(start: int, count: int) -> str:
    """Lines count from 1; an empty range names the line before it."""
    if count == 1:
        return str(start)
    return f"{start if count else start - 1},{count}"


def _marked(sign: str, one: str) -> str:
    return f"{sign}{one}" if one.endswith("\n") else f"{sign}{one}\n\\ No newline at end of file\n"
