"""One source, many identifiers: what is kept, what is asked in batches, what failed.

What crosses the border: identifiers in; for each a payload, "not known", or an error. Knows the
cache and the client; knows nothing of which source to ask when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mscref.errors import PayloadChangedError, RefusedError, SourceError
from mscref.model.identifiers import Identifier
from mscref.model.reference import Json
from mscref.sources import cache as ages
from mscref.sources.base import Request, Response, Source, SourceRecord
from mscref.sources.cache import Cache
from mscref.sources.client import Client
from mscref.sources.registry import find_source
from mscref.sources.settings import service_of


@dataclass(slots=True)
class Answers:
    """By identifier: what the source knows, or why it could not say. In neither: not known."""

    raw: dict[Identifier, Json] = field(default_factory=dict)
    errors: dict[Identifier, SourceError] = field(default_factory=dict)


@dataclass(slots=True)
class Records:
    """By identifier: the record, or why there is none. In neither: not known."""

    found: dict[Identifier, SourceRecord] = field(default_factory=dict)
    errors: dict[Identifier, SourceError] = field(default_factory=dict)


class Gateway:
    """Asks sources through the cache."""

    def __init__(self, client: Client, cache: Cache) -> None:
        self.client = client
        self._cache = cache
        self.is_offline = client.settings.offline

    def records(
        self, name: str, identifiers: Sequence[Identifier], *, age: float = ages.RECORD_AGE
    ) -> Records:
        """What one source knows of the identifiers, read as records."""
        source = find_source(name)
        answers = self.answers(name, identifiers, age=age)
        records = Records(errors=answers.errors)
        for identifier, raw in answers.raw.items():
            try:
                records.found[identifier] = source.parse(raw)
            except PayloadChangedError as error:
                records.errors[identifier] = error
        return records

    def answers(
        self, name: str, identifiers: Sequence[Identifier], *, age: float = ages.RECORD_AGE
    ) -> Answers:
        """What one source answers to the identifiers, from the cache where that is fresh."""
        source = find_source(name)
        answers = Answers()
        asked: list[Identifier] = []
        age = float("inf") if self.is_offline else age
        for identifier in dict.fromkeys(identifiers):
            hit = self._cache.get(name, identifier.value, age=age)
            if hit is None:
                asked.append(identifier)
            elif hit.raw is not None:
                answers.raw[identifier] = hit.raw
        for batch in source.batches(asked):
            self._ask(source, batch, answers)
        return answers

    def fetch(self, request: Request) -> Response:
        """One answer, through the client of the service."""
        if service_of(request.service).by_habanero and not self.is_offline:
            from mscref.sources.habanero_client import HabaneroClient

            return HabaneroClient(self.client).fetch(request)
        return self.client.fetch(request)

    def _ask(self, source: Source, batch: Sequence[Identifier], answers: Answers) -> None:
        """Ask for a batch; one that is refused as a whole is asked again one by one."""
        try:
            response = self.fetch(source.request_for(batch))
            parts = source.split(response, batch) if response.status == 200 else {}
        except RefusedError as error:
            if error.status == 400 and len(batch) > 1:
                for identifier in batch:
                    self._ask(source, [identifier], answers)
                return
            answers.errors.update(dict.fromkeys(batch, error))
            return
        except SourceError as error:
            answers.errors.update(dict.fromkeys(batch, error))
            return
        is_list = len(batch) > 1
        for identifier in batch:
            part = parts.get(identifier)
            if part is not None:
                answers.raw[identifier] = part
            # A list leaves out what it does not know; who asks decides whether to believe it.
            if part is not None or not is_list:
                self._cache.put(source.name, identifier.value, part)
