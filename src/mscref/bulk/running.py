"""Many strings through the map step: shards, several processes, and a run that was killed.

What crosses the border: a `BulkRun` in; the output file out. The input is cut into shards of as
many rows; each becomes a file beside the output, whole or not at all, and those that are there
are not made again. When all are there they are joined in order, so that the output does not
depend on who made which when.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mscref.bulk import matching
from mscref.bulk.answering import IndexAnswers
from mscref.bulk.manifest import make_folder, put_in_place, read_manifest, write_json
from mscref.bulk.results import COLUMNS, NUMBERS, Result
from mscref.bulk.strings import Columns, StringRow, rows_of
from mscref.errors import LibraryError, UsageError
from mscref.library.files import locked

SHARD_ROWS = 10_000
_SHARDS = ".shards"  # added to the name of the output
_NOTES = "run.json"
_MOST_DEATHS = 5  # of worker processes, until the run gives up
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class BulkRun:
    """One run: `what` is parse, match or verify; the index is None for parse alone."""

    what: str
    source: Path
    output: Path
    index: Path | None = None
    columns: Columns = field(default_factory=Columns)
    jobs: int = 1
    shard_rows: int = SHARD_ROWS

    @property
    def shards(self) -> Path:
        """The folder of what is done."""
        return self.output.with_name(self.output.name + _SHARDS)


def run_all(run: BulkRun, tell: Tell = lambda _: None) -> Counter[str]:
    """Make the output; returns how many rows came to each decision (and verdict).

    Raises UsageError where shards of another run lie there, LockedError where another run makes
    them at this moment, and LibraryError for a full disk.
    """
    _check_output(run)
    make_folder(run.shards)
    with locked(run.shards / _NOTES, wait_seconds=0):
        return _run_alone(run, tell)


def _run_alone(run: BulkRun, tell: Tell) -> Counter[str]:
    _begin(run)
    made = list(_made(run, tell))
    counts: Counter[str] = Counter()
    for path in made:
        counts.update(_counted(run.what, path))
    put_in_place(run.output, lambda path: _join(run, made, path))
    shutil.rmtree(run.shards, ignore_errors=True)
    return counts


# ---------------------------------------------------------------- shards


def _begin(run: BulkRun) -> None:
    """Note what the shards belong to, or see that they belong to this run."""
    notes = {
        "what": run.what,
        "input": [run.source.name, _digest(run.source)],
        "columns": [run.columns.rid, run.columns.text],
        "rows": run.shard_rows,
        "index": _state_of(run.index),
    }
    path = run.shards / _NOTES
    if not path.exists():
        write_json(path, notes)
    elif json.loads(path.read_bytes()) != notes:
        hint = (
            f"give the same input, index and --shard-rows to go on with it, or remove {run.shards}"
        )
        raise UsageError(f"{run.shards}: holds the shards of another run", hint=hint)


def _digest(source: Path) -> str:
    """What changes when the input does; a restart elsewhere may have a copy of another date."""
    if not source.is_file():
        return ""
    with source.open("rb") as file:
        return file_digest(file, "blake2b").hexdigest()


def _state_of(index: Path | None) -> list[list[object]]:
    """What changes when the index does."""
    if index is None:
        return []
    return [[one.name, one.date, one.counts.works] for one in read_manifest(index).generations]


def _made(run: BulkRun, tell: Tell) -> Iterator[Path]:
    """The path of every shard, in order, once all of them are there."""
    rows = rows_of(run.source, run.columns)
    paths: list[Path] = []
    missing = _missing(run, rows, paths, tell)
    if run.jobs == 1:
        for path, some in missing:
            _make(run, path, some)
            tell(len(some))
    else:
        _make_in_processes(run, missing, tell)
    if next(rows, None) is not None:
        raise LibraryError(f"{run.source}: not every row was made", hint="run the command again")
    return iter(paths)


def _missing(
    run: BulkRun, rows: Iterator[StringRow], paths: list[Path], tell: Tell
) -> Iterator[tuple[Path, list[StringRow]]]:
    """The shards that are to be made; `paths` is filled with all."""
    while some := list(islice(rows, run.shard_rows)):
        path = run.shards / f"shard-{len(paths):06}.parquet"
        paths.append(path)
        if path.exists():
            tell(len(some))
        else:
            yield path, some


def _make(run: BulkRun, path: Path, rows: Sequence[StringRow]) -> None:
    results = map_rows(run.what, rows, run.index)
    table = table_of(run.what, results)
    put_in_place(path, lambda made: _write_table(table, made))


def map_rows(what: str, rows: Sequence[StringRow], index: Path | None) -> list[Result]:
    """The map step over some rows, in whatever process."""
    if what == "parse" or index is None:
        return matching.parsed(rows)
    step = matching.matched if what == "match" else matching.verified
    return step(rows, _answers(index))


@lru_cache(maxsize=1)
def _answers(index: Path) -> IndexAnswers:
    return IndexAnswers(index)


# ---------------------------------------------------------------- processes


def _make_in_processes(
    run: BulkRun, missing: Iterator[tuple[Path, list[StringRow]]], tell: Tell
) -> None:
    """Make shards in `jobs` processes; those of a process that was killed are made again."""
    again: list[tuple[Path, list[StringRow]]] = []
    deaths = 0
    while True:
        todo = _first(again, missing)
        try:
            with ProcessPoolExecutor(run.jobs, multiprocessing.get_context("spawn")) as pool:
                _feed(run, pool, todo, again, tell)
        except BrokenProcessPool:
            deaths += 1
            if deaths == _MOST_DEATHS:
                hint = "run the same command again with fewer --jobs: what is done is kept"
                raise LibraryError("worker processes end again and again", hint=hint) from None
            continue
        return


def _first(again: list[Any], missing: Iterator[Any]) -> Iterator[Any]:
    while again:
        yield again.pop()
    # Not `yield from`: what is given up with the processes that were killed would end `missing`.
    while (one := next(missing, None)) is not None:
        yield one


def _feed(
    run: BulkRun,
    pool: ProcessPoolExecutor,
    todo: Iterator[tuple[Path, list[StringRow]]],
    again: list[tuple[Path, list[StringRow]]],
    tell: Tell,
) -> None:
    """Give each process a shard, and one more to find when it is done; no more are held."""
    under_way: dict[Future[None], tuple[Path, list[StringRow]]] = {}
    try:
        while True:
            for one in islice(todo, 2 * run.jobs - len(under_way)):
                again.append(one)  # until it is under way: the pool may be broken already
                under_way[pool.submit(_make, run, *one)] = one
                again.pop()
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                future.result()
                tell(len(under_way.pop(future)[1]))
    except BrokenProcessPool:
        again += [one for one in under_way.values() if not one[0].exists()]
        raise


# ---------------------------------------------------------------- forms of the output


def table_of(what: str, results: Sequence[Result]) -> pa.Table:
    """Results as a table of Arrow."""
    return pa.Table.from_pylist(results, schema=schema_of(what))


def schema_of(what: str) -> pa.Schema:
    """The columns of the output and their types."""
    kinds = {float: pa.float64(), int: pa.int64(), str: pa.string()}
    return pa.schema([(name, kinds[NUMBERS.get(name, str)]) for name in COLUMNS[what]])


def _write_table(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _check_output(run: BulkRun) -> None:
    output = run.output
    if output.resolve() == run.source.resolve():
        hint = "write to another file: -o OTHER"
        raise UsageError(f"{output}: is what is read, and would be lost", hint=hint)
    if output.suffix.lower() not in _JOINED:
        raise UsageError(
            f"{output}: what is to be written does not show in the name",
            hint=f"end it in one of {', '.join(_JOINED)}",
        )


def _join(run: BulkRun, shards: Sequence[Path], path: Path) -> None:
    tables = (pq.read_table(shard, use_threads=False) for shard in shards)
    _JOINED[run.output.suffix.lower()](run.what, tables, path)


def _join_parquet(what: str, tables: Iterator[pa.Table], path: Path) -> None:
    with pq.ParquetWriter(path, schema_of(what), compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


def _join_lines(_: str, tables: Iterator[pa.Table], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for table in tables:
            for row in table.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _join_csv(what: str, tables: Iterator[pa.Table], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[what], lineterminator="\n")
        writer.writeheader()
        for table in tables:
            writer.writerows(table.to_pylist())


_JOINED: dict[str, Callable[[str, Iterator[pa.Table], Path], None]] = {
    ".parquet": _join_parquet,
    ".jsonl": _join_lines,
    ".csv": _join_csv,
}


def _counted(what: str, shard: Path) -> Counter[str]:
    name = {"parse": "problem", "match": "decision", "verify": "verdict"}[what]
    values = pq.read_table(shard, columns=[name])[name].to_pylist()
    return Counter(_word(what, value) for value in values)


def _word(what: str, value: str) -> str:
    if what == "parse":
        return "unread" if value else "parsed"
    return value or "unread"
