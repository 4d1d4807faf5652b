"""The findings of `check` for a person: grouped by entry, each with its line of the file marked.

    key
      place  severity[code]
        message
        12 |   author = {Leng, Z. et al.},
           |             ^^^^^^^^^^^^^^^
        hint: what helps

    how many findings of each rule

A pipe gets `report.as_text` instead, in which each finding is one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mscref.cli import show
from mscref.cli.wrapping import wrapped
from mscref.csl.render.terminal import TerminalSpan
from mscref.diagnostics import Severity
from mscref.model.characters import visible_in_line

if TYPE_CHECKING:
    from mscref.report import Report, ReportItem

_PLACE = "  "
_BELOW = "    "
_DIM = "2"
# Cells of a line that are shown before the place that is marked, where not all of it fits.
_LEAD = 20


def show_findings(report: Report) -> None:
    """Write the problems of a report to the terminal."""
    lines = list(_lines(report.problems, width=show.terminal_width()))
    if lines:
        show.screen("\n".join(lines) + "\n")


def _lines(problems: Sequence[ReportItem], *, width: int) -> Iterator[str]:
    for (path, key), items in groupby(problems, key=lambda one: (one.span.path, one.key)):
        yield show.bold(visible_in_line(key or path))
        for item in items:
            yield from _finding(item, width=width)
        yield ""
    yield from _counts(problems)


def _finding(item: ReportItem, *, width: int) -> Iterator[str]:
    label = f"{_severity(item).value}[{item.code}]"
    yield f"{_PLACE}{visible_in_line(str(item.span))}  {show.in_colour(label, _severity(item))}"
    yield from _paragraph(item.message, width)
    yield from _frame(item, width=width)
    if item.read:
        yield from _paragraph(f"read: {' '.join(item.read.split())}", width)
    if item.hint:
        yield from _paragraph(f"hint: {item.hint}", width)


def _severity(item: ReportItem) -> Severity:
    return item.severity or Severity.INFO


def _paragraph(text: str, width: int) -> Iterator[str]:
    """Words that keep to the width, below one another."""
    spans = [TerminalSpan(visible_in_line(text))]
    room = width - len(_BELOW)
    for number, line in enumerate(wrapped(spans, width=room, measure=show.cells)):
        yield _BELOW + ("    " if number else "") + "".join(piece for _, piece in line)


def _frame(item: ReportItem, *, width: int) -> Iterator[str]:
    """The line of the file, and marks below what is meant; nothing where the line is unknown."""
    if not item.source_line or not item.span.line:
        return
    margin = f"{_BELOW}{item.span.line} | "
    line, start, end = _window(item, room=max(width - len(margin), _LEAD + 1))
    yield show.styled(margin, _DIM) + line
    if item.span.column:
        bar = f"{' ' * (len(margin) - 2)}| "
        marks = "^" * max(show.cells(line[start:end]), 1)
        gap = " " * show.cells(line[:start])
        yield show.styled(bar, _DIM) + gap + show.in_colour(marks, _severity(item))


def _window(item: ReportItem, *, room: int) -> tuple[str, int, int]:
    """What of the line fits, and where in it the marked place begins and ends."""
    line = visible_in_line(item.source_line.rstrip("\r\n").replace("\t", " "))
    start = max(item.span.column - 1, 0)
    is_here = item.span.end_line in (0, item.span.line) and item.span.end_column > item.span.column
    end = item.span.end_column - 1 if is_here else len(line)
    if show.cells(line) > room and start > _LEAD:
        cut = start - _LEAD
        line, start, end = f"…{line[cut + 1 :]}", start - cut, end - cut
    while show.cells(line) > room:
        line = f"{line[: -1 - (show.cells(line) - room + 1) // 2]}…"
    return line, min(start, len(line)), min(end, len(line))


def _counts(problems: Sequence[ReportItem]) -> Iterator[str]:
    """A line for each rule: how often, and how many of its findings can be repaired."""
    from collections import Counter

    counts = Counter((_severity(one), one.code) for one in problems)
    repairs = Counter(one.code for one in problems if one.details.get("fix"))
    for (severity, code), count in counts.most_common():
        fixable = f"  {repairs[code]} with --fix" if repairs[code] else ""
        colour = show.in_colour(f"{severity.value:7}", severity)
        yield f"{count:>5}  {colour}  {code}{fixable}"
