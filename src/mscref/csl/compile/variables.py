"""Where the values of variables come from: the work, the cite, or the processor."""

from __future__ import annotations

from collections.abc import Callable

from mscref.csl.context import Context, Item
from mscref.csl.text.labels import citation_label
from mscref.csl.text.pages import page_first
from mscref.model.vocabulary import DATE_VARIABLES, NAME_VARIABLES

# Variables that a shorter or older one stands in for.
SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}


def citation_label_text(item: Item) -> str:
    """The citation label of a work: its own, or one made of names and year."""
    date = item.date("issued")
    names = item.names("author") or item.names("editor") or item.names("translator")
    return item.text("citation-label") or citation_label(
        [name.family or name.literal for name in names],
        item.text("title"),
        date.year if date else None,
    )


def number_text(context: Context, variable: str) -> str:
    """A number or text variable as plain text, "" where it is empty."""
    if variable == "locator":
        return context.cite.locator if context.cite else ""
    if variable == "citation-number":
        return str(context.item.number) if context.item.number else ""
    if variable == "first-reference-note-number":
        return str(context.first_note) if context.first_note else ""
    if variable == "page-first":
        text = context.item.text("page-first")
        return text or page_first(context.item.text("page"))
    if variable == "citation-label":
        return citation_label_text(context.item)
    if variable == "year-suffix":
        return context.disambiguation.year_suffix if context.disambiguation else ""
    return context.item.text(variable)


_COMPUTED = frozenset(
    ["locator", "citation-number", "first-reference-note-number", "page-first", "year-suffix"]
)


def has_variable(variable: str) -> Callable[[Context], bool]:
    """A predicate: the variable is not empty."""
    if variable in DATE_VARIABLES:
        return lambda context: context.item.date(variable) is not None
    if variable in NAME_VARIABLES:
        return lambda context: bool(context.item.fields.get(variable))
    if variable in _COMPUTED:
        return lambda context: bool(number_text(context, variable))
    if variable == "citation-label":
        return lambda _context: True

    def has_text(context: Context) -> bool:
        value = context.item.fields.get(variable)
        return value is not None and value != ""

    return has_text
