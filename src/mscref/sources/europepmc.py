"""Europe PMC: requests, and one result → a record with its notices. Pure.

Asked as the second opinion on retractions, and for titles that Crossref does not know: it holds
all of PubMed, and the preprints of biology and medicine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, Scheme, find_doi, normalize_issn
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import (
    NOTICE_KINDS,
    Batched,
    Notice,
    NoticeKind,
    Request,
    Response,
    SourceRecord,
)
from mscref.sources.medline import cited_date, whole_range, without_stop
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.values import member

_NOTICES: Mapping[str, NoticeKind] = MappingProxyType(
    {
        "retraction in": "retraction",
        "partial retraction in": "retraction",
        "expression of concern in": "expression-of-concern",
        "erratum in": "erratum",
        "corrected and republished in": "correction",
        "update in": "new-version",
    }
)
_ABOUT: Mapping[str, NoticeKind] = MappingProxyType(
    {
        "retraction of": "retraction",
        "partial retraction of": "retraction",
        "expression of concern for": "expression-of-concern",
        "erratum for": "erratum",
        "update of": "new-version",
    }
)
_NAMES: Mapping[str, Scheme] = MappingProxyType({"pmid": "pmid", "pmcid": "pmcid", "doi": "doi"})
_VARIABLES = MappingProxyType({"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI"})
_QUERIES: Mapping[Scheme, str] = MappingProxyType(
    {"doi": 'DOI:"{}"', "pmid": "(EXT_ID:{} AND SRC:MED)", "pmcid": "PMCID:{}"}
)


class EuropePmc(Batched):
    """www.ebi.ac.uk/europepmc."""

    name = "europepmc"
    title = "Europe PMC"
    batch_size = 20

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """A search for any of the identifiers, with all that is known of each."""
        query = " OR ".join(
            _QUERIES[one.scheme].format(one.value.replace('"', "")) for one in identifiers
        )
        params = (
            ("query", query),
            ("format", "json"),
            ("resultType", "core"),
            ("pageSize", str(min(100, 2 * len(identifiers)))),
        )
        return Request("europepmc", "/search", params)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each identifier with its result, MEDLINE's before those of preprint servers."""
        listed = member(response.json(), "resultList", "result")
        results = values.elements(values.documented(listed, list, self.title))
        results.sort(key=lambda one: plain(one.get("source")) != "MED")
        found: dict[Identifier, Json] = {}
        for result in results:
            for name in _names(result):
                if name in identifiers:
                    found.setdefault(name, result)
        return found

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Articles and preprints whose titles have all these words."""
        query = f"TITLE:({' AND '.join(words)})"
        params = (
            ("query", query),
            ("format", "json"),
            ("resultType", "core"),
            ("pageSize", str(rows)),
        )
        return Request("europepmc", "/search", params)

    def titled(self, response: Response) -> list[Json]:
        """The results, as they came."""
        listed = member(response.json(), "resultList", "result")
        return [*values.elements(values.documented(listed, list, self.title))]

    def parse(self, raw: Json) -> SourceRecord:
        """One result as a record."""
        title = without_stop(rich(member(raw, "title")))
        if not isinstance(raw, dict) or not title:
            raise PayloadChangedError("Europe PMC sent something that is not a result")
        journal = raw.get("journalInfo")
        names = tuple(_names(raw))
        is_preprint = plain(raw.get("source")) == "PPR"
        issued = values.point(
            member(journal, "yearOfPublication") or raw.get("pubYear"),
            member(journal, "monthOfPublication"),
        )
        fields = values.without_empty(
            {
                "title": title,
                "author": tuple(_authors(raw)),
                "container-title": plain(member(journal, "journal", "title")),
                "container-title-short": plain(member(journal, "journal", "isoabbreviation")),
                "volume": plain(member(journal, "volume")),
                "issue": plain(member(journal, "issue")),
                "page": whole_range(values.pages(raw.get("pageInfo"))),
                "ISSN": normalize_issn(plain(member(journal, "journal", "issn"))) or "",
                "issued": Date(issued) if issued else None,
                "publisher": plain(member(raw, "bookOrReportDetails", "publisher")),
                "genre": "Preprint" if is_preprint else "",
                "abstract": paragraphs(raw.get("abstractText")),
                **{_VARIABLES[one.scheme]: one.value for one in names},
            }
        )
        kind = "article" if is_preprint else "article-journal"
        return SourceRecord(
            source=self.name,
            reference=Reference(plain(raw.get("id")), kind, cast("dict[str, FieldValue]", fields)),
            names=names,
            notices=_notices(raw, _NOTICES, by_type=_kinds_by_type(raw)),
            is_about=_notices(raw, _ABOUT, by_type=()),
        )


def _names(result: dict[str, Json]) -> Iterator[Identifier]:
    for key, scheme in _NAMES.items():
        found = values.identifier(scheme, result.get(key)) if result.get(key) else None
        if found:
            yield found


def _authors(raw: dict[str, Json]) -> Iterator[Name]:
    for one in values.elements(member(raw, "authorList", "author")):
        name = values.institution(one.get("collectiveName")) or values.person(
            one.get("firstName") or one.get("initials"), one.get("lastName")
        )
        if name is not None:
            yield name


# A type of publication → what it says of the work.
_OF_TYPE: Mapping[str, NoticeKind] = MappingProxyType(
    {
        "retracted publication": "retraction",
        "preprint-withdrawal": "withdrawal",
        "preprint-removal": "removal",
    }
)


def _kinds_by_type(raw: dict[str, Json]) -> tuple[NoticeKind, ...]:
    types = [plain(one).lower() for one in values.strings(member(raw, "pubTypeList", "pubType"))]
    return tuple(_OF_TYPE[one] for one in types if one in _OF_TYPE)


def _notices(
    raw: dict[str, Json], kinds: Mapping[str, NoticeKind], *, by_type: Sequence[NoticeKind]
) -> tuple[Notice, ...]:
    notices: list[Notice] = []
    for one in values.elements(member(raw, "commentCorrectionList", "commentCorrection")):
        kind = kinds.get(plain(one.get("type")).lower())
        if kind:
            cited = plain(one.get("reference"))
            notices.append(Notice(kind, find_doi(cited) or "", cited_date(cited), "Europe PMC"))
    said = {notice.kind for notice in notices}
    notices += [Notice(kind, source="Europe PMC") for kind in by_type if kind not in said]
    return tuple(sorted(notices, key=lambda notice: NOTICE_KINDS.index(notice.kind)))
