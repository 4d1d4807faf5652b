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
_LINES_OF_A_HEAD = 4
_DIGITS = re.compile(r"\d+")
_BULLET_ALONE = re.compile(r"[•·▪◦■●○*]+")  # it stands apart from its text
_OWN_NUMBER = re.compile(r"\A\d{1,4}\s|\s\d{1,4}\Z")
# A sentence or a reference ends so; "Leng et al." is a head.
_ENDS_SENTENCE = re.compile(r"(?<!\bal)[.;,]\Z")


def running_heads(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that are running heads, or only bullets; `lines` are stripped."""
    filled = [place for place, line in enumerate(lines) if line]
    texts = [lines[place] for place in filled]
    seen: dict[str, list[int]] = {}
    for order, text in enumerate(texts):
        seen.setdefault(_DIGITS.sub("#", text), []).append(order)
    repeated = [orders for orders in seen.values() if _may_be_heads([texts[one] for one in orders])]
    repeated = [orders for orders in repeated if _part_pages(orders)]
    of_page = {order for order, text in enumerate(texts) if PAGE_NUMBER.fullmatch(text)}
    heads = {order for order, text in enumerate(texts) if _BULLET_ALONE.fullmatch(text)}
    for _ in range(_LINES_OF_A_HEAD):  # a head has several lines, and one of them the number
        for orders in repeated:
            if _count_pages([texts[one] for one in orders]) or _are_beside(orders, of_page):
                heads.update(orders)
                of_page.update(orders)
    return frozenset(filled[order] for order in heads)


def is_page_number(line: str, before: str) -> bool:
    """True for the number of a page; the year of an unfinished line before it is none."""
    if not PAGE_NUMBER.fullmatch(line):
        return False
    return not (YEAR.search(line) and UNFINISHED.search(before))


def _part_pages(orders: list[int]) -> bool:
    return all(after - before >= _SHORTEST_PAGE for before, after in pairwise(orders))


def _may_be_heads(texts: list[str]) -> bool:
    """Often enough, and no lines that end like a sentence, or whose years differ."""
    if len(texts) < _OFTEN or any(_ENDS_SENTENCE.search(text) for text in texts):
        return False
    return len({tuple(YEAR.findall(_OWN_NUMBER.sub("", text))) for text in texts}) == 1


def _count_pages(texts: list[str]) -> bool:
    """True where each line begins or ends in a number that is no year, and that counts up."""
    numbers = [match.group().strip() for text in texts if (match := _OWN_NUMBER.search(text))]
    if len(numbers) < len(texts) or all(YEAR.fullmatch(number) for number in numbers):
        return False
    return all(int(before) < int(after) for before, after in pairwise(numbers))


def _are_beside(orders: list[int], of_page: set[int]) -> bool:
    """True where beside most of the lines one stands that is of the page."""
    near = sum(
        any(at in of_page for at in range(order - _NEAR, order + _NEAR + 1)) for order in orders
    )
    return near * 2 > len(orders)
