"""The one interface of every source, and what crosses the border between source and network.

A source only builds requests and reads payloads, both pure; `client` carries the requests,
`cache` keeps the payloads, `resolver` decides which source is asked when.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from mscref.diagnostics import Diagnostic
from mscref.errors import NotFoundError, PayloadChangedError
from mscref.model.characters import nests_deeper, storable_json
from mscref.model.identifiers import Identifier
from mscref.model.reference import Json, Reference

# What a bibliographic record can reasonably need; deeper payloads are an attack or a mistake.
MAX_DEPTH = 64

NoticeKind: TypeAlias = Literal[
    "retraction", "withdrawal", "removal", "expression-of-concern",
    "correction", "erratum", "new-version", "reinstatement", "other",
]  # fmt: skip
# From the most serious to the least.
NOTICE_KINDS: tuple[NoticeKind, ...] = (
    "retraction", "withdrawal", "removal", "expression-of-concern", "reinstatement",
    "correction", "erratum", "new-version", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one service; `path` is percent-encoded and follows its base address.

    `pool` names the budget that the question counts against: services that limit single
    records and lists differently (Crossref) have two. `may_be_absent` marks the address of one
    record, where status 404 is an answer; a search or list that is not found is a failure. A
    `body` is JSON that is posted, with `headers` that only the service itself sees. `once` marks
    what would be done again if it were sent again: it is repeated only where nothing was done.
    """

    service: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    accept: str = "application/json"
    pool: Literal["single", "list"] = "single"
    may_be_absent: bool = False
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    once: bool = False


@dataclass(slots=True)
class Response:
    """One answer, wholly read. Header names are lower-case."""

    service: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""
    _json: Json = field(default=None, repr=False)
    _is_read: bool = field(default=False, repr=False)

    def text(self) -> str:
        """The body as UTF-8; what is not is replaced."""
        return self.body.decode("utf-8", errors="replace")

    def json(self) -> Json:
        """The body as JSON; raises PayloadChangedError where it is none."""
        if not self._is_read:
            self._json = parse_json(self.body, self.service)
            self._is_read = True
        return self._json


def parse_json(body: bytes, service: str) -> Json:
    """JSON of bounded depth; raises PayloadChangedError."""
    try:
        payload: Json = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PayloadChangedError(f"{service} answered with something that is not JSON") from error
    if nests_deeper(payload, MAX_DEPTH):
        raise PayloadChangedError(f"{service} answered with JSON nested too deeply")
    return storable_json(payload)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice about a work: `doi` is the notice's own, "" where the source does not say.

    `date` is ISO 8601 as exact as known; `source` says who asserts it (`publisher`,
    `retraction-watch`, `PubMed`, …).
    """

    kind: NoticeKind
    doi: str = ""
    date: str = ""
    source: str = ""

    @property
    def is_serious(self) -> bool:
        """True where the work should not be cited as sound."""
        return self.kind in ("retraction", "withdrawal", "removal", "expression-of-concern")

    @property
    def is_of_standing(self) -> bool:
        """True where it says whether the work stands: what is serious, and what lifts that."""
        return self.is_serious or self.kind == "reinstatement"


def in_force(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The notices without those that a later reinstatement has lifted.

    A notice without a date is older than the reinstatement: that presupposes one.
    """
    lifted = [one.date for one in notices if one.kind == "reinstatement"]
    return tuple(
        one
        for one in notices
        if not one.is_serious or not any(_is_before(one.date, day) for day in lifted)
    )


def _is_before(day: str, other: str) -> bool:
    """As far as both dates are exact."""
    length = min(len(day), len(other))
    return day[:length] <= other[:length]


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another work, in Crossref's words: `is-preprint-of`, `has-preprint`, …"""

    kind: str
    identifier: Identifier


class UnregisteredError(NotFoundError):
    """Nobody has registered a DOI: doi.org says so, which knows them all."""


class RegisteredError(NotFoundError):
    """A DOI exists, but the agency that has registered it shows no metadata."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a source says of a work beside what a reference holds.

    `other_titles` are its titles in the original or translated; `latest` is the year of the last
    version of a preprint, 0 where unknown; `published_in` says in words where that appeared.
    """

    other_titles: tuple[str, ...] = ()
    latest: int = 0
    published_in: str = ""


NOTHING_ASIDE = Aside()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What one source says about one work.

    `names` are the identifiers by which the source knows it (aliases too). `is_about` lists the
    works that this one is a notice about. `remarks` say what is odd about the record.
    """

    source: str
    reference: Reference
    names: tuple[Identifier, ...] = ()
    notices: tuple[Notice, ...] = ()
    is_about: tuple[Notice, ...] = ()
    relations: tuple[Relation, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    aside: Aside = NOTHING_ASIDE


class Batched:
    """A source that takes `batch_size` identifiers at once, whichever they are."""

    batch_size = 1

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """The identifiers as they are asked for together."""
        for start in range(0, len(identifiers), self.batch_size):
            yield identifiers[start : start + self.batch_size]


class Source(Protocol):
    """One service: pure functions from identifiers to requests and from payloads to records."""

    name: str
    title: str
    batch_size: int

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """The request for these identifiers, at most `batch_size` and all of one scheme."""
        ...

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """The identifiers as they are asked for together."""
        ...

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The part of the answer that belongs to each identifier; absent ones are left out."""
        ...

    def parse(self, raw: Json) -> SourceRecord:
        """One such part as a record. Raises PayloadChangedError where it is none."""
        ...
