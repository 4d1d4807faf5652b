"""The PMC ID converter: PMCID ↔ PMID ↔ DOI. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from mscref.errors import PayloadChangedError
from mscref.model.identifiers import Identifier, Scheme
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain

_SCHEMES: Mapping[str, Scheme] = MappingProxyType({"pmcid": "pmcid", "pmid": "pmid", "doi": "doi"})
_VARIABLES = MappingProxyType({"pmcid": "PMCID", "pmid": "PMID", "doi": "DOI"})


class IdConverter(Batched):
    """pmc.ncbi.nlm.nih.gov/tools/idconv."""

    name = "idconv"
    title = "the PMC ID converter"
    batch_size = 100

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """All identifiers at once; they are of one scheme."""
        ids = ",".join(one.value for one in identifiers)
        params = (("ids", ids), ("format", "json"), ("idtype", identifiers[0].scheme))
        return Request("idconv", "/", params)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each identifier with its row; rows of errors say that PMC does not know it."""
        found: dict[Identifier, Json] = {}
        records = values.member(response.json(), "records")
        for row in values.elements(values.documented(records, list, self.title)):
            if row.get("status") == "error" or row.get("errmsg"):
                continue
            names = set(_names(row))
            found.update((one, row) for one in identifiers if one in names)
        return found

    def parse(self, raw: Json) -> SourceRecord:
        """One row: only identifiers are known of the work."""
        if not isinstance(raw, dict):
            raise PayloadChangedError("the PMC ID converter sent something that is not a row")
        names = tuple(_names(raw))
        fields: dict[str, FieldValue] = {_VARIABLES[one.scheme]: one.value for one in names}
        return SourceRecord(self.name, Reference("", "article-journal", fields), names)


def _names(row: dict[str, Json]) -> Iterator[Identifier]:
    for key, scheme in _SCHEMES.items():
        # PMIDs are numbers in one version of the interface and texts in another.
        found = values.identifier(scheme, plain(row.get(key))) if row.get(key) else None
        if found:
            yield found
