"""Asking the sources about claims: identifiers first, then words, then how the work stands.

What crosses the border: claims and a resolver in; a `Judgement` for each, in their order, out. What
fails is written down; the judging is `judging.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from mscref.errors import NotFoundError, RateLimitedError, SourceError, UsageError
from mscref.match.claim import Claim
from mscref.match.comparison import Comparisons
from mscref.match.kinds import kinds_clash
from mscref.model.identifiers import Identifier
from mscref.model.identities import Stated, is_placeholder, statements_of
from mscref.records import replaced as replace
from mscref.sources.base import Notice, RegisteredError, UnregisteredError
from mscref.sources.outcomes import Outcome, Resolved
from mscref.sources.settings import SERVICES
from mscref.verifying.further import TitleSearch, search_further, sources_for
from mscref.verifying.judging import conclude, is_settled, weigh
from mscref.verifying.records import comparable
from mscref.verifying.verdicts import Answer, Identified, Judgement, Lookup

if TYPE_CHECKING:
    from mscref.match.record import ComparableRecord
    from mscref.model.reference import Reference
    from mscref.sources.base import SourceRecord
    from mscref.sources.status import StatusReport

_T = TypeVar("_T")
_ROWS = 10
_MOST = 3  # identifiers of one reference that are asked for
_FIELDS = MappingProxyType(
    {"doi": "DOI", "short-doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN",
     "arxiv": "arXiv", "nct": "number", "issn": "ISSN", "wikidata": "URL", "url": "URL"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of one claim so far, and what sources said against works among it."""

    lookup: Lookup
    notices: tuple[tuple[ComparableRecord, tuple[Notice, ...]], ...] = ()

    def notices_of(self, record: ComparableRecord | None) -> tuple[Notice, ...]:
        """The notices that came with this very record."""
        return next((notices for one, notices in self.notices if one is record), ())


class Registries(TitleSearch, Protocol):
    """What is asked: the resolver of mscref.sources, or an index of works that answers like it.

    `searched` names who answers `works_like`; where `asks_further` is False nobody else is asked.
    """

    @property
    def searched(self) -> str:
        """The title of what is searched."""
        ...

    @property
    def asks_further(self) -> bool:
        """Whether other sources are searched, too, where that knows nothing."""
        ...

    def resolve(self, identifiers: Sequence[Identifier]) -> Iterator[Outcome]:
        """One outcome for each identifier, in their order."""
        ...

    def works_like(self, claim: Claim, *, rows: int) -> Sequence[SourceRecord]:
        """Works that may be the claimed one. Raises SourceError where they could not be asked."""
        ...

    def statuses(self, references: Sequence[Reference]) -> list[StatusReport]:
        """How each work stands, in their order."""
        ...

    def concurrently(self, tasks: Iterable[Callable[[], _T]]) -> list[_T]:
        """What each task returns, in their order."""
        ...


def judgements(
    claims: Sequence[Claim], resolver: Registries, given_up: dict[str, str]
) -> Iterator[Judgement]:
    """Judge some claims together; `given_up` holds the sources that asked us to stay away."""
    beside = [Comparisons(one) for one in claims]
    everything = [statements_of(one.reference) for one in claims]
    stated = [_asked_for(some) for some in everything]
    outcomes = resolver.resolve(
        [_work(one.found) for some in stated for one in some if isinstance(one.found, Identifier)]
    )
    identified = [
        _with_remarks(_of_statements(some, outcomes), whole)
        for some, whole in zip(stated, everything, strict=True)
    ]
    asked = resolver.concurrently(
        partial(_searched_too, one, known, resolver, given_up)
        for one, known in zip(beside, identified, strict=True)
    )
    weighed = [weigh(one, known.lookup) for one, known in zip(beside, asked, strict=True)]
    found = [one.found for one in weighed]
    reports = iter(resolver.statuses([one.reference for one in found if one is not None]))
    for judgement, known in zip(weighed, asked, strict=True):
        lookup = known.lookup
        if judgement.found is not None:
            lookup = _with_status(lookup, next(reports), known.notices_of(judgement.found))
        yield conclude(judgement, lookup)


# ---------------------------------------------------------------- identifiers


def _asked_for(stated: Sequence[Stated]) -> list[Stated]:
    """The statements by which the work is asked for, the surest first, each identifier once.

    An address or a note is believed only where no field names the work; an ISBN only where nothing
    else does. What is meant as an identifier and is none is there, too.
    """
    sound: dict[Identifier, Stated] = {}
    for one in stated:
        if isinstance(one.found, Identifier) and one.found.scheme != "issn":  # it names no work
            sound.setdefault(one.found, one)
    own = [one for one in sound.values() if one.is_own]
    surer = [one for one in own if _scheme(one) != "isbn"]
    chosen = surer or [one for one in sound.values() if not one.is_own] or own
    unsound = [one for one in stated if not isinstance(one.found, Identifier)]
    return [*chosen[:_MOST], *unsound]


def _work(identifier: Identifier) -> Identifier:
    """The work, whatever version of a preprint is named."""
    return Identifier(identifier.scheme, identifier.work)


def _scheme(stated: Stated) -> str:
    return stated.found.scheme if isinstance(stated.found, Identifier) else ""


