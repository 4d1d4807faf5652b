"""A state of picking → the lines of a screen of so many columns and rows; pure.

query
how many, what the keys do
entry, two lines each; the marked with "*", the one pointed at with ">"
---
the entry pointed at, in the style
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from mscref.app.overview import row_of
from mscref.cli import show
from mscref.cli.picker.state import PickState
from mscref.cli.rows import cut
from mscref.model.characters import visible_in_line
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference

# Texts with the SGR codes that they are shown in.
ScreenLine: TypeAlias = "list[tuple[str, str]]"

PROMPT = "> "
_KEYS = "tab marks, enter takes, esc leaves"
_BOLD, _DIM, _POINTED = "1", "2", "1;7"
_HEAD = 2  # lines above the entries
_LINES_OF_ENTRY = 2
_MOST_PREVIEW = 6
_LEAST_FOR_PREVIEW = 12  # rows of a screen


def preview_rows(rows: int) -> int:
    """How many rows of a screen the preview has, its border with it."""
    return min(_MOST_PREVIEW, rows // 3) if rows >= _LEAST_FOR_PREVIEW else 0


def entries_seen(rows: int) -> int:
    """How many entries a screen shows."""
    return max(1, (rows - _HEAD - preview_rows(rows)) // _LINES_OF_ENTRY)


def draw(
    state: PickState, preview: Sequence[ScreenLine], *, columns: int, rows: int
) -> list[ScreenLine]:
    """All lines of the screen, none wider than `columns`, at most `rows` of them."""
    lines = [_prompt(state, columns), _status(state, columns)]
    seen = entries_seen(rows)
    first = state.at - state.at % seen
    for place, one in enumerate(state.found.references[first : first + seen], first):
        lines += _entry(one, columns, is_here=place == state.at, is_marked=one.id in state.marked)
    room = preview_rows(rows)
    if room and state.current:
        lines = lines[: rows - room]
        lines += [[] for _ in range(rows - room - len(lines))]
        lines.append([("-" * columns, _DIM)])
        lines += preview[: room - 1]
    return [_fitting(line, columns) for line in lines[:rows]]


def _prompt(state: PickState, columns: int) -> ScreenLine:
    return [(PROMPT, _BOLD), (shown_query(state.query, columns), "")]


def shown_query(query: str, columns: int) -> str:
    """The end of a query that fits behind the prompt, with room for the cursor."""
    text = visible_in_line(query)
    while text and show.cells(text) > max(columns - len(PROMPT) - 1, 0):
        text = text[1:]
    return text


def _status(state: PickState, columns: int) -> ScreenLine:
    seen, total = len(state.found.references), state.found.total
    count = f"{seen:,} of {total:,}" if seen < total else show.counted(total, "reference")
    marked = f", {len(state.marked)} marked" if state.marked else ""
    said = show.one_line(state.message) or _KEYS
    return [(cut(f"  {count}{marked}; {said}", columns), _DIM)]


def _entry(
    reference: Reference, columns: int, *, is_here: bool, is_marked: bool
) -> tuple[ScreenLine, ScreenLine]:
    row = row_of(reference)
    key, authors, year, title = map(show.one_line, (row.key, row.authors, row.year, row.title))
    container = show.one_line(strip_markup(reference.text("container-title")))
    head = f"{'>' if is_here else ' '}{'*' if is_marked else ' '} "
    key = cut(key, max(columns - len(head), 1))
    room = columns - len(head) - show.cells(key) - 2
    about = "  ".join(filter(None, (authors, year, container)))
    first = [(cut(head, columns), _BOLD), (key, _POINTED if is_here else _BOLD)]
    if about and room > 1:
        first.append((f"  {cut(about, room)}", ""))
    return first, [("   "[:columns], ""), (cut(title, max(columns - 3, 0)), "")]


def _fitting(line: ScreenLine, columns: int) -> ScreenLine:
    """A line without what stands out on the right: a word may be wider than all of it."""
    fitting: ScreenLine = []
    room = columns
    for text, codes in line:
        if room > 0:
            fitting.append((cut(text, room), codes))
        room -= show.cells(text)
    return fitting
