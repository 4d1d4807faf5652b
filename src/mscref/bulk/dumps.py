"""Dumps of registries, read as a stream: files and archives → one item after the other.

What crosses the border: paths in; `Item`s out, in an order that depends on the files alone, so
that whoever was interrupted skips as many as were dealt with. What is damaged is an item, too: it
is counted and said, and never ends the reading. JSON lines, a JSON list or Crossref's `{"items":
[…]}`, gzipped or not, alone or in tar archives. Pure but for reading.
"""

from __future__ import annotations

import gzip
import json
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, TypeAlias, cast

from mscref.errors import LibraryError
from mscref.model.characters import nests_deeper, storable_json
from mscref.model.reference import Json
from mscref.sources.base import MAX_DEPTH

LONGEST_LINE = (
    32_000_000  # bytes; the longest record of Crossref, with all its references, has 5 MB
)
LARGEST_LIST = 1_000_000_000  # bytes of a file that is one JSON value: Crossref's have 60 MB
_TARS = (".tar", ".tgz", ".tar.gz")
_ENDS = (*_TARS, ".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz", ".gz")
_BROKEN = (EOFError, OSError, zlib.error, tarfile.TarError)


@dataclass(frozen=True, slots=True)
class Damaged:
    """What should have been a record: where it stands, and what is the matter."""

    place: str
    reason: str


Item: TypeAlias = "dict[str, Json] | Damaged"


def is_dump(path: Path) -> bool:
    """True where the name says that this is a dump and no library."""
    return path.name.lower().endswith(_ENDS)


def dump_files(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: themselves, and the dumps below a folder by their names.

    Raises LibraryError for a path where nothing is, as every command does.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.is_file() and is_dump(one))
        elif path.is_file():
            found.append(path)
        else:
            hint = "name files, or folders that hold dumps"
            raise LibraryError(f"{path}: no such file", hint=hint)
    return found


def items_of(path: Path) -> Iterator[Item]:
    """The records of one dump, damaged ones too; an archive that ends too early says so."""
    try:
        if path.name.lower().endswith(_TARS):
            yield from _of_archive(path)
        else:
            with path.open("rb", buffering=1 << 20) as file:
                yield from _of_stream(file, path.name)
    except _BROKEN as error:
        yield Damaged(path.name, f"breaks off: {_said(error)}")


def _of_archive(path: Path) -> Iterator[Item]:
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and is_dump(Path(member.name)):
                yield from _of_member(file, f"{path.name}:{member.name}")


def _of_member(file: IO[bytes], place: str) -> Iterator[Item]:
    """A member that is damaged in itself does not spoil those behind it."""
    try:
        yield from _of_stream(file, place)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Damaged(place, f"breaks off: {_said(error)}")


def _of_stream(file: IO[bytes], place: str) -> Iterator[Item]:
    if not place.lower().endswith(".gz"):
        yield from _of_unpacked(cast("_Peekable", file), place)
        return
    with gzip.GzipFile(fileobj=file) as unpacked:
        yield from _of_unpacked(cast("_Peekable", unpacked), place)


class _Peekable(Protocol):
    """What files and unpacking files can do."""

    def peek(self, size: int, /) -> bytes: ...
    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


def _of_unpacked(reader: _Peekable, place: str) -> Iterator[Item]:
    is_list = place.lower().removesuffix(".gz").endswith(".json") and not _is_of_lines(reader)
    yield from _of_list(reader, place) if is_list else _of_lines(reader, place)


def _is_of_lines(reader: _Peekable) -> bool:
    """True where the first line is a record by itself, whatever the name says."""
    head = reader.peek(1 << 16).lstrip()
    first, sign, _ = head.partition(b"\n")
    return (
        bool(sign) and first.rstrip().endswith(b"}") and not first.startswith((b'{"items"', b"["))
    )


def _of_lines(reader: _Peekable, place: str) -> Iterator[Item]:
    number = 0
    while line := reader.readline(LONGEST_LINE):
        number += 1
        is_long = not line.endswith(b"\n") and len(line) == LONGEST_LINE
        while is_long and (rest := reader.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        where = f"{place}:{number}"
        if is_long:
            yield Damaged(where, f"a line of more than {LONGEST_LINE // 1_000_000} MB")
        elif line.strip():
            yield _record_in(line, where)


def _of_list(reader: _Peekable, place: str) -> Iterator[Item]:
    content = reader.read(LARGEST_LIST + 1)
    if len(content) > LARGEST_LIST:
        yield Damaged(place, f"one value of more than {LARGEST_LIST // 1_000_000} MB")
        return
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield Damaged(place, f"is no JSON: {_said(error)}")
        return
    for number, one in enumerate(_listed(value), start=1):
        yield _checked(one, f"{place}:{number}")


def _listed(value: Json) -> list[Json]:
    """The records of a list, of Crossref's `items` or `message`, of DataCite's `data`."""
    for name in ("message", "items", "data"):
        if isinstance(value, dict) and isinstance(value.get(name), list | dict):
            value = value[name]
    return value if isinstance(value, list) else [value]


def _record_in(line: bytes, place: str) -> Item:
    try:
        return _checked(json.loads(line), place)
    except (ValueError, RecursionError) as error:
        return Damaged(place, f"is no JSON: {_said(error)}")


def _checked(value: Json, place: str) -> Item:
    if not isinstance(value, dict):
        return Damaged(place, "is no record")
    if nests_deeper(value, MAX_DEPTH):
        return Damaged(place, "is nested too deeply")
    return value


def storable_record(item: dict[str, Json]) -> dict[str, Json]:
    """The record without what no text file can carry."""
    kept = storable_json(item)
    return kept if isinstance(kept, dict) else {}


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
