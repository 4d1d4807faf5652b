"""Let a person pick references: the state, its picture and the terminal brought together."""

from __future__ import annotations

from collections.abc import Callable

from mscref.cli import show
from mscref.cli.picker.drawing import PROMPT, ScreenLine, draw, entries_seen, shown_query
from mscref.cli.picker.state import Ending, PickState
from mscref.cli.picker.terminal import opened
from mscref.model.reference import Reference


def pick(state: PickState, preview: Callable[[Reference, int], list[ScreenLine]]) -> Ending:
    """Let keys change the state until one ends it; `preview` takes a reference and a width.

    Raises OSError where the terminal cannot be had.
    """
    with opened() as terminal:

        def redraw() -> None:
            columns, rows = terminal.size()
            state.page = entries_seen(rows)
            shown = preview(state.current, columns) if state.current else []
            cursor = show.cells(PROMPT + shown_query(state.query, columns))
            terminal.show(draw(state, shown, columns=columns, rows=rows), cursor=cursor)

        redraw()
        for keys in terminal.typed():
            for key in keys:
                ending = state.press(key)
                if ending is not None:
                    return ending
            redraw()
    return Ending.LEFT
