"""Which of two neighbouring punctuation marks survives, and which go inside quotation marks; spaces
in a row."""

from __future__ import annotations

from types import MappingProxyType

from mscref.patterns import lazy

MARKS = frozenset(".,:;!?")

# Marks that go inside a closing quotation mark where the language wants that.
INSIDE_QUOTES = (".", ",", "!", "?")

_TWO_SPACES = lazy("[ \u00a0][ \u00a0\u202f]")

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


def with_spaces(text: str, *, begins: bool = True) -> str:
    """`text` whose spaces in a row are meant (CSL 1.0.2, Whitespace Handling): they do not join.

    Two spaces of any kind are a no-break space and one that breaks (reference processor). Those
    that a prefix `begins` with wait until it is known whether one of them joins the text before.
    """
    start = 0 if begins or not text.startswith(" ") else len(text) - len(text.lstrip(" \u00a0"))
    return text[:start] + _TWO_SPACES.sub("\u00a0 ", text[start:])
