"""Which works may be meant by claims: many claims asked in one pass over the keys.

What crosses the border: claims and an index in; for each claim its candidates out, the likeliest
first. A work is the likelier the rarer the keys are that it shares with the claim; of equal ones
the first filed comes first. What shares much less than the best is not worth comparing, and
neither is a work of which one common pair of words is all that agrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log

from mscref.bulk.keyfile import hash_of
from mscref.bulk.opened import Place, WorksIndex
from mscref.bulk.reading import KeptWork
from mscref.match.blocking import keys_of_claim
from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord
from mscref.verifying.records import comparable

LIMIT = 20
_SHARE = 0.35  # of the worth of the best candidate


@dataclass(frozen=True, slots=True)
class Held:
    """A candidate: the record as it was kept, and ready for comparing."""

    kept: KeptWork
    record: ComparableRecord


def candidates_of(
    claims: Sequence[Claim], index: WorksIndex, *, limit: int = LIMIT, share: float = _SHARE
) -> list[list[Held]]:
    """The candidates of each claim, in the order of the claims."""
    asked = [[hash_of(key) for key in keys_of_claim(claim)] for claim in claims]
    found = index.find(key for keys in asked for key in keys).places
    total = len(index)
    chosen = [_likeliest(keys, found, total, limit, share) for keys in asked]
    held = held_at({place for places in chosen for place in places}, index)
    return [list({id(held[place]): held[place] for place in places}.values()) for places in chosen]


def held_at(places: set[Place], index: WorksIndex) -> dict[Place, Held]:
    """The records at some places, each made ready once."""
    made: dict[int, Held] = {}
    held: dict[Place, Held] = {}
    for place, kept in index.records(places).items():
        if id(kept) not in made:
            made[id(kept)] = Held(kept, comparable(kept.record))
        held[place] = made[id(kept)]
    return held


def _likeliest(
    keys: Sequence[int],
    found: Mapping[int, Sequence[Place]],
    total: int,
    limit: int,
    share: float,
) -> list[Place]:
    worths: dict[Place, float] = defaultdict(float)
    for key in keys:
        places = found.get(key, ())
        if places:
            worth = log(1 + total / len(places))
            for place in places:
                worths[place] += worth
    if not worths:
        return []
    least = share * max(worths.values())
    good = (place for place, worth in worths.items() if worth >= least)
    return nsmallest(limit, good, key=lambda place: (-worths[place], place))
