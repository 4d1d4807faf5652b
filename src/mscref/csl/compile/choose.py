"""cs:choose: the first branch of which the tests are true (CSL 1.0.2, Choose)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from mscref.csl import ast
from mscref.csl.compile.conditions import compile_condition
from mscref.csl.compile.plans import ChoicePlans
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.context import PLAIN, Circumstances, Trace
from mscref.csl.output import Tokens

# Makes one evaluator of the elements of a branch.
CompileBranch: TypeAlias = Callable[[Sequence[ast.Element]], Evaluator]


def compile_choose(element: ast.Choose, scope: Scope, compile_branch: CompileBranch) -> Evaluator:
    """The evaluator of cs:choose, which stands for the elements of one of its branches.

    CSL 1.0.2, Choose.
    """
    branches = [
        (compile_condition(branch, scope), compile_branch(branch.children))
        for branch in element.branches
    ]
    plans = ChoicePlans(branches)

    def choose(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        for condition, content in plans[asked.item.outline]:
            if condition is None or condition(asked, trace):
                return content(asked, trace, out)
        return PLAIN

    return choose
