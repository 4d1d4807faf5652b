"""Citations in tables of Markdown whose columns are lines of characters.

In grid tables and simple tables of pandoc a cell is what stands in a column of characters, so a
citation that gets longer or shorter would move what follows. It takes the spaces of its cell, or
gives them; where they do not suffice the table is said. Pipe tables have no such columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mscref.app.placing import DocumentSplice

_RULE = re.compile(
    r"^[ \t]*(?P<grid>\+)?(?(grid)(?:[-=:]{2,}\+)+|-{2,}(?:[ \t]+-{2,})+)[ \t]*$", re.MULTILINE
)
_BLANK = re.compile(r"^[ \t]*$", re.MULTILINE)
_END_OF_CELL = re.compile(r"(?P<spaces>(?:(?<! ) +)?)(?:\||(?<=  )(?=\S)|$)", re.MULTILINE)


class _Table(NamedTuple):
    """A table: its stretch of the text, and whether lines are drawn between its cells."""

    start: int
    end: int
    is_grid: bool


def in_tables(
    text: str, splices: Sequence[DocumentSplice]
) -> tuple[list[DocumentSplice], list[DocumentSplice]]:
    """The splices with the spaces of their cells, and those that break a table."""
    tables = list(_tables(text))
    if not tables:
        return list(splices), []
    fitted: list[DocumentSplice] = []
    broken: list[DocumentSplice] = []
    used: dict[int, int] = {}  # the end of a cell → how many of its spaces are taken
    for splice in splices:
        table = next((one for one in tables if one.start <= splice.start < one.end), None)
        if table is None or splice.start == splice.end:
            fitted.append(splice)
            continue
        pieces = _fitted(text, splice, table, used)
        fitted += pieces or [splice]
        if not pieces:
            broken.append(splice)
    return fitted, broken


def _fitted(
    text: str, splice: DocumentSplice, table: _Table, used: dict[int, int]
) -> list[DocumentSplice]:
    """The splices by which a citation keeps its columns; none where that cannot be."""
    longer = len(splice.new) - (splice.end - splice.start)
    if "\n" in splice.new or "\n" in text[splice.start : splice.end]:
        return []
    if longer == 0:
        return [splice]
    end = _END_OF_CELL.search(text, splice.end)
    assert end is not None  # a line ends
    place, spaces = end.end("spaces"), len(end["spaces"])
    is_last = text[place : place + 1] in ("", "\n")
    if is_last and not table.is_grid:
        return [splice]
    free = spaces - used.get(place, 0) - (0 if table.is_grid else 1)
    if longer > free:
        return []
    taken = used.get(place, 0)
    used[place] = taken + longer
    if longer < 0:
        return [splice, DocumentSplice(place - spaces, place - spaces, " " * -longer)]
    return [splice, DocumentSplice(place - taken - longer, place - taken, "")]


def _tables(text: str) -> Iterator[_Table]:
    """The tables in order: the lines without a blank one around a rule of their own."""
    done = 0
    for rule in _RULE.finditer(text):
        if rule.start() < done:
            continue
        start = text.rfind("\n\n", done, rule.start())
        blank = _BLANK.search(text, rule.end() + 1)
        end = blank.start() if blank else len(text)
        yield _Table(max(start, done), end, rule["grid"] is not None)
        done = end
