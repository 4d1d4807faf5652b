"""Titles that resemble one another and still name different works. Pure.

Parts of a series ("… III: Effects"), yearly reports ("Cancer statistics, 2020") and what is written
about a work ("Reply to …", "…: Comment") share nearly all words with their siblings. Titles come as
folded words (`match/text.py`); what crosses the border is the answer that they are siblings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mscref.match.text import american, arabic, in_figures

_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_PART = frozenset("part parts teil partie parte parti pt".split())
# A single letter is a part only where the word before says so: `x ray`, `vitamin c`, `i`.
_SHORTEST_BARE = 2
_REMARKS = frozenset(
    """comment comments commentary reply replies response rejoinder discussion erratum errata
    corrigendum correction corrections retraction retracted addendum editorial""".split()
)
_JOINED = frozenset("erratum errata corrigendum correction corrections addendum retraction".split())
_ABOUT = frozenset("on to of for the an a".split())
_ABOUT_WITHIN = 4  # words in front of the title: `Reply to comments on`, `Erratum to: The`


def are_siblings(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where two titles differ in the number of their part, or one is about the other."""
    if differ_in_part(one, other):
        return True
    numbers = _numbers(one), _numbers(other)
    if all(numbers) and not numbers[0] & numbers[1]:
        return True
    return _is_remark(one) != _is_remark(other)


def differ_in_part(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where two titles number their part, and otherwise: `Part 1`, `II`."""
    parts = _part(one), _part(other)
    return all(parts) and parts[0] != parts[1]


def numbered(title: Sequence[str]) -> list[str]:
    """The words of a title, numbers in figures: `Part II` is `Part 2`, `Two Worlds` `2 Worlds`."""
    words = in_figures(title)
    for place, (word, number) in enumerate(pairwise(tuple(words))):
        if word in _PART and (number.isdigit() or _is_roman(number)):
            words[place : place + 2] = ["part", arabic(number)]
    return words


def spelled(title: Sequence[str]) -> str:
    """A title without what one work is written with and without, in one spelling."""
    return american(numbered(without_joint(title)))


def without_joint(title: Sequence[str]) -> Sequence[str]:
    """The words of a notice's title without what joins its kind to the work: `Erratum to: X`."""
    joined = 1 if title and title[0] in _JOINED else 0
    end = joined
    while joined and end < len(title) and title[end] in _ABOUT:
        end += 1
    return [*title[:joined], *title[end:]]


def has_sibling_before(before: Sequence[str], title: Sequence[str]) -> bool:
    """True where the words in front of a title say that the whole is about it: `Reply to`."""
    near = list(before[-_ABOUT_WITHIN:])
    while near and near[-1] in _ABOUT:
        near.pop()
        if near and near[-1] in _REMARKS:
            return not _is_remark(title)
    return False


def holds_remark(words: Sequence[str], title: Sequence[str]) -> bool:
    """True where a text that nearly holds the title announces a remark: `Discussion of …`."""
    return any(
        word in _REMARKS and after in ("on", "to", "of") and word not in title
        for word, after in pairwise(words)
    )


def ends_in_number(title: Sequence[str]) -> bool:
    """True where another part may begin like this one: `… II` stands in `… III`."""
    return bool(title) and (title[-1].isdigit() or _is_roman(title[-1]))


def split_part(title: Sequence[str]) -> tuple[Sequence[str], str]:
    """The words in front of the number of the part, and the number; all and "" without one."""
    for place, word in enumerate(title):
        is_announced = place > 0 and title[place - 1] in _PART
        if is_announced and (word.isdigit() or _is_roman(word)):
            return title[: place - 1], word
        if place > 0 and len(word) >= _SHORTEST_BARE and _is_roman(word):
            return title[:place], word
    return title, ""


def names_other_part(after: Sequence[str], part: str) -> bool:
    """True where the words behind the common beginning give another number than `part`."""
    words = [word for word in after[:2] if word not in _PART]
    return bool(words) and words[0] != part and (words[0].isdigit() or _is_roman(words[0]))


def _part(title: Sequence[str]) -> str:
    return arabic(split_part(title)[1])


def _numbers(title: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in title if word.isdigit())


def _is_roman(word: str) -> bool:
    return bool(word) and _ROMAN.fullmatch(word) is not None


def _is_remark(title: Sequence[str]) -> bool:
    """`Reply to …`, `Discussion of …`, `…: Comment`."""
    if not title:
        return False
    opens = title[0] in _REMARKS and len(title) > 1 and title[1] in _ABOUT
    return opens or title[-1] in _REMARKS
