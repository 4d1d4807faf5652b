"""The stamps of preprint servers on a first page, and the identifiers in them. Pure.

arXiv writes at the margin, or on a line, `arXiv:2101.00001v2 [cs.CV] 3 Feb 2021`; others say in
a head or a foot that the page is a preprint that nobody has reviewed. A journal says neither of
its own pages, though it may name the preprint.

What crosses the border: a page in; its stamps and the identifiers that stand in them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mscref.manuscript.pdf_front import FrontPage
from mscref.model.arxiv import ARXIV
from mscref.model.identifiers import iter_dois
from mscref.model.reference import Reference

_AT_MARGIN = re.compile(rf"arXiv:\s*({ARXIV})", re.IGNORECASE)
_LEVEL = re.compile(
    rf"arXiv:\s?({ARXIV})\s{{1,3}}\[[a-z-]{{2,20}}(?:\.[a-z-]{{2,20}})?\]", re.IGNORECASE
)
_SERVERS = re.compile(
    r"\b(?:bio|med)rxiv\s+preprint\b|preprints\.org\W.{0,80}?(?:not\speer[\s-]reviewed|posted)"
    r"|\bthis\s(?:is\s)?an?\spreprint\s(?:and|that|which)\s(?:has|was|is)\snot\b"
    r"|\bnon[\s-]?peer[\s-]?reviewed\s(?:preprint|manuscript)\ssubmitted\sto\b"
    r"|\bcontent\snot\speer[\s-]?reviewed\sby\b|\bthis\spreprint\s(?:research\spaper\s)?has\snot\sbeen\speer"
    r"|\bwhich\swas\snot\scertified\sby\speer\sreview\b|\bpreprint\sis\snot\s(?:yet\s)?peer[\s-]reviewed\b",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST = 400  # characters of such a line
_PUBLISHED = frozenset(
    ["article-journal", "article-magazine", "book", "chapter", "paper-conference"]
)
_SERVER = re.compile(r"rxiv|ssrn|preprint|research\ssquare|authorea|osf\.io", re.IGNORECASE)


def stamps(page: FrontPage) -> Iterator[str]:
    """The lines of a page that are the stamp of a server."""
    yield from (text for text in page.rotated if _AT_MARGIN.search(text))
    for text in _lines(page):
        if _LEVEL.match(text) or _SERVERS.search(text):
            yield text


def stamped(page: FrontPage) -> Iterator[str]:
    """The identifiers that stand in the stamps of a page, arXiv's at the margin first."""
    for text in page.rotated:
        yield from (f"arXiv:{one}" for one in _AT_MARGIN.findall(text))
    for text, following in pairwise([*_lines(page), ""]):
        level = _LEVEL.match(text)
        if level:
            yield f"arXiv:{level[1]}"
        elif _SERVERS.search(text):
            yield from iter_dois(text) if "10." in text else iter_dois(following)


def is_published(reference: Reference) -> bool:
    """Whether a record is of what a journal or a book has brought, not of a preprint server's."""
    return reference.type in _PUBLISHED and not _is_of_server(reference)


def is_posted(reference: Reference) -> bool:
    """Whether a record is of a preprint."""
    return reference.type == "article" or _is_of_server(reference)


def _is_of_server(reference: Reference) -> bool:
    said = ("container-title", "publisher", "DOI")
    return any(_SERVER.search(reference.text(name)) for name in said)


def _lines(page: FrontPage) -> Iterator[str]:
    return (line.text[:_LONGEST] for line in page.lines)
