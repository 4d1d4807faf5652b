"""What a style prints and tests, found out by looking through its elements and macros."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mscref.csl import ast
from mscref.records import Record


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


def prints_short_container(style: ast.Style) -> bool:
    """True where the style prints the short title of what the work stands in."""
    for area in (style.citation, style.bibliography):
        if area is None:
            continue
        for element in all_elements(all_children(area), style.macros):
            if isinstance(element, ast.Text) and element.source == "variable":
                if element.name in ("container-title-short", "journalAbbreviation"):
                    return True
                if element.name == "container-title" and element.form == "short":
                    return True
    return False


_SUBSEQUENT = frozenset(["et-al-subsequent-min", "et-al-subsequent-use-first"])


class UsedCircumstances(Record):
    """Which circumstances of a cite the citation layout uses, beside its position.

    `names` where lists of names may depend on the position.
    """

    near_note: bool
    first_note: bool
    number: bool
    names: bool


def used_circumstances(style: ast.Style) -> UsedCircumstances:
    """Look through the citation layout and its macros."""
    if style.citation is None:
        return UsedCircumstances(near_note=False, first_note=False, number=False, names=False)
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
        names=bool(positions) or _cuts_later_names(style, style.citation),
    )


def _cuts_later_names(style: ast.Style, area: ast.Area) -> bool:
    """True where et-al-subsequent-* says something of names in later cites."""
    own = [
        element.name.attributes
        for element in all_elements(all_children(area), style.macros)
        if isinstance(element, ast.Names) and element.name is not None
    ]
    said = [style.name_attributes, area.name_attributes, *own]
    return any(not _SUBSEQUENT.isdisjoint(attributes) for attributes in said)


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


# Variables whose value depends on the cite, on its place, or on the other works.
_NOT_OF_THE_WORK = frozenset(
    [
        "citation-label",
        "citation-number",
        "first-reference-note-number",
        "locator",
        "year-suffix",
    ]
)
_TESTS_OF_THE_WORK = frozenset(
    [
        "has-day",
        "has-to-month-or-season",
        "has-year-only",
        "is-numeric",
        "is-uncertain-date",
        "type",
        "variable",
    ]
)


def variables_of_the_work(
    name: str,
    macros: Mapping[str, tuple[ast.Element, ...]],
    known: dict[str, frozenset[str] | None],
) -> frozenset[str] | None:
    """The variables that a macro prints, None where its output depends on more than the work.

    Names and dates do: disambiguation changes them. `known` is what was found out so far.
    """
    if name not in known:
        known[name] = None  # for a macro that calls itself
        read: set[str] = set()
        depends = [_reads(element, macros, known) for element in macros.get(name, ())]
        for one in depends:
            read |= one or set()
        known[name] = None if None in depends else frozenset(read)
    return known[name]


def _reads(
    element: ast.Element,
    macros: Mapping[str, tuple[ast.Element, ...]],
    known: dict[str, frozenset[str] | None],
) -> frozenset[str] | None:
    if isinstance(element, ast.Text) and element.source == "macro":
        return variables_of_the_work(element.name, macros, known)
    if isinstance(element, ast.Text) and element.source != "variable":
        return frozenset()
    if isinstance(element, ast.Text | ast.Number | ast.Label):
        variable = element.name if isinstance(element, ast.Text) else element.variable
        return None if variable in _NOT_OF_THE_WORK else frozenset([variable])
    if isinstance(element, ast.Choose):
        if not all(map(_is_of_the_work, element.branches)):
            return None
        inner = [child for branch in element.branches for child in branch.children]
    elif isinstance(element, ast.Group):
        inner = list(element.children)
    else:
        return None
    read: set[str] = set()
    for child in inner:
        found = _reads(child, macros, known)
        if found is None:
            return None
        read |= found
    return frozenset(read)


def _is_of_the_work(branch: ast.Branch) -> bool:
    return all(
        test.kind in _TESTS_OF_THE_WORK and _NOT_OF_THE_WORK.isdisjoint(test.values)
        for test in branch.tests
    )


def size_of(
    elements: tuple[ast.Element, ...], called_once: Mapping[str, tuple[ast.Element, ...]]
) -> int:
    """How many elements there are, with those of macros that nobody else calls."""
    return sum(1 for _ in all_elements(elements, called_once))
