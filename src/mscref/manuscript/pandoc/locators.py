"""The locator at the start of a citation's suffix, as pandoc's manual describes it.

    suffix    = [ "," ] ( delimited | integrated ) rest
    delimited = "{" [ label ] anything "}"           everything inside is the locator
    integrated = [ label ] word { separator word }   each word with a digit, or a roman numeral

(User's guide, Citation syntax.) A locator without a label is a page; without a label its first
word needs a digit. In braces it is what it says, and no label is put before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from mscref.manuscript.pandoc.richtext import drop_start
from mscref.manuscript.pandoc.tree import Inlines, plain
from mscref.model.locators import UNNAMED

_LEAD = re.compile(r"[ \u00a0]*,?[ \u00a0]*")
_SEPARATOR = re.compile(r"[ \u00a0]*[,;&][ \u00a0]*|[ \u00a0]*[-–—]{1,3}[ \u00a0]*|[ \u00a0]+")
_WORD = re.compile(r"(?:\([^()\s]*\)|\[[^\[\]\s]*\]|[^\s\u00a0,;&()\[\]{}\-–—])+")
_ROMAN = re.compile(
    r"\(?(?=[ivxlcdm])m{0,4}(?:c[md]|d?c{0,4})(?:x[cl]|l?x{0,4})(?:i[xv]|v?i{0,4})\)?",
    re.IGNORECASE,
)
# "A-D", "(xv)-(xvii)"; between numbers the style says what stands.
_WORD_RANGE = re.compile(r"(?<![\w-])(\(?[^\W\d_]+\)?)-(\(?[^\W\d_]+\)?)(?![\w-])")
_TRAILING = ".:!?'\"’”"
# A label has up to three words ("sub verbo", "art. no."); the longest that is one counts.
_LABELS = tuple(
    re.compile(rf"(?:[^\s\u00a0\d,;{{}}]+[ \u00a0]*){{{count}}}") for count in (3, 2, 1)
)


class Located(NamedTuple):
    """A locator with its CSL label ("" where there is none), and the suffix that is left."""

    label: str
    locator: str
    suffix: Inlines


def split_locator(suffix: Inlines, labels: Mapping[str, str]) -> Located:
    """The locator that `suffix` begins with; `labels` maps words in lower case to labels."""
    text = plain(suffix)
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if text[start : start + 1] == "{":
        return _delimited(suffix, text, start, labels)
    label, place = _label(text, start, labels)
    end = _end_of_words(text, place, labelled=bool(label))
    if end == place:
        return Located("", "", suffix)
    locator = text[place:end].strip()
    return Located(label or "page", _dashes(locator), drop_start(suffix, end))


def _delimited(suffix: Inlines, text: str, start: int, labels: Mapping[str, str]) -> Located:
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            inside = text[start + 1 : place]
            label, begin = _label(inside, 0, labels)
            locator = inside[begin:].strip()
            rest = drop_start(suffix, place + 1)
            return Located((label or UNNAMED) if locator else "", _dashes(locator), rest)
    return Located("", "", suffix)


def _label(text: str, start: int, labels: Mapping[str, str]) -> tuple[str, int]:
    """The label that stands at `start` and where it ends; "" and `start` where there is none."""
    for pattern in _LABELS:
        match = pattern.match(text, start)
        if match is None:
            continue
        label = labels.get(match[0].strip(" \u00a0").rstrip(".").lower())
        if label and match.end() < len(text):
            return label, match.end()
    return "", start


def _end_of_words(text: str, start: int, *, labelled: bool) -> int:
    """Where the words of a locator end that begins at `start`."""
    end = place = start
    while word := _WORD.match(text, place):
        body = word[0].rstrip(_TRAILING)
        is_first = place == start
        if not body or not _is_locator_word(body, roman=labelled or not is_first):
            break
        end = place + len(body)
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        place = separator.end()
    return end


def _is_locator_word(word: str, *, roman: bool) -> bool:
    return any(char.isdigit() for char in word) or (roman and bool(_ROMAN.fullmatch(word)))


def _dashes(locator: str) -> str:
    """Hyphens doubled by LaTeX habit are one range, and so is one between two words."""
    plain_range = _WORD_RANGE.sub(r"\1–\2", locator)
    return plain_range.replace("---", "–").replace("--", "–")
