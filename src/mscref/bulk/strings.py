"""Reference strings on their way in: text, CSV, JSON Lines or Parquet → rows, streamed.

What crosses the border: a path in; `StringRow`s out, each with an id and a text. A row that
cannot be read is one with a reason instead of a text: it has a row in the output, too, so that
none is lost unnoticed.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast

from mscref.errors import InputError, LibraryError, UsageError
from mscref.model.characters import storable

LONGEST = 10_000  # characters; a text with more is no reference, and takes long to read as one
_LONGEST_LINE = 1_000_000  # bytes that are read of a line
_MOST_MEMBERS = 1_000  # names of members that are held; of a file with more none is refused
_TEXT_NAMES = ("text", "reference", "ref", "string", "citation", "unstructured", "raw")
_ID_NAMES = ("rid", "id", "key")


@dataclass(frozen=True, slots=True)
class StringRow:
    """One string; `problem` says why there is none."""

    rid: str
    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of the id and of the text are called; "" for the usual names."""

    rid: str = ""
    text: str = ""


def rows_of(path: Path, columns: Columns) -> Iterator[StringRow]:
    """The strings of a file in their order; raises InputError, UsageError, LibraryError."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        hint = "write what comes through the pipe to a file: it is read several times"
        raise UsageError(f"{path}: is no file", hint=hint)
    try:
        yield from _reader(path)(path, columns)
    except FileNotFoundError:
        raise LibraryError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise LibraryError(f"{path}: is a folder, not a file of strings") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path}: breaks off: {error}", hint="fetch it again") from error


def count_of(path: Path, columns: Columns) -> int:
    """How many rows there are."""
    if _kind(path) == ".parquet" and path.is_file():
        import pyarrow as pa
        import pyarrow.parquet as pq

        with _opened_parquet(path) as file:
            try:
                return int(pq.ParquetFile(file).metadata.num_rows)
            except pa.ArrowInvalid as error:
                raise InputError(f"{path}: is no Parquet file: {error}") from error
    return sum(1 for _ in rows_of(path, columns))


def _kind(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _reader(path: Path) -> Callable[[Path, Columns], Iterator[StringRow]]:
    return _READERS.get(_kind(path), _of_text)


def _of_text(path: Path, columns: Columns) -> Iterator[StringRow]:
    if columns.rid or columns.text:
        hint = (
            f"a file with columns ends in one of {', '.join(_READERS)}; else leave the option out"
        )
        raise UsageError(f"{path}: a text has no column `{columns.text or columns.rid}`", hint=hint)
    for number, line in _lines(path):
        if line.strip():
            yield row_of_text(str(number), line)


def _of_json(path: Path, columns: Columns) -> Iterator[StringRow]:
    """Without a header: what no object has, its name mistyped perhaps, is told at the end.

    That is before any work, since the rows are counted first.
    """
    members: dict[str, None] = {}
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield StringRow(str(number), "", f"line {number} is no JSON: {error}")
            continue
        if isinstance(value, str):
            yield row_of_text(str(number), value)
        elif isinstance(value, dict):
            if len(members) < _MOST_MEMBERS:
                members |= dict.fromkeys(value)
            yield _of_members(value, columns, number)
        else:
            yield StringRow(str(number), "", f"line {number} is no object")
    if members and len(members) < _MOST_MEMBERS:
        _required(path, list(members), columns)


def _of_members(value: Mapping[str, Any], columns: Columns, number: int) -> StringRow:
    rid = _chosen(value, columns.rid, _ID_NAMES)
    text = _chosen(value, columns.text, _TEXT_NAMES)
    name = str(number) if rid is None or value[rid] is None else str(value[rid])
    if text is None or not isinstance(value[text], str):
        return StringRow(storable(name), "", f"row {number} has no text")
    return row_of_text(name, value[text])


def _of_csv(path: Path, columns: Columns) -> Iterator[StringRow]:
    """With a header; separated by commas, or by tabs where the name says so."""
    delimiter = "\t" if _kind(path) == ".tsv" else ","
    with _opened(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        lines = _CountedLines(text)
        reader = csv.DictReader(lines, delimiter=delimiter)
        try:
            names = _required(path, reader.fieldnames or (), columns)
        except csv.Error as error:
            raise InputError(f"{path}: has no header: {error}") from error
        number = 0
        while True:
            number += 1
            first = lines.count + 1
            try:
                value = next(reader)
            except StopIteration:
                return
            except csv.Error as error:  # a field that is larger than any string
                where = f"row {number}, lines {first} to {lines.count}"
                yield StringRow(str(number), "", f"{where}: {error}")
                continue
            row = _of_members(value, names, number)
            if lines.is_ended and lines.count > first:
                where = f"row {number}, lines {first} to {lines.count}"
                row = StringRow(row.rid, "", f"{where}: a quotation mark is never closed")
            yield row


class _CountedLines:
    """The lines of a CSV for its reader, which asks for one more where a quotation is open.

    So a row that is made when the lines have ended has a mark that is never closed, and would
    swallow all rows behind it unnoticed.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.count = 0
        self.is_ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.is_ended = True
            raise StopIteration
        self.count += 1
        return line.replace("\0", " ")


