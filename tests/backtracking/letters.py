"""Which letters the nodes of a parsed pattern match, and which tell their classes apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Parsed = Any  # a node of the parser of `re`
Items = Iterable[tuple[Parsed, Parsed]]

# Letters that tell the usual classes apart, beside those that a pattern names itself.
USUAL = "a1_ \n\t,.;éA0\0☃一\u00a0\u0301"

CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda one: one.isalnum() or one == "_",
}


def is_in(letter: str, items: Items) -> bool:
    """Whether a set of a pattern holds a letter."""
    items = list(items)
    wanted = True
    if items and items[0][0] is codes.NEGATE:
        wanted, items = False, items[1:]
    for operator, value in items:
        if operator is codes.LITERAL and ord(letter) == value:
            return wanted
        if operator is codes.RANGE and value[0] <= ord(letter) <= value[1]:
            return wanted
        if operator is codes.CATEGORY and is_in_category(letter, str(value)):
            return wanted
    return not wanted


def is_in_category(letter: str, name: str) -> bool:
    *_, kind = name.split("_")
    return CATEGORIES[kind](letter) != ("NOT" in name)


ONE_LETTER = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)


def class_of(operator: object, value: Parsed, flags: int) -> Callable[[str], bool]:
    """Whether a node that matches one letter matches this one."""
    if operator is codes.ANY:
        return lambda one: bool(flags & re.DOTALL) or one != "\n"
    items = value if operator is codes.IN else [(codes.LITERAL, value)]
    if operator is codes.NOT_LITERAL:
        items = [(codes.NEGATE, None), *items]
    if not flags & re.IGNORECASE:
        return lambda one: is_in(one, items)
    negated = bool(items) and items[0][0] is codes.NEGATE
    fold = all if negated else any
    return lambda one: fold(is_in(x, items) for x in {one, one.lower()[:1], one.upper()[:1]} if x)


def named_letters(items: Items) -> Iterator[int]:
    """The letters that tell the classes of a parsed pattern apart."""
    for operator, value in items:
        if operator in (codes.LITERAL, codes.NOT_LITERAL):
            yield value
        elif operator is codes.RANGE:
            yield from (value[0] - 1, value[0], value[1], value[1] + 1)
        elif operator is codes.IN:
            yield from named_letters(value)
        else:
            yield from named_below(value)


def named_below(value: object) -> Iterator[int]:
    if isinstance(value, parser.SubPattern):
        yield from named_letters(value)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from named_below(one)
