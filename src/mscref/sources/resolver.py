"""Identifiers → references: which source is asked when, and what becomes of their answers.

What crosses the border: identifiers in any spelling in; one `Outcome` for each out, in input
order, as they come. A bad identifier, an unknown one or a dead source is an outcome of its own
and never spoils the others.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType, TracebackType
from typing import TypeAlias, TypeVar

from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import MscrefError, NotFoundError, SourceError, UnreachableError, UsageError
from mscref.model.identifiers import Identifier, Malformed, Scheme, parse_identifier
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources import values
from mscref.sources.base import (
    NOTHING_ASIDE,
    Aside,
    Notice,
    RegisteredError,
    Relation,
    SourceRecord,
    UnregisteredError,
)
from mscref.sources.cache import Cache
from mscref.sources.client import Client
from mscref.sources.doi_agency import AGENCIES, NOBODY, agency
from mscref.sources.gateway import Gateway, Records
from mscref.sources.merge import Conflict, merge, merged_notices
from mscref.sources.registry import find_source
from mscref.sources.search import Candidate, search_works
from mscref.sources.settings import Settings
from mscref.sources.status import StatusReport, status_of, statuses_of
from mscref.sources.text import plain
from mscref.sources.titles import search_title
from mscref.sources.transport import Transport

# Prefixes of repositories that register with DataCite: Crossref need not be asked first.
_DATACITE_PREFIXES = frozenset(
    "10.48550 10.5281 10.6084 10.5061 10.17605 10.7910 10.1594 10.17632 10.17863 10.4121".split()
)
_WORKERS = 6


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference, for each of its variables the source, and all that was said beside it."""

    asked: str
    identifier: Identifier
    reference: Reference
    provenance: Mapping[str, str]
    sources: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
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
class _Answer:
    """What a batch found out about one identifier: records, the best first, or an error."""

    records: list[SourceRecord] = field(default_factory=list)
    error: MscrefError | None = None
    remarks: list[Diagnostic] = field(default_factory=list)


_Answers: TypeAlias = dict[Identifier, _Answer]
_T = TypeVar("_T")
_Task: TypeAlias = "Callable[[], None]"


