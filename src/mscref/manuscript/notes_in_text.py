"""The notes of a text in Markdown or LaTeX: where their sign stands, and their words.

    Tides rise.^[Kerr, *Tides*, 3.]      an inline note of pandoc
    Tides rise.[^a]    [^a]: Kerr, …     a note whose words stand elsewhere
    Tides rise.\\footnote{Kerr, …}        LaTeX

Takes linear time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_DEFINITION = re.compile(
    r"^\[\^(?P<name>[^\]\s]{1,200})\]:[ \t]*(?P<text>[^\n]*(?:\n(?![^\S\n]*\n|\[\^)[^\n]+)*)\n*",
    re.MULTILINE,
)
_SIGN = re.compile(r"\[\^(?P<name>[^\]\s]{1,200})\](?!:)")
_INLINE = re.compile(r"\^\[")
_FOOTNOTE = re.compile(r"\\footnote\s*\{")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|[{}]")
_EMPHASIS = re.compile(r"(?<!\\)[*_]{1,3}|\\(?=[^\w\s])")
_LONGEST_NOTE = 5000
_PAIRS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class TextNote:
    """A note: the span of its sign, its words, and the span of its words where they stand apart."""

    start: int
    end: int
    text: str
    apart: tuple[int, int] | None = None


def markdown_notes(text: str) -> list[TextNote]:
    """The notes of Markdown in the order of their signs; words of several signs are no citation."""
    apart = {one["name"]: one for one in _DEFINITION.finditer(text)}
    signs = [one for one in _SIGN.finditer(text) if one["name"] in apart]
    counts = Counter(one["name"] for one in signs)
    found = [
        TextNote(one.start(), one.end(), _plain(apart[one["name"]]["text"]),
                 apart[one["name"]].span())
        for one in signs
        if counts[one["name"]] == 1
    ]  # fmt: skip
    found += [
        TextNote(start, end, _plain(inside)) for start, end, inside in _enclosed(text, _INLINE)
    ]
    return sorted(found, key=lambda one: one.start)


def latex_notes(text: str) -> list[TextNote]:
    """The footnotes of LaTeX."""
    return [
        TextNote(start, end, _without_commands(inside))
        for start, end, inside in _enclosed(text, _FOOTNOTE)
    ]


def _enclosed(text: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """What stands between the bracket that `opening` ends with and the one that closes it."""
    place = 0
    while match := opening.search(text, place):
        end = _closing(text, match.end(), match[0][-1])
        place = end if end > 0 else match.end()
        if end > 0:
            yield match.start(), end, text[match.end() : end - 1]


def _closing(text: str, start: int, bracket: str) -> int:
    """Behind the bracket that closes; -1 where none does within the longest note."""
    depth, closes, place = 1, _PAIRS[bracket], start
    limit = min(len(text), start + _LONGEST_NOTE)
    while place < limit:
        char = text[place]
        if char == "\\":
            place += 1
        elif char == bracket:
            depth += 1
        elif char == closes:
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return -1


def _plain(text: str) -> str:
    return _EMPHASIS.sub("", text)


def _without_commands(text: str) -> str:
    quoted = text.replace("``", "“").replace("''", "”").replace("--", "–").replace("~", " ")
    return _COMMAND.sub("", quoted.replace("\\&", "&"))
