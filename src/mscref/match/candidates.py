"""Finding candidates among references at hand: an inverted index in memory. Pure.

For checking a manuscript against a library without any network, and for measuring the matching.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from math import log

from mscref.match.blocking import keys_of_claim, keys_of_record
from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord, comparable_doi, prepare
from mscref.model.reference import Reference

# A key of more than this share of all records tells none of them apart.
_TOO_COMMON = 0.2


class CandidateIndex:
    """References by the keys of `match/blocking.py`."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self.records = [prepare(reference) for reference in references]
        self._places: dict[str, list[int]] = {}
        self._by_doi: dict[str, ComparableRecord] = {}
        for number, record in enumerate(self.records):
            for key in keys_of_record(record):
                self._places.setdefault(key, []).append(number)
            if record.doi:
                self._by_doi.setdefault(record.doi, record)

    def __len__(self) -> int:
        return len(self.records)

    def find_doi(self, doi: str) -> ComparableRecord | None:
        """The record with this DOI, or None."""
        return self._by_doi.get(comparable_doi(doi))

    def search(self, claim: Claim, *, limit: int = 10) -> list[ComparableRecord]:
        """The records that share the rarest keys with the claim, best first."""
        scores: dict[int, float] = defaultdict(float)
        total = len(self.records)
        for key in keys_of_claim(claim):
            places = self._places.get(key, ())
            if places and (len(places) <= 50 or len(places) < total * _TOO_COMMON):
                worth = log(1 + total / len(places))
                for number in places:
                    scores[number] += worth
        best = [self.records[number] for number in _best(scores, limit)]
        exact = self.find_doi(claim.record.doi) if claim.record.doi else None
        return [exact, *(one for one in best if one is not exact)] if exact else best


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    """The places with the highest scores; of equal ones the first, whatever process asks."""
    return nsmallest(limit, scores, key=lambda number: (-scores[number], number))
