"""Where the values of variables come from: the work, the cite, or the processor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from mscref.csl.compile.scope import Evaluator
from mscref.csl.context import MISSING, PRESENT, Circumstances, Trace
from mscref.csl.items import Item
from mscref.csl.output import Token, Tokens
from mscref.csl.text.pages import page_first

# The tokens of a variable, none where it is empty.
Value: TypeAlias = Callable[[Circumstances], Sequence[Token]]

# Variables that a shorter or older one stands in for.
SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}


def citation_label_text(item: Item) -> str:
    """The citation label of a work: its own, or one made of names and year.

    CSL 1.0.2, Standard Variables.
    """
    from mscref.csl.text.labels import citation_label

    date = item.date("issued")
    names = item.names("author") or item.names("editor") or item.names("translator")
    return item.text("citation-label") or citation_label(
        [name.family or name.literal for name in names],
        item.text("title"),
        date.year if date else None,
    )


def number_text(asked: Circumstances, variable: str) -> str:
    """A number or text variable as plain text, "" where it is empty.

    CSL 1.0.2, Number Variables.
    """
    if variable == "locator":
        return asked.cite.locator if asked.cite else ""
    if variable == "citation-number":
        return str(asked.item.number) if asked.item.number else ""
    if variable == "first-reference-note-number":
        return str(asked.first_note) if asked.first_note else ""
    if variable == "page-first":
        text = asked.item.text("page-first")
        return text or page_first(asked.item.text("page"))
    if variable == "citation-label":
        return citation_label_text(asked.item)
    if variable == "year-suffix":
        return asked.disambiguation.year_suffix if asked.disambiguation else ""
    return asked.item.text(variable)


_COMPUTED = frozenset(
    ["locator", "citation-number", "first-reference-note-number", "page-first", "year-suffix"]
)


def has_variable(variable: str) -> Callable[[Circumstances, Trace], bool]:
    """A predicate: the variable is not empty (CSL 1.0.2, Choose).

    Of citation-label the work's own counts, not one that is made (reference processor).
    """
    if variable in _COMPUTED:
        return lambda asked, _trace: bool(number_text(asked, variable))
    return lambda asked, _trace: variable in asked.item.filled


def variable_evaluator(variable: str, value: Value) -> Evaluator:
    """Prints the `value` of a variable, unless it was printed in the place of names before.

    CSL 1.0.2, Text, Substitute.
    """

    def evaluate(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if variable in trace.suppressed:
            return MISSING
        tokens = value(asked)
        if not tokens:
            return MISSING
        trace.printed(variable)
        out.extend(tokens)
        return PRESENT

    return evaluate
