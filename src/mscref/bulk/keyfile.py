"""Sorted keys: which works stand under a key, by numbers alone.

A key of `match/blocking.py`, or an identifier, is a hash of 48 bits; beside it stands the number
of the work. Keys are sorted, so that many are looked up in one pass, and two lists are merged
without holding them whole. A key that more works share than `MOST` tells none apart: its works
are left out, and one row with the number `COMMON` says so, whichever way the works were divided
into parts. What crosses the border: arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

Keys = npt.NDArray[np.int64]
Works = npt.NDArray[np.uint32]

BITS = 48
MOST = 100
COMMON = 2**32 - 1
GROUP_ROWS = 1 << 16
_SCHEMA = pa.schema([("key", pa.int64()), ("work", pa.uint32())])


def hash_of(key: str) -> int:
    """The number of a key, the same in every process and for ever."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=BITS // 8).digest()
    return int.from_bytes(digest, "big")


def sorted_keys(keys: Keys, works: Works) -> tuple[Keys, Works]:
    """By key, then by work, each pair once, and without the works of keys that are too common."""
    order = np.lexsort((works, keys))
    keys, works = keys[order], works[order]
    if not len(keys):
        return keys, works
    is_new = np.empty(len(keys), dtype=bool)
    is_new[0] = True
    is_new[1:] = (keys[1:] != keys[:-1]) | (works[1:] != works[:-1])
    return _without_common(keys[is_new], works[is_new])


def _without_common(keys: Keys, works: Works) -> tuple[Keys, Works]:
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(np.append(starts, len(keys)))
    last = works[starts + counts - 1]  # COMMON is the highest number
    is_common = (counts > MOST) | (last == COMMON)
    if not is_common.any():
        return keys, works
    stays = np.repeat(~is_common, counts)
    stays[starts[is_common]] = True
    works = works.copy()
    works[starts[is_common]] = COMMON
    return keys[stays], works[stays]


def write_keys(path: Path, keys: Keys, works: Works) -> None:
    """A Parquet file of sorted keys; the same bytes for the same keys."""
    table = pa.table({"key": pa.array(keys), "work": pa.array(works)}, schema=_SCHEMA)
    pq.write_table(
        table,
        path,
        row_group_size=GROUP_ROWS,
        compression="zstd",
        use_dictionary=False,
        column_encoding={"key": "DELTA_BINARY_PACKED", "work": "PLAIN"},
    )


class KeyFile:
    """One file of sorted keys, of which only the row groups that are needed are read."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetFile(path)
        meta = self._file.metadata
        groups = [meta.row_group(n).column(0) for n in range(meta.num_row_groups)]
        # A part without keys, of poor records alone, has one group of no rows, and that no range.
        ranges = [one.statistics for one in groups if one.num_values]
        self.lows: Keys = np.array([one.min for one in ranges], dtype=np.int64)
        self.highs: Keys = np.array([one.max for one in ranges], dtype=np.int64)

    def find(self, wanted: Keys) -> tuple[Keys, Works]:
        """The rows of the keys that are `wanted` (sorted, each once)."""
        if not len(wanted) or not len(self.lows):
            return _NO_KEYS, _NO_WORKS
        starts = np.searchsorted(wanted, self.lows, side="left")
        ends = np.searchsorted(wanted, self.highs, side="right")
        found = [self._find_in(number, wanted) for number in np.flatnonzero(starts < ends).tolist()]
        return joined(found)

    def _find_in(self, group: int, wanted: Keys) -> tuple[Keys, Works]:
        keys, works = self._read([group])
        places = np.searchsorted(wanted, keys)
        is_wanted = wanted[np.minimum(places, len(wanted) - 1)] == keys
        return keys[is_wanted], works[is_wanted]

    def _read(self, groups: list[int]) -> tuple[Keys, Works]:
        if not groups:
            return _NO_KEYS, _NO_WORKS
        table = self._file.read_row_groups(groups, use_threads=False)
        return table["key"].to_numpy(), table["work"].to_numpy()


_NO_KEYS: Keys = np.empty(0, dtype=np.int64)
_NO_WORKS: Works = np.empty(0, dtype=np.uint32)


def joined(parts: Iterable[tuple[Keys, Works]]) -> tuple[Keys, Works]:
    """Several lists one behind the other."""
    pairs = list(parts)
    if not pairs:
        return _NO_KEYS, _NO_WORKS
    return np.concatenate([one[0] for one in pairs]), np.concatenate([one[1] for one in pairs])
