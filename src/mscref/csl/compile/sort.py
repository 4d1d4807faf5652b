"""cs:key → a function from circumstances to a comparable value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mscref.csl import ast
from mscref.csl.compile.date import sortable_date
from mscref.csl.compile.elements import compile_element
from mscref.csl.compile.macros import compile_macro
from mscref.csl.compile.names import compile_sort_names
from mscref.csl.compile.scope import Scope
from mscref.csl.compile.variables import number_text
from mscref.csl.context import Circumstances, Trace
from mscref.csl.locale import Locale
from mscref.csl.output import MarkPair, Tokens, plain_text
from mscref.model.vocabulary import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from mscref.records import Record

# The text to sort by; "" sorts last in either direction (CSL 1.0.2, Sorting).
KeyText: TypeAlias = Callable[[Circumstances], str]


class CompiledKey(Record, frozen=False, eq=False):
    """One sort key: what to sort by, and in which direction."""

    text: KeyText
    descending: bool


def compile_key(key: ast.SortKey, area: ast.Area, style: ast.Style, locale: Locale) -> CompiledKey:
    """Compile one key of `area` (CSL 1.0.2, Sorting)."""
    scope = Scope(
        style, locale, compile_element, area=area, in_sort=True, sort_attributes=key.name_attributes
    )
    variable = key.variable
    if key.macro:
        text = _macro_text(key.macro, scope)
    elif variable in NAME_VARIABLES:
        text = _names_text(variable, scope)
    elif variable in DATE_VARIABLES:
        text = _date_text(variable)
    elif variable in NUMBER_VARIABLES or variable == "citation-label":
        text = _number_text(variable)
    else:
        text = _plain_text(variable, scope.quotes)
    return CompiledKey(text, key.descending)


def _macro_text(name: str, scope: Scope) -> KeyText:
    evaluate = compile_macro(name, scope)

    def macro_text(asked: Circumstances) -> str:
        out: Tokens = []
        evaluate(asked, Trace(), out)
        return plain_text(out)

    return macro_text


def _names_text(variable: str, scope: Scope) -> KeyText:
    evaluate = compile_sort_names(variable, scope)

    def names_text(asked: Circumstances) -> str:
        out: Tokens = []
        evaluate(asked, Trace(), out)
        return plain_text(out)

    return names_text


def _date_text(variable: str) -> KeyText:
    def date_text(asked: Circumstances) -> str:
        date = asked.item.date(variable)
        return sortable_date(date) if date else ""

    return date_text


def _number_text(variable: str) -> KeyText:
    def number_key(asked: Circumstances) -> str:
        text = number_text(asked, variable)
        return text.rjust(10, "0") if text.isdigit() else text

    return number_key


def _plain_text(variable: str, quotes: MarkPair) -> KeyText:
    def text_key(asked: Circumstances) -> str:
        return plain_text(asked.item.tokens(variable, quotes))

    return text_key
