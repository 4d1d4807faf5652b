"""What the elements of a style print for works of one outline, found out once for all of them.

Most elements of a large style print nothing for a given work: they are for other types, or for
variables that it does not have. Where that is so for every work of an outline, the element is left
out when the next one is evaluated; of a choice remain the branches that still may be taken.

It is found out by a *probe*: the element is evaluated in circumstances that know the outline of
a work and nothing else. An element that asks for more (the value of a variable, where the cite
stands, what tells it apart) is evaluated for every work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn, TypeAlias, cast

from mscref.csl.compile.scope import Evaluator
from mscref.csl.context import PLAIN, Circumstances, Trace
from mscref.csl.items import Outline, Probed, UnknownOfOutlineError
from mscref.csl.output import Tokens

Predicate: TypeAlias = Callable[[Circumstances, Trace], bool]
# The condition is None where it is known to hold, as that of cs:else.
Branch: TypeAlias = "tuple[Predicate | None, Evaluator]"

# What the elements that are left out have to say to the group around, and the others.
SequencePlan: TypeAlias = tuple[int, tuple[Evaluator, ...]]


class SequencePlans(dict["Outline | Probed | None", SequencePlan]):
    """Outline → those of `children` that may print something for its works; None → all.

    A probe that comes to children of which one asks for more need not evaluate them to be told.
    """

    def __init__(self, children: tuple[Evaluator, ...]) -> None:
        self._children = children
        self._asking: set[Outline] = set()
        self[None] = (PLAIN, children)

    def __missing__(self, outline: Outline | Probed) -> SequencePlan:
        if isinstance(outline, Probed):
            plan = self[outline.outline]
            if outline.outline in self._asking:
                raise UnknownOfOutlineError
            return plan
        result = PLAIN
        rest: list[Evaluator] = []
        probe = _Probe(outline)
        for child in self._children:
            kind = probe.kind_of_nothing(child)
            if kind is None:
                rest.append(child)
            elif kind > result:
                result = kind
        if probe.was_asked:
            self._asking.add(outline)
        plan = self[outline] = (result, tuple(rest))
        return plan


class ChoicePlans(dict["Outline | Probed | None", tuple[Branch, ...]]):
    """Outline → those of `branches` that may be taken for its works; None → all."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        self[None] = tuple(branches)

    def __missing__(self, outline: Outline | Probed) -> tuple[Branch, ...]:
        if isinstance(outline, Probed):
            return self[outline.outline]
        rest: list[Branch] = []
        probe = _Probe(outline)
        for condition, content in self[None]:
            is_taken = probe.truth(condition) if condition else True
            if is_taken is None:
                rest.append((condition, content))
            elif is_taken:
                rest.append((None, content))
                break
        plan = self[outline] = tuple(rest)
        return plan


class _Probe:
    """Evaluates elements and conditions for works of which nothing but the outline is known."""

    def __init__(self, outline: Outline) -> None:
        self._circumstances = cast("Circumstances", _Circumstances(outline))
        self._trace = Trace(capitalize_term=True)
        # Whether an element asked for more than is known.
        self.was_asked = False

    def kind_of_nothing(self, child: Evaluator) -> int | None:
        """What `child` says where it prints and notes nothing for all those works; else None."""
        out: Tokens = []
        try:
            kind = child(self._circumstances, self._trace, out)
        except UnknownOfOutlineError:
            self._trace = Trace(capitalize_term=True)
            self.was_asked = True
            return None
        if self._trace.has_notes:
            self._trace = Trace(capitalize_term=True)
            return None
        return None if out else kind

    def truth(self, condition: Predicate) -> bool | None:
        """Whether the condition holds for all those works; None where that depends."""
        try:
            return condition(self._circumstances, self._trace)
        except UnknownOfOutlineError:
            return None


class _Circumstances:
    """Those of any work of an outline, anywhere."""

    __slots__ = ("item",)
    marks_title = silent_title = False  # only of a title that is there

    def __init__(self, outline: Outline) -> None:
        self.item = outline

    def __getattr__(self, name: str) -> NoReturn:
        raise UnknownOfOutlineError(name)
