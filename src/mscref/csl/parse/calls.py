"""Which macro calls which: calls of what is not there, circles, and chains that are too long.

What crosses the border: a parsed style with the places of its macros in, problems out. No function
here calls itself for a call of a macro: a stranger's style may have a chain of thousands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from mscref.csl import ast
from mscref.csl.parse.problems import Problems, near_matches
from mscref.csl.xml import Node

# Elements inside one another, through macros. The deepest styles have 36; an
# evaluation takes some four calls of Python for each.
DEEPEST = 120


def check_macros(style: ast.Style, places: Mapping[str, Node], problems: Problems) -> None:
    """Report calls of macros that do not exist, circles of macros, and chains too deep."""
    for name, node in problems.macro_calls:
        if name not in places:
            problems.error(
                "csl-undefined-macro",
                f'macro "{name}" is not defined',
                node,
                near_matches(name, places),
                attribute="macro",
            )
    calls = {name: list(_calls(elements, 1)) for name, elements in style.macros.items()}
    depths = depths_of(calls)
    for name in sorted(calls.keys() - depths.keys()):
        problems.error(
            "csl-macro-cycle", f'macro "{name}" calls itself', places[name], attribute="name"
        )
    deepest = max(depths, key=lambda name: depths[name], default="")
    if deepest and depths[deepest] > DEEPEST:
        problems.error(
            "csl-macro-depth",
            f'macro "{deepest}" nests {depths[deepest]} elements through the macros that it calls;'
            f" at most {DEEPEST} are evaluated",
            places[deepest],
            attribute="name",
        )


def macro_calls(elements: tuple[ast.Element, ...]) -> Iterator[str]:
    """The names of the macros that `elements` call themselves."""
    for name, _ in _calls(elements, 1):
        if name:
            yield name


def depths_of(calls: Mapping[str, list[tuple[str, int]]]) -> dict[str, int]:
    """How many elements each macro nests through what it calls; none for macros in a circle.

    `calls` has for each macro what it calls and at which depth ("" for an element that calls
    nothing). Leaves are taken first, then what calls only those, and so on: linear.
    """
    callers: dict[str, list[str]] = defaultdict(list)
    open_calls = dict.fromkeys(calls, 0)
    for name, called in calls.items():
        for one in {one for one, _ in called if one in calls}:
            callers[one].append(name)
            open_calls[name] += 1
    depths: dict[str, int] = {}
    ready = [name for name, count in open_calls.items() if not count]
    while ready:
        name = ready.pop()
        depths[name] = max((at + depths.get(one, 0) for one, at in calls[name]), default=0)
        for caller in callers[name]:
            open_calls[caller] -= 1
            if not open_calls[caller]:
                ready.append(caller)
    return depths


def _calls(elements: tuple[ast.Element, ...], depth: int) -> Iterator[tuple[str, int]]:
    """Each element with its depth, and the macro that it calls or ""."""
    for element in elements:
        match element:
            case ast.Text(source="macro", name=name):
                yield name, depth
            case _:
                yield "", depth
        if isinstance(element, ast.Group):
            yield from _calls(element.children, depth + 1)
        elif isinstance(element, ast.Names):
            yield from _calls(element.substitute, depth + 1)
        elif isinstance(element, ast.Choose):
            for branch in element.branches:
                yield from _calls(branch.children, depth + 1)
