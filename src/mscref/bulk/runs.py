"""Sorted keys of one part while an index is built, until the keys of all parts are merged.

A merge takes a range of the keys from every run, and the ranges grow with the runs: of a Parquet
file each would unpack a whole row group for a few rows (2,600 runs at 170 million works, 770 rows
of 65,536). So a run is two arrays as they are in memory, the keys and then the works, of which
only the rows that are asked for are read. What crosses the border: arrays.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mscref.bulk.keyfile import Keys, Works

_KEY = np.dtype("<i8")
_WORK = np.dtype("<u4")


def write_run(path: Path, keys: Keys, works: Works) -> None:
    """A file of sorted keys and, in the same order, the works that have them."""
    with path.open("wb") as file:
        file.write(keys.astype(_KEY, copy=False).tobytes())
        file.write(works.astype(_WORK, copy=False).tobytes())


def run_between(path: Path, low: int, high: int) -> tuple[Keys, Works]:
    """The rows of the keys from `low` up to, not with, `high`. Raises OSError where it is gone."""
    rows = path.stat().st_size // (_KEY.itemsize + _WORK.itemsize)
    if not rows:
        return np.empty(0, dtype=_KEY), np.empty(0, dtype=_WORK)
    keys = np.memmap(path, dtype=_KEY, mode="r", shape=(rows,))
    works = np.memmap(path, dtype=_WORK, mode="r", shape=(rows,), offset=rows * _KEY.itemsize)
    start, end = np.searchsorted(keys, [low, high])
    return np.array(keys[start:end]), np.array(works[start:end])
