"""DataCite: requests, and the attributes of one DOI → a record. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast
from urllib.parse import quote

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import (
    Identifier,
    arxiv_of_doi,
    normalize_doi,
    normalize_isbn,
    normalize_issn,
)
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Aside, Batched, Relation, Request, Response, SourceRecord
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.values import member

# resourceTypeGeneral → CSL type; first the specific words of resourceType, further down.
_TYPES = MappingProxyType(
    {
        "audiovisual": "motion_picture",
        "book": "book",
        "bookchapter": "chapter",
        "collection": "collection",
        "computationalnotebook": "software",
        "conferencepaper": "paper-conference",
        "conferenceproceeding": "book",
        "datapaper": "article-journal",
        "dataset": "dataset",
        "dissertation": "thesis",
        "event": "event",
        "image": "graphic",
        "interactiveresource": "webpage",
        "journal": "periodical",
        "journalarticle": "article-journal",
        "model": "dataset",
        "outputmanagementplan": "report",
        "peerreview": "review",
        "physicalobject": "document",
        "poster": "document",
        "preprint": "article",
        "presentation": "speech",
        "project": "document",
        "report": "report",
        "service": "software",
        "software": "software",
        "sound": "song",
        "standard": "standard",
        "studyregistration": "report",
        "workflow": "software",
    }
)
# Words of the free resourceType, for records that call themselves only "Text" or "Other".
_WORDS = (
    ("preprint", "article"),
    ("working paper", "report"),
    ("journal article", "article-journal"),
    ("conference", "paper-conference"),
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("chapter", "chapter"),
    ("report", "report"),
    ("poster", "document"),
    ("presentation", "speech"),
    ("book", "book"),
    ("article", "article-journal"),
)
# Dates by how well they answer "when did this appear".
_DATES = ("issued", "available", "submitted", "created", "copyrighted", "updated")
_ROLES = MappingProxyType({"editor": "editor", "translator": "translator", "producer": "producer"})
_RELATIONS = MappingProxyType(
    {
        "isversionof": "is-version-of",
        "hasversion": "has-version",
        "isidenticalto": "is-identical-to",
        "ispreprintof": "is-preprint-of",
        "isobsoletedby": "is-replaced-by",
        "isnewversionof": "replaces",
        "ispreviousversionof": "is-replaced-by",
    }
)


class DataCite(Batched):
    """api.datacite.org."""

    name = "datacite"
    title = "DataCite"
    batch_size = 40

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One DOI by its own address, several as a list."""
        if len(identifiers) == 1:
            path = f"/dois/{quote(identifiers[0].value, safe='/')}"
            return Request("datacite", path, may_be_absent=True)
        ids = ",".join(one.value for one in identifiers)
        params = (("ids", ids), ("page[size]", str(len(identifiers))))
        return Request("datacite", "/dois", params, pool="list")

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each DOI with its attributes."""
        data = member(response.json(), "data")
        if not isinstance(data, dict):
            data = values.documented(data, list, self.title)
        rows = values.elements(data)
        by_doi = {
            normalize_doi(plain(member(row, "attributes", "doi") or row.get("id"))): row
            for row in rows
        }
        return {one: _kept(by_doi[one.value]) for one in identifiers if one.value in by_doi}

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Works whose titles have all these words."""
        query = f"titles.title:({' AND '.join(words)})"
        params = (("query", query), ("page[size]", str(rows)))
        return Request("datacite", "/dois", params, pool="list")

    def titled(self, response: Response) -> list[Json]:
        """The rows of the list."""
        rows = values.documented(member(response.json(), "data"), list, self.title)
        return [_kept(row) for row in values.elements(rows)]

    def parse(self, raw: Json) -> SourceRecord:
        """The attributes of one DOI as a record."""
        data = member(raw, "attributes") or raw
        doi = plain(member(data, "doi"))
        if not isinstance(data, dict) or not normalize_doi(doi):
            raise PayloadChangedError("DataCite sent something that is not a record")
        name = Identifier("doi", normalize_doi(doi) or "")
        paper = arxiv_of_doi(name.value)
        kind = "article" if paper else _type(data)
        fields = {
            **_titles(data),
            **_container(data, kind),
            **_contributors(data),
            "issued": _issued(data),
            "publisher": plain(member(data, "publisher", "name") or data.get("publisher")),
            "version": plain(data.get("version")),
            "language": plain(data.get("language")),
            "genre": "Preprint" if kind == "article" else _genre(data, kind),
            "abstract": _abstract(data),
            "license": _license(data),
            "DOI": doi,
        }
        if paper:
            fields["number"] = f"arXiv:{paper.work}"
        return SourceRecord(
            source=self.name,
            reference=Reference(
                doi, kind, cast("dict[str, FieldValue]", values.without_empty(fields))
            ),
            names=(name, paper) if paper else (name,),
            relations=tuple(_relations(data, is_preprint=kind == "article")),
            aside=Aside(
                other_titles=_other_titles(data),
                latest=_last_year(data) if kind == "article" else 0,
            ),
        )


