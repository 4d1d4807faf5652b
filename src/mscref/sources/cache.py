"""What the services answered, kept on disk: one SQLite file that processes share.

The services send no validators that could be asked again (Crossref none at all), so ages are our
own. Kept are the parts of payloads that belong to one identifier, as they came; how they are
read may improve without asking again. Errors are never kept. A damaged file is replaced.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.model.characters import storable_json
from mscref.model.reference import Json

if TYPE_CHECKING:
    import sqlite3

DAY = 86_400.0
RECORD_AGE = 30 * DAY
STATUS_AGE = 7 * DAY  # a retraction should not stay unseen for a month
SEARCH_AGE = 1 * DAY
ABSENT_AGE = 1 * DAY  # DOIs are cited before they are registered

_FILE = "answers-1.sqlite"  # the number is that of the table's form
_TABLE = """
    CREATE TABLE IF NOT EXISTS answers (
        source TEXT NOT NULL, name TEXT NOT NULL, fetched REAL NOT NULL, body BLOB,
        PRIMARY KEY (source, name)
    ) WITHOUT ROWID
"""
_MAX_BODY = 20_000_000


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """A kept answer; `raw` is None where the source said that it knows nothing of the name."""

    raw: Json
    fetched: float


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is kept: by source the number of records and of "not known"."""

    path: Path
    bytes: int
    records: dict[str, int]
    absent: dict[str, int]
    oldest: float | None


_STAND_IN = " at "  # between the name of a source and the address of who answered for it


class Cache:
    """Kept answers by source and name; without a folder it keeps nothing.

    `addresses` are the services that stand elsewhere than usual: what a stand-in answers is kept
    apart, so that it is never taken for the word of the real service.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        now: Callable[[], float] = time.time,
        readable: bool = True,
        addresses: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._addresses = addresses
        self._path = folder / _FILE if folder else None
        self._now = now
        self._readable = readable
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    def get(self, source: str, name: str, *, age: float) -> CachedAnswer | None:
        """The answer, unless it is older than `age` seconds (a "not known": one day)."""
        if not self._readable:
            return None
        row = None
        with self._connection() as connection:
            if connection is None:
                return None
            query = "SELECT fetched, body FROM answers WHERE source = ? AND name = ?"
            row = connection.execute(query, (self._kept_as(source), name)).fetchone()
        if row is None:
            return None
        fetched, body = row
        if not isinstance(fetched, int | float) or not isinstance(body, bytes | None):
            return None  # damaged: asked again and written over
        age_now = self._now() - fetched
        # A clock that was set back makes an age negative; such an answer is as good as new.
        if age_now > (age if body is not None else min(age, ABSENT_AGE)):
            return None
        try:
            return CachedAnswer(_unpacked(body), fetched)
        except (zlib.error, ValueError, RecursionError):
            return None

    def put(self, source: str, name: str, raw: Json) -> None:
        """Keep an answer; None keeps "not known"."""
        body = None if raw is None else zlib.compress(json.dumps(raw).encode(), 1)
        if body is not None and len(body) > _MAX_BODY:
            return
        with self._connection() as connection:
            if connection is not None:
                statement = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)"
                row = (self._kept_as(source), name, self._now(), body)
                connection.execute(statement, row)

    def _kept_as(self, source: str) -> str:
        """The name of a source in the table; "short-doi" is answered by the service "doi"."""
        for service in source.split("-"):
            if service in self._addresses:
                return f"{source}{_STAND_IN}{self._addresses[service]}"
        return source

    def info(self) -> CacheInfo | None:
        """What is kept, or None where there is no cache."""
        if self._path is None:
            return None
        records: dict[str, int] = {}
        absent: dict[str, int] = {}
        oldest = None
        with self._connection() as connection:
            if connection is not None:
                query = "SELECT source, body IS NULL, count(*) FROM answers GROUP BY 1, 2"
                for source, is_absent, count in connection.execute(query):
                    counts = absent if is_absent else records
                    service = source.partition(_STAND_IN)[0]
                    counts[service] = counts.get(service, 0) + count
                oldest = connection.execute("SELECT min(fetched) FROM answers").fetchone()[0]
        size = self._path.stat().st_size if self._path.exists() else 0
        return CacheInfo(path=self._path, bytes=size, records=records, absent=absent, oldest=oldest)

    def clear(self) -> int:
        """Forget everything; returns how many answers that were."""
        info = self.info()
        if info is None:
            return 0
        self.close()
        self._remove()
        return sum(info.records.values()) + sum(info.absent.values())

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection | None]:
        """The open file, one user at a time; None where nothing can be kept.

        A cache is never a reason to fail: what cannot be opened, read or written is a miss.
        """
        if self._path is None:
            yield None
            return
        import sqlite3

        with self._lock:
            try:
                if self._opened is None:
                    self._opened = self._open(self._path)
                yield self._opened
            except sqlite3.OperationalError:  # locked for long, read-only, disk full
                return
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                # SQLite quotes the damaged bytes in its message, which Python cannot decode.
                if self._opened is not None:
                    self._opened.close()
                    self._opened = None
                self._remove()

    def _open(self, path: Path) -> sqlite3.Connection | None:
        """Open the file, replacing one that is none of ours."""
        import sqlite3

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            self._path = None
            return None
        for _ in range(2):
            connection = sqlite3.connect(
                path, timeout=5, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute(_TABLE)
                _write_ahead(connection)
            except sqlite3.OperationalError:
                connection.close()
                break
            except (sqlite3.DatabaseError, UnicodeDecodeError):  # damaged, or none of ours
                connection.close()
                self._remove()
            else:
                return connection
        self._path = None
        return None

    def _remove(self) -> None:
        if self._path is None:
            return
        for name in (_FILE, f"{_FILE}-wal", f"{_FILE}-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(name).unlink(missing_ok=True)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while one writes; without it the file serves all the same, but slower.

    SQLite does not wait for the lock that this change needs ("database is locked" at once, measured
    in 5 % of eight openings of a new file at one moment): who comes second leaves it to the first.
    """
    import sqlite3

    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _unpacked(body: bytes | None) -> Json:
    if body is None:
        return None
    return storable_json(json.loads(zlib.decompress(body)))
