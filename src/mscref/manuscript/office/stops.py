"""Punctuation round the notes of a document: behind it stands the sign, before it a citation.

A note goes behind the stop that follows its citation, and the space before it falls away; where the
language puts stops inside quotation marks, the stop goes there ("text.”¹). A note that is taken
back lets the stop out again. In goes the text of a paragraph; offsets in it come out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MOVING = re.compile(r"[.,;:!?]+")
_LEAVING = re.compile(r"[.,;:]\Z")
_CLOSING_QUOTES = "”’\"'»"
_ENTERS_QUOTES = frozenset(".,")
# A full stop ends a sentence where this follows; that of an abbreviation stays.
_NEXT_SENTENCE = re.compile(r"\s*(?:\Z|\s[^\W\d_a-zà-öø-ÿ]|\s[\d\"“‘«(\[])")
_SPACE = " "
_NO_SPACE_AFTER = tuple("([{“‘«/—- \u00a0\t\n")


class Moves(NamedTuple):
    """What changes in a text: the characters that go, and those that come at an offset."""

    gone: tuple[int, ...] = ()
    new: str = ""
    at: int = 0


def behind_stop(text: str, start: int, end: int, *, inside_quotes: bool) -> Moves:
    """The moves that make a note of the citation `text[start:end]`; its sign comes at `start`."""
    before = start
    gone: list[int] = []
    while before and text[before - 1] in (_SPACE, "\u00a0"):
        before -= 1
        gone.append(before)
    mark = _MOVING.match(text, end)
    if mark is None:
        return Moves(tuple(gone), "", before)
    gone += range(mark.start(), mark.end())
    at = before
    if inside_quotes and mark[0] in _ENTERS_QUOTES:
        while at and text[at - 1] in _CLOSING_QUOTES:
            at -= 1
    if text[:at].endswith(mark[0]):
        return Moves(tuple(gone), "", before)
    return Moves(tuple(gone), mark[0], at)


def before_stop(text: str, start: int, end: int) -> Moves:
    """The moves that put a citation in the place of the sign `text[start:end]`, before a stop.

    `new` comes behind the citation.
    """
    at = start
    while at and text[at - 1] in _CLOSING_QUOTES:
        at -= 1
    stop = _LEAVING.search(text, max(0, start - 1), start) or _LEAVING.search(
        text, max(0, at - 1), at
    )
    if stop is None or _MOVING.match(text, end):
        return Moves()
    if stop[0] == "." and not _NEXT_SENTENCE.match(text, end):
        return Moves()
    return Moves((stop.start(),), stop[0], end)


def wants_space(before: str, moves: Moves) -> bool:
    """True where a space has to stand between the text before a citation and the citation."""
    left = before[:-1] if moves.gone and moves.gone[0] == len(before) - 1 else before
    return bool(left) and not left.endswith(_NO_SPACE_AFTER)
