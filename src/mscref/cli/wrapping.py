"""Styled entries in lines of a terminal: wrapped between words, with a hanging indent. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from mscref.patterns import lazy

if TYPE_CHECKING:
    from mscref.csl.render.terminal import TerminalSpan

_PIECE = lazy(r"\s+|\S+")
INDENT = 4
_Line: TypeAlias = "list[tuple[TerminalSpan, str]]"


def wrapped(
    spans: Sequence[TerminalSpan], *, width: int, measure: Callable[[str], int]
) -> list[_Line]:
    """An entry as lines of text with its spans; `measure` says how many cells a text takes.

    A word is never broken, even where it is wider than a line; its parts may be of several spans.
    """
    lines: list[_Line] = [[]]
    used = 0
    gap: _Line = []
    for word in _words(spans):
        if word[0][1].isspace():
            if "\n" in word[0][1]:
                lines.append([])
                used, gap = INDENT, []
            else:
                gap = [(word[0][0], " ")]
            continue
        cells = sum(measure(text) for _, text in word)
        if lines[-1] and used + len(gap) + cells > width:
            lines.append([])
            used, gap = INDENT, []
        used += cells + (len(gap) if lines[-1] else 0)
        lines[-1] += [*(gap if lines[-1] else []), *word]
        gap = []
    return [_merged(line) for line in lines if line] or [[]]


def _words(spans: Sequence[TerminalSpan]) -> Iterator[_Line]:
    """Words, each with its parts, and the white space between them."""
    word: _Line = []
    for span in spans:
        for piece in _PIECE.findall(span.text):
            if not piece.isspace():
                word.append((span, piece))
                continue
            if word:
                yield word
                word = []
            yield [(span, piece)]
    if word:
        yield word


def _merged(line: _Line) -> _Line:
    """Neighbours of one span as one text, so that a style is switched on once."""
    merged: _Line = []
    for span, text in line:
        if merged and merged[-1][0] is span:
            merged[-1] = (span, merged[-1][1] + text)
        else:
            merged.append((span, text))
    return merged