class Resolver:
    """Asks the sources; use as a context manager, or call `close`."""

    def __init__(self, settings: Settings, *, transport: Transport | None = None) -> None:
        self._client = Client(settings, transport=transport)
        self._cache = Cache(
            settings.cache_folder, readable=not settings.refresh, addresses=settings.urls
        )
        self._gateway = Gateway(self._client, self._cache)
        self._workers: _Workers | None = None

    def __enter__(self) -> Resolver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End what is under way, and give connections and files back."""
        if self._workers is not None:
            self._workers.end()
        self._client.close()
        self._cache.close()

    def resolve(self, identifiers: Iterable[str | Identifier]) -> Iterator[Outcome]:
        """One outcome for each identifier, in their order, as soon as it is known."""
        asked = [(str(one), _parsed(one)) for one in identifiers]
        known = dict.fromkeys(one for _, one in asked if isinstance(one, Identifier))
        futures = self._start(list(known))
        for text, identifier in asked:
            if isinstance(identifier, Malformed):
                yield Unresolved(text, None, _malformed(identifier))
                continue
            yield _outcome(text, identifier, futures[identifier].result()[identifier])

    def resolve_one(self, identifier: str | Identifier) -> Outcome:
        """The outcome for one identifier."""
        return next(self.resolve([identifier]))

    def search(self, text: str, *, rows: int = 5) -> list[Candidate]:
        """Works that resemble a reference or some words, the likeliest first.

        Raises SourceError where Crossref could not be asked.
        """
        return search_works(self._gateway, self._cache, text, rows=rows)

    def search_title(
        self, source: str, title: str, *, family: str = "", rows: int = 5
    ) -> list[SourceRecord]:
        """Works with such a title at a source other than Crossref (see sources/titles.py).

        Raises SourceError where it could not be asked.
        """
        return search_title(self._gateway, self._cache, source, title, family=family, rows=rows)

    def status(self, reference: Reference) -> StatusReport:
        """Whether the work stands: notices about it, and which sources could say."""
        return status_of(self._gateway, reference)

    def statuses(self, references: Sequence[Reference]) -> list[StatusReport]:
        """The status of each reference, in their order, asked for in batches."""
        return statuses_of(self._gateway, references)

    def concurrently(self, tasks: Iterable[Callable[[], _T]]) -> list[_T]:
        """What each task returns, in their order; they ask through this resolver, some at a time.

        Raises what a task raises. How many requests a service gets at once is its limiter's word.
        """
        futures = [self._crew().submit(task) for task in tasks]
        return [future.result() for future in futures]

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests were made, by service and by service and status."""
        return dict(self._client.counts)

    # ── batches ──────────────────────────────────────────────────────────────────────────────

    def _start(self, identifiers: Sequence[Identifier]) -> dict[Identifier, Future[_Answers]]:
        futures: dict[Identifier, Future[_Answers]] = {}
        for batch in _batches(identifiers):
            step = self._steps()[batch[0].scheme]
            future = self._crew().submit(partial(step, batch))
            futures.update(dict.fromkeys(batch, future))
        return futures

    def _crew(self) -> _Workers:
        if self._workers is None:
            self._workers = _Workers(_WORKERS)
        return self._workers

    def _steps(self) -> Mapping[Scheme, Callable[[Sequence[Identifier]], _Answers]]:
        return MappingProxyType(
            {
                "doi": self._dois,
                "short-doi": self._short_dois,
                "pmid": self._pmids,
                "pmcid": self._pmcids,
                "arxiv": self._arxiv,
                "isbn": self._isbns,
                "nct": self._trials,
                "issn": _issns,
            }
        )

    def _dois(self, dois: Sequence[Identifier]) -> _Answers:
        """Crossref first, then whoever doi.org says has registered the DOI."""
        answers: _Answers = {}
        at_datacite = [one for one in dois if one.value.split("/")[0] in _DATACITE_PREFIXES]
        unknown = self._take(answers, "datacite", at_datacite)
        unknown += self._take(answers, "crossref", [one for one in dois if one not in at_datacite])
        if unknown:
            self._ask_the_agencies(answers, unknown)
        return answers

    def _ask_the_agencies(self, answers: _Answers, dois: Sequence[Identifier]) -> None:
        """ "Not known" is believed only of the agency that has the DOI (trap 37)."""
        agencies = self._gateway.answers("doi-agency", dois)
        unknown: list[Identifier] = []
        for doi in dois:
            if doi in agencies.errors:
                answers[doi] = _Answer(error=_not_sure(doi, agencies.errors[doi]))
            elif agency(agencies.raw.get(doi)) == NOBODY:
                hint = "check how it is spelled; a new DOI may take days to work"
                message = f"{doi.value} does not exist: doi.org does not know it"
                answers[doi] = _Answer(error=UnregisteredError(message, hint=hint))
            else:
                name = AGENCIES.get(agency(agencies.raw[doi]), "doi")
                # One by one: a list leaves out what it knows when its index lags behind.
                unknown += self._take(answers, name, [doi])
        for doi in unknown:
            name = plain(values.member(agencies.raw.get(doi), "RA"))
            if name.casefold() in AGENCIES:
                message = f"{doi.value} is registered at {name}, which has no record of it"
            else:
                message = f"{doi.value} is registered at {name}, whose metadata could not be read"
            answers[doi] = _Answer(error=RegisteredError(message))

    def _short_dois(self, shorts: Sequence[Identifier]) -> _Answers:
        """The DOI behind each, then that."""
        handles = self._gateway.answers("short-doi", shorts)
        long = {short: Identifier("doi", str(raw)) for short, raw in handles.raw.items() if raw}
        found = self._dois(list(dict.fromkeys(long.values()))) if long else {}
        return {
            short: found[long[short]]
            if short in long
            else _unknown(short, handles.errors.get(short))
            for short in shorts
        }

    def _pmids(self, pmids: Sequence[Identifier]) -> _Answers:
        """PubMed, then Crossref for the DOIs it names: both know what the other does not."""
        pubmed = self._gateway.records("pubmed", pmids)
        dois = {pmid: doi for pmid, record in pubmed.found.items() if (doi := _name(record, "doi"))}
        works = (
            self._gateway.records("crossref", list(dict.fromkeys(dois.values())))
            if dois
            else Records()
        )
        answers: _Answers = {}
        for pmid in pmids:
            record = pubmed.found.get(pmid)
            if record is None:
                answers[pmid] = _unknown(pmid, pubmed.errors.get(pmid))
                continue
            work = works.found.get(dois[pmid]) if pmid in dois else None
            answers[pmid] = _Answer([*([work] if work else []), record])
            error = works.errors.get(dois[pmid]) if pmid in dois else None
            if error:
                answers[pmid].remarks.append(_one_source_less(error))
        return answers

    def _pmcids(self, pmcids: Sequence[Identifier]) -> _Answers:
        """The PMID or DOI of each, then that."""
        converted = self._gateway.records("idconv", pmcids)
        answers: _Answers = {}
        targets: dict[Identifier, Identifier] = {}
        for pmcid in pmcids:
            record = converted.found.get(pmcid)
            target = record and (_name(record, "pmid") or _name(record, "doi"))
            if target:
                targets[pmcid] = target
            else:
                answers[pmcid] = _unknown(pmcid, converted.errors.get(pmcid))
        wanted = list(dict.fromkeys(targets.values()))
        found = self._pmids([one for one in wanted if one.scheme == "pmid"])
        found |= self._dois([one for one in wanted if one.scheme == "doi"])
        for pmcid, target in targets.items():
            answer = found[target]
            if answer.records:  # PMCID and PMID, which Crossref does not have
                answer = replace(answer, records=[*answer.records, converted.found[pmcid]])
            answers[pmcid] = answer
        return answers

    def _arxiv(self, papers: Sequence[Identifier]) -> _Answers:
        """arXiv; where it cannot be asked, DataCite, which has its DOIs."""
        arxiv = self._gateway.records("arxiv", papers)
        answers: _Answers = {}
        for paper in papers:
            error = arxiv.errors.get(paper)
            if paper in arxiv.found:
                answers[paper] = _Answer([arxiv.found[paper]])
            elif error is None:
                answers[paper] = _unknown(paper, None)
            else:
                doi = Identifier("doi", f"10.48550/arxiv.{paper.work}")
                second = self._gateway.records("datacite", [doi])
                records = list(second.found.values())
                answers[paper] = _Answer(
                    records,
                    None if records else error,
                    [_one_source_less(error)] if records else [],
                )
        return answers

    def _isbns(self, isbns: Sequence[Identifier]) -> _Answers:
        """Open Library, and Google Books where that knows nothing or too little."""
        first = self._gateway.records("openlibrary", isbns)
        wanting = [one for one in isbns if not _is_citable(first.found.get(one))]
        second = self._gateway.records("googlebooks", wanting) if wanting else Records()
        answers: _Answers = {}
        for isbn in isbns:
            records = [source.found[isbn] for source in (first, second) if isbn in source.found]
            error = first.errors.get(isbn) or second.errors.get(isbn)
            answers[isbn] = _Answer(records) if records else _unknown(isbn, error)
            if records and error:
                answers[isbn].remarks.append(_one_source_less(error))
        return answers

    def _trials(self, trials: Sequence[Identifier]) -> _Answers:
        answers: _Answers = {}
        for trial in self._take(answers, "clinicaltrials", trials):
            answers[trial] = _unknown(trial, None)
        return answers

    def _take(
        self, answers: _Answers, name: str, identifiers: Sequence[Identifier]
    ) -> list[Identifier]:
        """Ask one source, keep what it knows and its failures; returns what it does not know."""
        if not identifiers:
            return []
        records = self._gateway.records(name, identifiers)
        for identifier in identifiers:
            if identifier in records.found:
                answers[identifier] = _Answer([records.found[identifier]])
            elif identifier in records.errors:
                answers[identifier] = _unknown(identifier, records.errors[identifier])
        return [one for one in identifiers if one not in answers]


