"""Calls of macros: compiled when first evaluated, kept where they say the same again.

Macros that call one another twice cost twice as much at every level. So the elements evaluated for
a work are counted; once they are many, a macro whose output depends on nothing but the work is
evaluated no second time. (To keep it from the start costs ordinary styles a quarter of their time.)
What cannot be kept (names, dates, whatever depends on the cite) is bounded by `Trace.check_steps`.
"""

from __future__ import annotations

from mscref.csl import ast
from mscref.csl.compile.grouping import as_group, with_end_of
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.sequences import compile_sequence
from mscref.csl.context import Circumstances, Trace
from mscref.csl.output import Tokens
from mscref.csl.usage import all_elements, size_of, variables_of_the_work

# From how many steps on what a macro printed is kept. The largest styles need 600.
_DEAR = 1000


def compile_macro(name: str, scope: Scope) -> Evaluator:
    """The evaluator of a macro in the area of `scope` (CSL 1.0.2, Macro)."""
    key = (name, *scope.surroundings)
    found = scope.macros.get(key)
    if found is None:
        found = scope.macros[key] = _compiled_later(name, scope)
    return found


def _compiled_later(name: str, scope: Scope) -> Evaluator:
    """The macro, compiled as `scope` is now when it is first evaluated.

    A large style has hundreds of macros, of which a short bibliography needs a few (20 ms of CPU
    for APA).
    """
    surroundings = scope.surroundings
    is_repeated = name in scope.style.repeated_macros
    size = 0
    content: Evaluator | None = None
    kept: Evaluator | None = None

    def macro(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        nonlocal content, kept, size
        if content is None:
            with scope.back_in(surroundings):
                content = as_group(_content(name, scope))
            size = size_of(scope.style.macros[name], scope.called_once) if is_repeated else 0
        trace.steps += size
        if trace.steps < _DEAR:
            return content(asked, trace, out)
        if kept is None:
            kept = _kept(content, name, scope)
        trace.check_steps()
        return kept(asked, trace, out)

    return macro


def _content(name: str, scope: Scope) -> Evaluator:
    elements = scope.style.macros[name]
    content = with_end_of(elements, compile_sequence(elements, scope), space="  ")
    if scope.in_sort and any(isinstance(one, ast.Date) for one in all_elements(elements, {})):
        return _without_words(content)
    return content


def _without_words(content: Evaluator) -> Evaluator:
    """A macro for dates as a sort key: words that stand in for a date ("n.d.") are none.

    Works without a date then go last in either direction (CSL 1.0.2, Sorting; reference processor).
    """

    def dates(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start, blocks, first = len(out), len(trace.blocks), trace.first_variable
        trace.first_variable = ""
        kind = content(asked, trace, out)
        if not trace.first_variable and len(trace.blocks) == blocks:
            del out[start:]
        trace.first_variable = first or trace.first_variable
        return kind

    return dates


def _kept(content: Evaluator, name: str, scope: Scope) -> Evaluator:
    """The `content` of a macro, evaluated once for a work wherever that makes no difference.

    It would make one inside the frame of a label, where a variable that it reads was printed in
    the place of names, and where its first term begins a sentence.
    """
    reads = variables_of_the_work(name, scope.style.macros, scope.read_by_macros)
    if reads is None:
        return content

    def kept(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        known = asked.item.macros
        begins = trace.capitalize_term
        key = (content, begins, asked.marks_title)
        is_free = (
            not trace.frames and not trace.in_substitute and reads.isdisjoint(trace.suppressed)
        )
        if is_free and (found := known.get(key)):
            tokens, kind, printed = found
            trace.steps += len(tokens)
            out.extend(tokens)
            for variable in printed:
                trace.printed(variable)
            return kind
        start, noted = len(out), trace.substituted
        used: list[str] = []
        trace.substituted = used
        kind = content(asked, trace, out)
        trace.substituted = noted
        if noted is not None:
            noted.extend(used)
        if is_free and not trace.frames and trace.capitalize_term == begins:
            known[key] = (tuple(out[start:]), kind, tuple(used))
        return kind

    return kept
