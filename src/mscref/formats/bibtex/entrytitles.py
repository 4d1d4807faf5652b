"""Titles of an entry: which CSL variable each title field becomes, how their parts are joined.

In: a `Conversion`, whose fields are LaTeX. Out: its CSL titles, cased (`casing.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from mscref.formats.bibtex import casing
from mscref.formats.bibtex.conversion import Conversion
from mscref.formats.bibtex.tables import (
    BIBSTRINGS,
    BOOK_LIKE,
    CHAPTER_LIKE,
    TITLE_FIELDS,
    WRITTEN_TITLES,
)
from mscref.formats.bibtex.titles import Titles
from mscref.formats.latex.decoder import PROTECT, UNPROTECT
from mscref.formats.latex.reading import decode_protected
from mscref.model.figures import is_figure
from mscref.model.reference import Json
from mscref.patterns import lazy

_TITLE_END = lazy(rf"[!?.,:;][{UNPROTECT}\s]*+(?:</\w+>{UNPROTECT}*+)*+\Z")
_TAG = lazy(r"<(/?(?:i|b|su[bp]|sc|span)\b)")
_INTEGER = lazy(r"\d+")


def read_titles(work: Conversion, english: bool) -> None:
    """All title variables."""
    fields, csl, kind = work.fields, work.csl, work.kind
    is_cased = english and work.titles is Titles.SENTENCE
    cased: Callable[[str], str] = casing.sentence_case if is_cased else casing.resolve
    chapter_like = kind in CHAPTER_LIKE
    periodical = kind == "periodical"
    main = (
        _joined(work, "maintitle", "mainsubtitle", "maintitleaddon")
        if "maintitle" in fields and not periodical
        else ""
    )
    own = _joined(work, "title", "subtitle", "titleaddon")
    if periodical:
        if own:
            csl["container-title"] = casing.resolve(own)
        issue = _joined(work, "issuetitle", "issuesubtitle", "")
        title = issue or own
    elif main and not chapter_like:
        title = main
        if own:
            csl["volume-title"] = cased(own)
    else:
        title = own
    if title:
        csl["title"] = cased(title)
    if not periodical:
        _container(work, main)
    _short_title(work, title, cased)
    if "series" in fields:
        _series(work)
    event = _decoded(work, "eventtitle")
    if event:
        csl["event-title"] = casing.resolve(event)
    if work.titles is Titles.LATEX:
        written: dict[str, Json] = {name: fields[name] for name in TITLE_FIELDS if name in fields}
        work.leftovers[WRITTEN_TITLES] = written


def _container(work: Conversion, main: str) -> None:
    """`container-title` of a work that is not itself a periodical, as written.

    No style of BibTeX changes its case: names of conferences and books are names.
    """
    fields, csl, kind = work.fields, work.csl, work.kind
    if kind in CHAPTER_LIKE:
        book = _joined(work, "booktitle", "booksubtitle", "booktitleaddon")
        container = main or book
        if container:
            csl["container-title"] = casing.resolve(container)
        if main and book:
            csl["volume-title"] = casing.resolve(book)
        return
    if "journaltitle" in fields:
        journal = _joined(work, "journaltitle", "journalsubtitle", "")
        if journal:
            csl["container-title"] = casing.resolve(journal)
    elif "booktitle" in fields and kind not in BOOK_LIKE:
        book = _joined(work, "booktitle", "booksubtitle", "booktitleaddon")
        if book:
            csl["container-title"] = casing.resolve(book)


def _short_title(work: Conversion, title: str, cased: Callable[[str], str]) -> None:
    """`title-short`: given, or what stands before the colon. An empty `shorttitle` is none."""
    fields, csl = work.fields, work.csl
    periodical = work.kind == "periodical"
    is_of_title = "maintitle" not in fields or work.kind in CHAPTER_LIKE
    if "shorttitle" in fields and (is_of_title or not fields["shorttitle"].strip()):
        head = _decoded(work, "shorttitle")
        if head and periodical:
            csl["container-title-short"] = casing.resolve(head)
    elif "maintitle" in fields:
        head = _before_colon(decode_protected(fields.get("title", "")))
    elif "subtitle" in fields or "titleaddon" in fields:
        first = decode_protected(fields.get("title", ""))
        head = _before_colon(first) or first
    else:
        head = _before_colon(title)
    if head and not periodical:
        csl["title-short"] = cased(head)


def _series(work: Conversion) -> None:
    """`collection-title`; a bare number counts the series of a journal."""
    series = work.fields["series"].strip()
    if is_figure(series):
        title = f"{_ordinal(int(series))} series"
    elif series in BIBSTRINGS:
        title = casing.sentence_case(BIBSTRINGS[series])
    else:
        title = casing.resolve(decode_protected(series))
    if title and work.csl.setdefault("collection-title", title) == title:
        work.taken.add("series")


def _joined(work: Conversion, title: str, subtitle: str, addon: str) -> str:
    """`title: subtitle. addon`, marked for casing."""
    fields = work.fields
    text = _decoded(work, title)
    if subtitle in fields:
        text = join_parts(text, ": ", _decoded(work, subtitle))
    if addon in fields:
        text = join_parts(text, ". ", _decoded(work, addon))
    return text


def _decoded(work: Conversion, name: str) -> str:
    """A title field, taken; one of which nothing is left when it is decoded is a leftover."""
    value = work.fields.get(name, "")
    text = decode_protected(value) if value else ""
    if text:
        work.taken.add(name)
    return text


def join_parts(first: str, separator: str, second: str) -> str:
    """Two parts of a title; one that ends in punctuation needs no separator."""
    if not first or not second:
        return first or second
    return first + (" " if _TITLE_END.search(first) else separator) + second


def _before_colon(text: str) -> str:
    """What stands before the first colon outside of braces and tags, "" where there is none."""
    place = text.find(": ")
    if place <= 0:
        return ""
    head = text[:place]
    if head.count(PROTECT) != head.count(UNPROTECT):
        return ""
    if "<" in head:
        tags = _TAG.findall(head)
        if 2 * sum(tag.startswith("/") for tag in tags) != len(tags):
            return ""
    return head.rstrip()


def _ordinal(number: int) -> str:
    """1 → 1st"""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
