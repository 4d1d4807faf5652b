"""Which of two neighbouring punctuation marks survives, and which go inside quotation marks."""

from __future__ import annotations

from types import MappingProxyType

MARKS = frozenset(".,:;!?")

# Marks that go inside a closing quotation mark where the language wants that.
INSIDE_QUOTES = (".", ",", "!", "?")

# (left, right) → what stays of each (suite: punctuation_FullMonty*). Pairs not listed stay.
_SURVIVORS = MappingProxyType(
    {
        "::": ":", ";:": ";", "!:": "!", "?:": "?",
        ":.": ":", "..": ".", ";.": ";", "!.": "!", "?.": "?",
        ";;": ";",
        ":!": "!", ";!": "!", "!!": "!",
        ":?": "?", ";?": "?", "??": "?",
        ",,": ",",
    }
)  # fmt: skip


def drops_right(left: str, right: str) -> bool:
    """True where `right` is swallowed by `left`."""
    survivor = _SURVIVORS.get(left + right)
    return survivor is not None and survivor == left


def drops_left(left: str, right: str) -> bool:
    """True where `left` is swallowed by `right`."""
    survivor = _SURVIVORS.get(left + right)
    return survivor is not None and survivor != left
