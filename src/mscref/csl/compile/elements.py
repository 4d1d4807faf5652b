"""Which compiler handles which element; groups."""

from __future__ import annotations

from mscref.csl import ast
from mscref.csl.compile.choose import compile_choose
from mscref.csl.compile.date import compile_date
from mscref.csl.compile.grouping import as_group, suffixes_of, with_closing_mark, with_end_of
from mscref.csl.compile.names import compile_names
from mscref.csl.compile.number import compile_label, compile_number
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.sequences import compile_sequence
from mscref.csl.compile.styling import style_evaluator
from mscref.csl.compile.text import compile_text
from mscref.csl.text.punctuation import MARKS
from mscref.records import replaced as replace


def compile_element(element: ast.Element, scope: Scope, delimiter: str = "") -> Evaluator:
    """The evaluator of one element; `delimiter` is that of the nearest group around it.

    CSL 1.0.2, Rendering Elements.
    """
    match element:
        case ast.Text():
            return compile_text(element, scope)
        case ast.Group():
            return _compile_group(element, scope)
        case ast.Choose():
            return _compile_choose(element, scope, delimiter)
        case ast.Names():
            return compile_names(element, scope)
        case ast.Date():
            return compile_date(element, scope)
        case ast.Number():
            return compile_number(element, scope)
        case ast.Label():
            return compile_label(element, scope)


def _compile_group(element: ast.Group, scope: Scope) -> Evaluator:
    """cs:group."""
    with scope.inside(element.styling):
        content = compile_sequence(element.children, scope, element.delimiter)
    styling = scope.alternated(element.styling)
    content = with_end_of(element.children, content, space=" " if scope.makes_blocks else "  ")
    group = as_group(content)
    if styling.suffix in MARKS and not styling.formats and not scope.in_sort:
        repeats = styling.suffix in suffixes_of(element.children)
        group = with_closing_mark(group, styling.suffix, repeats=repeats)
        styling = replace(styling, suffix="")
    return style_evaluator(group, styling, scope, holds_affixes=True)


def _compile_choose(element: ast.Choose, scope: Scope, delimiter: str) -> Evaluator:
    """cs:choose: its children are delimited like those of the group it stands in."""
    return compile_choose(
        element, scope, lambda children: compile_sequence(children, scope, delimiter)
    )
