"""Fill what a reference string left out or damaged, from the sources.

What crosses the border: parsed references and something to ask in; for each the completed
reference, and every change with the source it came from, out. A reference is changed only where
a found work is accepted as the same (match/evidence.py); what the page gives and is not damaged
stays. A source that fails leaves the reference as it was, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mscref.errors import NotFoundError, SourceError, UnreachableError
from mscref.match.claim import Claim
from mscref.match.comparison import Comparisons, Decision, decide
from mscref.match.record import ComparableRecord, prepare
from mscref.model.identities import identifiers_of
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.verifying.further import TitleSearch, search_further, sources_for

if TYPE_CHECKING:
    from mscref.model.identifiers import Identifier
    from mscref.refstring import ParsedReference
    from mscref.sources.base import Notice
    from mscref.sources.outcomes import Outcome
    from mscref.sources.search import Candidate
    from mscref.sources.status import StatusReport

# Added where the page does not give them; the page's own title and names are never polished.
_ADDED = (
    "container-title", "volume", "issue", "page", "issued", "publisher", "number", "genre",
    "DOI", "PMID", "PMCID", "ISSN", "ISBN", "URL",
)  # fmt: skip
_ONE_OF = ("DOI", "PMID", "PMCID")  # with one of these an address adds nothing
_DAMAGED = re.compile(r"\||\bread online\b|https?:|www\.", re.IGNORECASE)
_DOUBTFUL = 0.5


class WorkLookup(TitleSearch, Protocol):
    """What completing asks: the resolver of mscref.sources, or a stand-in."""

    def search(self, text: str, *, rows: int = 5) -> list[Candidate]:
        """Works that resemble a reference string."""
        ...

    def resolve_one(self, identifier: Identifier) -> Outcome:
        """The work with this identifier."""
        ...

    def status(self, reference: Reference) -> StatusReport:
        """Whether the work stands."""
        ...


@dataclass(frozen=True, slots=True)
class CompletedField:
    """One variable: what the page gave ("" for nothing), what it is now, and who says so."""

    variable: str
    before: str
    after: str
    source: str


@dataclass(frozen=True, slots=True)
class Completed:
    """A reference after asking.

    `notices` are about the work that was found: retractions above all. `problem` says why nothing
    was filled in, or ""; `source_failed` that this is no answer.
    """

    reference: Reference
    changes: tuple[CompletedField, ...] = ()
    notices: tuple[Notice, ...] = ()
    problem: str = ""
    source_failed: bool = False


def complete_each(parses: Iterable[ParsedReference], lookup: WorkLookup) -> Iterator[Completed]:
    """Complete references one by one, in their order."""
    return (complete(parsed, lookup) for parsed in parses)


def complete(parsed: ParsedReference, lookup: WorkLookup) -> Completed:
    """Complete one parsed reference."""
    try:
        found = _same_work(parsed, lookup)
    except SourceError as error:
        return Completed(parsed.reference, problem=error.message, source_failed=True)
    if found is None:
        return Completed(parsed.reference, problem="no source has a work that is surely this one")
    work, source = found
    values = _new_values(parsed, work)
    completed = parsed.reference.with_fields(values)
    if completed.type == "document":
        completed = Reference(completed.id, work.type, completed.fields, completed.extra)
    changes = tuple(
        CompletedField(name, _shown(parsed.reference.fields.get(name)), _shown(value), source)
        for name, value in values.items()
    )
    report = lookup.status(work)
    failed = next(iter(report.failed.values()), "")
    unsettled = f"whether the work stands is not known: {failed}" if failed else ""
    return Completed(
        completed,
        changes,
        notices=report.notices,
        problem="" if report.notices else unsettled,
        source_failed=bool(failed),
    )


def _same_work(parsed: ParsedReference, lookup: WorkLookup) -> tuple[Reference, str] | None:
    """The work that the string means, and its source, or None where none is surely that."""
    beside = Comparisons(Claim(parsed.reference, parsed.text))
    identified = _identified(parsed, lookup)
    if identified and (best := _best(beside, identified)) is not None:
        return best
    found = [(prepare(one.reference), one.record.source) for one in lookup.search(parsed.text)]
    is_known = _best(beside, found) is not None
    sources = sources_for(beside.claim, is_known=is_known, also=lookup.also)
    further = search_further(beside, lookup, sources=sources)
    others = [(record, one.source) for one, record in further.found]
    best = _best(beside, [*others, *found])
    # A work that Crossref has is not surely the one meant while the trials could not be asked.
    if further.failed and (best is None or is_known):
        raise UnreachableError(next(iter(further.failed.values())))
    return best


def _best(
    beside: Comparisons, found: Sequence[tuple[ComparableRecord, str]]
) -> tuple[Reference, str] | None:
    """The one work that is surely the claimed one, and its source."""
    matches = beside.ranked(record for record, _ in found)
    if decide(matches) is not Decision.MATCH:
        return None
    best = matches[0].record
    return next((record.reference, source) for record, source in found if record is best)


def _identified(parsed: ParsedReference, lookup: WorkLookup) -> list[tuple[ComparableRecord, str]]:
    """The works behind the identifiers of the string, with their sources; raises what asking
    raises."""
    from mscref.sources.outcomes import Resolved

    works = []
    for identifier in identifiers_of(parsed.reference):
        if identifier.scheme in ("isbn", "issn"):
            continue
        outcome = lookup.resolve_one(identifier)
        if isinstance(outcome, Resolved):
            works.append((prepare(outcome.reference), ", ".join(outcome.sources)))
        elif not isinstance(outcome.error, NotFoundError):
            raise outcome.error
    return works


def _new_values(parsed: ParsedReference, work: Reference) -> dict[str, FieldValue]:
    """What the found work gives and the page did not."""
    given = parsed.reference.fields
    values: dict[str, FieldValue] = {}
    authors = work.names("author")
    if authors and (parsed.is_truncated or "author" not in given):
        values["author"] = authors
    container = work.fields.get("container-title")
    if container and "container-title" in given and _is_damaged_container(parsed):
        values["container-title"] = container
    for name in _ADDED:
        if name not in given and name in work.fields and not _is_spare(name, given, work):
            values[name] = work.fields[name]
    return {name: value for name, value in values.items() if given.get(name) != value}


def _is_damaged_container(parsed: ParsedReference) -> bool:
    """True for what is no journal's name: the title of a web page, or a doubtful reading."""
    found = parsed.field("container")
    if found is None:
        return False
    around = parsed.text[max(0, found.start - 16) : found.end + 3]
    return bool(_DAMAGED.search(around)) or found.confidence < _DOUBTFUL


def _is_spare(name: str, given: dict[str, FieldValue], work: Reference) -> bool:
    if name == "URL":
        return any(one in given or one in work.fields for one in _ONE_OF)
    return name == "publisher" and "container-title" in work.fields


def _shown(value: FieldValue | None) -> str:
    """A value in a line of a report."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _shown_names(value)
    if isinstance(value, str | int):
        return str(value)
    return str(value.year or value.literal)


def _shown_names(names: tuple[Name, ...]) -> str:
    if len(names) <= 3:
        return "; ".join(name.display() for name in names)
    return f"{names[0].display()}; … {names[-1].display()} ({len(names)})"
