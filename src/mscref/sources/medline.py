"""How MEDLINE writes titles, page ranges and citations; PubMed and Europe PMC both send it."""

from __future__ import annotations

import re

from mscref.sources import values


def without_stop(title: str) -> str:
    """A title without the full stop that MEDLINE ends it with, markup or not."""
    return re.sub(r"(?<![.])\.((?:</[a-z]+>)*)$", r"\1", title)


def whole_range(pages: str) -> str:
    """`212-8` → `212-218`: a range that falls is an abbreviated one."""
    match = re.fullmatch(r"([A-Za-z]*)(\d+)([A-Za-z]*)-([A-Za-z]*)(\d+)([A-Za-z]*)", pages)
    if not match:
        return pages
    prefix, start, ending, other_prefix, end, other_ending = match.groups()
    if len(end) < len(start) and (not other_prefix or other_prefix == prefix):
        end = start[: len(start) - len(end)] + end
        return f"{prefix}{start}{ending}-{prefix}{end}{other_ending or ending}"
    return pages


def cited_date(cited: str) -> str:
    """`Lancet. 2010 Feb 6;375(9713):445` → `2010-02-06`."""
    match = re.search(r"\b((?:19|20)\d\d)(?: ([A-Z][a-z]{2}))?(?: (\d{1,2}))?", cited)
    if not match:
        return ""
    year, month, day = match.groups()
    return values.iso(values.point(year, values.month_number(month or ""), day or ""))
