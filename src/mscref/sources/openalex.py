"""OpenAlex: requests, and one work → a record. Pure.

Documented on developers.openalex.org. One work by its DOI costs nothing; a search costs of the
day's allowance, which is ten times as much with a key. What it says of retractions is left out: its
flag has neither a date nor a notice, and Crossref and Europe PMC, which are asked, have both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast
from urllib.parse import quote

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_issn
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain, rich
from mscref.sources.values import member

_TYPES = MappingProxyType(
    {
        "book": "book",
        "book-chapter": "chapter",
        "dataset": "dataset",
        "dissertation": "thesis",
        "preprint": "article",
        "report": "report",
        "software": "software",
        "standard": "standard",
        "reference-entry": "entry-encyclopedia",
    }
)
_OF_SOURCE = MappingProxyType({"conference": "paper-conference", "repository": "article"})
_NAMES = MappingProxyType({"doi": "doi", "pmid": "pmid", "pmcid": "pmcid"})
_VARIABLES = MappingProxyType({"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"})
_LONGEST_ABSTRACT = 20_000  # words; a longer index is none of an abstract


class OpenAlex(Batched):
    """api.openalex.org."""

    name = "openalex"
    title = "OpenAlex"

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One work by its DOI."""
        path = f"/works/doi:{quote(identifiers[0].value, safe='/')}"
        return Request("openalex", path, may_be_absent=True)

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Works whose titles have these words."""
        params = (("filter", f"title.search:{' '.join(words)}"), ("per_page", str(rows)))
        return Request("openalex", "/works", params, pool="list")

    def titled(self, response: Response) -> list[Json]:
        """The works of a search, as they came."""
        results = values.documented(member(response.json(), "results"), list, self.title)
        return [*values.elements(results)]

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The work, where it is that of the DOI: merged works are redirected."""
        work = values.documented(response.json(), dict, self.title)
        if not plain(work.get("id")):
            raise PayloadChangedError("OpenAlex sent something that is not a work")
        return {identifiers[0]: work} if identifiers[0] in _names(work) else {}

    def parse(self, raw: Json) -> SourceRecord:
        """One work as a record."""
        title = rich(member(raw, "title")) or rich(member(raw, "display_name"))
        if not isinstance(raw, dict) or not title:
            raise PayloadChangedError("OpenAlex sent something that is not a work")
        place, numbers = member(raw, "primary_location", "source"), member(raw, "biblio")
        names = tuple(_names(raw))
        first, last = plain(member(numbers, "first_page")), plain(member(numbers, "last_page"))
        issued = values.point_from_text(raw.get("publication_date") or raw.get("publication_year"))
        issued = issued or values.point(raw.get("publication_year"))
        fields = values.without_empty(
            {
                "title": title,
                "author": tuple(_authors(raw)),
                "container-title": rich(member(place, "display_name")),
                "volume": plain(member(numbers, "volume")),
                "issue": plain(member(numbers, "issue")),
                "page": values.pages(f"{first}-{last}" if last else first),
                "ISSN": normalize_issn(plain(member(place, "issn_l"))) or "",
                "issued": Date(issued) if issued else None,
                "language": plain(raw.get("language")),
                "abstract": abstract_of(raw.get("abstract_inverted_index")),
                **{_VARIABLES[one.scheme]: one.value for one in names},
            }
        )
        kind = _TYPES.get(plain(raw.get("type"))) or _OF_SOURCE.get(
            plain(member(place, "type")), "article-journal"
        )
        reference = Reference(plain(raw.get("id")), kind, cast("dict[str, FieldValue]", fields))
        return SourceRecord(self.name, reference, names)


def abstract_of(index: Json) -> str:
    """The text of an inverted index: word → the places where it stands."""
    if not isinstance(index, dict):
        return ""
    placed: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else []:
            if isinstance(place, int) and 0 <= place < _LONGEST_ABSTRACT:
                placed[place] = word
    return plain(" ".join(placed[place] for place in sorted(placed)))


def _names(work: dict[str, Json]) -> Iterator[Identifier]:
    ids = work.get("ids")
    for name, scheme in _NAMES.items():
        written = plain(member(ids, name)) or (plain(work.get("doi")) if name == "doi" else "")
        written = written.rstrip("/").rpartition("/")[2] if name != "doi" else written
        found = values.identifier(scheme, written) if written else None
        if found:
            yield found


def _authors(work: dict[str, Json]) -> Iterator[Name]:
    for one in values.elements(work.get("authorships")):
        written = one.get("raw_author_name") or member(one, "author", "display_name")
        name = values.person_from_text(written)
        if name is not None:
            yield name
