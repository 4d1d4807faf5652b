"""Lines that a text has from the pages it stood on: running heads, and the numbers of pages.

In: the lines of a text. Out: which of them are of the page and not of the text. A running head
stands once on a page, on page after page, the same but for the number of the page; references
that differ in their digits alone (the reports of ten years) stand close together, are of
different years, or end like a sentence. A line is left out only where pages show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mscref.refstring.marks import PAGE_NUMBER, UNFINISHED, YEAR

_OFTEN = 4  # pages
_SHORTEST_PAGE = 12  # lines with text, from one head to the next
_NEAR = 2  # lines with text, from a head to the number of its page
_DIGITS = re.compile(r"\d+")
_OWN_NUMBER = re.compile(r"\A\d{1,4}\s|\s\d{1,4}\Z")
# A sentence or a reference ends so; "Leng et al." is a head.
_ENDS_SENTENCE = re.compile(r"(?<!\bal)[.;:,]\Z")


def running_heads(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that are running heads; `lines` are without spaces at their ends."""
    filled = [place for place, line in enumerate(lines) if line]
    seen: dict[str, list[int]] = {}
    for order, place in enumerate(filled):
        seen.setdefault(_DIGITS.sub("#", lines[place]), []).append(order)
    heads: set[int] = set()
    for orders in seen.values():
        if len(orders) >= _OFTEN and _part_pages(orders):
            texts = [lines[filled[order]] for order in orders]
            has_pages = _count_pages(texts) or _beside_numbers(orders, filled, lines)
            if has_pages and _may_be_heads(texts):
                heads.update(filled[order] for order in orders)
    return frozenset(heads)


def is_page_number(line: str, before: str) -> bool:
    """True for the number of a page; the year of an unfinished line before it is none."""
    if not PAGE_NUMBER.fullmatch(line):
        return False
    return not (YEAR.search(line) and UNFINISHED.search(before))


def _part_pages(orders: list[int]) -> bool:
    return all(after - before >= _SHORTEST_PAGE for before, after in pairwise(orders))


def _may_be_heads(texts: list[str]) -> bool:
    """No heads are lines that end like a sentence, or whose years differ."""
    if any(_ENDS_SENTENCE.search(text) for text in texts):
        return False
    return len({tuple(YEAR.findall(_OWN_NUMBER.sub("", text))) for text in texts}) == 1


def _count_pages(texts: list[str]) -> bool:
    """True where each line begins or ends in a number that is no year, and that counts up."""
    numbers = [match.group().strip() for text in texts if (match := _OWN_NUMBER.search(text))]
    if len(numbers) < len(texts) or all(YEAR.fullmatch(number) for number in numbers):
        return False
    return all(int(before) < int(after) for before, after in pairwise(numbers))


def _beside_numbers(orders: list[int], filled: list[int], lines: Sequence[str]) -> bool:
    """True where beside most of the lines a number of a page stands."""
    with_number = 0
    for order in orders:
        around = filled[max(0, order - _NEAR) : order + _NEAR + 1]
        with_number += any(PAGE_NUMBER.fullmatch(lines[place]) for place in around)
    return with_number * 2 > len(orders)
