"""OpenAlex's JSON of one work → a record as sources give them. Pure.

Fields: docs.openalex.org, "Work object". Its names are in reading order and come as one text;
what it calls a title may lack markup, and abstracts come as an inverted index, which is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_doi, parse_identifier
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Notice, SourceRecord
from mscref.sources.text import plain, rich
from mscref.sources.values import member

NAME = "openalex"
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-journal", "review": "article-journal", "letter": "article-journal",
        "editorial": "article-journal", "erratum": "article-journal",
        "retraction": "article-journal", "book-chapter": "chapter", "book": "book",
        "reference-entry": "entry-encyclopedia",
        "dissertation": "thesis", "preprint": "article", "dataset": "dataset", "report": "report",
        "standard": "standard", "software": "software", "peer-review": "review",
    }
)  # fmt: skip


def is_openalex(raw: Mapping[str, Json]) -> bool:
    """True where the record says that it is one of OpenAlex."""
    return plain(raw.get("id")).startswith("https://openalex.org/")


def record_of_openalex(raw: dict[str, Json]) -> SourceRecord:
    """One work as a record; its id is the DOI, else OpenAlex's own number."""
    doi = normalize_doi(plain(raw.get("doi"))) or ""
    kind = _TYPES.get(plain(raw.get("type")), "document")
    place = member(raw, "primary_location", "source")
    fields = {
        "title": rich(raw.get("title") or raw.get("display_name")),
        "author": tuple(filter(None, map(_author, values.elements(raw.get("authorships"))))),
        "issued": _issued(raw),
        "container-title": plain(member(place, "display_name")),
        "ISSN": plain(member(place, "issn_l")),
        "publisher": plain(member(place, "host_organization_name")),
        "volume": plain(member(raw, "biblio", "volume")),
        "issue": plain(member(raw, "biblio", "issue")),
        "page": _pages(raw),
        "language": plain(raw.get("language")),
        "DOI": doi,
    }
    kept = cast("dict[str, FieldValue]", values.without_empty(fields))
    notices = (Notice("retraction", source="OpenAlex"),) if raw.get("is_retracted") is True else ()
    own = plain(raw.get("id")).rpartition("/")[2]
    return SourceRecord(NAME, Reference(doi or own, kind, kept), names=_names(raw), notices=notices)


def _author(row: dict[str, Json]) -> object:
    name = plain(row.get("raw_author_name")) or plain(member(row, "author", "display_name"))
    return values.person_from_text(name) if name else None


def _issued(raw: dict[str, Json]) -> Date | None:
    point = values.point_from_text(raw.get("publication_date")) or values.point(
        raw.get("publication_year")
    )
    return Date(point) if point else None


def _pages(raw: dict[str, Json]) -> str:
    first, last = (plain(member(raw, "biblio", name)) for name in ("first_page", "last_page"))
    return values.pages(f"{first}-{last}" if first and last and first != last else first)


def _names(raw: dict[str, Json]) -> tuple[Identifier, ...]:
    written = (
        plain(raw.get("doi")),
        *(plain(member(raw, "ids", one)) for one in ("pmid", "pmcid")),
    )
    parsed = (parse_identifier(one) for one in written if one)
    return tuple(dict.fromkeys(one for one in parsed if isinstance(one, Identifier)))
