"""The same map step on engines that exist: Dask and Spark. Each is imported by who calls.

What crosses the border: rows by partitions in, the rows of `running.map_rows` out. The index lies
where every worker can read it; a worker opens it once. Nothing is decided here, and nothing is
kept between partitions, so that a partition whose worker was killed is simply made again by
another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from mscref.bulk.results import Result
from mscref.bulk.running import SHARD_ROWS, map_rows, table_of
from mscref.bulk.strings import Columns, StringRow, row_of_text, rows_of


def partitions_of(
    source: Path, columns: Columns | None = None, *, rows: int = SHARD_ROWS
) -> Iterator[list[StringRow]]:
    """The strings of a file by as many at once."""
    read = rows_of(source, columns or Columns())
    while some := list(islice(read, rows)):
        yield some


def map_with_dask(
    client: Any,  # noqa: ANN401 - a distributed.Client
    what: str,
    partitions: Sequence[Sequence[StringRow]],
    index: Path | None,
) -> Iterator[list[Result]]:
    """The results of each partition, in their order, made by the workers of a cluster."""
    futures = [
        client.submit(map_rows, what, list(some), index, key=f"mscref-{what}-{number}", retries=3)
        for number, some in enumerate(partitions)
    ]
    for future in futures:
        yield future.result()


def arrow_mapper(
    what: str, index: Path | None
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What `DataFrame.mapInArrow` of Spark takes: batches with `rid` and `text` in, results out."""

    def step(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = [_row(one) for one in batch.select(["rid", "text"]).to_pylist()]
            yield from table_of(what, map_rows(what, rows, index)).to_batches()

    return step


def _row(value: dict[str, Any]) -> StringRow:
    rid, text = value["rid"], value["text"]
    if not isinstance(text, str):
        return StringRow(str(rid), "", f"row {rid} has no text")
    return row_of_text(str(rid), text)
