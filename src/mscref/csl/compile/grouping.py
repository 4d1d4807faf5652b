"""When a group vanishes: CSL 1.0.2, Group, as the reference processor understands it."""

from __future__ import annotations

from collections.abc import Iterable

from mscref.csl import ast
from mscref.csl.compile.scope import Evaluator
from mscref.csl.context import MISSING, PRESENT, Circumstances, Trace
from mscref.csl.output import (
    APART,
    EDGE,
    NO_EDGE,
    SEAM,
    SWALLOW,
    Tokens,
    put_stop_before_comma,
    takes_punctuation,
)

# Two spaces in a row, as an affix of a style has them.
_WIDE_SPACE = "\u00a0 "


def suffixes_of(elements: Iterable[ast.Element]) -> set[str]:
    """The suffixes of elements, and of those in the branches of a condition among them.

    No rule of CSL.
    """
    found: set[str] = set()
    for element in elements:
        if isinstance(element, ast.Choose):
            found |= {one for branch in element.branches for one in suffixes_of(branch.children)}
        else:
            found.add(element.styling.suffix)
    return found


def with_end_of(elements: Iterable[ast.Element], content: Evaluator, *, space: str) -> Evaluator:
    """The `content` of a group or macro of `elements`, two spaces at its end as `space`.

    No rule of CSL: the reference processor (journal-of-forensic-sciences, suomen-antropologi).
    """
    if not any(suffix.endswith(_WIDE_SPACE) for suffix in suffixes_of(elements)):
        return content

    def ended(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        kind = content(asked, trace, out)
        last = out[-1] if len(out) > start else None
        if isinstance(last, str) and last.endswith(_WIDE_SPACE):
            # Two that are a token of their own stay two by the mark between them.
            is_two = last == _WIDE_SPACE and len(space) > 1
            out[-1:] = (" ", SEAM, " ") if is_two else (last[:-2] + space,)
        return kind

    return ended


def as_group(content: Evaluator) -> Evaluator:
    """`content` that vanishes when it calls variables and all of them are empty.

    For the group around it, a group that prints only terms counts as printed: ieee.csl relies on
    "[Online]." staying where the access date beside it is empty. Macros are groups, too.

    CSL 1.0.2, Group.
    """

    def group(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        capitalize_term = trace.capitalize_term
        kind = content(asked, trace, out)
        if kind == MISSING:
            del out[start:]
            trace.capitalize_term = capitalize_term
        elif len(out) > start:
            if out[-1] is SEAM or out[-1] is APART or out[-1] is SWALLOW:
                # The suffix at the end of a group counts as the group's own.
                out.pop()
            if out[start] is EDGE:
                # And so does the prefix at its beginning (management-international). Nothing is
                # taken out: names further on have remembered their places.
                out[start] = NO_EDGE
            return PRESENT
        return kind

    return group


def as_beginning(content: Evaluator) -> Evaluator:
    """`content` that counts as the beginning of an entry even where it is missing.

    A term behind it begins no sentence, unless a group around it vanishes; what stands in for
    missing names still does (reference processor).
    """

    def beginning(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        kind = content(asked, trace, out)
        trace.capitalize_term = False
        return kind

    return beginning


def with_closing_mark(content: Evaluator, mark: str, *, repeats: bool) -> Evaluator:
    """`content` of a group whose suffix is the punctuation `mark`.

    A full stop of the group closes a quotation: what follows stays outside of it, and a comma that
    is in it stands behind the full stop. Where a child `repeats` the mark of the group, the two are
    one and swallow the next (all this is the reference processor's; CSL 1.0.2 leaves punctuation
    that meets to the processor).
    """

    def closed(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        kind = content(asked, trace, out)
        if len(out) == start:
            return kind
        is_of_group = out[-1] is NO_EDGE and len(out) > start + 1
        if is_of_group:
            out.pop()  # the comma before it is that of a macro or group
        is_quoted = len(out) > start + 1 and takes_punctuation(out[-2])
        ends_quoted = takes_punctuation(out[-1])
        if repeats and out[-1] == mark and not is_quoted:
            out.append(SWALLOW)
            return kind
        if mark == "." and not is_of_group and put_stop_before_comma(out):
            return kind
        out.append(mark)
        if mark == "." and (is_quoted or ends_quoted):
            out.append(EDGE)
        elif mark == ",":
            out.append(NO_EDGE)
        return kind

    return closed
