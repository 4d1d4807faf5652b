"""A copy of Zotero's database, opened for reading.

A running Zotero holds an exclusive lock, so that the file itself cannot be read; its bytes, with
those of its log (-wal) or journal, can be copied at any time. A copy that was made while Zotero
wrote is thrown away and made again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.errors import CorruptError, LibraryError, LockedError, TooNewError
from mscref.library.files import reason

if TYPE_CHECKING:
    import sqlite3

_BESIDE = ("", "-wal", "-journal")
_TRIES = 5
_NEEDED = frozenset(
    """itemTypes fields items itemData itemDataValues creators creatorTypes itemCreators
    collections collectionItems tags itemTags itemNotes itemAttachments deletedItems libraries
    version""".split()
)
_ZOTERO_4 = "creatorData"  # a table that no later version has
_EXPORT = "another version of Zotero made it; export from there, as CSL-JSON or BibTeX"
_UNKNOWN = ("no such column", "no such table", "cannot join using column")
_OTHER_WAY = "close Zotero and try again"


@contextmanager
def opened(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the database, which is gone afterwards.

    Raises LockedError, CorruptError, TooNewError or LibraryError, also for what goes wrong while
    the connection is read.
    """
    import sqlite3

    with tempfile.TemporaryDirectory(prefix="mscref-zotero-") as folder:
        copy = copied(database, Path(folder))
        try:
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                # What a stranger's file declares is not to run while it is read.
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA query_only = ON")
                _check_tables(connection, database)
                yield connection
        except sqlite3.DatabaseError as error:
            raise _unreadable(database, error) from error


def copied(database: Path, folder: Path) -> Path:
    """A copy in `folder`, whole though somebody may be writing; raises LibraryError."""
    for _ in range(_TRIES):
        before = _states(database)
        try:
            for suffix in _BESIDE:
                _copy_one(Path(f"{database}{suffix}"), folder / f"copy{suffix}")
        except PermissionError as error:
            raise LockedError(f"{database}: cannot be read now", hint=_OTHER_WAY) from error
        except OSError as error:
            raise LibraryError(f"{database}: cannot be copied: {reason(error)}") from error
        if _states(database) == before:
            return folder / "copy"
    raise LockedError(f"{database}: Zotero writes to it without a pause", hint=_OTHER_WAY)


def _copy_one(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    if source.name.endswith(".sqlite") or source.is_file():
        shutil.copyfile(source, target)


def _states(database: Path) -> list[tuple[int, int] | None]:
    return [state_of(Path(f"{database}{suffix}")) for suffix in _BESIDE]


def state_of(path: Path) -> tuple[int, int] | None:
    """What tells whether a file was changed; None for one that is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _check_tables(connection: sqlite3.Connection, database: Path) -> None:
    found = {
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    missing = sorted(_NEEDED - found)
    if not missing:
        return
    if "items" not in found:
        raise CorruptError(
            f"{database}: is no database of Zotero",
            hint="MSCREF_ZOTERO names the folder that holds Zotero's own zotero.sqlite",
        )
    if _ZOTERO_4 in found:
        raise LibraryError(
            f"{database}: is of Zotero 4 or older",
            hint="open it once with a newer Zotero, which brings it up to date",
        )
    raise TooNewError(
        f"{database}: is laid out in a way that mscref does not know: no table {missing[0]}",
        hint=_EXPORT,
    )


def _unreadable(database: Path, error: Exception) -> LibraryError:
    """What is to be said of an error of SQLite."""
    message = str(error)
    if any(sign in message for sign in _UNKNOWN):
        return TooNewError(
            f"{database}: is laid out in a way that mscref does not know ({message})",
            hint=_EXPORT,
        )
    if "locked" in message or "busy" in message:
        return LockedError(f"{database}: is locked", hint=_OTHER_WAY)
    return CorruptError(
        f"{database}: is damaged ({message})",
        hint="Zotero keeps earlier ones beside it (zotero.sqlite.bak); zotero.org/utils/dbfix"
        " repairs it",
    )
