"""Records of dumps and libraries → what the index keeps of them. Pure.

What crosses the border: JSON of Crossref, DataCite or OpenAlex, told apart by what it holds, or a
reference of a library, in; a `KeptWork` out, or `Damaged` with the reason. The registries' own
rules (`sources/`) read their records, so that the index says what they would say online.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mscref.bulk.dumps import Damaged, storable_record
from mscref.bulk.openalex import is_openalex, record_of_openalex
from mscref.errors import PayloadChangedError
from mscref.model.identifiers import Identifier, normalize_doi
from mscref.model.identities import statements_of
from mscref.model.reference import Json, Reference
from mscref.sources.base import SourceRecord
from mscref.sources.crossref import Crossref
from mscref.sources.datacite import DataCite
from mscref.sources.text import plain
from mscref.sources.values import member

# What is kept of a work tells it apart and says how it stands; what only its readers want is not.
_LEFT_OUT = MappingProxyType({"abstract": None, "license": None})
LIBRARY = "library"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Of two records of one DOI the first of these counts; then the one that was changed last.
RANKS: Mapping[str, int] = MappingProxyType(
    {"crossref": 3, "datacite": 3, LIBRARY: 2, "openalex": 1}
)


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A record, and the day on which its registry changed it last ("" where unknown)."""

    record: SourceRecord
    updated: str = ""


def kept_of(raw: dict[str, Json], place: str) -> KeptWork | Damaged:
    """What one record of a dump says."""
    try:
        record, updated = _read(raw)
    except PayloadChangedError as error:
        return Damaged(place, error.message)
    return KeptWork(_slim(record), updated[:10] if _DAY.match(updated) else "")


def kept_of_reference(reference: Reference) -> KeptWork:
    """A reference of a library as a record."""
    stated = (one.found for one in statements_of(reference) if one.is_own)
    names = tuple(
        dict.fromkeys(one for one in stated if isinstance(one, Identifier) and one.scheme != "issn")
    )
    bare = Reference(reference.id, reference.type, dict(reference.fields))
    return KeptWork(_slim(SourceRecord(LIBRARY, bare, names=names)))


def _read(raw: dict[str, Json]) -> tuple[SourceRecord, str]:
    for recognises, read, day in _KINDS:
        if recognises(raw):
            kept = storable_record(raw)
            return read(kept), day(kept)
    raise PayloadChangedError("is no record of Crossref, DataCite or OpenAlex")


def _slim(record: SourceRecord) -> SourceRecord:
    from mscref.records import replaced

    return replaced(record, reference=record.reference.with_fields(_LEFT_OUT))


def _is_crossref(raw: dict[str, Json]) -> bool:
    return bool(normalize_doi(plain(raw.get("DOI"))))


def _is_datacite(raw: dict[str, Json]) -> bool:
    return isinstance(raw.get("attributes"), dict)


_Kind = tuple[
    Callable[[dict[str, Json]], bool],
    Callable[[dict[str, Json]], SourceRecord],
    Callable[[dict[str, Json]], str],
]
_KINDS: tuple[_Kind, ...] = (
    (_is_crossref, Crossref().parse, lambda raw: plain(member(raw, "indexed", "date-time"))),
    (_is_datacite, DataCite().parse, lambda raw: plain(member(raw, "attributes", "updated"))),
    (is_openalex, record_of_openalex, lambda raw: plain(raw.get("updated_date"))),
)
