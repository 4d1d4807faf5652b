"""Several records of one work → one reference that knows where each value came from. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mscref.match.text import squeezed
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.sources.base import NOTICE_KINDS, Notice, SourceRecord

# Variables on which sources may disagree without one of them being wrong.
_NOT_COMPARED = frozenset(
    """
    abstract publisher publisher-place language license URL ISSN ISBN container-title-short
    title-short genre keyword available-date note status number-of-pages source medium
    """.split()
)


@dataclass(frozen=True, slots=True)
class SourceConflict:
    """Two sources disagree: the value that was taken, and the one that was not."""

    variable: str
    taken: str
    taken_from: str
    other: str
    other_from: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """The reference, for each variable its source, and where the sources disagree."""

    reference: Reference
    provenance: dict[str, str]
    conflicts: tuple[SourceConflict, ...]


def merge(records: Sequence[SourceRecord]) -> MergedRecord:
    """The first record, filled up from those behind it. Raises ValueError for no records."""
    if not records:
        raise ValueError("nothing to merge")
    first = records[0]
    fields: dict[str, FieldValue] = {}
    provenance: dict[str, str] = {}
    conflicts: list[SourceConflict] = []
    for record in records:
        for variable, value in record.reference.fields.items():
            if variable not in fields:
                fields[variable] = value
                provenance[variable] = record.source
            elif variable not in _NOT_COMPARED and not agree(fields[variable], value):
                conflicts.append(
                    SourceConflict(
                        variable=variable,
                        taken=shown(fields[variable]),
                        taken_from=provenance[variable],
                        other=shown(value),
                        other_from=record.source,
                    )
                )
    reference = Reference(
        first.reference.id, first.reference.type, fields, dict(first.reference.extra)
    )
    return MergedRecord(reference, provenance, tuple(conflicts))


def merged_notices(records: Sequence[SourceRecord]) -> tuple[Notice, ...]:
    """The notices of all records, the most serious first; each kind and DOI once per source."""
    notices = dict.fromkeys(notice for record in records for notice in record.notices)
    return tuple(sorted(notices, key=lambda notice: NOTICE_KINDS.index(notice.kind)))


def shown(value: FieldValue) -> str:
    """A value as one line of text, for messages."""
    if isinstance(value, Date):
        return _shown_date(value)
    if isinstance(value, tuple):
        return "; ".join(name.display() for name in value)
    return str(value)


def _shown_date(date: Date) -> str:
    points = [point for point in (date.start, date.end) if point is not None]
    written = [
        "-".join(f"{part:02}" for part in (point.year, point.month, point.day) if part)
        for point in points
    ]
    return "/".join(written) or date.literal or date.raw


def agree(one: FieldValue, other: FieldValue) -> bool:
    """True where two values say the same, or one says less than the other."""
    if isinstance(one, Date) and isinstance(other, Date):
        return one.year == other.year or one.year is None or other.year is None
    if isinstance(one, tuple) and isinstance(other, tuple):
        return [_family(name) for name in one] == [_family(name) for name in other]
    first, second = squeezed(str(one)), squeezed(str(other))
    return first == second or first.startswith(second) or second.startswith(first)


def _family(name: Name) -> str:
    return squeezed(name.literal or f"{name.non_dropping_particle} {name.family}")
