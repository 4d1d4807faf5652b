"""How long a work is: `396 p.`, `xii, 396 S.`, `384 с.`, `396页`. It is no page of the work.

In: a string and its fields. Out: the fields, the number of pages among them as `pages` that a word
follows; what numbers the pages of the front matter is no field.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mscref.refstring.fields import ParsedField

_UNITS = (
    r"pp?|pages?|S|Seiten|s|ss|str|стр|с|стор|páginas|págs?|pagg?|oldal|sivua|sider|sidor|blz|hlm|sayfa"
    r"|л|арк|fls|folhas"
)
_FRONT = r"(?:[ivxlc]{1,8}\s?[,+-]\s?|[IVXLC]{1,8}\s?[,+-]\s?)?"
_EXTENT = re.compile(
    rf"(?:(?<=[.,;:)\]–—-]\s){_FRONT}(?P<pages>\d{{1,4}})\s?(?P<unit>{_UNITS})(?![\w’'])\.?"
    r"(?=\s*(?:\Z|[\[;,.(:+]|(?:1[5-9]|20)\d\d(?!\s?[-–\d])|ISBN|Il|ill|map|tab)|\s[-–—]\s)"
    r"|(?<=[.,;:)\]：，．\s])(?P<pages_2>\d{1,4})\s?(?P<unit_2>[页頁쪽면])(?=\W|\Z))"
)
# `Bologna, il Mulino, 2008, pp. 245`: more than one page, of which the string names but one.
_COUNTED = re.compile(
    rf"(?<=[,.;]\s)(?P<unit>pp|pagg|págs|pgs)\.\s{_FRONT}(?P<pages>\d{{2,4}})\.?\s*\Z"
)
_IN_A_WHOLE = frozenset(["container", "volume", "issue", "genre"])
_ANNOUNCED = re.compile(r"\b(?:pp?|S|s|с|C|p[áa]gs?|str|стр)\.?\s*$")
_LATEST = 0.3  # the share of a string behind which its extent stands


def with_extent(text: str, fields: list[ParsedField]) -> list[ParsedField]:
    """The fields with the number of pages as such."""
    match = _counted(text, fields) or next(
        (
            one
            for one in _EXTENT.finditer(text, int(len(text) * _LATEST))
            if _is_free(one, text, fields)
        ),
        None,
    )
    if match is None:
        return fields
    found = match.groupdict()
    group = "pages" if found["pages"] else "pages_2"
    start, end = match.span(group)
    unit = found["unit"] or found["unit_2"]
    extent = ParsedField(
        name="pages", value=match[group], start=start, end=end, confidence=0.9, followed=unit
    )
    kept = [one for one in fields if not _overlaps(one, match)]
    known = next((one for one in fields if one.name == "pages" and _overlaps(one, match)), None)
    extent = replace(extent, confidence=known.confidence) if known else extent
    return sorted([*kept, extent], key=lambda one: one.start)


def _counted(text: str, fields: list[ParsedField]) -> re.Match[str] | None:
    """The number of pages of a book behind `pp.`; an article or chapter begins on a page."""
    if _IN_A_WHOLE & {one.name for one in fields}:
        return None
    return _COUNTED.search(text)


def _overlaps(one: ParsedField, match: re.Match[str]) -> bool:
    return one.start < match.end() and one.end > match.start()


def _is_free(match: re.Match[str], text: str, fields: list[ParsedField]) -> bool:
    """True where no field but pages or what was taken for a volume stands there, and no more."""
    if _ANNOUNCED.search(text, max(0, match.start() - 6), match.start()):
        return False
    inside = [one for one in fields if _overlaps(one, match)]
    return all(
        one.name in ("pages", "volume")
        and match.start() <= one.start
        and one.end <= match.end()
        and not one.announced
        for one in inside
    )
