"""The order of references in a listing: by year, authors, title, key, type or journal.

    order = name { "," name }        "-" before a name turns its order round

What has no value comes last, whichever way round. Raises UsageError for an unknown name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import TypeAlias

from mscref.errors import UsageError
from mscref.match.text import bare
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference

_Value: TypeAlias = "str | int | None"


def _year(reference: Reference) -> _Value:
    date = reference.date("issued")
    return date.year if date else None


def _authors(reference: Reference) -> _Value:
    names = reference.names("author") or reference.names("editor")
    shown = [bare(f"{name.family or name.literal}\0{name.given}") for name in names]
    return "\1".join(shown) or None


def _text(variable: str) -> Callable[[Reference], _Value]:
    return lambda reference: bare(strip_markup(reference.text(variable))) or None


_ORDERS = MappingProxyType(
    {
        "year": _year,
        "author": _authors,
        "title": _text("title"),
        "journal": _text("container-title"),
        "key": lambda reference: bare(reference.id),
        "type": lambda reference: reference.type,
    }
)
NAMES = tuple(_ORDERS)


def in_order(references: Sequence[Reference], order: str) -> list[Reference]:
    """The references in this order; those that are equal stay as they were."""
    ordered = list(references)
    for word in reversed(order.split(",")):
        name = word.strip().removeprefix("-")
        value = _ORDERS.get(name)
        if value is None:
            raise UsageError(f"cannot sort by `{name}`", hint=_near(name))
        _sort(ordered, value, is_reversed=word.strip().startswith("-"))
    return ordered


def _sort(
    ordered: list[Reference], value: Callable[[Reference], _Value], *, is_reversed: bool
) -> None:
    with_value = [one for one in ordered if value(one) is not None]
    without = [one for one in ordered if value(one) is None]
    with_value.sort(key=lambda one: value(one) or 0, reverse=is_reversed)
    ordered[:] = [*with_value, *without]


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, NAMES, n=1)
    return f"did you mean {near[0]}?" if near else f"one of {', '.join(NAMES)}"
