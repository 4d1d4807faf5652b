"""Works on their way into the index: rows and keys of one part, until it is written.

What crosses the border: `KeptWork` records in; a Parquet file of rows and two lists of keys out.
What is held is bounded by `WORKS_A_PART`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mscref.bulk.keyfile import Keys, Works, hash_of, sorted_keys
from mscref.bulk.reading import KeptWork
from mscref.bulk.rows import COLUMNS, row_of
from mscref.match.blocking import keys_of_record
from mscref.sources.base import SourceRecord
from mscref.verifying.records import comparable

WORKS_A_PART = 1 << 16
WORKS_A_GROUP = 1 << 12  # what is unpacked to see one of them
MOST_WORKS = 2**32 - 2  # that one generation can number
# Few different values: packed as numbers of a list. All else is packed as text.
_OF_FEW = [
    "source",
    "type",
    "container",
    "publisher",
    "issn",
    "issued",
    "updated",
    "volume",
    "issue",
]
_SCHEMA = pa.schema([(name, pa.string()) for name in COLUMNS])


class Collected:
    """The works of one part."""

    def __init__(self, first: int) -> None:
        self.first = first
        self._rows: list[tuple[str, ...]] = []
        self._keys, self._owners = array("q"), array("I")
        self._names, self._named = array("q"), array("I")

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def is_full(self) -> bool:
        """True where the part has as many works as every part but the last."""
        return len(self._rows) >= WORKS_A_PART

    def add(self, kept: KeptWork) -> None:
        """File one work."""
        number = self.first + len(self._rows)
        keys = [hash_of(key) for key in keys_of_record(comparable(kept.record))]
        names = list(names_of(kept.record))
        self._rows.append(row_of(kept))
        self._keys.extend(keys)
        self._owners.extend([number] * len(keys))
        self._names.extend(names)
        self._named.extend([number] * len(names))

    def keys(self) -> tuple[Keys, Works]:
        """The keys of all works, sorted."""
        return _sorted(self._keys, self._owners)

    def names(self) -> tuple[Keys, Works]:
        """The names of all works, sorted."""
        return _sorted(self._names, self._named)

    def write_works(self, path: Path) -> None:
        """The rows as Parquet; the same bytes for the same works."""
        columns = [pa.array(column, pa.string()) for column in zip(*self._rows, strict=True)]
        table = pa.Table.from_arrays(columns, schema=_SCHEMA)
        pq.write_table(
            table,
            path,
            row_group_size=WORKS_A_GROUP,
            compression="zstd",
            compression_level=6,
            use_dictionary=_OF_FEW,
            write_statistics=False,
        )


def _sorted(keys: array[int], works: array[int]) -> tuple[Keys, Works]:
    owned = np.frombuffer(works, dtype=np.uint32) if works else np.empty(0, dtype=np.uint32)
    own = np.frombuffer(keys, dtype=np.int64) if keys else np.empty(0, dtype=np.int64)
    return sorted_keys(own, owned)


# ---------------------------------------------------------------- names


def name_key(name: str) -> int:
    """The key of a name that belongs to one work (`doi:10.1/x`): an odd number."""
    return hash_of(name) | 1


def group_key(name: str) -> int:
    """The key of a name under which several works may stand: an even number."""
    return hash_of(name) & ~1


def about_key(doi: str) -> int:
    """The key of the notices about a DOI."""
    return group_key(f"about:{doi}")


def prefix_key(doi: str) -> int:
    """The key of all works of a registrant."""
    return group_key(f"prefix:{doi.partition('/')[0]}")


def names_of(record: SourceRecord) -> Iterator[int]:
    """The keys of the names of a work, of the works it is a notice about, and of its registrant."""
    for name in record.names:
        yield name_key(f"{name.scheme}:{name.work}")
        if name.scheme == "doi":
            yield prefix_key(name.value)
    for notice in record.is_about:
        if notice.doi:
            yield about_key(notice.doi)
