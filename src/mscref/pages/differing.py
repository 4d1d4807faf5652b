"""Two texts side by side, with the words that differ marked. Pure.

Words are compared as `match/text.py` folds them, so that case and accents are no difference; every
run of spaces and every sign is a piece of its own. A text is cut off where it is so long that
nobody reads it: comparing takes quadratic time at worst.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from mscref.match.text import fold
from mscref.pages.markup import NOTHING, Html, element, joined
from mscref.patterns import lazy

_LONGEST = 2000
_PIECES = lazy(r"[^\W_]+|\s+|[\W_]")
_Piece = TypeVar("_Piece")


def compared(one: str, other: str) -> tuple[Html, Html]:
    """Both texts with the words marked that the other has not; unmarked where one is empty."""
    one, other = shortened(one), shortened(other)
    if not one.strip() or not other.strip():
        return joined(one), joined(other)
    pieces = pieces_of(one), pieces_of(other)
    first, second = differing(*([comparable(piece) for piece in some] for some in pieces))
    return marked(pieces[0], first), marked(pieces[1], second)


def shortened(said: str) -> str:
    """A text on one line, cut where it is too long to be looked at."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def pieces_of(said: str) -> list[str]:
    """The words, spaces and signs of a text."""
    return _PIECES.findall(said)


def comparable(piece: str) -> str:
    """What of a piece counts when it is compared."""
    return fold(piece) or piece if piece[0].isalnum() else " " if piece.isspace() else piece


def differing(one: Sequence[Hashable], other: Sequence[Hashable]) -> tuple[set[int], set[int]]:
    """The places in each sequence that the other has not."""
    first, second = set(range(len(one))), set(range(len(other)))
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        first.difference_update(range(block.a, block.a + block.size))
        second.difference_update(range(block.b, block.b + block.size))
    return first, second


def marked(
    pieces: Sequence[_Piece],
    places: set[int],
    shown: Callable[[_Piece], str] = str,
) -> Html:
    """The pieces with those at `places` marked, neighbours in one mark."""
    found: list[Html] = []
    run: list[str] = []
    for place, piece in enumerate(pieces):
        if place not in places and run:
            found.append(element("mark", *run))
            run = []
        if place in places:
            run.append(shown(piece))
        else:
            found.append(joined(shown(piece)))
    found.append(element("mark", *run) if run else NOTHING)
    return joined(*found)
