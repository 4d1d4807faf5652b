"""Whether the row of a plug-in holds what its class declares.

What crosses the border: a row in; what is wrong with it out, in words that its author understands.
Python checks no types, and the row of a stranger is used far from where it was made: what is wrong
has to be said here, by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = {"str": str, "bool": bool, "int": int}
_LISTS = {"tuple": tuple, "frozenset": frozenset}
_CALLED = ("Callable", "Check")
_CLASSES = ("Severity", "Keys", "Service")
_MISSING = object()


def faults(row: object) -> Iterator[str]:
    """What is wrong with a row, member by member; with a value of another class nothing is."""
    for kind in reversed(type(row).__mro__):
        for name, declared in getattr(kind, "__annotations__", {}).items():
            value = getattr(row, name, _MISSING)
            if value is _MISSING:
                yield f"it has no `{name}`"
            elif not _is(value, str(declared)):
                yield f"`{name}` is {_shown(value)}, and has to be {declared}"
            elif fault := _fault_of(name, value):
                yield f"`{name}` {fault}"


def _is(value: object, declared: str) -> bool:
    """Whether a value is of the type that is written so; what is not known here is let pass."""
    if " | " in declared:
        return any(_is(value, one) for one in declared.split(" | "))
    outer, _, inner = declared.rstrip("]").partition("[")
    if outer in _LISTS:
        is_list = isinstance(value, _LISTS[outer])
        items = tuple(value) if isinstance(value, tuple | frozenset) else ()
        kinds = [one.strip() for one in inner.split(",") if one.strip() != "..."]
        is_long = "..." in inner or outer == "frozenset" or len(items) == len(kinds)
        return is_list and is_long and all(_is(one, kinds[0]) for one in items)
    if outer in _CALLED:
        return callable(value)
    if declared == "None":
        return value is None
    if declared in _NAMES:
        return isinstance(value, _NAMES[declared])
    if declared in _CLASSES:
        return any(one.__name__ == declared for one in type(value).__mro__)
    return True


def _fault_of(name: str, value: object) -> str:
    """What is wrong with a value of the right type."""
    if name == "looks" and isinstance(value, str):
        try:
            re.compile(value, re.VERBOSE | re.MULTILINE | re.IGNORECASE)
        except (re.error, RecursionError, OverflowError) as error:
            return f"is no pattern: {error}"
    if name in ("extension", "extensions"):
        listed = value if isinstance(value, tuple) else (value,)
        bad = [str(one) for one in listed if one and "." not in str(one)]
        return f"has no dot: {bad[0]}" if bad else ""
    return ""


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | None) else f"a {type(value).__name__}"
    return text[:60]
