"""Page ranges in the five forms of `page-range-format`. Pure `str` → `str`.

Only what is clearly a range of two pages of one kind is abbreviated or completed; anything else
("e391-9", "1:12-1:15", "123-456-789") keeps its digits and its hyphen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType

from mscref.csl.text.numbers import EN_DASH, RANGE, is_range, split_word
from mscref.model.figures import whole_number
from mscref.patterns import SPACE_BEFORE, lazy

# "pp. 12-15" as a value: the label is the style's business.
_OWN_LABEL = lazy(rf"{SPACE_BEFORE}pp?\.\s*(?=\d)")
_AMPERSAND = lazy(rf"{SPACE_BEFORE}&\s*")
_FIRST = lazy(r"\s*(?:pp?\.\s*)?((?:\\-|[^\s,;&–-])+)")


@lru_cache(maxsize=4096)
def format_pages(
    text: str, page_range_format: str = "", delimiter: str = EN_DASH, ampersand: str = "&"
) -> str:
    """Render page numbers: ranges in `page_range_format` ("" leaves the digits alone)."""
    if text.isdigit():
        return text
    pages = _OWN_LABEL.sub("", text, count=1) if text.lstrip().startswith("p") else text
    formatted = RANGE.sub(
        lambda match: _format_range(match["first"], match["last"], page_range_format, delimiter),
        pages,
    )
    if "&" in formatted:
        formatted = _AMPERSAND.sub(f" {ampersand} ", formatted)
    return formatted.replace("\\-", "-")


def page_first(text: str) -> str:
    """The first page of `text`: what stands before the first hyphen, comma, ampersand or space."""
    match = _FIRST.match(text)
    return match[1].replace("\\-", "-") if match else text


def _format_range(first: str, last: str, page_range_format: str, delimiter: str) -> str:
    if not is_range(first, last):
        return f"{first}-{last}"
    shorten = _SHORTEN.get(page_range_format)
    start, end = split_word(first), split_word(last)
    if shorten is None or not start or not end or start.suffix:
        return f"{first}{delimiter}{last}"
    full = _complete(start.digits, end.digits)
    if full is None or page_range_format == "expanded":
        return f"{first}{delimiter}{end.prefix}{full or end.digits}"
    digits = shorten(start.digits, full) if len(full) == len(start.digits) else full
    # An abbreviated range leaves the second prefix out as well: S213–35, A1–10.
    prefix = end.prefix if full == start.digits else ""
    return f"{first}{delimiter}{prefix}{digits}"


def _complete(first: str, last: str) -> str | None:
    """Write the last page in full ("321", "8" → "328").

    None where the range runs backwards, and where "101", "1" would be 101 to 101.
    """
    full = first[: max(0, len(first) - len(last))] + last
    is_same = full == first and last != first
    return None if is_same or whole_number(full) < whole_number(first) else full


def _changed_digits(first: str, last: str, *, at_least: int) -> str:
    """The end of `last` from where it differs from `first`, never fewer than `at_least` digits."""
    same = 0
    while same < len(last) - at_least and first[same] == last[same]:
        same += 1
    return last[same:]


def _minimal(first: str, last: str) -> str:
    return last if first == last else _changed_digits(first, last, at_least=1)


def _minimal_two(first: str, last: str) -> str:
    return last if first == last else _changed_digits(first, last, at_least=2)


def _chicago_16(first: str, last: str) -> str:
    """All digits below 101 and after a hundred; one digit after 101-109; two otherwise."""
    number = whole_number(first)
    if number < 100 or number % 100 == 0:
        return last
    return _minimal(first, last) if number % 100 < 10 else _minimal_two(first, last)


def _chicago_15(first: str, last: str) -> str:
    """As in the 16th edition, but four digits of which three change stay: 1496–1504."""
    digits = _chicago_16(first, last)
    return last if len(first) == 4 and len(digits) == 3 else digits


_SHORTEN: MappingProxyType[str, Callable[[str, str], str]] = MappingProxyType(
    {
        "expanded": lambda _first, last: last,
        "minimal": _minimal,
        "minimal-two": _minimal_two,
        "chicago": _chicago_15,
        "chicago-15": _chicago_15,
        "chicago-16": _chicago_16,
    }
)
