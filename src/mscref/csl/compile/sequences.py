"""Elements one after the other, and the delimiters between them."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.csl import ast
from mscref.csl.compile.plans import SequencePlans
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.context import PLAIN, Circumstances, Trace
from mscref.csl.output import SEAM, Tokens


def compile_sequence(
    elements: Sequence[ast.Element], scope: Scope, delimiter: str = ""
) -> Evaluator:
    """Elements one after the other, `delimiter` between those that print something.

    CSL 1.0.2, Delimiter.
    """
    children = tuple([scope.compile_element(element, scope, delimiter) for element in elements])
    if not children:
        return _nothing
    if len(children) == 1:
        return children[0]
    if delimiter:
        return _delimited(children, delimiter)

    return _joined(children)


def _nothing(_asked: Circumstances, _trace: Trace, _out: Tokens) -> int:
    return PLAIN


def _joined(children: tuple[Evaluator, ...]) -> Evaluator:
    plans = SequencePlans(children)

    def joined(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        result, rest = plans[asked.item.outline]
        for child in rest:
            kind = child(asked, trace, out)
            # PLAIN < MISSING < PRESENT: one printed variable outweighs the missing ones.
            if kind > result:
                result = kind
        return result

    return joined


def _delimited(children: tuple[Evaluator, ...], delimiter: str) -> Evaluator:
    plans = SequencePlans(children)

    def delimited(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        result, rest = plans[asked.item.outline]
        start = len(out)
        for child in rest:
            end = len(out)
            if end == start:
                kind = child(asked, trace, out)
            else:
                if out[-1] is SEAM:
                    # The spaces of a suffix and of a delimiter are one.
                    out.pop()
                    end -= 1
                out.append(delimiter)
                kind = child(asked, trace, out)
                if len(out) == end + 1:
                    out.pop()
            if kind > result:
                result = kind
        return result

    return delimited