def _doi(row: dict[str, Json]) -> str | None:
    return normalize_doi(plain(member(row, "attributes", "doi") or row.get("id")))


def _kept(row: dict[str, Json]) -> Json:
    """The attributes without the XML that says the same again."""
    attributes = row.get("attributes")
    if not isinstance(attributes, dict):
        return row
    return {"attributes": {key: value for key, value in attributes.items() if key != "xml"}}


def _type(data: dict[str, Json]) -> str:
    general = plain(member(data, "types", "resourceTypeGeneral")).lower()
    free = plain(member(data, "types", "resourceType")).lower().replace("-", " ")
    if general in _TYPES:
        return _TYPES[general]
    spaced = free.replace("journalarticle", "journal article")
    return next((kind for word, kind in _WORDS if word in spaced), "document")


def _genre(data: dict[str, Json], kind: str) -> str:
    """The free type where it says more than the general one."""
    free = plain(member(data, "types", "resourceType"))
    general = plain(member(data, "types", "resourceTypeGeneral"))
    says_more = free.lower().replace(" ", "") not in (general.lower(), kind, "text", "other", "")
    return free if says_more and kind in ("thesis", "report", "document", "speech") else ""


def _other_titles(data: dict[str, Json]) -> tuple[str, ...]:
    """Translated and alternative titles."""
    rows = values.elements(data.get("titles"))
    kinds = ("translatedtitle", "alternativetitle")
    return tuple(
        plain(row.get("title")) for row in rows if plain(row.get("titleType")).lower() in kinds
    )


def _last_year(data: dict[str, Json]) -> int:
    """The year of the last version: the latest of all dates."""
    days = [plain(row.get("date"))[:4] for row in values.elements(data.get("dates"))]
    return max((int(day) for day in days if day.isdecimal()), default=0)


def _titles(data: dict[str, Json]) -> dict[str, object]:
    rows = values.elements(data.get("titles"))
    main = [row for row in rows if not plain(row.get("titleType"))] or rows
    subtitles = [row for row in rows if plain(row.get("titleType")).lower() == "subtitle"]

    title = next((text for row in main if (text := rich(row.get("title")))), "")
    if subtitles and title:
        title = f"{title}: {rich(subtitles[0].get('title'))}"

    return {"title": title}


def _container(data: dict[str, Json], kind: str) -> dict[str, object]:
    """Journal, volume and pages: of `container`, else of the related item it was published in."""
    container = data.get("container")
    item = next(
        (
            row
            for row in values.elements(data.get("relatedItems"))
            if plain(row.get("relationType")).lower() == "ispublishedin"
        ),
        {},
    )
    item_titles = values.elements(item.get("titles"))
    title = rich(member(container, "title")) or next(
        (text for row in item_titles if (text := rich(row.get("title")))), ""
    )
    number = plain(member(container, "identifier"))
    is_issn = plain(member(container, "identifierType")).upper() == "ISSN"
    start = plain(member(container, "firstPage") or item.get("firstPage"))
    end = plain(member(container, "lastPage") or item.get("lastPage"))
    variable = "collection-title" if kind in ("book", "dataset", "report") else "container-title"
    return {
        variable: title,
        "volume": plain(member(container, "volume") or item.get("volume")),
        "issue": plain(member(container, "issue") or item.get("issue")),
        "page": values.pages(f"{start}-{end}" if start and end else start),
        "ISSN": normalize_issn(number) or "" if is_issn else "",
        "ISBN": _isbn(data),
    }


