"""GB/T 7714: the Chinese standard, whose `[J]`, `[M]`, `[D]` say what a reference is.

`Authors. Title[J]. Journal, Year, Volume(Issue): Pages.` · `Authors. Title[M]. Place: Publisher,
Year: Pages.` · `Authors. Title[C]//Editors. Book. Place: Publisher, Year: Pages.` (GB/T 7714-2015,
chapter 4 and table B.1; older editions write `.//`, a stop before the pages).
"""

from __future__ import annotations

import re
from types import MappingProxyType

from mscref.refstring.fields import ParsedField
from mscref.refstring.layouts.base import Laid, plain, read, taken

_TYPES = MappingProxyType(
    {
        "J": "article-journal", "M": "book", "C": "paper-conference", "D": "thesis",
        "N": "article-newspaper", "R": "report", "S": "standard", "P": "patent", "G": "book",
        "A": "chapter", "Z": "document", "EB": "webpage", "DB": "dataset", "DS": "dataset",
        "CP": "software", "CM": "map",
    }
)  # fmt: skip
_MARK = re.compile(
    r"\s*+\[(?P<code>J|M|C|D|N|R|S|P|G|A|Z|EB|DB|DS|CP|CM)(?:/(?:OL|CD|DK|MT))?\]\s*+"
)
# The authors end at the first stop that is not that of an initial before another one.
_AUTHORS = re.compile(
    r"(?P<author>[^.\[\]]{1,200}?(?:et al|[^.\W])(?:\.\s?[A-Z](?=[.,]))*)\.(?!\s?[A-Z][.,]) ?(?=\S)"
)
_YEAR = r"(?P<date>(?:1[5-9]|20)\d\d(?:-\d\d?(?:-\d\d?)?)?)年?"
_PAGES = r"(?P<pages>[A-Z]?\d+(?:\s?[-~+,]\s?[A-Z]?\d+)*(?:\s?[页頁])?)"
_JOURNAL = re.compile(
    rf"(?P<container>[^\[\]]+?),\s*+{_YEAR}(?:,?\s*+(?P<volume>[A-Za-z]?\d+(?:/\d+)?))?"
    rf"(?:,?\s*+\(\s*+(?P<issue>[^()]+?)\s*+\))?(?:\s*+[:.,]\s*+{_PAGES})?\s*+\.?\s*+$"
)
_NEWSPAPER = re.compile(
    rf"(?P<container>[^\[\]]+?),\s*+{_YEAR}\s*+(?:\(\s*+(?P<pages>\w+)版?\s*+\))?\s*+\.?\s*+$"
)
_PUBLISHED = re.compile(
    rf"(?:(?P<edition>(?:第?\d+版|\d+(?:st|nd|rd|th) ed|第?[二三四五六七八九十]+版|修订版|新\d?版))[.,]\s*+)?"
    rf"(?:(?P<translator>[^.:]+?),?\s?[译譯]\.\s*+)?"
    rf"(?:(?P<location>[^.:,]{{1,40}}):\s*+)?(?P<publisher>[^:]{{2,80}}?),\s*+{_YEAR}"
    rf"(?:\s*+[:.]\s*+(?:pp?\.?)?\s*+{_PAGES})?\s*+\.?\s*+$"
)
_PLACED = re.compile(rf"(?P<location>[^.:,]{{1,40}}),\s*+{_YEAR}\s*+\.?\s*+$")
_DATED = re.compile(
    rf"(?P<container>[^\[\]]+?)[,.]\s*+{_YEAR}(?:\s*+[:.,]\s*+{_PAGES})?\s*+\.?\s*+$"
)
_ON_LINE = re.compile(rf"(?:(?P<container>[^\[\](]+?)[,.]\s*+)?\(?{_YEAR}\)?")
# People have initials or Han letters; bodies several words.
_EDITOR = re.compile(r"[\u3400-\u9fff]|[,\s][A-Z](?:[\s.-]*[A-Z])*\.?$|\w{4,}\s\w{4,}")
_YEAR_ALONE = re.compile(rf"{_YEAR}\s*+[:.,]\s*+{_PAGES}\s*+\.?\s*+$")
# `Title: 88105607.3[P]`, `Title: 中国, 01128777.2[P]`, `Title: GB/T 7714-2015[S]`
_NUMBERED = re.compile(
    r"(?<=[^\s:]):\s?(?:(?P<jurisdiction>[^\W\d]{2,12})\s?[,:]\s?)?"
    r"(?P<number>(?=[^:]*\d{3})[A-Z]{0,4}(?:/[A-Z]{1,2})?\s?-?[\dA-Z][\d.,/A-Z-]{2,24})\s*+$"
)
_ARE_NUMBERED = frozenset("PSR")
_STOP = re.compile(r"(?<=[^\s.])\.\s*+(?=[^\s.])")


