"""Citation keys that Better BibTeX keeps in a database of its own, beside Zotero's.

Three forms are known: the table `citationkey` (since October 2023; the file has triggers that
name the database `betterbibtex`, as which it has to be attached), the table `citekeys` of
better-bibtex-search.sqlite, and JSON in the table `better-bibtex`. Since Zotero has a field for
citation keys the file is called `.migrated` and no longer written to.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.library.zotero.database import copied
from mscref.model.reference import Json

if TYPE_CHECKING:
    import sqlite3

_NAME = "betterbibtex"
_FILES = ("better-bibtex.sqlite", "better-bibtex-search.sqlite", "better-bibtex.migrated")


def stored_keys(folder: Path) -> Mapping[tuple[int, str], str]:
    """The key of each item, by the number of its library and its own; empty where there are none.

    A store that cannot be read is none: its keys stand in for those that Zotero itself has not.
    """
    import sqlite3

    for name in _FILES:
        if not (folder / name).is_file():
            continue
        with (
            suppress(sqlite3.Error, OSError),
            tempfile.TemporaryDirectory(prefix="mscref-zotero-") as place,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA trusted_schema = OFF")
            copy = copied(folder / name, Path(place))
            connection.execute(f"ATTACH DATABASE ? AS {_NAME}", (str(copy),))
            found = _keys_in(connection)
            if found:
                return found
    return MappingProxyType({})


def _keys_in(connection: sqlite3.Connection) -> dict[tuple[int, str], str]:
    listed = connection.execute(f"SELECT name FROM {_NAME}.sqlite_master WHERE type = 'table'")
    tables = {str(name) for (name,) in listed}
    read = next((read for table, read in _READERS.items() if table in tables), None)
    return read(connection) if read else {}


def _rows(query: str) -> Callable[[sqlite3.Connection], dict[tuple[int, str], str]]:
    def read(connection: sqlite3.Connection) -> dict[tuple[int, str], str]:
        return {
            (library, item): key
            for library, item, key in connection.execute(query)
            if isinstance(key, str) and key
        }

    return read


def _of_json(connection: sqlite3.Connection) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    query = f"SELECT data FROM {_NAME}.[better-bibtex] WHERE name = 'better-bibtex.citekey'"
    for (text,) in connection.execute(query):
        with suppress(ValueError, RecursionError, TypeError):
            payload: Json = json.loads(text)
            rows = payload.get("data") if isinstance(payload, dict) else None
            for row in rows if isinstance(rows, list) else []:
                _add_row(row, found)
    return found


def _add_row(row: Json, found: dict[tuple[int, str], str]) -> None:
    if not isinstance(row, dict):
        return
    library, item, key = row.get("libraryID"), row.get("itemKey"), row.get("citekey")
    if isinstance(library, int) and isinstance(item, str) and isinstance(key, str):
        found[library, item] = key


_READERS: Mapping[str, Callable[[sqlite3.Connection], dict[tuple[int, str], str]]] = (
    MappingProxyType(
        {
            "citationkey": _rows(
                f"SELECT libraryID, itemKey, citationKey FROM {_NAME}.citationkey"
            ),
            "citekeys": _rows(f"SELECT libraryID, itemKey, citekey FROM {_NAME}.citekeys"),
            "better-bibtex": _of_json,
        }
    )
)