# ── outcomes ─────────────────────────────────────────────────────────────────────────────────


def _parsed(one: str | Identifier) -> Identifier | Malformed:
    return one if isinstance(one, Identifier) else parse_identifier(one)


def _outcome(text: str, identifier: Identifier, answer: _Answer) -> Outcome:
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


def _malformed(found: Malformed) -> UsageError:
    shown = found.text if len(found.text) <= 80 else f"{found.text[:77]}…"
    return UsageError(f"`{shown}`: {found.problem}", hint=found.expected)


def _unknown(identifier: Identifier, error: SourceError | None) -> _Answer:
    if error is None:
        return _Answer(
            error=NotFoundError(f"{identifier} is not known", hint="check how it is spelled")
        )
    return _Answer(error=_about(identifier, error))


def _about(identifier: Identifier, error: SourceError) -> SourceError:
    """The same failure, naming the identifier that it is about."""
    message = f"{identifier.value}: {error.message}"
    # Not copy.copy: it calls the class with the message alone, which some need more than.
    named = type(error).__new__(type(error), message)
    named.__dict__.update(error.__dict__, message=message)
    return named


def _not_sure(doi: Identifier, error: SourceError) -> SourceError:
    message = f"{doi.value}: Crossref does not know it, and who does could not be asked"
    return UnreachableError(message, hint=error.message)


