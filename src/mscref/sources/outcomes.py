"""What becomes of an identifier that was asked for: a merged reference, or why there is none. Pure.

In: the records that sources gave for one identifier, or an error. Out: an `Outcome`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import MscrefError, NotFoundError, SourceError, UnreachableError, UsageError
from mscref.model.identifiers import Identifier, Malformed, Scheme
from mscref.model.reference import Reference
from mscref.sources.base import NOTHING_ASIDE, Aside, Notice, Relation, SourceRecord
from mscref.sources.merge import SourceConflict, merge, merged_notices


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference, for each of its variables the source, and all that was said beside it."""

    asked: str
    identifier: Identifier
    reference: Reference
    provenance: Mapping[str, str]
    sources: tuple[str, ...]
    conflicts: tuple[SourceConflict, ...] = ()
    notices: tuple[Notice, ...] = ()
    is_about: tuple[Notice, ...] = ()
    relations: tuple[Relation, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    aside: Aside = NOTHING_ASIDE

    @property
    def published_version(self) -> Identifier | None:
        """The article that this preprint became, where a source says so."""
        return next(
            (one.identifier for one in self.relations if one.kind == "is-preprint-of"), None
        )


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why there is no reference: UsageError (malformed), NotFoundError, or a SourceError."""

    asked: str
    identifier: Identifier | None
    error: MscrefError


Outcome: TypeAlias = "Resolved | Unresolved"


@dataclass(slots=True)
class FoundRecords:
    """What a batch found out about one identifier: records, the best first, or an error."""

    records: list[SourceRecord] = field(default_factory=list)
    error: MscrefError | None = None
    remarks: list[Diagnostic] = field(default_factory=list)


def outcome(text: str, identifier: Identifier, answer: FoundRecords) -> Outcome:
    """The records of one identifier, merged; or why there is none."""
    if not answer.records:
        error = answer.error or NotFoundError(f"nobody knows {identifier}")
        return Unresolved(text, identifier, error)
    merged = merge(answer.records)
    reference = merged.reference
    provenance = merged.provenance
    variable = _OWN_VARIABLE.get(identifier.scheme)
    if variable and not reference.text(variable):
        reference = reference.with_fields({variable: identifier.value})
        provenance = {**provenance, variable: "you"}
    first = answer.records[0]
    return Resolved(
        asked=text,
        identifier=identifier,
        reference=reference,
        provenance=provenance,
        sources=tuple(record.source for record in answer.records),
        conflicts=merged.conflicts,
        notices=merged_notices(answer.records),
        is_about=first.is_about,
        relations=tuple(
            dict.fromkeys(one for record in answer.records for one in record.relations)
        ),
        remarks=(*first.remarks, *answer.remarks),
        aside=_aside(answer.records),
    )


def _aside(records: Sequence[SourceRecord]) -> Aside:
    """What the sources say beside the reference, all taken together."""
    asides = [one.aside for one in records]
    return Aside(
        other_titles=tuple(dict.fromkeys(title for one in asides for title in one.other_titles)),
        latest=max(one.latest for one in asides),
        published_in=next((one.published_in for one in asides if one.published_in), ""),
    )


_OWN_VARIABLE: Mapping[Scheme, str] = MappingProxyType(
    {"pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}
)


def malformed(found: Malformed) -> UsageError:
    """What is said of a text that is no identifier."""
    shown = found.text if len(found.text) <= 80 else f"{found.text[:77]}…"
    return UsageError(f"`{shown}`: {found.problem}", hint=found.expected)


def unknown(identifier: Identifier, error: SourceError | None) -> FoundRecords:
    """Nothing: the source knows no such work, or could not be asked."""
    if error is None:
        return FoundRecords(
            error=NotFoundError(f"{identifier} is not known", hint="check how it is spelled")
        )
    return FoundRecords(error=naming(identifier.value, error))


def naming(asked: str, error: SourceError) -> SourceError:
    """The same failure, naming what was asked for."""
    message = f"{asked}: {error.message}"
    # Not copy.copy: it calls the class with the message alone, which some need more than.
    named = type(error).__new__(type(error), message)
    named.__dict__.update(error.__dict__, message=message)
    return named


def not_sure(doi: Identifier, error: SourceError) -> SourceError:
    """What is said where Crossref has no such DOI, and doi.org could not be asked."""
    message = f"{doi.value}: Crossref does not know it, and who does could not be asked"
    return UnreachableError(message, hint=error.message)


def one_source_less(error: SourceError) -> Diagnostic:
    """The remark that one of several sources could not be asked."""
    return Diagnostic(Severity.WARNING, "source-missing", f"{error.message}; the rest answered")


def not_taken(identifier: Identifier, reason: str) -> Diagnostic:
    """The remark that an identifier beside a work was left out."""
    value = identifier.value
    message = reason if reason.startswith(value) else f"{value}: {reason}"
    return Diagnostic(Severity.WARNING, "identifier-not-taken", message)
