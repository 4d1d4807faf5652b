"""ClinicalTrials.gov, version 2 of its interface: requests, and one study → a record. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.values import member


class ClinicalTrials(Batched):
    """clinicaltrials.gov/api/v2."""

    name = "clinicaltrials"
    title = "ClinicalTrials.gov"
    batch_size = 20  # a whole study has up to 150 kB

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One study by its own address, several as a filter of the list of studies."""
        if len(identifiers) == 1:
            path = f"/studies/{identifiers[0].value}"
            return Request("clinicaltrials", path, may_be_absent=True)
        ids = ",".join(one.value for one in identifiers)
        params = (("filter.ids", ids), ("pageSize", str(len(identifiers))))
        return Request("clinicaltrials", "/studies", params, pool="list")

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Studies whose titles have these words; their sponsors are nobody's family name."""
        params = (("query.titles", " ".join(words)), ("pageSize", str(rows)))
        return Request("clinicaltrials", "/studies", params, pool="list")

    def titled(self, response: Response) -> list[Json]:
        """The studies of a search, as they came."""
        studies = values.documented(member(response.json(), "studies"), list, self.title)
        return [*values.elements(studies)]

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each number with its study."""
        payload = values.documented(response.json(), dict, self.title)
        if "protocolSection" in payload:
            studies = [payload]
        else:
            studies = values.elements(values.documented(payload.get("studies"), list, self.title))
        found = {number: study for study in studies for number in _numbers(study)}
        return {one: found[one.value] for one in identifiers if one.value in found}

    def parse(self, raw: Json) -> SourceRecord:
        """One registration as a record: a report of the registry, by its sponsor."""
        identification = member(raw, "protocolSection", "identificationModule")
        number = plain(member(identification, "nctId"))
        title = rich(
            member(identification, "briefTitle") or member(identification, "officialTitle")
        )
        if not number or not title:
            raise PayloadChangedError("ClinicalTrials.gov sent something that is not a study")
        status = member(raw, "protocolSection", "statusModule")
        posted = member(status, "studyFirstPostDateStruct", "date") or member(
            status, "studyFirstSubmitDate"
        )
        issued = values.point_from_text(posted)
        sponsor = _sponsor(member(raw, "protocolSection", "sponsorCollaboratorsModule"))
        summary = member(raw, "protocolSection", "descriptionModule", "briefSummary")
        fields = values.without_empty(
            {
                "author": (sponsor,) if sponsor else (),
                "title": title,
                "genre": "Clinical trial registration",
                "number": number,
                "publisher": "ClinicalTrials.gov",
                "issued": Date(issued) if issued else None,
                "URL": f"https://clinicaltrials.gov/study/{number}",
                "abstract": paragraphs(summary),
            }
        )
        return SourceRecord(
            source=self.name,
            reference=Reference(number, "report", cast("dict[str, FieldValue]", fields)),
            names=(Identifier("nct", number),),
        )


def _numbers(study: Json) -> list[str]:
    """The number of a study and those it had before."""
    identification = member(study, "protocolSection", "identificationModule")
    own = plain(member(identification, "nctId")).upper()
    return [own, *(one.upper() for one in values.strings(member(identification, "nctIdAliases")))]


def _sponsor(module: Json) -> Name | None:
    """The lead sponsor, who is a person where an investigator sponsors the trial."""
    name = member(module, "leadSponsor", "name")
    party = member(module, "responsibleParty")
    # A person who sponsors stands under the class of "other" organisations, with a name only.
    is_investigator = plain(member(party, "type")) == "SPONSOR_INVESTIGATOR"
    is_same = plain(member(party, "investigatorFullName")) == plain(name)
    if is_investigator and is_same:
        return values.person_from_text(name)
    return values.institution(name)
