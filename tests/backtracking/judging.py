"""Whether a pattern can backtrack without bound: found from its form, not from a clock.

It takes exponential time where one text leads from a state back to it in two ways; polynomial time
where a text leads from a state p to p, from p to q and from q to q, because where the p loop ends
is tried at every place (Weber and Seidl 1991; Weideman et al. 2016). A search begins at every
place, which is a loop before the pattern: so a loop that is entered at every letter of its text
takes quadratic time (`\\s*,` in blanks). Neither matters where nothing behind the loop can fail.
What crosses the border: a compiled pattern and how it is used in; what was found out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.backtracking.automaton import ALL, Automaton

Step = Any  # the states, the letter before, whether the ways have parted


class Found(NamedTuple):
    """A text that, again and again, is tried in too many ways; `head` leads to where it counts."""

    kind: str
    head: str
    again: str


def word_between(
    automaton: Automaton,
    first: tuple[int, ...],
    last: tuple[int, ...],
    *,
    within: tuple[frozenset[int] | None, ...],
    parted: bool = False,
) -> str | None:
    """A text that leads from each of `first` to its fellow of `last` at once, or None.

    The letter before it is its own last, so that it may be said again. `parted`: the ways must
    not be the same all along.
    """
    for group in range(len(automaton.groups)):
        start = (first, group, not parted)
        came: dict[Step, tuple[Step, str] | None] = {start: None}
        todo = [start]
        for here in todo:
            states, before, is_parted = here
            options = [automaton.moves(one, before) for one in states]
            for letters, targets, same in joined(options, within):
                for number, members in enumerate(automaton.groups):
                    if not letters & members:
                        continue
                    there = (targets, number, is_parted or not same)
                    one = automaton.letters[
                        ((letters & members) & -(letters & members)).bit_length() - 1
                    ]
                    if there == (last, group, True):
                        return text_to(here, came) + one
                    if there not in came:
                        came[there] = (here, one)
                        todo.append(there)
    return None


def joined(
    options: list[list[tuple[int, int]]], within: tuple[frozenset[int] | None, ...]
) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """The moves that read one letter together; whether they are the same move."""
    rows: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = [(ALL, (), ())]
    for moves, allowed in zip(options, within, strict=True):
        rows = [
            (letters & mask, (*targets, target), (*places, place))
            for letters, targets, places in rows
            for place, (mask, target) in enumerate(moves)
            if letters & mask and (allowed is None or target in allowed)
        ]
    for letters, targets, places in rows:
        yield letters, targets, len({*places}) == 1


def text_to(here: Step, came: dict[Step, tuple[Step, str] | None]) -> str:
    text = ""
    while (step := came[here]) is not None:
        here, letter = step
        text = letter + text
    return text


def shortest_to(automaton: Automaton, wanted: int) -> str:
    """A text that leads from the start to a state, guards left aside."""
    came: dict[Step, tuple[Step, str] | None] = {automaton.start: None}
    todo = [automaton.start]
    for at in todo:
        if at == wanted:
            return text_to(at, came)
        state = automaton.states[at]
        steps = [(target, "") for *_, target in state.empty]
        steps += [
            (target, automaton.letters[(mask & -mask).bit_length() - 1])
            for mask, target in state.letters
            if mask
        ]
        for target, letter in steps:
            if target not in came:
                came[target] = (at, letter)
                todo.append(target)
    return ""


def goes_on(automaton: Automaton, state: int, text: str) -> bool:
    """Whether what is tried in a state does not fail, however often `text` comes.

    The end is reached while it comes, or where the text ends if every letter leads back.
    """
    if state in automaton.ends or takes(automaton, {state}, text * 2):
        return True
    everything = (1 << len(automaton.letters)) - 1
    back = 0
    for group in range(len(automaton.groups)):
        back = 0
        for mask, target in automaton.moves(state, group):
            back |= mask if target == state else 0
        if back & everything != everything:
            return False
    return state in automaton.ends_of_text


def takes(automaton: Automaton, here: set[int], text: str, *, whole: bool = False) -> bool:
    """Whether the end is reached somewhere in a text (`whole`: behind it)."""
    before = group_of(automaton, text[-1])
    for letter in text:
        place = automaton.letters.index(letter)
        here = {
            target
            for one in here
            for mask, target in automaton.moves(one, before)
            if mask >> place & 1
        }
        if here & automaton.ends and not whole:
            return True
        before = group_of(automaton, letter)
    return bool(here & automaton.ends)


def group_of(automaton: Automaton, letter: str) -> int:
    place = automaton.letters.index(letter)
    return next(n for n, members in enumerate(automaton.groups) if members >> place & 1)


def is_all_taken(automaton: Automaton, text: str) -> bool:
    """Whether a match takes a text as a whole, however often it comes: no second place is tried."""
    return all(takes(automaton, {automaton.start}, text * n, whole=True) for n in (1, 2, 3, 4))


def exponential(automaton: Automaton) -> Iterator[Found]:
    """Loops that a text goes round in two ways."""
    for loop in automaton.loops:
        within = frozenset(loop) - automaton.kept_inside
        for state in sorted(within):
            pair = (state, state)
            text = word_between(automaton, pair, pair, within=(within, within), parted=True)
            if text and not goes_on(automaton, state, text):
                yield Found("exponential", shortest_to(automaton, state), text)
                break


def polynomial(automaton: Automaton) -> Iterator[Found]:
    """Loops behind one another that the same text goes round."""
    states = automaton.states
    for loop in automaton.loops:
        around = frozenset(loop) - automaton.kept_inside
        if not around:
            continue
        p = min(around)
        for other in automaton.loops:
            if other is loop:
                continue
            beyond = frozenset(other)
            for q in other:
                if states[p].atomic and states[p].atomic != states[q].atomic:
                    continue
                if q in automaton.kept_inside:
                    continue
                text = word_between(automaton, (p, p, q), (p, q, q), within=(around, None, beyond))
                if text and not goes_on(automaton, q, text):
                    yield Found("quadratic", shortest_to(automaton, p), text)
                    break


def searched(automaton: Automaton) -> Iterator[Found]:
    """Loops that are entered at every place of what goes round them."""
    for loop in automaton.loops:
        q, around = loop[0], frozenset(loop)
        text = word_between(automaton, (automaton.start, q), (q, q), within=(None, around))
        if text and not goes_on(automaton, q, text) and not is_all_taken(automaton, text):
            yield Found("quadratic search", "", text)


def exploding(pattern: re.Pattern[str], *, method: str = "search") -> list[Found]:
    """What makes a pattern take exponential time; a bound of 10 is none here."""
    return list(exponential(Automaton(pattern, method=method, endless=10)))


def quadratic(pattern: re.Pattern[str], *, method: str = "search") -> list[Found]:
    """What makes a pattern take quadratic time, as `method` uses it."""
    automaton = Automaton(pattern, method=method, endless=1000)
    found = list(polynomial(automaton))
    if method == "search":
        found += searched(automaton)
    return found
