"""In which numbers a claim and a record differ: volume, first and last page, issue. Pure.

What crosses the border: a `Claim` and a `Record` in, `Difference`s out. Of a text, a number that
stands in it agrees, wherever the parser has put it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.match.claim import Claim
from mscref.match.difference import Difference, Weight, is_arxiv_number, is_preprint
from mscref.match.record import ComparableRecord
from mscref.match.text import arabic

_NUMBERS = (("volume", "volume"), ("page", "page"))
_FROM_ONE = re.compile(r"\s*1\s*[-–—]+\s*\d+\s*")
_SINGLE = re.compile(r"\s*[A-Za-z]?\d{3,}\s*")
_RANGE = re.compile(r"\s*([A-Za-z]*\d+)\s*[-–—]+\s*([A-Za-z]*\d+)\s*")
_ONE_NUMBER = re.compile(r"\s*+0*?((?!0)\d++|0)\s*+")


def number_differences(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    """Volume, first page, last page and issue, where both say them."""
    for variable, attribute in _NUMBERS:
        claimed, found = getattr(claim.record, attribute), getattr(record, attribute)
        if not claimed or not found or arabic(claimed) == arabic(found):
            continue
        texts = claim.word_set | claim.inner_numbers
        if claim.text and (found in texts or _has_lost_its_dash(claimed, found)):
            continue
        shown = claim.reference.text(variable) or claimed, record.reference.text(variable) or found
        if variable == "page" and _is_article_number(*shown):
            continue
        if is_preprint(record) and is_arxiv_number(claim.reference.text("volume")):
            continue
        has_lost_its_letters = _digits(claimed) == _digits(found) != ""
        weight = Weight.MINOR if has_lost_its_letters else Weight.CONTRADICTION
        yield Difference(variable, *shown, weight)
    yield from _last_page(claim, record)
    yield from _issue(claim, record)


def _last_page(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    """Two ranges that begin on one page and end on others; 373–83 is 373–383."""
    shown = claim.reference.text("page"), record.reference.text("page")
    ours, theirs = (_RANGE.fullmatch(one) for one in shown)
    if ours is None or theirs is None or claim.record.page != record.page:
        return
    last, found = _whole_last(*ours.groups()), _whole_last(*theirs.groups())
    if last != found and not (claim.text and {found, theirs[2]} & claim.word_set):
        yield Difference("page", *shown, Weight.MINOR, "another last page")


def _whole_last(first: str, last: str) -> str:
    """The last page of a range, with the digits that it shares with the first."""
    first, last = first.casefold(), last.casefold()
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _issue(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    """Two issues that are single numbers."""
    shown = claim.reference.text("issue"), record.reference.text("issue")
    ours, theirs = (_ONE_NUMBER.fullmatch(one) for one in shown)
    if ours is None or theirs is None or ours[1] == theirs[1]:
        return
    if not (claim.text and theirs[1] in claim.word_set):
        yield Difference("issue", *shown, Weight.MINOR, "another issue")


def _digits(number: str) -> str:
    """`391` of `e391`."""
    return "".join(char for char in number if char.isdigit())


def _is_article_number(one: str, other: str) -> bool:
    """True where one side numbers the article and the other its pages, from 1."""
    return any(
        _FROM_ONE.fullmatch(pages) and _SINGLE.fullmatch(number)
        for pages, number in ((one, other), (other, one))
    )


def _has_lost_its_dash(claimed: str, found: str) -> bool:
    """True for the page `345352` of a text whose range 345–352 lost its dash in a conversion."""
    return claimed.startswith(found) and len(claimed) >= 2 * len(found) - 1 > 1
