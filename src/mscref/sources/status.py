"""Whether a work stands: retracted, withdrawn, corrected, or nothing known against it.

Two opinions are asked, since each knows retractions that the other does not: Crossref with its
Retraction Watch data, and Europe PMC with PubMed's. A source that could not answer makes the
status unknown where nothing was found; silence is never "clean".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from mscref.model.identifiers import Identifier, normalize_doi
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources.base import NOTICE_KINDS, Notice, NoticeKind, in_force
from mscref.sources.cache import STATUS_AGE
from mscref.sources.gateway import Gateway, Records

Standing: TypeAlias = Literal["clean", "unknown"] | NoticeKind


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The notices, who was asked and knew the work, who did not know it, and who failed."""

    notices: tuple[Notice, ...] = ()
    answered: tuple[str, ...] = ()
    unaware: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)

    @property
    def standing(self) -> Standing:
        """The most serious notice; `clean` only where a source knew the work and none failed."""
        kinds = (notice.kind for notice in in_force(self.notices))
        worst = min(kinds, key=NOTICE_KINDS.index, default=None)
        if not self.is_serious and (self.failed or not self.answered):
            return "unknown"
        return worst or "clean"

    @property
    def is_serious(self) -> bool:
        """True where the work should not be cited as sound."""
        return any(notice.is_serious for notice in in_force(self.notices))


def status_of(gateway: Gateway, reference: Reference) -> StatusReport:
    """The status of one reference."""
    return statuses_of(gateway, [reference])[0]


def statuses_of(gateway: Gateway, references: Sequence[Reference]) -> list[StatusReport]:
    """The status of each reference, in their order, asking in batches."""
    names = [_names(reference) for reference in references]
    dois = [one for ones in names for one in ones if one.scheme == "doi"]
    crossref = gateway.records("crossref", dois, age=STATUS_AGE) if dois else Records()
    # A comma separates filters: such a DOI cannot be asked for in one.
    askable = [one for one in dois if one in crossref.found and "," not in one.value]
    published = gateway.records("crossref-notices", askable, age=STATUS_AGE)
    best = [ones[0] for ones in names if ones]
    europepmc = gateway.records("europepmc", best, age=STATUS_AGE) if best else Records()
    return [_report(ones, _joined(crossref, published), europepmc) for ones in names]


def _joined(works: Records, notices: Records) -> Records:
    """The works with what notices say of them; a work whose notices failed counts as failed."""
    found = {
        name: replace(record, notices=(*record.notices, *notices.found[name].notices))
        if name in notices.found
        else record
        for name, record in works.found.items()
    }
    errors = {**works.errors, **notices.errors}
    return Records(found, errors)


def _names(reference: Reference) -> list[Identifier]:
    """The identifiers by which a status can be asked, the surest first."""
    names: list[Identifier] = []
    pmid = reference.text("PMID").strip()
    if pmid.isdecimal():
        names.append(Identifier("pmid", pmid))
    doi = normalize_doi(reference.text("DOI"))
    if doi:
        names.append(Identifier("doi", doi))
    return names


def _report(names: Sequence[Identifier], crossref: Records, europepmc: Records) -> StatusReport:
    notices: dict[Notice, None] = {}
    answered: list[str] = []
    unaware: list[str] = []
    failed: dict[str, str] = {}
    doi = [one for one in names if one.scheme == "doi"]
    for title, asked, records in (
        ("Crossref", doi, crossref),
        ("Europe PMC", names[:1], europepmc),
    ):
        for name in asked:
            if name in records.errors:
                failed[title] = records.errors[name].message
            if name in records.found:
                answered.append(title)
                notices.update(dict.fromkeys(records.found[name].notices))
            elif name not in records.errors:
                unaware.append(title)
    ordered = sorted(notices, key=lambda notice: NOTICE_KINDS.index(notice.kind))
    return StatusReport(tuple(ordered), tuple(answered), tuple(unaware), failed)
