"""The entry that is pointed at, in the style, as lines of the screen."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.app.cite import Formatter
from mscref.cli import show
from mscref.cli.picker.drawing import ScreenLine
from mscref.cli.wrapping import INDENT, wrapped
from mscref.model.characters import visible_in_line
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style

_SGR = MappingProxyType({"bold": "1", "italic": "3", "underline": "4"})
_MOST_LINES = 5


class EntryPreview:
    """A style that formats what is pointed at; the engine is made at the first of them."""

    def __init__(self, style: Style, locale: str) -> None:
        self._style = style
        self._locale = locale
        self._formatter: Formatter | None = None

    def __call__(self, reference: Reference, columns: int) -> list[ScreenLine]:
        """The lines of one entry, wrapped to `columns`; a long word may be wider."""
        if self._formatter is None:
            self._formatter = Formatter(self._style, locale=self._locale)
        lines: list[ScreenLine] = []
        for spans in self._formatter.spans(reference):
            for number, line in enumerate(wrapped(spans, width=columns, measure=show.cells)):
                indent = [(" " * INDENT, "")] if number else []
                shown = [(visible_in_line(text), _codes(one.styles)) for one, text in line]
                lines.append([*indent, *shown])
        return lines[:_MOST_LINES]


def _codes(styles: frozenset[str]) -> str:
    return ";".join(_SGR[style] for style in sorted(styles) if style in _SGR)
