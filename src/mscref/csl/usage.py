"""What a style prints and tests, found out by looking through its elements and macros."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mscref.csl import ast


def uses_variable(
    variable: str,
    elements: tuple[ast.Element, ...],
    macros: Mapping[str, tuple[ast.Element, ...]],
) -> bool:
    """True where the elements print the variable themselves."""
    return any(
        (
            isinstance(element, ast.Text)
            and element.source == "variable"
            and element.name == variable
        )
        or (isinstance(element, ast.Number) and element.variable == variable)
        for element in all_elements(elements, macros)
    )


class UsedCircumstances(NamedTuple):
    """Which circumstances of a cite the citation layout uses, beside its position."""

    near_note: bool
    first_note: bool
    number: bool


def used_circumstances(style: ast.Style) -> UsedCircumstances:
    """Look through the citation layout and its macros."""
    if style.citation is None:
        return UsedCircumstances(near_note=False, first_note=False, number=False)
    children = all_children(style.citation)
    positions = {
        value
        for element in all_elements(children, style.macros)
        if isinstance(element, ast.Choose)
        for branch in element.branches
        for test in branch.tests
        if test.kind == "position"
        for value in test.values
    }
    return UsedCircumstances(
        near_note=bool(positions & {"near-note", "far-note"}),
        first_note=uses_variable("first-reference-note-number", children, style.macros),
        number=uses_variable("citation-number", children, style.macros),
    )


def all_children(area: ast.Area) -> tuple[ast.Element, ...]:
    """The elements of all layouts of an area."""
    layouts = (area.layout, *area.localized)
    return tuple([element for layout in layouts for element in layout.children])


def tests_disambiguate(style: ast.Style) -> bool:
    """True where the citation layout tests the condition `disambiguate`."""
    return style.citation is not None and any(
        isinstance(element, ast.Choose)
        and any(test.kind == "disambiguate" for branch in element.branches for test in branch.tests)
        for element in all_elements(all_children(style.citation), style.macros)
    )


def all_elements(
    elements: tuple[ast.Element, ...],
    macros: Mapping[str, tuple[ast.Element, ...]],
    seen: set[str] | None = None,
) -> Iterator[ast.Element]:
    """Every element below `elements`, through macros, each macro once."""
    seen = set() if seen is None else seen
    for element in elements:
        yield element
        if isinstance(element, ast.Text):
            if element.source == "macro" and element.name not in seen:
                seen.add(element.name)
                yield from all_elements(macros.get(element.name, ()), macros, seen)
        elif isinstance(element, ast.Group):
            yield from all_elements(element.children, macros, seen)
        elif isinstance(element, ast.Names):
            yield from all_elements(element.substitute, macros, seen)
        elif isinstance(element, ast.Choose):
            for branch in element.branches:
                yield from all_elements(branch.children, macros, seen)
