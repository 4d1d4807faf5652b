"""A pattern as an automaton: states, letters, and guards on the letter before and after.

Guards make it exact for what is used against backtracking: a look at the letter before or after,
anchors, `\\b`, possessive repeats and atomic groups of one class. Longer looks count as passed, and
what stands in them is tried like a branch. A repetition with a bound is one without from `endless`
on. What crosses the border: a compiled pattern in; states, moves and loops out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import NamedTuple

from tests.backtracking.letters import (
    CATEGORIES,
    ONE_LETTER,
    USUAL,
    Items,
    Parsed,
    class_of,
    named_letters,
)

COPIES = 3  # of what is repeated with a bound: enough to see what stands beside what
ALL = -1  # a mask of every letter


@dataclass(slots=True)
class State:
    """Edges that read a letter (mask, target), and that read none (before, after, target)."""

    letters: list[tuple[int, int]] = field(default_factory=list)
    empty: list[tuple[int, int, int]] = field(default_factory=list)
    atomic: int = 0  # the atomic group that it stands in


class How(NamedTuple):
    """How items are read: with these flags, and whether nothing of them is given back (`at_end`
    of an atomic group), nor of one round of a repetition (`each_whole`)."""

    flags: int
    at_end: bool = False
    each_whole: bool = False


class Automaton:
    """The states of a pattern; `start` is the first of them, `end` the last."""

    def __init__(self, pattern: re.Pattern[str], *, method: str, endless: int) -> None:
        self.endless = endless
        self.states: list[State] = []
        self.forced: set[tuple[int, int]] = set()  # taken where a class goes no further
        self.leaves: set[int] = set()  # where an atomic group ends
        self.atomic = 0
        tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.flags = pattern.flags
        named = {chr(max(0, min(one, 0x10FFFF))) for one in named_letters(tree)}
        if self.flags & re.IGNORECASE:
            named |= {x for one in named for x in (one.lower(), one.upper()) if len(x) == 1}
        self.letters = sorted(named | set(USUAL))
        self.masks: dict[tuple[bool, ...], int] = {}
        self.start = self.new()
        self.end = self.read(tree, self.start, How(self.flags))
        self.accept = self.new()
        self.link(self.end, self.accept, after=0 if method == "fullmatch" else ALL)

    # Building.

    def new(self) -> int:
        self.states.append(State(atomic=self.atomic))
        return len(self.states) - 1

    def link(self, source: int, target: int, *, before: int = ALL, after: int = ALL) -> None:
        self.states[source].empty.append((before, after, target))

    def mask(self, holds: Callable[[str], bool]) -> int:
        return sum(1 << place for place, one in enumerate(self.letters) if holds(one))

    @cached_property
    def words(self) -> int:
        return self.mask(CATEGORIES["WORD"])

    def read(self, items: Items, at: int, how: How) -> int:
        """Add what items match from a state on; returns the state behind them."""
        items = list(items)
        for place, (operator, value) in enumerate(items):
            last = how.at_end and place == len(items) - 1
            at = self.read_one(operator, value, at, How(how.flags, last))
        return at

    def read_one(self, operator: Parsed, value: Parsed, at: int, how: How) -> int:
        if operator in ONE_LETTER:
            behind = self.new()
            holds = class_of(operator, value, how.flags)
            self.states[at].letters.append((self.mask(holds), behind))
            return behind
        readers = {
            codes.SUBPATTERN: self.read_group,
            codes.BRANCH: self.read_branch,
            codes.MAX_REPEAT: self.read_repeat,
            codes.MIN_REPEAT: self.read_lazy,
            codes.POSSESSIVE_REPEAT: self.read_possessive,
            codes.ATOMIC_GROUP: self.read_atomic,
            codes.ASSERT: self.read_look,
            codes.ASSERT_NOT: self.read_no_look,
            codes.AT: self.read_anchor,
            codes.GROUPREF_EXISTS: self.read_either,
        }
        reader = readers.get(operator)  # a reference to a group is a text that is not repeated
        return at if reader is None else reader(value, at, how)

    def read_group(self, value: Parsed, at: int, how: How) -> int:
        _, added, removed, items = value
        return self.read(items, at, How((how.flags | added) & ~removed, how.at_end))

    def read_branch(self, value: Parsed, at: int, how: How) -> int:
        behind = self.new()
        for items in value[1]:
            first = self.new()
            self.link(at, first)
            self.link(self.read(items, first, how), behind)
        return behind

    def read_either(self, value: Parsed, at: int, how: How) -> int:
        _, yes, no = value
        return self.read_branch((None, [yes, no or []]), at, how)

    def read_lazy(self, value: Parsed, at: int, how: How) -> int:
        return self.read_repeat(value, at, How(how.flags))

    def read_repeat(self, value: Parsed, at: int, how: How) -> int:
        """Where nothing may be given back, a class goes on as far as it can."""
        one = How(how.flags, how.each_whole)
        least, most, items = value
        for _ in range(min(least, COPIES)):
            at = self.read(items, at, one)
        behind = self.new()
        until = ~self.class_alone(items, how.flags) if how.at_end else ALL
        if most is codes.MAXREPEAT or most >= self.endless:
            head, body = self.new(), self.new()
            self.link(at, head)
            self.link(head, body)
            self.link(self.read(items, body, one), head)
            self.link(head, behind, after=until)
            self.forced.add((head, behind))
            return behind
        for _ in range(min(most - least, COPIES)):
            self.link(at, behind)
            at = self.read(items, at, one)
        self.link(at, behind)
        return behind

    def class_alone(self, items: Items, flags: int) -> int:
        """The letters of items that are one letter; no letter where they are something else."""
        items = list(items)
        if len(items) == 1 and items[0][0] in ONE_LETTER:
            return self.mask(class_of(*items[0], flags))
        if len(items) == 1 and items[0][0] is codes.SUBPATTERN:
            return self.class_alone(items[0][1][3], flags)
        return 0

    def read_possessive(self, value: Parsed, at: int, how: How) -> int:
        whole = How(how.flags, at_end=True, each_whole=True)
        return self.in_atomic(at, lambda first: self.read_repeat(value, first, whole))

    def read_atomic(self, value: Parsed, at: int, how: How) -> int:
        whole = How(how.flags, at_end=True)
        return self.in_atomic(at, lambda first: self.read(value, first, whole))

    def in_atomic(self, at: int, read: Callable[[int], int]) -> int:
        outer, self.atomic = self.atomic, len(self.states) + 1
        first = self.new()
        self.link(at, first)
        inside = read(first)
        self.atomic = outer
        behind = self.new()
        self.link(inside, behind)
        self.leaves.add(behind)
        return behind

    def read_look(self, value: Parsed, at: int, how: How) -> int:
        direction, items = value
        behind = self.new()
        letters = self.edge_letters(items, how.flags, last=direction < 0)
        if direction < 0:
            self.link(at, behind, before=letters)
        else:
            self.link(at, behind, after=letters)
            self.try_inside(items, at, how)
        return behind

    def read_no_look(self, value: Parsed, at: int, how: How) -> int:
        direction, items = value
        behind = self.new()
        letters = ~self.refused_letters(items, how.flags)
        if direction < 0:
            self.link(at, behind, before=letters)
        else:
            self.link(at, behind, after=letters)
            self.try_inside(items, at, how)
        return behind

    def try_inside(self, items: Items, at: int, how: How) -> None:
        first = self.new()
        self.link(at, first)
        self.read(items, first, How(how.flags))

    def refused_letters(self, items: Items, flags: int) -> int:
        """The letters that a look refuses by themselves: those of its one-letter alternatives."""
        items = list(items)
        if len(items) == 1 and items[0][0] is codes.BRANCH:
            masks = [self.refused_letters(one, flags) for one in items[0][1][1]]
            return sum(1 << n for n in range(len(self.letters)) if any(m >> n & 1 for m in masks))
        return self.class_alone(items, flags)

    def edge_letters(self, items: Items, flags: int, *, last: bool) -> int:
        """The letters that a text of items may begin with (or end); all, if it may be empty."""
        items = list(items)
        if not items:
            return ALL
        operator, value = items[-1 if last else 0]
        if operator in ONE_LETTER:
            return self.mask(class_of(operator, value, flags))
        if operator is codes.SUBPATTERN:
            return self.edge_letters(value[3], flags, last=last)
        if operator is codes.BRANCH:
            return self.either(self.edge_letters(one, flags, last=last) for one in value[1])
        if operator in (codes.MAX_REPEAT, codes.POSSESSIVE_REPEAT, codes.MIN_REPEAT) and value[0]:
            return self.edge_letters(value[2], flags, last=last)
        if operator is codes.AT and value in (codes.AT_END, codes.AT_END_STRING):
            return self.line_end(flags) if value is codes.AT_END else 0
        if operator is codes.AT and value in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
            return self.line_end(flags) if value is codes.AT_BEGINNING else 0
        return ALL

    def either(self, masks: Iterable[int]) -> int:
        result = 0
        for one in masks:
            result |= one
        return result

    def line_end(self, flags: int) -> int:
        """The letters at an anchor of lines: none inside a text, unless each line has its own."""
        return self.mask(lambda one: one == "\n") if flags & re.MULTILINE else 0

    def read_anchor(self, value: Parsed, at: int, how: How) -> int:
        behind = self.new()
        words = self.words
        if value in (codes.AT_BOUNDARY, codes.AT_NON_BOUNDARY):
            other = words if value is codes.AT_NON_BOUNDARY else ~words
            self.link(at, behind, before=words, after=other)
            self.link(at, behind, before=~words, after=~other)
        elif value in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
            is_line = value is codes.AT_BEGINNING
            self.link(at, behind, before=self.line_end(how.flags) if is_line else 0)
        else:
            is_line = value is codes.AT_END
            self.link(at, behind, after=self.line_end(how.flags) if is_line else 0)
        return behind

    # Walking.

    @cached_property
    def groups(self) -> list[int]:
        """The letters, in groups that no guard on the letter before tells apart."""
        guards = {before for state in self.states for before, _, _ in state.empty}
        parts: dict[tuple[int, ...], int] = {}
        for place in range(len(self.letters)):
            key = tuple(sorted(guard for guard in guards if guard >> place & 1))
            parts[key] = parts.get(key, 0) | 1 << place
        return list(parts.values())

    @cached_property
    def _moves(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        return {}

    def moves(self, state: int, group: int) -> list[tuple[int, int]]:
        """Where a state leads by one letter: (mask, target), once for each way, if `group` holds
        the letter before."""
        key = (state, group)
        if key not in self._moves:
            self._moves[key] = self.find_moves(state, self.groups[group])
        return self._moves[key]

    def find_moves(self, state: int, letters: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        seen: dict[tuple[int, int], int] = {}
        todo = [(state, ALL, frozenset[tuple[int, int]]())]
        while todo:
            at, after, used = todo.pop()
            if seen.get((at, after), 0) == 2:  # two ways are as bad as many
                continue
            seen[at, after] = seen.get((at, after), 0) + 1
            found += [(m & after, target) for m, target in self.states[at].letters if m & after]
            for place, (before, behind, target) in enumerate(self.states[at].empty):
                if before & letters and after & behind and (at, place) not in used:
                    todo.append((target, after & behind, used | {(at, place)}))
        return found

    @cached_property
    def ends(self) -> frozenset[int]:
        """The states from which the end is reached without a letter, whatever comes."""
        return self.leading_to({self.accept}, at_end=False)

    @cached_property
    def ends_of_text(self) -> frozenset[int]:
        """The states from which the end is reached where the text ends."""
        return self.leading_to({self.accept}, at_end=True)

    @cached_property
    def kept_inside(self) -> frozenset[int]:
        """The states of atomic groups from which these can be left: nothing fails in them, and
        outside what was tried in them is forgotten."""
        kept = self.leading_to(self.leaves, at_end=False)
        return frozenset(one for one in kept if self.states[one].atomic)

    def leading_to(self, goal: set[int], *, at_end: bool) -> frozenset[int]:
        reached, grown = set(goal), True
        while grown:
            more = {
                number
                for number, state in enumerate(self.states)
                if number not in reached
                and any(
                    target in reached
                    and before == ALL
                    and (after == ALL or at_end or (number, target) in self.forced)
                    for before, after, target in state.empty
                )
            }
            reached |= more
            grown = bool(more)
        return frozenset(reached)

    def next_of(self, state: int) -> set[int]:
        here = self.states[state]
        return {target for _, target in here.letters} | {target for *_, target in here.empty}

    @cached_property
    def loops(self) -> list[list[int]]:
        """The states of each loop that a letter leads to (Tarjan's components)."""
        after_letter = {target for state in self.states for _, target in state.letters}
        loops = (sorted(after_letter & part) for part in components(self.states, self.next_of))
        return [loop for loop in loops if loop]


def components(states: list[State], next_of: Callable[[int], set[int]]) -> Iterator[set[int]]:
    """The strongly connected components of more than one state."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in range(len(states)):
        if root in index:
            continue
        work = [(root, iter(sorted(next_of(root))))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            at, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(sorted(next_of(target)))))
                    break
                if target in on_stack:
                    low[at] = min(low[at], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == index[at]:
                    part = set()
                    while at not in part:
                        part.add(stack.pop())
                    on_stack -= part
                    if len(part) > 1:
                        yield part
