"""Which works a PDF names that may be itself: identifiers with the place where each stands. Pure.

The order is that of trust: the stamp of a preprint server, for a preprint may link the article
that it became; what the publisher wrote into the file (XMP, Info), links, lines of the first page,
of the next ones. None of them is more than a candidate: `pdf_own` says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from urllib.parse import unquote, urlsplit

from mscref.manuscript.headline import before_references, is_cover_sheet
from mscref.manuscript.pdf_front import FrontMatter, FrontPage
from mscref.manuscript.pdf_stamps import stamped
from mscref.model.identifiers import iter_dois, named_dois
from mscref.records import Record

_OF_EACH_PLACE = 6  # a page may link a hundred works
_BEGUN_DOI = re.compile(r"10\.\d{4,9}/")


class PdfCandidate(Record):
    """A work that may be the document: its identifier, and where it stands, in words."""

    identifier: str
    place: str


def candidates_of(matter: FrontMatter) -> list[PdfCandidate]:
    """The candidates in their order, each once."""
    found: dict[str, PdfCandidate] = {}
    for place, identifiers in _named(matter):
        for one in islice(dict.fromkeys(identifiers), _OF_EACH_PLACE):
            found.setdefault(one, PdfCandidate(one, place=place))
    return list(found.values())


def _named(matter: FrontMatter) -> Iterator[tuple[str, Iterable[str]]]:
    numbered = list(enumerate(matter.pages, start=1))
    covers = [(number, page) for number, page in numbered if is_cover_sheet(page)]
    ordered = [*(one for one in numbered if one not in covers), *covers]
    for number, page in ordered[:1]:
        yield f"the stamp of page {number}", stamped(page)
    yield "XMP", matter.of_xmp
    yield "Info", matter.of_info
    for number, page in ordered:
        yield f"a link of page {number}", _linked(page)
    for number, page in ordered:
        yield f"page {number}", _printed(page)
        yield f"page {number}, over two lines", _over_two_lines(page)


def _linked(page: FrontPage) -> Iterator[str]:
    """DOIs of links to the resolver that do not belong to the list of references."""
    cited = _cited(page)
    for address in page.links:
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        if host == "doi.org" or host.endswith(".doi.org"):
            yield from (one for one in iter_dois(unquote(address)) if one not in cited)


def _cited(page: FrontPage) -> set[str]:
    """The DOIs that stand in the references alone."""
    own = before_references(page)
    listed = page.lines[len(own) :]
    return set(_dois(line.text for line in listed)) - set(_dois(line.text for line in own))


def _printed(page: FrontPage) -> Iterator[str]:
    lines = [line.text for line in before_references(page)]
    for line in lines:
        yield from named_dois(line)
    yield from _dois(lines)


def _dois(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from iter_dois(line)


def _over_two_lines(page: FrontPage) -> Iterator[str]:
    """DOIs that the end of a line has cut."""
    lines = [line.text for line in before_references(page)]
    for line, following in pairwise(lines):
        if not line or not following:
            continue
        last, first = line.split()[-1], following.split()[0]
        begun = _BEGUN_DOI.search(last)
        if begun:
            yield from islice(iter_dois(last[begun.start() :] + first), 1)