def _one_source_less(error: SourceError) -> Diagnostic:
    return Diagnostic(Severity.WARNING, "source-missing", f"{error.message}; the rest answered")


def _issns(issns: Sequence[Identifier]) -> _Answers:
    hint = "give the DOI or PMID of the article"
    return {
        issn: _Answer(error=UsageError(f"{issn.value} names a journal, not a work", hint=hint))
        for issn in issns
    }


def _name(record: SourceRecord, scheme: Scheme) -> Identifier | None:
    return next((one for one in record.names if one.scheme == scheme), None)


def _is_citable(record: SourceRecord | None) -> bool:
    fields = record.reference.fields if record else {}
    return all(name in fields for name in ("title", "author", "publisher", "issued"))


def _batches(identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
    """Batches of one scheme, as large as the source takes, in the order of the input."""
    by_scheme: dict[Scheme, list[Identifier]] = {}
    for one in identifiers:
        by_scheme.setdefault(one.scheme, []).append(one)
    split = {scheme: list(_batches_of_scheme(scheme, ones)) for scheme, ones in by_scheme.items()}
    order = {one: place for place, one in enumerate(identifiers)}
    every = [batch for groups in split.values() for batch in groups]
    yield from sorted(every, key=lambda batch: order[batch[0]])


_FIRST_SOURCE: Mapping[Scheme, str] = MappingProxyType(
    {
        "doi": "crossref",
        "short-doi": "short-doi",
        "pmid": "pubmed",
        "pmcid": "idconv",
        "arxiv": "arxiv",
        "isbn": "openlibrary",
        "nct": "clinicaltrials",
    }
)


_MOST_AT_ONCE = 50  # identifiers; what comes in fewer batches comes later


def _batches_of_scheme(
    scheme: Scheme, identifiers: Sequence[Identifier]
) -> Iterator[Sequence[Identifier]]:
    name = _FIRST_SOURCE.get(scheme)
    for batch in find_source(name).batches(identifiers) if name else [identifiers]:
        for start in range(0, len(batch), _MOST_AT_ONCE):
            yield batch[start : start + _MOST_AT_ONCE]


class _Workers:
    """A few threads that end with the process.

    Not a ThreadPoolExecutor: the interpreter waits for its threads when it exits, and after
    Ctrl-C nobody should wait for a server that hangs.
    """

    def __init__(self, count: int) -> None:
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._count = count
        for _ in range(count):
            threading.Thread(target=self._work, daemon=True).start()

    def submit(self, task: Callable[[], _T]) -> Future[_T]:
        """Have the task done; its result or exception is the future's."""
        future: Future[_T] = Future()

        def work() -> None:
            try:
                future.set_result(task())
            except BaseException as error:  # noqa: BLE001 - goes on in the thread that waits for it
                future.set_exception(error)

        self._tasks.put(work)
        return future

    def end(self) -> None:
        """Let each thread end after what it is doing."""
        for _ in range(self._count):
            self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
