"""What the compilers of all elements share while one area of a style is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from mscref.csl import ast
from mscref.csl.context import Context
from mscref.csl.locale import Locale
from mscref.csl.output import MarkPair, QuoteMarks, Tokens, quote_pair

# Appends its output to the tokens and says what it was: PLAIN, MISSING or PRESENT.
# What appends nothing leaves the tokens exactly as they were.
Evaluator: TypeAlias = Callable[[Context, Tokens], int]


class Scope:
    """One area (citation, bibliography, or a sort key of one of them) being compiled.

    `name_attributes` are the inheritable name attributes of style and area, merged.
    """

    def __init__(
        self,
        style: ast.Style,
        locale: Locale,
        *,
        area: ast.Area | None,
        in_sort: bool = False,
        sort_attributes: Mapping[str, str] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.in_sort = in_sort
        self.is_bibliography = area is not None and area is style.bibliography
        self.name_attributes: dict[str, str] = dict(style.name_attributes)
        if area is not None:
            self.name_attributes.update(area.name_attributes)
        self.sort_attributes = dict(sort_attributes or {})
        self.quotes = make_quotes(locale)
        self.no_quotes = quote_pair(_marks(locale), "false")
        # The names element whose substitute is being compiled.
        self.substituting: ast.Names | None = None
        self._macros: dict[tuple[str, int], Evaluator] = {}
        self.explicit_year_suffix = area is not None and uses_year_suffix(
            area.layout.children, style.macros
        )

    def macro(self, name: str) -> Evaluator:
        """The evaluator of a macro in this area.

        It is compiled when it is first evaluated: a large style has hundreds of macros, of which
        a short bibliography needs a few (20 ms of CPU for APA).
        """
        key = (name, id(self.substituting))
        found = self._macros.get(key)
        if found is None:
            found = self._macros[key] = self._compiled_later(name)
        return found

    def _compiled_later(self, name: str) -> Evaluator:
        from mscref.csl.compile.elements import compile_sequence
        from mscref.csl.compile.grouping import as_group

        substituting = self.substituting
        compiled: Evaluator | None = None

        def macro(context: Context, out: Tokens) -> int:
            nonlocal compiled
            if compiled is None:
                outer, self.substituting = self.substituting, substituting
                compiled = as_group(compile_sequence(self.style.macros[name], self))
                self.substituting = outer
            return compiled(context, out)

        return macro


def make_quotes(locale: Locale) -> MarkPair:
    """The quotation marks of `locale` as marks."""
    return quote_pair(_marks(locale))


def _marks(locale: Locale) -> QuoteMarks:
    return QuoteMarks(locale.quotes(), punctuation_inside=locale.option("punctuation-in-quote"))


def uses_year_suffix(
    elements: tuple[ast.Element, ...], macros: Mapping[str, tuple[ast.Element, ...]]
) -> bool:
    """True where the elements print the variable year-suffix themselves."""
    seen: set[str] = set()

    def visit(children: tuple[ast.Element, ...]) -> bool:
        for element in children:
            if isinstance(element, ast.Text):
                if element.source == "variable" and element.name == "year-suffix":
                    return True
                if element.source == "macro" and element.name not in seen:
                    seen.add(element.name)
                    if visit(macros.get(element.name, ())):
                        return True
            elif isinstance(element, ast.Group):
                if visit(element.children):
                    return True
            elif isinstance(element, ast.Names):
                if visit(element.substitute):
                    return True
            elif isinstance(element, ast.Choose) and any(
                visit(branch.children) for branch in element.branches
            ):
                return True
        return False

    return visit(elements)
