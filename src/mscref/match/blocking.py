"""By which keys a work is found among many: the one place that says so. Pure.

Whoever keeps an index of works files each under `keys_of_record` and asks by `keys_of_claim`: then
every index finds the same. What comes out is in the order of the record or the text, each key once,
so that nothing depends on how a set happens to be ordered in this process.
"""

from __future__ import annotations

from itertools import chain

from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord


def keys_of_record(record: ComparableRecord) -> tuple[str, ...]:
    """The words of title, authors and containers, the volume and the first page."""
    words = chain(
        record.title, record.families, (record.volume, record.page), chain(*record.containers)
    )
    return tuple(dict.fromkeys(filter(None, words)))


def keys_of_claim(claim: Claim) -> tuple[str, ...]:
    """The words of the text, where there is one, then the keys of the fields."""
    return tuple(dict.fromkeys((*claim.words, *keys_of_record(claim.record))))
