"""Which compiler handles which element; sequences, groups and conditions."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.csl import ast
from mscref.csl.compile.conditions import compile_condition
from mscref.csl.compile.date import compile_date
from mscref.csl.compile.grouping import as_group
from mscref.csl.compile.names import compile_names
from mscref.csl.compile.number import compile_label, compile_number
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.styling import style_evaluator
from mscref.csl.compile.text import compile_text
from mscref.csl.context import PLAIN, Context
from mscref.csl.output import SEAM, Tokens


def compile_element(element: ast.Element, scope: Scope, delimiter: str = "") -> Evaluator:
    """The evaluator of one element; `delimiter` is that of the nearest group around it."""
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


def compile_sequence(
    elements: Sequence[ast.Element], scope: Scope, delimiter: str = ""
) -> Evaluator:
    """Elements one after the other, `delimiter` between those that print something."""
    children = tuple([compile_element(element, scope, delimiter) for element in elements])
    if not children:
        return _nothing
    if len(children) == 1:
        return children[0]
    if delimiter:
        return _delimited(children, delimiter)

    def sequence(context: Context, out: Tokens) -> int:
        result = PLAIN
        for child in children:
            kind = child(context, out)
            if kind > result:
                result = kind
        return result

    return sequence


def _nothing(_context: Context, _out: Tokens) -> int:
    return PLAIN


def _delimited(children: tuple[Evaluator, ...], delimiter: str) -> Evaluator:
    def delimited(context: Context, out: Tokens) -> int:
        result = PLAIN
        start = len(out)
        for child in children:
            end = len(out)
            if end == start:
                kind = child(context, out)
            else:
                if out[-1] is SEAM:
                    # The spaces of a suffix and of a delimiter are one.
                    out.pop()
                    end -= 1
                out.append(delimiter)
                kind = child(context, out)
                if len(out) == end + 1:
                    out.pop()
            # PLAIN < MISSING < PRESENT: one printed variable outweighs the missing ones.
            if kind > result:
                result = kind
        return result

    return delimited


def _compile_group(element: ast.Group, scope: Scope) -> Evaluator:
    """cs:group."""
    with scope.inside(element.styling):
        content = compile_sequence(element.children, scope, element.delimiter)
    return style_evaluator(as_group(content), scope.alternated(element.styling), scope)


def _compile_choose(element: ast.Choose, scope: Scope, delimiter: str) -> Evaluator:
    """cs:choose: its children are delimited like those of the group it stands in."""
    branches = [
        (
            compile_condition(branch, scope),
            compile_sequence(branch.children, scope, delimiter),
        )
        for branch in element.branches
    ]
    if len(branches) == 1:
        [(only_condition, only_content)] = branches

        def if_then(context: Context, out: Tokens) -> int:
            return only_content(context, out) if only_condition(context) else PLAIN

        return if_then
    if len(branches) == 2 and not element.branches[1].tests:
        (first_condition, first_content), (_, second_content) = branches

        def if_then_else(context: Context, out: Tokens) -> int:
            if first_condition(context):
                return first_content(context, out)
            return second_content(context, out)

        return if_then_else

    def choose(context: Context, out: Tokens) -> int:
        for condition, content in branches:
            if condition(context):
                return content(context, out)
        return PLAIN

    return choose