def _of_statements(stated: Sequence[Stated], outcomes: Iterator[Outcome]) -> _Asked:
    identified: list[Identified] = []
    answered: dict[str, None] = {}
    failed: dict[str, str] = {}
    remarks: list[str] = []
    notices: list[tuple[ComparableRecord, tuple[Notice, ...]]] = []
    for one in stated:
        if not isinstance(one.found, Identifier):
            identified += _malformed(one)
            continue
        outcome = next(outcomes)
        known = _identified(one, outcome)
        identified.append(known)
        if isinstance(outcome, Resolved):
            answered.update(dict.fromkeys(map(_title, outcome.sources)))
            if known.record:
                notices.append((known.record, outcome.notices))
            remarks += _relations(known.identifier, outcome)
        elif known.answer is Answer.FAILED:
            failed[known.identifier] = outcome.error.message
        else:
            is_of_doi_org = isinstance(outcome.error, RegisteredError | UnregisteredError)
            answered.setdefault(_title("doi") if is_of_doi_org else "the registries")
    lookup = Lookup(
        identified=tuple(identified),
        answered=tuple(answered),
        failed=failed,
        remarks=tuple(remarks),
    )
    return _Asked(lookup, tuple(notices))


def _with_remarks(asked: _Asked, stated: Sequence[Stated]) -> _Asked:
    """With what is odd about any of the fields, also of those that were not asked for."""
    odd = [one.remark for one in stated if one.remark]
    remarks = tuple(dict.fromkeys((*odd, *asked.lookup.remarks)))
    return replace(asked, lookup=replace(asked.lookup, remarks=remarks))


def _malformed(stated: Stated) -> list[Identified]:
    """What is meant as an identifier and is none: nobody can know it."""
    is_meant = stated.is_own and not is_placeholder(stated.text) and "://" not in stated.text
    if not is_meant or not stated.remark:
        return []
    return [Identified(stated.text, Answer.ABSENT, field=stated.variable, note=stated.remark)]


def _identified(stated: Stated, outcome: Outcome) -> Identified:
    identifier = stated.found
    name = identifier.value if isinstance(identifier, Identifier) else stated.text
    field = _FIELDS.get(_scheme(stated), stated.variable)
    if isinstance(outcome, Resolved):
        record = comparable(outcome)
        return Identified(name, Answer.FOUND, record, field=field, is_own=stated.is_own)
    answer, note = Answer.FAILED, ""
    if isinstance(outcome.error, RegisteredError):
        answer, note = Answer.REGISTERED, f"{field} {outcome.error.message}"
    elif isinstance(outcome.error, NotFoundError | UsageError):
        answer = Answer.ABSENT
    return Identified(name, answer, field=field, is_own=stated.is_own, note=note)


def _relations(name: str, outcome: Resolved) -> Iterator[str]:
    if outcome.published_version:
        yield f"a preprint, published as {outcome.published_version.value}"
    if outcome.is_about:
        yield f"{name} is a notice about {outcome.is_about[0].doi or 'another work'}"


# ---------------------------------------------------------------- words


def _searched_too(
    beside: Comparisons, known: _Asked, asked: Registries, given_up: dict[str, str]
) -> _Asked:
    """The same where an identifier leads to the work, else with a search.

    A record with another title and more that differs may be that of a sister of the work.
    """
    compared = [beside.of(one.record) for one in known.lookup.identified if one.record]
    if any(
        one.fits and not one.is_whole and not kinds_clash(one) and not one.is_doubtful
        for one in compared
    ):
        return known
    return _with_search(beside, known, asked, given_up=given_up)


def _with_search(
    beside: Comparisons, known: _Asked, asked: Registries, *, given_up: dict[str, str]
) -> _Asked:
    """What is known with what searching for the words of the reference finds."""
    if not beside.claim.question:
        return known
    searched = asked.searched
    if searched in given_up:
        return _with_failure(known, searched, given_up[searched])
    try:
        works = asked.works_like(beside.claim, rows=_ROWS)
    except (SourceError, NotFoundError) as error:
        if isinstance(error, RateLimitedError):  # else every search waits its turn anew
            given_up[searched] = error.message
        return _with_failure(known, searched, error.message)
    found = [(comparable(one), one.notices) for one in works]
    is_known = is_settled(beside, (record for record, _ in found))
    wanted = sources_for(beside.claim, is_known=is_known, also=asked.also)
    sources = wanted if asked.asks_further else ()
    further = search_further(beside, asked, sources=sources, given_up=given_up)
    found += [(record, one.notices) for one, record in further.found]
    lookup = known.lookup
    lookup = replace(
        lookup,
        candidates=tuple(record for record, _ in found),
        answered=tuple(dict.fromkeys((*lookup.answered, searched, *further.answered))),
        failed={**lookup.failed, **further.failed},
    )
    return _Asked(lookup, (*known.notices, *found))


def _with_failure(known: _Asked, searched: str, message: str) -> _Asked:
    failed = {**known.lookup.failed, searched: message}
    return replace(known, lookup=replace(known.lookup, failed=failed))


# ---------------------------------------------------------------- how the work stands


def _with_status(lookup: Lookup, report: StatusReport, notices: Sequence[Notice]) -> Lookup:
    return replace(
        lookup,
        notices=tuple(dict.fromkeys((*report.notices, *notices))),
        answered=tuple(dict.fromkeys((*lookup.answered, *report.answered, *report.unaware))),
        failed={**lookup.failed, **report.failed},
    )


def _title(source: str) -> str:
    return SERVICES[source].title if source in SERVICES else source
