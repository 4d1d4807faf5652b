"""The tables behind the index of a library: made, compared with the file, brought up to date.

What crosses the border: a connection or a path and items in; rows written. What the rows say
about a query is `index.py`'s business.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.cslitem import reference_from_json, reference_to_json
from mscref.library import files
from mscref.library.search import COLUMNS, OTHER, document
from mscref.model.reference import Reference
from mscref.records import Record

if TYPE_CHECKING:
    import sqlite3

# Another number makes every older index be built anew.
_SCHEMA = 5
_CHECK_LENGTH = 8  # of the CRC-32 that stands before the JSON of a row
# A file changed in the same tick of the clock as the index was made proves nothing by its time.
# Linux stamps files to 10 ms at worst; a time in whole seconds comes from a coarser file system.
_CLOCK_TICK_NS = 20_000_000
_COARSE_TICK_NS = 2_000_000_000
ALL_COLUMNS = (*COLUMNS, OTHER)
_COLUMN_LIST = ", ".join(f'"{column}"' for column in ALL_COLUMNS)
TABLES = f"""
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY, place INTEGER, fingerprint TEXT, key TEXT, year INTEGER, csl TEXT
    );
    CREATE INDEX entry_key ON entry (key COLLATE NOCASE);
    CREATE TABLE term (word TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (
        {_COLUMN_LIST}, content = '', tokenize = "unicode61 tokenchars '|'"
    );
"""


@dataclass(frozen=True, slots=True)
class IndexItem:
    """One reference of a library on its way into the index.

    `fingerprint` changes whenever the reference may; `convert` makes the reference, and is
    called only where the fingerprint is new.
    """

    fingerprint: str
    convert: Callable[[], Reference]


class ReadItems(Record):
    """What a library holds: its references, and what of it cannot be read, one error each."""

    items: list[IndexItem]
    unread: tuple[Diagnostic, ...] = ()


def damage() -> tuple[type[Exception], ...]:
    """The exceptions that say that an index is not to be believed."""
    import sqlite3

    return (
        sqlite3.Error, OSError, ValueError, TypeError, LookupError, AttributeError,
        OverflowError, RecursionError,
    )  # fmt: skip


ReadLibrary = Callable[[bytes], ReadItems]


def index_path(path: Path, *, cache_folder: Path) -> Path:
    """Where the index of a library is kept."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:24]
    return cache_folder / "library" / f"{name}.sqlite"


def open_fresh(place: Path, path: Path, *, data: bytes | None = None) -> sqlite3.Connection | None:
    """The connection to an index that holds what the file holds now (`data`, where that has been
    read: then nothing else is believed), or None."""
    connection = open_known(place)
    if connection is None:
        return None
    try:
        if _is_whole(connection) and _is_fresh(connection, path, data=data):
            return connection
    except (ValueError, LookupError, TypeError):  # what it was made of is damaged
        pass
    connection.close()
    return None


def remove(place: Path) -> None:
    """Throw an index away that cannot be believed."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            place.with_name(place.name + ending).unlink(missing_ok=True)


def _is_whole(connection: sqlite3.Connection) -> bool:
    """Whether no row is missing: as many as were written, numbered without a gap."""
    count, last = connection.execute("SELECT count(*), max(place) FROM entry").fetchone()
    (known,) = connection.execute("SELECT value FROM meta WHERE name = 'entries'").fetchone()
    return bool(str(count) == known and count == (last or 0))


def open_known(place: Path) -> sqlite3.Connection | None:
    """The connection to an index of our schema that is not damaged, or None."""
    import sqlite3

    if not place.is_file():
        return None
    connection = sqlite3.connect(place, timeout=2.0)
    try:
        row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if row == (str(_SCHEMA),):
            return connection
    except (sqlite3.Error, UnicodeDecodeError):  # its message may quote damaged bytes
        pass
    connection.close()
    return None


def _is_fresh(connection: sqlite3.Connection, path: Path, *, data: bytes | None) -> bool:
    import sqlite3

    known = dict(connection.execute("SELECT name, value FROM meta"))
    if data is not None:
        return len(data) == int(known["size"]) and hash_of(data) == known["hash"]
    status = path.stat()
    if status.st_size != int(known["size"]):
        return False
    changed = status.st_mtime_ns
    tick = _CLOCK_TICK_NS if changed % 1_000_000_000 else _COARSE_TICK_NS
    if changed == int(known["mtime_ns"]) and int(known["built_ns"]) - changed > tick:
        return True
    if hash_of(files.read_bytes(path)) != known["hash"]:
        return False
    # The same content under another time: remember the time. A read-only cache need not.
    with contextlib.suppress(sqlite3.OperationalError):
        write_meta(connection, {"mtime_ns": str(changed), "built_ns": str(time.time_ns())})
    return True


def stamp_of(path: Path, content_hash: str) -> dict[str, str]:
    """What a later run compares the file with."""
    status = path.stat()
    return {
        "schema": str(_SCHEMA),
        "size": str(status.st_size),
        "mtime_ns": str(status.st_mtime_ns),
        "built_ns": str(time.time_ns()),
        "hash": content_hash,
    }


def hash_of(data: bytes) -> str:
    """The hash a file is recognised by."""
    return hashlib.sha256(data).hexdigest()


def build(place: Path, items: Iterable[IndexItem], stamp: dict[str, str]) -> sqlite3.Connection:
    """Build the index beside its place and move it there whole."""
    import sqlite3

    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(temporary)
        # What a crash leaves is thrown away: no journal, no waiting for the disk.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(TABLES)
        update(connection, items)
        write_meta(connection, stamp)
        connection.close()
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
    return sqlite3.connect(place)


def unread_as_meta(unread: Sequence[Diagnostic]) -> dict[str, str]:
    """What cannot be read as the index notes it: without the path, which is another's word for the
    library."""
    rows = [
        [
            {
                "code": one.code,
                "message": one.message,
                "hint": one.hint,
                "source_line": one.source_line,
            },
            [one.span.line, one.span.column] if one.span else [],
        ]
        for one in unread
    ]
    return {"unread": json.dumps(rows, ensure_ascii=False)}


def unread_of_meta(connection: sqlite3.Connection, path: str) -> tuple[Diagnostic, ...]:
    """What of the library at `path` cannot be read; raises as `damage` says."""
    (value,) = connection.execute("SELECT value FROM meta WHERE name = 'unread'").fetchone()
    return tuple(
        Diagnostic(severity=Severity.ERROR, span=Span(path, *place) if place else None, **said)
        for said, place in json.loads(value)
    )


def write_meta(connection: sqlite3.Connection, values: dict[str, str]) -> None:
    """Note what the index was made of, and commit."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
    connection.execute("INSERT OR REPLACE INTO meta SELECT 'entries', count(*) FROM entry")
    connection.commit()


def update(connection: sqlite3.Connection, items: Iterable[IndexItem]) -> None:
    """Make the index hold exactly these items, in their order; converts only what is new."""
    known: dict[str, list[tuple[int, int]]] = {}
    for number, place, fingerprint in connection.execute(
        "SELECT id, place, fingerprint FROM entry ORDER BY place DESC"
    ):
        known.setdefault(fingerprint, []).append((number, place))
    last_row = connection.execute("SELECT max(id) FROM entry").fetchone()[0] or 0
    terms: set[str] = set()
    moved: list[tuple[int, int]] = []
    new: list[tuple[IndexItem, int]] = []
    for place, item in enumerate(items, start=1):
        same = known.get(item.fingerprint)
        if same:
            number, old_place = same.pop()
            if old_place != place:
                moved.append((place, number))
        else:
            new.append((item, place))
    for number in [number for rest in known.values() for number, _ in rest]:
        _delete(connection, number)
    connection.executemany("UPDATE entry SET place = ? WHERE id = ?", moved)
    for number, (item, place) in enumerate(new, start=last_row + 1):
        insert(connection, number, item, place=place, terms=terms)
    add_terms(connection, terms)


def insert(
    connection: sqlite3.Connection, number: int, item: IndexItem, *, place: int, terms: set[str]
) -> None:
    """Put one reference in; its words are added to `terms`."""
    reference = item.convert()
    date = reference.date("issued")
    csl = json.dumps(reference_to_json(reference), ensure_ascii=False, separators=(",", ":"))
    year = date.year if date else None
    connection.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
        (number, place, item.fingerprint, reference.id, year, _check(csl) + csl),
    )
    texts = document(reference)
    connection.execute(
        f"INSERT INTO words (rowid, {_COLUMN_LIST}) VALUES (?{', ?' * len(ALL_COLUMNS)})",
        (number, *(texts.get(column, "") for column in ALL_COLUMNS)),
    )
    for text in texts.values():
        terms.update(text.split())
    terms.discard("|")


