"""How wide the columns of a table are where a terminal is too narrow for them; pure."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 2  # cells between columns
_WANTED = 28  # what the last column, the title, should have
_NEEDED = 12  # what it must have, even if keys are cut
_LEAST_MIDDLE = 8
_LEAST_FIRST = 16


def fit(natural: Sequence[int], *, width: int) -> list[int]:
    """The width of each column so that a row takes one line of `width` cells.

    The last column gets what is left. Where that is too little, the widest of the columns in the
    middle give way; the first, a key that is copied, only where nothing else helps.
    """
    *others, last = natural
    room = width - GAP * len(others)
    while sum(others) + min(last, _WANTED) > room:
        wide = [place for place in range(1, len(others)) if others[place] > _LEAST_MIDDLE]
        if not wide:
            break
        others[max(wide, key=lambda place: others[place])] -= 1
    if others:
        excess = sum(others) + min(last, _NEEDED) - room
        others[0] -= max(0, min(excess, others[0] - _LEAST_FIRST))
    return [*others, max(min(last, room - sum(others)), 1)]