def read_gbt(text: str) -> Laid | None:
    """Read a string whose title ends in one of the standard's marks."""
    flat = plain(text)
    mark = _MARK.search(flat)
    if not mark or mark.start() < 4:
        return None
    tail = re.match(r"\s*+[.,:]?\s*+(?P<host>//)?\s*+", flat[mark.end() :])
    start = mark.end() + (tail.end() if tail else 0)
    in_host = bool(tail and tail["host"])
    rest = _host(text, flat, start) if in_host else _published(text, flat, start, mark["code"])
    if rest is None:
        return None
    item_type = _TYPES[mark["code"]]
    if in_host and item_type == "book":
        item_type = "chapter"
    return Laid([*_head(text, flat, mark.start(), mark["code"]), *rest], item_type)


def _head(text: str, flat: str, end: int, code: str) -> list[ParsedField]:
    """Authors, title and number; a head without a stop is a title alone."""
    number = _NUMBERED.search(flat[:end]) if code in _ARE_NUMBERED else None
    if number:
        return [*_head(text, flat, number.start(), ""), *read(number, text)]
    authors = _AUTHORS.match(flat, 0, end)
    found = [taken(text, "author", *authors.span("author"))] if authors else []
    found.append(taken(text, "title", authors.end() if authors else 0, end))
    return [one for one in found if one]


def _published(text: str, flat: str, start: int, code: str) -> list[ParsedField] | None:
    """What stands behind the mark, by its kind."""
    patterns = {"J": (_JOURNAL,), "N": (_NEWSPAPER, _JOURNAL)}.get(
        code,
        (_ON_LINE,) if code in ("EB", "DB", "DS") else (_PUBLISHED, _PLACED, _YEAR_ALONE, _ON_LINE),
    )
    tail = flat[start:].rstrip(" .")
    if not tail:
        return []
    for pattern in patterns:
        match = pattern.match(tail)
        if match:
            return read(match, text, at=start)
    return None


def _host(text: str, flat: str, start: int) -> list[ParsedField] | None:
    """`Editors. Book. Place: Publisher, Year: Pages` behind `//`."""
    tail = flat[start:].rstrip(" .")
    stops = [0, *(stop.end() for stop in _STOP.finditer(tail))]
    for index, stop in enumerate(stops[1:], 1):
        published = _PUBLISHED.match(tail, stop)
        if published and published["location"]:
            editor_end = stops[1] if index > 1 else 0
            editor = taken(text, "editor", start, start + editor_end)
            if editor and not _EDITOR.search(editor.value):  # `Proc. of the …` is its beginning
                editor, editor_end = None, 0
            book = taken(text, "container", start + editor_end, start + stop)
            book = book and taken(
                text, "container", book.start, book.end - book.value.endswith(".")
            )
            return [one for one in (editor, book) if one] + read(published, text, at=start)
    match = _DATED.match(tail)
    return read(match, text, at=start) if match else None