def reference_of(row: str) -> Reference:
    """The reference that a row holds; raises ValueError or TypeError where it was damaged."""
    check, csl = row[:_CHECK_LENGTH], row[_CHECK_LENGTH:]
    if check != _check(csl):
        raise ValueError("a damaged row of the index")
    return reference_from_json(json.loads(csl))


def _check(csl: str) -> str:
    return f"{zlib.crc32(csl.encode()):0{_CHECK_LENGTH}x}"


def _delete(connection: sqlite3.Connection, number: int) -> None:
    """Take one reference out; a full-text index without content must be told what it held."""
    (csl,) = connection.execute("SELECT csl FROM entry WHERE id = ?", (number,)).fetchone()
    texts = document(reference_of(csl))
    connection.execute(
        f"INSERT INTO words (words, rowid, {_COLUMN_LIST}) "
        f"VALUES ('delete', ?{', ?' * len(ALL_COLUMNS)})",
        (number, *(texts.get(column, "") for column in ALL_COLUMNS)),
    )
    connection.execute("DELETE FROM entry WHERE id = ?", (number,))


def add_terms(connection: sqlite3.Connection, terms: set[str]) -> None:
    """Note the words that slips are compared with, and commit."""
    rows = ((term,) for term in sorted(terms))
    connection.executemany("INSERT OR IGNORE INTO term VALUES (?)", rows)
    connection.commit()
