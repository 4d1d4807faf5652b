"""cs:choose: the first branch of which the tests are true (CSL 1.0.2, Choose)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from mscref.csl import ast
from mscref.csl.compile.conditions import compile_condition
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.context import PLAIN, Circumstances, Trace
from mscref.csl.output import Tokens

# Makes one evaluator of the elements of a branch.
CompileBranch: TypeAlias = Callable[[Sequence[ast.Element]], Evaluator]


def compile_choose(element: ast.Choose, scope: Scope, compile_branch: CompileBranch) -> Evaluator:
    """The evaluator of cs:choose, which stands for the elements of one of its branches."""
    branches = [
        (compile_condition(branch, scope), compile_branch(branch.children))
        for branch in element.branches
    ]
    if len(branches) == 1:
        [(only_condition, only_content)] = branches

        def if_then(asked: Circumstances, trace: Trace, out: Tokens) -> int:
            return only_content(asked, trace, out) if only_condition(asked, trace) else PLAIN

        return if_then
    if len(branches) == 2 and not element.branches[1].tests:
        (first_condition, first_content), (_, second_content) = branches

        def if_then_else(asked: Circumstances, trace: Trace, out: Tokens) -> int:
            if first_condition(asked, trace):
                return first_content(asked, trace, out)
            return second_content(asked, trace, out)

        return if_then_else

    def choose(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        for condition, content in branches:
            if condition(asked, trace):
                return content(asked, trace, out)
        return PLAIN

    return choose
