"""DBLP, the bibliography of computer science: requests, and one hit → a record. Pure.

Documented in DBLP's answers to frequent questions (search API). Who asks too often is answered 429
with `Retry-After`. Names that several people bear have a number behind them, which is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain, rich
from mscref.sources.values import member

_TYPES = MappingProxyType(
    {
        "Journal Articles": "article-journal",
        "Conference and Workshop Papers": "paper-conference",
        "Books and Theses": "book",
        "Parts in Books or Collections": "chapter",
        "Editorship": "book",
        "Reference Works": "entry-encyclopedia",
        "Informal and Other Publications": "article",
        "Informal Publications": "article",
        "Data and Artifacts": "dataset",
    }
)
_NUMBERED = re.compile(r" \d{4}$")  # `Wei Wang 0001`
_OF_ARXIV = re.compile(r"abs/(.+)")


class Dblp(Batched):
    """dblp.org."""

    name = "dblp"
    title = "DBLP"

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """The hits that have this DOI."""
        return self._search(f"doi:{identifiers[0].value}", 5)

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Works that have all these words, in title or authors."""
        return self._search(" ".join([*words, *family.split()]), rows)

    def _search(self, text: str, rows: int) -> Request:
        params = (("q", text), ("format", "json"), ("h", str(rows)), ("c", "0"))
        return Request("dblp", "/search/publ/api", params)

    def titled(self, response: Response) -> list[Json]:
        """The hits of a search; where there are none, `hit` is left out."""
        hits = values.documented(member(response.json(), "result", "hits"), dict, self.title)
        if "@total" not in hits:
            raise PayloadChangedError("DBLP sent an answer of another form than it documents")
        return [member(one, "info") for one in values.elements(hits.get("hit") or [])]

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The hit whose own DOI it is."""
        for hit in self.titled(response):
            if identifiers[0] in _names(hit):
                return {identifiers[0]: hit}
        return {}

    def parse(self, raw: Json) -> SourceRecord:
        """One hit as a record."""
        title = rich(member(raw, "title")).removesuffix(".")
        if not isinstance(raw, dict) or not title:
            raise PayloadChangedError("DBLP sent something that is not a work")
        names = tuple(_names(raw))
        kind = _TYPES.get(plain(raw.get("type")), "document")
        is_posted = kind == "article"
        people = tuple(_people(raw))
        is_edited = plain(raw.get("type")) == "Editorship"
        year = values.point(raw.get("year"))
        fields = values.without_empty(
            {
                "title": title,
                "editor" if is_edited else "author": people,
                "container-title": "" if is_posted else _venue(raw),
                "volume": "" if is_posted else plain(raw.get("volume")),
                "issue": plain(raw.get("number")),
                "page": values.pages(raw.get("pages")),
                "publisher": plain(raw.get("publisher")),
                "issued": Date(year) if year else None,
                "DOI": next((one.value for one in names if one.scheme == "doi"), ""),
                "URL": "" if names else plain(next(iter(values.strings(raw.get("ee"))), "")),
            }
        )
        reference = Reference(plain(raw.get("key")), kind, cast("dict[str, FieldValue]", fields))
        return SourceRecord(self.name, reference, names)


def _venue(hit: dict[str, Json]) -> str:
    venue = hit.get("venue")
    return rich(venue[0] if isinstance(venue, list) and venue else venue)


def _names(hit: Json) -> Iterator[Identifier]:
    doi = plain(member(hit, "doi"))
    found = values.identifier("doi", doi) if doi else None
    if found:
        yield found
    posted = _OF_ARXIV.fullmatch(plain(member(hit, "volume")))
    paper = values.identifier("arxiv", posted[1]) if posted else None
    if paper:
        yield paper


def _people(hit: dict[str, Json]) -> Iterator[Name]:
    said = member(hit, "authors", "author")
    for one in said if isinstance(said, list) else [said]:
        written = plain(one if isinstance(one, str) else member(one, "text"))
        name = values.person_from_text(_NUMBERED.sub("", written))
        if name is not None:
            yield name
