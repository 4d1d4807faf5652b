"""ORCID's public interface, version 3.0: the works that a person lists. Pure.

`/{orcid}/works` has all works at once, in groups of what ORCID takes for one work by its
identifiers. Of a work it tells title, kind, date, journal and identifiers, and no authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, Scheme
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain, rich
from mscref.sources.values import member

_TYPES = MappingProxyType(
    {
        "book": "book",
        "book-chapter": "chapter",
        "book-review": "review-book",
        "conference-paper": "paper-conference",
        "conference-abstract": "paper-conference",
        "conference-poster": "speech",
        "data-set": "dataset",
        "dissertation": "thesis",
        "dissertation-thesis": "thesis",
        "journal-article": "article-journal",
        "lecture-speech": "speech",
        "magazine-article": "article-magazine",
        "newspaper-article": "article-newspaper",
        "patent": "patent",
        "preprint": "article",
        "report": "report",
        "software": "software",
        "working-paper": "report",
        "website": "webpage",
    }
)
# The surest first; an ISBN is that of the whole book.
_SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "arxiv": "arxiv", "isbn": "isbn"}
)


@dataclass(frozen=True, slots=True)
class ListedByPerson:
    """One work as a person lists it: a reference without authors, the identifiers of the work, and
    its titles (translated ones too)."""

    reference: Reference
    identifiers: tuple[Identifier, ...]
    titles: tuple[str, ...]


class Orcid(Batched):
    """pub.orcid.org."""

    name = "orcid"
    title = "ORCID"

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """The works of a person."""
        return Request("orcid", f"/{identifiers[0].value}/works", may_be_absent=True)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The groups of the answer."""
        groups = values.documented(member(response.json(), "group"), list, self.title)
        return {identifiers[0]: {"group": groups}}

    def parse(self, raw: Json) -> SourceRecord:
        """Nothing: a list of works is no work. See `works_in`."""
        return SourceRecord(self.name, Reference("", "document", {}))


def works_in(raw: Json) -> list[ListedByPerson]:
    """The works of an answer, each once, in its order; those without a title are left out."""
    found = (_work(group) for group in values.elements(member(raw, "group")))
    return [one for one in found if one is not None]


def _work(group: dict[str, Json]) -> ListedByPerson | None:
    summaries = values.elements(group.get("work-summary"))
    summaries.sort(key=_preference, reverse=True)
    titles = [title for one in summaries for title in _titles(one)]
    if not summaries or not titles:
        return None
    said = summaries[0]
    kind = _TYPES.get(plain(said.get("type")).lower().replace("_", "-"), "document")
    holders = [group, *summaries]
    identifiers = dict.fromkeys(one for held in holders for one in _identifiers(held, kind))
    date = said.get("publication-date")
    issued = values.point(*(plain(member(date, one, "value")) for one in ("year", "month", "day")))
    fields = values.without_empty(
        {
            "title": titles[0],
            "container-title": rich(member(said, "journal-title", "value")),
            "issued": Date(issued) if issued else None,
            "URL": plain(member(said, "url", "value")),
        }
    )
    reference = Reference("", kind, cast("dict[str, FieldValue]", fields))
    order = list(_SCHEMES.values())
    ordered = sorted(identifiers, key=lambda one: order.index(one.scheme))
    return ListedByPerson(reference, tuple(ordered), tuple(titles))


def _preference(summary: dict[str, Json]) -> int:
    """The version that the person prefers has the highest index."""
    written = plain(summary.get("display-index"))
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _titles(summary: dict[str, Json]) -> Iterator[str]:
    title = rich(member(summary, "title", "title", "value"))
    subtitle = rich(member(summary, "title", "subtitle", "value"))
    if title:
        yield f"{title}: {subtitle}" if subtitle and subtitle not in title else title
        yield from filter(None, [rich(member(summary, "title", "translated-title", "value"))])


def _identifiers(holder: dict[str, Json], kind: str) -> Iterator[Identifier]:
    """The identifiers of the work itself, and not of what it is part of or a version of."""
    for one in values.elements(member(holder, "external-ids", "external-id")):
        scheme = _SCHEMES.get(plain(one.get("external-id-type")).lower())
        is_own = plain(one.get("external-id-relationship")).lower() in ("self", "")
        if scheme is None or not is_own or (scheme == "isbn" and kind != "book"):
            continue
        found = values.identifier(scheme, one.get("external-id-value"))
        if found is not None:
            yield found
