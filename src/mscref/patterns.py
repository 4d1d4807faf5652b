"""Patterns that are compiled when they are first used, not when their module is imported.

`format` of five references imports 160 patterns and matches 45 of them: compiling the others took
16 ms, an eighth of its start. After its first use a pattern costs what one of `re.compile` does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

# White space before something, or none. It is entered where a run of it begins, so that a search
# takes linear time in a long run where the something does not come (`\s*,` takes quadratic time).
SPACE_BEFORE = r"(?:(?<!\s)\s+)?"

# What a compiled pattern has.
_MEMBERS = (
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "pattern",
    "flags", "groups", "groupindex",
)  # fmt: skip


class FoundPattern:
    """Has the members of a compiled pattern, as quick to reach as there."""

    __slots__ = ("_flags", "_text", *_MEMBERS)


class LazyPattern(FoundPattern):
    """Stands for `re.compile(text, flags)`, and becomes a `FoundPattern` at its first use."""

    __slots__ = ()

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - asked where a slot is empty
        if name not in _MEMBERS:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for member in _MEMBERS:
            setattr(self, member, getattr(compiled, member))
        # A class with __getattr__ costs 0.1 µs at every use.
        self.__class__ = FoundPattern  # type: ignore[assignment]
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy({self._text!r})"


if TYPE_CHECKING:

    def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
        """The pattern, compiled when it is first used; not for the functions of `re`."""
else:
    lazy = LazyPattern
