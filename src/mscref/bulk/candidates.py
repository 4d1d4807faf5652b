"""Which works may be meant by claims: many claims asked in one pass over the keys.

What crosses the border: claims and an index in; for each claim its candidates out, the likeliest
first. A work is the likelier the rarer the keys are that it shares with the claim; of equal ones
the first filed comes first. What shares much less than the best is not worth comparing, and
neither is a work of which one common pair of words is all that agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from mscref.bulk.keyfile import hash_of
from mscref.bulk.opened import FoundKeys, Place, WorksIndex
from mscref.bulk.reading import KeptWork
from mscref.match.blocking import keys_of_claim
from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord
from mscref.verifying.records import comparable

LIMIT = 20
_SHARE = 0.35  # of the worth of the best candidate
UNPACKED_AT_ONCE = 500  # claims whose candidates are held as records


@dataclass(frozen=True, slots=True)
class Held:
    """A candidate: the record as it was kept, and ready for comparing."""

    kept: KeptWork
    record: ComparableRecord


def candidates_of(
    claims: Sequence[Claim], index: WorksIndex, *, limit: int = LIMIT, share: float = _SHARE
) -> Iterator[list[Held]]:
    """The candidates of each claim, in the order of the claims, unpacked as they are asked for."""
    asked = [[hash_of(key) for key in keys_of_claim(claim)] for claim in claims]
    found = index.find(key for keys in asked for key in keys)
    total = len(index)
    chosen = [_likeliest(keys, found, total, limit, share) for keys in asked]
    del found, asked
    if len(chosen) > UNPACKED_AT_ONCE:
        index.hold({place for places in chosen for place in places})
    for start in range(0, len(chosen), UNPACKED_AT_ONCE):
        some = chosen[start : start + UNPACKED_AT_ONCE]
        held = held_at({place for places in some for place in places}, index)
        for places in some:
            yield list({id(held[place]): held[place] for place in places}.values())
    if len(chosen) > UNPACKED_AT_ONCE:
        index.hold(())


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
    keys: Sequence[int], found: FoundKeys, total: int, limit: int, share: float
) -> list[Place]:
    filed = [places for key in keys if len(places := found.under(key))]
    if not filed:
        return []
    counts = np.array([len(places) for places in filed])
    worth_of_key = np.log(1 + total / counts)
    places, owner = np.unique(np.concatenate(filed), return_inverse=True)
    worths = np.bincount(owner, weights=np.repeat(worth_of_key, counts))
    good = np.flatnonzero(worths >= share * worths.max())
    best = good[np.argsort(-worths[good], kind="stable")[:limit]]
    return cast(list[int], places[best].tolist())
