"""doi.org: which agency registered a DOI, what a short DOI stands for, and records of agencies
that have no interface of their own here (content negotiation). Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from mscref.errors import PayloadChangedError
from mscref.model.identifiers import Identifier, normalize_doi
from mscref.model.reference import Json
from mscref.sources import csl_payload, values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain

CSL_JSON = "application/vnd.citationstyles.csl+json"

# What doi.org calls the agencies that we ask directly.
AGENCIES = MappingProxyType({"crossref": "crossref", "datacite": "datacite"})
NOBODY = ""


class Agencies(Batched):
    """doi.org/ra: the registration agency of each DOI."""

    name = "doi-agency"
    title = "doi.org"
    batch_size = 50

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """All DOIs in one address, separated by commas."""
        path = ",".join(quote(one.value, safe="/") for one in identifiers)
        return Request("doi", f"/ra/{path}")

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The row of each DOI: `{"DOI": …, "RA": …}`, or `{"DOI": …, "status": …}`."""
        rows = values.elements(values.documented(response.json(), list, self.title))
        by_name = {plain(row.get("DOI")).lower(): row for row in rows}
        return {one: by_name[one.value] for one in identifiers if one.value in by_name}

    def parse(self, raw: Json) -> SourceRecord:
        """Not a source of records."""
        raise PayloadChangedError("doi.org names agencies, not works")


def agency(raw: Json) -> str:
    """The agency of a row in lower case; NOBODY where the DOI does not exist."""
    return plain(values.member(raw, "RA")).lower()


class ContentNegotiation(Batched):
    """doi.org asked for CSL-JSON: whatever the registering agency makes of it."""

    name = "doi"
    title = "doi.org"
    batch_size = 1

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """The DOI's own address, asking for CSL-JSON."""
        path = quote(identifiers[0].value, safe="/")
        accept = f"{CSL_JSON}, application/json;q=0.5"
        return Request("doi", f"/{path}", accept=accept, may_be_absent=True)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The whole answer; one that names another DOI is not the answer to our question."""
        payload = values.documented(response.json(), dict, self.title)
        name = normalize_doi(plain(values.member(payload, "DOI")))
        return {identifiers[0]: payload} if name in (None, identifiers[0].value) else {}

    def parse(self, raw: Json) -> SourceRecord:
        """CSL-JSON of an agency as a record."""
        return csl_payload.record(raw, source=self.name)


class ShortDois(Batched):
    """doi.org's handle interface: the DOI behind a short DOI."""

    name = "short-doi"
    title = "doi.org"
    batch_size = 1

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """The values of the handle."""
        path = f"/api/handles/{quote(identifiers[0].value, safe='/')}"
        return Request("doi", path, may_be_absent=True)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The alias among the handle's values."""
        found = values.member(response.json(), "values")
        rows = values.elements(values.documented(found, list, self.title))
        aliases = [
            values.member(row, "data", "value") for row in rows if row.get("type") == "HS_ALIAS"
        ]
        doi = normalize_doi(plain(next(iter(aliases), "")))
        return {identifiers[0]: doi} if doi else {}

    def parse(self, raw: Json) -> SourceRecord:
        """Not a source of records."""
        raise PayloadChangedError("doi.org resolves short DOIs, it does not describe works")
