"""What the compilers of all elements share while one area of a style is compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TypeAlias

from mscref.csl import ast
from mscref.csl.context import Circumstances, Trace
from mscref.csl.locale import Locale
from mscref.csl.output import MarkPair, Tokens, quote_pair
from mscref.csl.text.numbers import EN_DASH
from mscref.csl.usage import uses_variable
from mscref.records import replaced as replace

# Appends its output to the tokens and says what it was: PLAIN, MISSING or PRESENT.
# What appends nothing leaves the tokens exactly as they were.
Evaluator: TypeAlias = Callable[[Circumstances, Trace, Tokens], int]
CompileElement: TypeAlias = Callable[[ast.Element, "Scope", str], Evaluator]


_BRACKETS = str.maketrans("()", "[]")


class Scope:
    """One area (citation, bibliography, or a sort key of one of them) being compiled.

    `locale` is that of the works that the layout is for, `common` that of the whole style where
    it is another one. `name_attributes` are the inheritable name attributes of style and area,
    merged. `compile_element` makes the evaluator of one element, inside a group with a delimiter;
    `macros` are the evaluators made so far.
    """

    def __init__(
        self,
        style: ast.Style,
        locale: Locale,
        compile_element: CompileElement,
        *,
        area: ast.Area | None,
        layout: ast.Layout | None = None,
        common: Locale | None = None,
        in_sort: bool = False,
        sort_attributes: Mapping[str, str] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.compile_element = compile_element
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
        # A macro around wants the full stops of its fields, terms and names away.
        self.strips_periods = False
        self.macros: dict[tuple[object, ...], Evaluator] = {}
        # What macros print of the work, where they depend on nothing else (usage).
        self.read_by_macros: dict[str, frozenset[str] | None] = {}
        self._children = layout.children if layout else area.layout.children if area else ()

    @cached_property
    def prints_number(self) -> bool:
        """Whether the layout prints the number of the citation."""
        return uses_variable("citation-number", self._children, self.style.macros)

    @cached_property
    def explicit_year_suffix(self) -> bool:
        """Whether the style says itself where the year-suffix stands.

        If it does so for citations, entries have none beside their date either, and the other way
        round (CSL 1.0.2, Disambiguation, leaves open for which of them it counts).
        """
        style = self.style
        areas = (style.citation, style.bibliography)
        return any(
            uses_variable("year-suffix", layout.children, style.macros)
            for area in areas
            if area is not None
            for layout in (area.layout, *area.localized)
        )

    @cached_property
    def called_once(self) -> dict[str, tuple[ast.Element, ...]]:
        """The macros that are called in one place."""
        repeated = self.style.repeated_macros
        return {name: body for name, body in self.style.macros.items() if name not in repeated}

    @contextmanager
    def inside(self, styling: ast.Styling | None = None) -> Iterator[None]:
        """While the inner elements of a group, macro or substitute are compiled.

        `styling` is that of the element around them, as the style has it.
        """
        outer = self.makes_blocks, self.opens_brackets, self.strips_periods
        self.makes_blocks = False
        if styling is not None:
            if self._alternates and "(" in styling.prefix:
                self.opens_brackets = not self.opens_brackets
            self.strips_periods = self.strips_periods or styling.strip_periods
        try:
            yield
        finally:
            self.makes_blocks, self.opens_brackets, self.strips_periods = outer

    def style_quotes_around(self, formats: int) -> MarkPair:
        """The quotation marks of an element that has so many formats of its own inside them."""
        if not formats:
            return self.style_quotes
        return quote_pair(self.locale.quote_marks, "outer", holds=formats)

    @property
    def surroundings(self) -> tuple[ast.Names | None, bool, bool]:
        """What a macro that is compiled later has to know of the place that it was called in."""
        return self.substituting, self.opens_brackets, self.strips_periods

    @contextmanager
    def back_in(self, surroundings: tuple[ast.Names | None, bool, bool]) -> Iterator[None]:
        """While a macro that was called in `surroundings` is compiled."""
        outer = self.surroundings
        self.substituting, self.opens_brackets, self.strips_periods = surroundings
        try:
            with self.inside():
                yield
        finally:
            self.substituting, self.opens_brackets, self.strips_periods = outer

    def stripped(self, styling: ast.Styling) -> ast.Styling:
        """`styling` as a macro with strip-periods around makes it.

        Full stops go from fields, terms, labels, names and dates; those of affixes,
        delimiters, numbers, addresses and the style's own words stay (reference processor).
        """
        return replace(styling, strip_periods=True) if self.strips_periods else styling

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
