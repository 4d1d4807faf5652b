"""Calls of macros: compiled when first evaluated."""

from __future__ import annotations

from mscref.csl.compile.grouping import as_group
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.sequences import compile_sequence
from mscref.csl.context import Circumstances, Trace
from mscref.csl.output import Tokens


def compile_macro(name: str, scope: Scope) -> Evaluator:
    """The evaluator of a macro in the area of `scope` (CSL 1.0.2, Macro).

    It is compiled when it is first evaluated: a large style has hundreds of macros, of which
    a short bibliography needs a few (20 ms of CPU for APA).
    """
    key = (name, id(scope.substituting), scope.opens_brackets)
    found = scope.macros.get(key)
    if found is None:
        found = scope.macros[key] = _compiled_later(name, scope)
    return found


def _compiled_later(name: str, scope: Scope) -> Evaluator:
    substituting, opens_brackets = scope.substituting, scope.opens_brackets
    compiled: Evaluator | None = None

    def macro(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        nonlocal compiled
        if compiled is None:
            outer = scope.substituting, scope.opens_brackets
            scope.substituting, scope.opens_brackets = substituting, opens_brackets
            with scope.inside():
                compiled = as_group(compile_sequence(scope.style.macros[name], scope))
            scope.substituting, scope.opens_brackets = outer
        return compiled(asked, trace, out)

    return macro
