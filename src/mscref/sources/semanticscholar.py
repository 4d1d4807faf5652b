"""Semantic Scholar's Academic Graph: requests, and one paper → a record. Pure.

Documented on api.semanticscholar.org. Without a key all the world shares one allowance, and 429 is
a usual answer; a key has one question a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast
from urllib.parse import quote

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, Scheme
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.values import member

_FIELDS = (
    "title,authors,venue,publicationVenue,year,publicationDate,journal,externalIds"
    ",publicationTypes,abstract"
)
# The first that a paper is said to be decides.
_TYPES = MappingProxyType(
    {"Book": "book", "BookSection": "chapter", "Dataset": "dataset",
     "Conference": "paper-conference", "JournalArticle": "article-journal"}
)  # fmt: skip
_NAMES: Mapping[str, Scheme] = MappingProxyType(
    {"DOI": "doi", "PubMed": "pmid", "PubMedCentral": "pmcid", "ArXiv": "arxiv"}
)
_VARIABLES = MappingProxyType({"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"})


class SemanticScholar(Batched):
    """api.semanticscholar.org/graph/v1."""

    name = "semanticscholar"
    title = "Semantic Scholar"

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One paper by its DOI."""
        path = f"/paper/DOI:{quote(identifiers[0].value, safe='/')}"
        return Request("semanticscholar", path, (("fields", _FIELDS),), may_be_absent=True)

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Papers that resemble these words."""
        text = " ".join([*words, *family.split()])
        params = (("query", text), ("limit", str(rows)), ("fields", _FIELDS))
        return Request("semanticscholar", "/paper/search", params, pool="list")

    def titled(self, response: Response) -> list[Json]:
        """The papers of a search, as they came; where there are none, `data` is left out."""
        answer = values.documented(response.json(), dict, self.title)
        if answer.get("total") == 0 and "data" not in answer:
            return []
        return [*values.elements(values.documented(answer.get("data"), list, self.title))]

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The paper, where it is that of the DOI."""
        paper = values.documented(response.json(), dict, self.title)
        if not plain(paper.get("paperId")):
            raise PayloadChangedError("Semantic Scholar sent something that is not a paper")
        return {identifiers[0]: paper} if identifiers[0] in _names(paper) else {}

    def parse(self, raw: Json) -> SourceRecord:
        """One paper as a record."""
        title = rich(member(raw, "title"))
        if not isinstance(raw, dict) or not title:
            raise PayloadChangedError("Semantic Scholar sent something that is not a paper")
        journal, names = raw.get("journal"), tuple(_names(raw))
        venue = rich(member(journal, "name")) or rich(raw.get("venue"))
        issued = values.point_from_text(raw.get("publicationDate")) or values.point(raw.get("year"))
        people = (values.person_from_text(one.get("name")) for one in _people(raw))
        kind = _type(raw, names)
        fields = values.without_empty(
            {
                "title": title,
                "author": tuple(one for one in people if isinstance(one, Name)),
                "container-title": "" if kind == "article" else venue,
                "volume": "" if kind == "article" else plain(member(journal, "volume")),
                "page": values.pages(member(journal, "pages")),
                "issued": Date(issued) if issued else None,
                "abstract": paragraphs(raw.get("abstract")),
                **{_VARIABLES[one.scheme]: one.value for one in names if one.scheme in _VARIABLES},
            }
        )
        reference = Reference(
            plain(raw.get("paperId")), kind, cast("dict[str, FieldValue]", fields)
        )
        return SourceRecord(self.name, reference, names)


def _people(paper: dict[str, Json]) -> list[dict[str, Json]]:
    return values.elements(paper.get("authors") or [])


def _type(paper: dict[str, Json], names: Sequence[Identifier]) -> str:
    said = values.strings(paper.get("publicationTypes") or [])
    is_posted = any(one.scheme == "arxiv" for one in names) and not any(
        one.scheme == "doi" and not one.value.startswith("10.48550/") for one in names
    )
    if is_posted:
        return "article"
    return next((_TYPES[one] for one in _TYPES if one in said), "article-journal")


def _names(paper: dict[str, Json]) -> Iterator[Identifier]:
    for name, scheme in _NAMES.items():
        written = plain(member(paper.get("externalIds"), name))
        found = values.identifier(scheme, written) if written else None
        if found:
            yield found
