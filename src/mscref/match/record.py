"""A reference made ready for comparing: everything folded once. Pure.

What crosses the border: a `Reference` in, a frozen `Record` of comparable values out. The same
form serves both sides, the claim and the candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mscref.match.text import fold, tokens
from mscref.model.names import Name
from mscref.model.reference import Reference

_SUBTITLE = re.compile(r"\s*[:?!.–—(\[]\s+|\s+-+\s+")
_NUMBER = re.compile(r"\d+")
_NAMESAKE = re.compile(r"0\d{3}")
_FIRST_PAGE = re.compile(r"\b(?:[a-z]{0,3}\.?\s*\d+[a-z]?|[ivxlc]+)\b")
_DATE_VARIABLES = ("issued", "available-date", "event-date", "original-date", "submitted")


@dataclass(frozen=True, slots=True)
class Record:
    """The comparable values of one reference; what it does not say is empty.

    `main_title` is the title up to its subtitle, without spaces; "" where it has none.
    """

    reference: Reference
    title: tuple[str, ...]
    main_title: str
    families: tuple[str, ...]
    years: tuple[int, ...]
    containers: tuple[tuple[str, ...], ...]
    volume: str
    page: str
    doi: str


def prepare(reference: Reference) -> Record:
    """The comparable values of a reference."""
    title = reference.text("title")
    main_title = _SUBTITLE.split(title, maxsplit=1)[0]
    return Record(
        reference,
        tuple(tokens(title)),
        "".join(tokens(main_title)) if main_title != title else "",
        tuple(filter(None, map(family_of, creators_of(reference)))),
        _years(reference),
        _containers(reference),
        _first_number(reference.text("volume")),
        first_page(reference.text("page") or reference.text("number")),
        comparable_doi(reference.text("DOI")),
    )


def comparable_doi(doi: str) -> str:
    """The DOI in a form that is equal for equal works.

    The American Psychological Association registered its older DOIs with one slash and with two.
    """
    return doi.casefold().replace("//", "/")


def family_of(name: Name) -> str:
    """The family name folded into one word, with its particle; an institution in whole."""
    if name.is_others:
        return ""
    if name.literal:
        return "".join(tokens(name.literal))
    return "".join(tokens(f"{name.non_dropping_particle} {name.family}"))


def first_page(text: str) -> str:
    """The first page of a range, folded: `S12–S20` is `s12`, `e0123` is `e0123`."""
    match = _FIRST_PAGE.search(fold(text))
    return re.sub(r"[.\s]", "", match.group()) if match else ""


def creators_of(reference: Reference) -> tuple[Name, ...]:
    """The people who made the work, in the first role that anybody has."""
    for role in ("author", "editor", "container-author", "collection-editor", "director"):
        names = reference.names(role)
        if names:
            return tuple(_without_number(name) for name in names)
    return ()


def _without_number(name: Name) -> Name:
    """`Wei Luo 0001`, as DBLP tells namesakes apart, is Wei Luo."""
    if not _NAMESAKE.fullmatch(name.family) or " " not in name.given.strip():
        return name
    given, _, family = name.given.strip().rpartition(" ")
    return replace(name, given=given, family=family)


def _years(reference: Reference) -> tuple[int, ...]:
    found = []
    for variable in _DATE_VARIABLES:
        date = reference.date(variable)
        if date is None:
            continue
        if date.year is not None:
            found.append(date.year)
        else:
            found.extend(int(one) for one in re.findall(r"\b[12]\d{3}\b", date.literal + date.raw))
    return tuple(dict.fromkeys(found))


def _containers(reference: Reference) -> tuple[tuple[str, ...], ...]:
    names = (
        reference.text("container-title"),
        reference.text("container-title-short"),
        reference.text("collection-title"),
        reference.text("event-title"),
    )
    return tuple(dict.fromkeys(tuple(tokens(name)) for name in names if name.strip()))


def _first_number(text: str) -> str:
    match = _NUMBER.search(text)
    return match.group().lstrip("0") if match else fold(text).strip()
