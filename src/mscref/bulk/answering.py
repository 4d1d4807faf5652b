"""An index of works answers as the registries do: identifiers, words, and how a work stands.

What crosses the border: what `verifying/asking.py` asks (`Registries`) in, the same answers out,
with the day of the index in the name of who answered. What an index does not hold is "not known"
only where it holds other works of the same registrant; else it is not the one to say so, and has
not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from mscref.bulk.candidates import LIMIT, UNPACKED_AT_ONCE, candidates_of, held_at
from mscref.bulk.collecting import about_key, name_key, prefix_key
from mscref.bulk.opened import WorksIndex
from mscref.errors import NotFoundError, SourceError, UnreachableError, UsageError
from mscref.match.claim import Claim
from mscref.model.identifiers import Identifier, Malformed, normalize_doi, parse_identifier
from mscref.model.reference import Reference
from mscref.records import replaced
from mscref.sources.base import NOTICE_KINDS, Notice, SourceRecord
from mscref.sources.outcomes import FoundRecords, Outcome, Unresolved, malformed, outcome
from mscref.sources.search import Candidate
from mscref.sources.status import StatusReport

_T = TypeVar("_T")


class IndexAnswers:
    """The answers of one index; use as a context manager, as the resolver of the network."""

    asks_further = False
    also: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.index = WorksIndex(folder)
        self.searched = self.index.manifest.title(folder)
        self._expected: dict[int, tuple[Claim, list[SourceRecord]]] = {}

    def __enter__(self) -> IndexAnswers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what was read ahead."""
        self._expected.clear()

    # ── identifiers ──────────────────────────────────────────────────────────────────────────

    def resolve(self, identifiers: Iterable[str | Identifier]) -> Iterator[Outcome]:
        """One outcome for each identifier, in their order."""
        asked = [
            (str(one), one if isinstance(one, Identifier) else parse_identifier(one))
            for one in identifiers
        ]
        known = self.records_of([one for _, one in asked if isinstance(one, Identifier)])
        for text, identifier in asked:
            if isinstance(identifier, Malformed):
                yield Unresolved(text, None, malformed(identifier))
            elif identifier in known:
                yield outcome(text, identifier, FoundRecords([known[identifier]]))
            else:
                error = self._unknown(identifier)
                yield outcome(text, identifier, FoundRecords(error=error))

    def records_of(self, identifiers: Sequence[Identifier]) -> dict[Identifier, SourceRecord]:
        """What the index holds under these identifiers, with what notices say of it."""
        names = {one: [name_key(name) for name in _names_of(one)] for one in identifiers}
        found = self.index.find_names(key for keys in names.values() for key in keys)
        first = {
            one: place
            for one, keys in names.items()
            for key in keys
            for place in found.under(key).tolist()
        }
        held = held_at(set(first.values()), self.index)
        records = {one: held[place].kept.record for one, place in first.items()}
        return {one: record for one, record in records.items() if _is_named(record, one)}

    def _unknown(self, identifier: Identifier) -> NotFoundError | SourceError | UsageError:
        if identifier.scheme == "issn":
            hint = "give the DOI or PMID of the article"
            return UsageError(f"{identifier.value} names a journal, not a work", hint=hint)
        if self._has_others_like(identifier):
            hint = "it may be younger than the index, or misspelled"
            return NotFoundError(f"{identifier.value} is not in {self.searched}", hint=hint)
        held = "works of its registrant" if identifier.scheme == "doi" else "such identifiers"
        return UnreachableError(
            f"{identifier.value}: {self.searched} holds no {held}", hint="ask without --index"
        )

    def _has_others_like(self, identifier: Identifier) -> bool:
        if identifier.scheme != "doi":
            return False
        key = prefix_key(identifier.value)
        found = self.index.find_names([key])
        return key in found.keys or key in found.common

    # ── words ────────────────────────────────────────────────────────────────────────────────

    def expecting(self, claims: Sequence[Claim]) -> Iterator[Sequence[Claim]]:
        """The claims, some at a time; about these `works_like` knows, for keys were looked up in
        one pass for all of them."""
        found = candidates_of(claims, self.index, limit=LIMIT)
        for start in range(0, len(claims), UNPACKED_AT_ONCE):
            some = claims[start : start + UNPACKED_AT_ONCE]
            self._expected = {
                id(claim): (claim, [one.kept.record for one in held])
                for claim, held in zip(some, islice(found, len(some)), strict=True)
            }
            yield some
        self.close()

    def works_like(self, claim: Claim, *, rows: int) -> list[SourceRecord]:
        """Works that share the rarest keys with a claim, the likeliest first."""
        expected = self._expected.get(id(claim))
        if expected is not None and expected[0] is claim:
            return expected[1][:rows]
        (found,) = candidates_of([claim], self.index, limit=rows)
        return [one.kept.record for one in found]

    def search(self, text: str, *, rows: int = 5) -> list[Candidate]:
        """Works that resemble a reference or some words."""
        claim = Claim(Reference("", "", {"title": text}), text)
        return [Candidate(record, 0.0) for record in self.works_like(claim, rows=rows)]

    def search_title(
        self, source: str, title: str, *, family: str = "", rows: int = 5
    ) -> list[SourceRecord]:
        """Nothing: no other source is asked."""
        raise UnreachableError(f"{source} was not asked: working with {self.searched}")

    # ── how works stand ──────────────────────────────────────────────────────────────────────

    def statuses(self, references: Sequence[Reference]) -> list[StatusReport]:
        """What the records, and the notices about them, say against each work."""
        dois = [normalize_doi(one.text("DOI")) or "" for one in references]
        known = self.records_of([Identifier("doi", doi) for doi in dict.fromkeys(dois) if doi])
        said = self._notices_about({doi for doi in dois if doi})
        return [self._status(doi, known.get(Identifier("doi", doi)), said) for doi in dois]

    def _status(
        self, doi: str, record: SourceRecord | None, said: Mapping[str, Sequence[Notice]]
    ) -> StatusReport:
        own = record.notices if record else ()
        every = dict.fromkeys((*own, *said.get(doi, ())))
        notices = tuple(sorted(every, key=lambda one: NOTICE_KINDS.index(one.kind)))
        answered, unaware = ((self.searched,), ()) if record else ((), (self.searched,))
        return StatusReport(notices, answered, unaware)

    def _notices_about(self, dois: set[str]) -> dict[str, list[Notice]]:
        """What records of notices say of other works."""
        keys = {about_key(doi): doi for doi in dois}
        found = self.index.find_names(keys)
        held = held_at(set(found.places.tolist()), self.index)
        said: dict[str, list[Notice]] = {}
        for one in {id(one.kept): one.kept for one in held.values()}.values():
            own = normalize_doi(one.record.reference.text("DOI")) or ""
            for notice in one.record.is_about:
                if notice.doi in dois and notice.doi != own:
                    said.setdefault(notice.doi, []).append(replaced(notice, doi=own))
        return said

    def concurrently(self, tasks: Iterable[Callable[[], _T]]) -> list[_T]:
        """What each task returns, one after the other: there is nothing to wait for."""
        return [task() for task in tasks]


def _names_of(identifier: Identifier) -> tuple[str, ...]:
    """The names under which a work may stand: an arXiv number has a DOI, too."""
    own = f"{identifier.scheme}:{identifier.work}"
    if identifier.scheme == "arxiv":
        return own, f"doi:10.48550/arxiv.{identifier.work}"
    return (own,)


def _is_named(record: SourceRecord, identifier: Identifier) -> bool:
    """True where the record does bear the name, and not one of the same hash."""
    wanted = set(_names_of(identifier))
    return any(f"{one.scheme}:{one.work}" in wanted for one in record.names)
