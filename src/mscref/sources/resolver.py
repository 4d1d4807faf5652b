"""Identifiers → references: the sources as a whole, over one client and one cache.

What crosses the border: identifiers in any spelling in; one `Outcome` for each out, in input
order, as they come. A bad identifier, an unknown one or a dead source is an outcome of its own
and never spoils the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from mscref.errors import NotFoundError
from mscref.match.claim import Claim
from mscref.model.identifiers import Identifier, Malformed, parse_identifier
from mscref.model.reference import Reference
from mscref.sources.base import SourceRecord
from mscref.sources.cache import SEARCH_AGE, Cache
from mscref.sources.client import Client
from mscref.sources.gateway import Gateway
from mscref.sources.outcomes import Outcome, Resolved, Unresolved, malformed, outcome
from mscref.sources.search import Candidate, search_works
from mscref.sources.settings import SERVICES, Settings
from mscref.sources.status import StatusReport, status_of, statuses_of
from mscref.sources.titles import search_title
from mscref.sources.transport import Transport
from mscref.sources.ways import Answers, Ways, batches_of
from mscref.sources.workers import Workers

if TYPE_CHECKING:
    from mscref.sources.orcid import ListedByPerson

__all__ = ["Outcome", "Resolved", "Resolver", "Unresolved"]

_WORKERS = 6
_T = TypeVar("_T")


class Resolver:
    """Asks the sources; use as a context manager, or call `close`."""

    def __init__(self, settings: Settings, *, transport: Transport | None = None) -> None:
        self._client = Client(settings, transport=transport)
        self._cache = Cache(
            settings.cache_folder, readable=not settings.refresh, addresses=settings.urls
        )
        self._gateway = Gateway(self._client, self._cache)
        self._workers: Workers | None = None

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
                yield Unresolved(text, None, malformed(identifier))
                continue
            yield outcome(text, identifier, futures[identifier].result()[identifier])

    def resolve_one(self, identifier: str | Identifier) -> Outcome:
        """The outcome for one identifier."""
        return next(self.resolve([identifier]))

    def search(self, text: str, *, rows: int = 5) -> list[Candidate]:
        """Works that resemble a reference or some words, the likeliest first.

        Raises SourceError where Crossref could not be asked.
        """
        return search_works(self._gateway, self._cache, text, rows=rows)

    searched = SERVICES["crossref"].title
    asks_further = True

    @property
    def also(self) -> tuple[str, ...]:
        """The sources that are asked because the user wants it (setting `also`)."""
        return self._client.settings.also

    def works_like(self, claim: Claim, *, rows: int) -> list[SourceRecord]:
        """Works that may be the claimed one, as Crossref ranks them. Raises SourceError."""
        return [one.record for one in self.search(claim.question, rows=rows)]

    def search_title(
        self, source: str, title: str, *, family: str = "", rows: int = 5
    ) -> list[SourceRecord]:
        """Works with such a title at a source other than Crossref (see sources/titles.py).

        Raises SourceError where it could not be asked.
        """
        return search_title(self._gateway, self._cache, source, title, family=family, rows=rows)

    def works_of(self, orcid: str) -> list[ListedByPerson]:
        """The works that a person lists. Raises NotFoundError for one that ORCID does not know, and
        SourceError where it could not be asked."""
        person = Identifier("orcid", orcid)
        answers = self._gateway.answers("orcid", [person], age=SEARCH_AGE)
        if person in answers.errors:
            raise answers.errors[person]
        if person not in answers.raw:
            raise NotFoundError(f"ORCID does not know {orcid}", hint="check how it is spelled")
        from mscref.sources.orcid import works_in

        return works_in(answers.raw[person])

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

    def _start(self, identifiers: Sequence[Identifier]) -> dict[Identifier, Future[Answers]]:
        futures: dict[Identifier, Future[Answers]] = {}
        steps = Ways(self._gateway).of_schemes()
        for batch in batches_of(identifiers):
            step = steps[batch[0].scheme]
            future = self._crew().submit(partial(step, batch))
            futures.update(dict.fromkeys(batch, future))
        return futures

    def _crew(self) -> Workers:
        if self._workers is None:
            self._workers = Workers(_WORKERS)
        return self._workers


def _parsed(one: str | Identifier) -> Identifier | Malformed:
    return one if isinstance(one, Identifier) else parse_identifier(one)