def _of_parquet(path: Path, columns: Columns) -> Iterator[StringRow]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _opened_parquet(path) as opened:
        try:
            file = pq.ParquetFile(opened)
            names = _required(path, file.schema_arrow.names, columns)
            wanted = [one for one in (names.rid, names.text) if one in file.schema_arrow.names]
            number = 0
            for batch in file.iter_batches(batch_size=1024, columns=wanted, use_threads=False):
                for value in batch.to_pylist():
                    number += 1
                    yield _of_members(value, names, number)
        except pa.ArrowInvalid as error:
            raise InputError(f"{path}: is no Parquet file: {error}") from error


def _opened_parquet(path: Path) -> IO[bytes]:
    return path.open("rb")


_READERS: Mapping[str, Callable[[Path, Columns], Iterator[StringRow]]] = MappingProxyType(
    {
        ".parquet": _of_parquet,
        ".csv": _of_csv,
        ".tsv": _of_csv,
        ".jsonl": _of_json,
        ".ndjson": _of_json,
        ".json": _of_json,
    }
)


def _required(path: Path, names: Sequence[str], columns: Columns) -> Columns:
    """The columns by name; raises UsageError where there is none with a text."""
    have = dict.fromkeys(names)
    text = _chosen(have, columns.text, _TEXT_NAMES)
    rid = _chosen(have, columns.rid, _ID_NAMES)
    if text is None or (columns.rid and rid is None):
        wanted = columns.rid if text is not None else columns.text or "text"
        held = f"its columns: {', '.join(names)}" if names else "it has no columns at all"
        hint = f"{held}; name one with --text-column and --id-column"
        raise UsageError(f"{path}: there is no column `{wanted}`", hint=hint)
    return Columns(rid or "", text)


def _chosen(have: Mapping[str, Any], wanted: str, usual: Sequence[str]) -> str | None:
    names = (wanted,) if wanted else usual
    return next((name for name in names if name in have), None)


def row_of_text(rid: str, text: str) -> StringRow:
    """A text as a row: in one line, without what no file can carry; a problem if too long."""
    rid, text = storable(rid), " ".join(storable(text).split())
    if len(text) > LONGEST:
        return StringRow(rid, "", f"has {len(text):,} characters and more: no reference is so long")
    return StringRow(rid, text)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; of one that is too long only its beginning."""
    with _opened(path) as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            rest = line
            while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
                rest = file.readline(_LONGEST_LINE)
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")


def _opened(path: Path) -> IO[bytes]:
    is_packed = path.name.lower().endswith(".gz")
    return cast("IO[bytes]", gzip.open(path)) if is_packed else path.open("rb")
