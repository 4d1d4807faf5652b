"""CSL-JSON as agencies send it through content negotiation → a record. Pure.

Agencies fill it with their own fields and types (Crossref sends its whole record under the
name), so every value is cleaned and only variables of CSL are taken.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.errors import PayloadChangedError
from mscref.model.crossref_types import TYPES
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_doi, normalize_isbn, normalize_issn
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES
from mscref.sources import values
from mscref.sources.base import SourceRecord
from mscref.sources.text import first, paragraphs, plain, rich

_RICH = frozenset(["title", "container-title", "collection-title", "original-title", "event-title"])
_ALIASES = MappingProxyType(
    {"event": "event-title", "journalAbbreviation": "container-title-short"}
)
_NOT_TAKEN = frozenset(
    ["source", "reference", "references", "score", "citation-label", "URL", "license"]
)


def record(raw: Json, *, source: str) -> SourceRecord:
    """An item as a record; raises PayloadChangedError where it is none."""
    if not isinstance(raw, dict) or not (raw.get("title") or raw.get("DOI")):
        raise PayloadChangedError(f"{source} sent something that is not a citation item")
    fields: dict[str, FieldValue] = {}
    for name, value in raw.items():
        variable = _ALIASES.get(name, name)
        if variable in VARIABLES and variable not in _NOT_TAKEN:
            field = _field(variable, value)
            if field not in (None, "", ()):
                fields[variable] = field
    kind = plain(raw.get("type"))
    doi = normalize_doi(plain(raw.get("DOI")))
    csl_type = kind if kind in ITEM_TYPES else TYPES.get(kind, "document")
    return SourceRecord(
        source=source,
        reference=Reference(doi or plain(raw.get("id")), csl_type, fields),
        names=(Identifier("doi", doi),) if doi else (),
    )


def _field(variable: str, value: Json) -> FieldValue | None:
    if variable in NAME_VARIABLES:
        return tuple(name for one in values.elements(value) if (name := _name(one)))
    if variable in DATE_VARIABLES:
        start = values.point_from_parts(value) or values.point_from_text(
            values.member(value, "raw") or values.member(value, "literal") or value
        )
        return Date(start) if start else None
    if variable == "page":
        return values.pages(value)
    if variable == "abstract":
        return paragraphs(value)
    if variable in ("ISSN", "ISBN"):
        written = plain(first(value))
        return (normalize_issn if variable == "ISSN" else normalize_isbn)(written) or written
    return rich(first(value)) if variable in _RICH else plain(first(value))


def _name(one: dict[str, Json]) -> Name | None:
    whole = values.institution(one.get("literal") or one.get("name"))
    if whole:
        return whole
    particle = plain(one.get("non-dropping-particle"))
    name = values.person(one.get("given"), one.get("family"), one.get("suffix"))
    if name is None or not particle:
        return name
    return Name(
        family=name.family, given=name.given, non_dropping_particle=particle, suffix=name.suffix
    )