def _isbn(data: dict[str, Json]) -> str:
    rows = [
        *values.elements(data.get("alternateIdentifiers")),
        *values.elements(data.get("relatedIdentifiers")),
    ]
    for row in rows:
        written = plain(row.get("alternateIdentifier"))
        if plain(row.get("alternateIdentifierType")).upper() == "ISBN" and normalize_isbn(written):
            return normalize_isbn(written) or ""
    return ""


def _contributors(data: dict[str, Json]) -> dict[str, object]:
    names: dict[str, object] = {"author": tuple(_names(data.get("creators")))}
    for role, variable in _ROLES.items():
        rows: list[Json] = [
            row
            for row in values.elements(data.get("contributors"))
            if plain(row.get("contributorType")).lower() == role
        ]
        names[variable] = tuple(_names(rows))
    return names


def _names(rows: Json) -> Iterator[Name]:
    for row in values.elements(rows):
        written = row.get("name")
        if plain(written).strip(" :()").lower() in ("", "unav", "anonymous", ":unav", "unknown"):
            continue
        is_organization = plain(row.get("nameType")) == "Organizational"
        has_parts = bool(plain(row.get("familyName")))
        if is_organization and not has_parts:
            name = values.institution(written)
        elif has_parts:
            name = values.person(row.get("givenName"), row.get("familyName"))
        elif plain(row.get("nameType")) == "Personal" or "," in plain(written):
            name = values.person_from_text(written)
        elif len(plain(written).split()) > 3:
            # Without a kind, "Department of Physics and Astronomy" is no person.
            name = values.institution(written)
        else:
            name = values.person_from_text(written)
        if name is not None:
            yield name


def _issued(data: dict[str, Json]) -> Date | None:
    """The most exact date of the year of publication, else the best of the others."""
    rows = values.elements(data.get("dates"))
    by_kind: dict[str, PartialDate | None] = {}
    for row in rows:
        kind = plain(row.get("dateType")).lower()
        by_kind.setdefault(kind, values.point_from_text(row.get("date")))
    year = values.point(data.get("publicationYear"))
    if year is not None:
        exact = values.most_exact((by_kind.get(kind) for kind in _DATES[:3]), year=year.year)
        return Date(exact or year)
    found = next((by_kind[kind] for kind in _DATES if by_kind.get(kind)), None)
    return Date(found) if found else None


def _abstract(data: dict[str, Json]) -> str:
    rows = values.elements(data.get("descriptions"))
    abstracts = [row for row in rows if plain(row.get("descriptionType")) == "Abstract"]
    return paragraphs(abstracts[0].get("description")) if abstracts else ""


def _license(data: dict[str, Json]) -> str:
    addresses = [plain(row.get("rightsUri")) for row in values.elements(data.get("rightsList"))]
    return next((one for one in addresses if one.startswith(("http://", "https://"))), "")


def _relations(data: dict[str, Json], *, is_preprint: bool) -> Iterator[Relation]:
    for row in values.elements(data.get("relatedIdentifiers")):
        kind = _RELATIONS.get(plain(row.get("relationType")).lower())
        doi = normalize_doi(plain(row.get("relatedIdentifier")))
        if not kind or not doi:
            continue
        # arXiv calls its published versions "IsVersionOf".
        is_published = is_preprint and kind == "is-version-of" and arxiv_of_doi(doi) is None
        yield Relation("is-preprint-of" if is_published else kind, Identifier("doi", doi))
