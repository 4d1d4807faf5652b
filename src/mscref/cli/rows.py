"""References as lines of a table, or as two lines each where the terminal is too narrow for one."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.app.overview import Row
from mscref.cli import show

_WIDE = 100  # cells from which the columns of a table leave room for titles
_INDENT = "  "


def show_rows(rows: Sequence[Row]) -> None:
    """Write references: cells separated by tabs in a pipe, what fits the terminal on one."""
    width = show.terminal_width() if show.is_terminal() else _WIDE
    if width >= _WIDE or _natural_width(rows) <= width:
        show.table(Row._fields, rows, wrap=False)
        return
    show.screen("".join(f"{line}\n" for row in rows for line in _two_lines(row, width)))


def _natural_width(rows: Sequence[Row]) -> int:
    """The width of the table if no cell is cut."""
    columns = zip(Row._fields, *rows, strict=False)
    widths = [max(show.cells(show.one_line(cell)) for cell in column) for column in columns]
    return sum(widths) + 2 * (len(widths) - 1)


def _two_lines(row: Row, width: int) -> tuple[str, str]:
    """Key, authors, year and type in one line, the title in the next; either is cut at its end."""
    cells = [show.one_line(cell) for cell in row]
    key, kind, authors, year, title = cells
    rest = _INDENT.join(filter(None, (authors, year, kind)))
    key = cut(key, width)
    room = width - show.cells(key) - len(_INDENT)
    shown = f"{_INDENT}{cut(rest, room)}" if rest and room > 0 else ""
    return f"{show.bold(key)}{shown}", f"{_INDENT}{cut(title, max(width - len(_INDENT), 1))}"


def cut(text: str, width: int) -> str:
    """The beginning of a text that takes `width` cells at most."""
    if show.cells(text) <= width:
        return text
    while text and show.cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…"
