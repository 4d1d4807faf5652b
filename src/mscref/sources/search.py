"""Works that resemble a reference or some words, as Crossref ranks them.

Its `score` has no upper bound and is no confidence (trap 39): whoever asks must compare titles,
names and years. Posted content goes last, because copies of famous titles are posted there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mscref.errors import PayloadChangedError
from mscref.model.identifiers import Identifier
from mscref.model.reference import Json, Reference
from mscref.sources.base import SourceRecord
from mscref.sources.cache import SEARCH_AGE, Cache
from mscref.sources.crossref import Crossref
from mscref.sources.gateway import Gateway

_MAX_TEXT = 900  # a longer question makes an address that Crossref refuses
_CACHE_NAME = "crossref-search"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One work found; `score` is Crossref's and only orders the candidates of one question."""

    record: SourceRecord
    score: float

    @property
    def reference(self) -> Reference:
        """The work as a reference."""
        return self.record.reference

    @property
    def identifier(self) -> Identifier | None:
        """The DOI of the work."""
        return next(iter(self.record.names), None)


def search_works(gateway: Gateway, cache: Cache, text: str, *, rows: int) -> list[Candidate]:
    """The candidates, the likeliest first; [] where there are none. Raises SourceError."""
    words = " ".join(text.split())[:_MAX_TEXT]
    if not words:
        return []
    name = f"{rows} {words.casefold()}"
    hit = cache.get(_CACHE_NAME, name, age=float("inf") if gateway.is_offline else SEARCH_AGE)
    if hit is not None and isinstance(hit.raw, list):
        works = hit.raw
    else:
        source = Crossref()
        response = gateway.fetch(source.search_request(words, rows))
        works = list(source.works(response))
        cache.put(_CACHE_NAME, name, works)
    return rank(works)


def rank(works: Sequence[Json]) -> list[Candidate]:
    """Works as candidates, posted content behind all others whatever its score."""
    candidates = list(_candidates(works))
    return sorted(candidates, key=lambda one: (one.reference.type == "article", -one.score))


def _candidates(works: Sequence[Json]) -> Iterator[Candidate]:
    source = Crossref()
    for work in works:
        score = work.get("score") if isinstance(work, dict) else None
        try:
            record = source.parse(work)
        except PayloadChangedError:  # one odd work does not spoil the others
            continue
        is_number = isinstance(score, int | float) and not isinstance(score, bool)
        yield Candidate(record, float(score) if is_number else 0.0)  # type: ignore[arg-type]
