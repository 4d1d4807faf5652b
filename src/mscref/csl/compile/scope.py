"""What the compilers of all elements share while one area of a style is compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from mscref.csl import ast
from mscref.csl.context import Context
from mscref.csl.locale import Locale
from mscref.csl.output import Tokens, quote_pair
from mscref.csl.text.numbers import EN_DASH

# Appends its output to the tokens and says what it was: PLAIN, MISSING or PRESENT.
# What appends nothing leaves the tokens exactly as they were.
Evaluator: TypeAlias = Callable[[Context, Tokens], int]


_BRACKETS = str.maketrans("()", "[]")


class Scope:
    """One area (citation, bibliography, or a sort key of one of them) being compiled.

    `locale` is that of the works that the layout is for, `common` that of the whole style where
    it is another one. `name_attributes` are the inheritable name attributes of style and area,
    merged.
    """

    def __init__(
        self,
        style: ast.Style,
        locale: Locale,
        *,
        area: ast.Area | None,
        layout: ast.Layout | None = None,
        common: Locale | None = None,
        in_sort: bool = False,
        sort_attributes: Mapping[str, str] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.range_delimiter = locale.term("page-range-delimiter") or EN_DASH
        # A term of the reference processor: what joins numbers of citations, 1–3.
        self.citation_range_delimiter = locale.term("citation-range-delimiter") or EN_DASH
        # Page ranges are written the same way in all languages of a list (reference processor).
        self.page_range_delimiter = (common or locale).term("page-range-delimiter") or EN_DASH
        self.in_sort = in_sort
        self.is_bibliography = area is not None and area is style.bibliography
        self.name_attributes: dict[str, str] = dict(style.name_attributes)
        if area is not None:
            self.name_attributes.update(area.name_attributes)
        self.sort_attributes = dict(sort_attributes or {})
        self.quotes = locale.quotes
        # Quotation marks of the style are outer ones even inside each other.
        self.style_quotes = quote_pair(locale.quote_marks, "outer")
        # Blocks of an entry are made by the children of its layout only: a display further down,
        # in a group or a macro, would break a line of text (cultivos-tropicales, palaeodiversity).
        self.makes_blocks = True
        # The names element whose substitute is being compiled.
        self.substituting: ast.Names | None = None
        # In the citations of note styles parentheses inside parentheses are brackets, and those
        # inside them parentheses again (reference processor; not in CSL 1.0.2).
        self._alternates = style.is_note and area is style.citation and not in_sort
        affixes = (layout or area.layout).styling if area else ast.Styling()
        self.opens_brackets = self._alternates and "(" in affixes.prefix
        self._macros: dict[tuple[str, int, bool], Evaluator] = {}
        children = layout.children if layout else area.layout.children if area else ()
        self.prints_number = uses_variable("citation-number", children, style.macros)
        self.explicit_year_suffix = uses_variable("year-suffix", children, style.macros)

    def macro(self, name: str) -> Evaluator:
        """The evaluator of a macro in this area.

        It is compiled when it is first evaluated: a large style has hundreds of macros, of which
        a short bibliography needs a few (20 ms of CPU for APA).
        """
        key = (name, id(self.substituting), self.opens_brackets)
        found = self._macros.get(key)
        if found is None:
            found = self._macros[key] = self._compiled_later(name)
        return found

    @contextmanager
    def inside(self, styling: ast.Styling | None = None) -> Iterator[None]:
        """While the inner elements of a group, macro or substitute are compiled.

        `styling` is that of the element around them, as the style has it.
        """
        outer = self.makes_blocks, self.opens_brackets
        self.makes_blocks = False
        if self._alternates and styling is not None and "(" in styling.prefix:
            self.opens_brackets = not self.opens_brackets
        try:
            yield
        finally:
            self.makes_blocks, self.opens_brackets = outer

    def alternated(self, styling: ast.Styling) -> ast.Styling:
        """`styling` with brackets for its parentheses where others stand around it.

        Groups, macros, numbers and dates take part, other text and names do not.
        """
        if not self.opens_brackets or "(" not in styling.prefix or ")" not in styling.suffix:
            return styling
        return replace(
            styling,
            prefix=styling.prefix.translate(_BRACKETS),
            suffix=styling.suffix.translate(_BRACKETS),
        )

    def _compiled_later(self, name: str) -> Evaluator:
        from mscref.csl.compile.elements import compile_sequence
        from mscref.csl.compile.grouping import as_group

        substituting, opens_brackets = self.substituting, self.opens_brackets
        compiled: Evaluator | None = None

        def macro(context: Context, out: Tokens) -> int:
            nonlocal compiled
            if compiled is None:
                outer = self.substituting, self.opens_brackets
                self.substituting, self.opens_brackets = substituting, opens_brackets
                with self.inside():
                    compiled = as_group(compile_sequence(self.style.macros[name], self))
                self.substituting, self.opens_brackets = outer
            return compiled(context, out)

        return macro


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


class Circumstances(NamedTuple):
    """Which circumstances of a cite the citation layout uses, beside its position."""

    near_note: bool
    first_note: bool
    number: bool


def circumstances_of(style: ast.Style) -> Circumstances:
    """Look through the citation layout and its macros."""
    if style.citation is None:
        return Circumstances(near_note=False, first_note=False, number=False)
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
    return Circumstances(
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
