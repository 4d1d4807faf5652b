"""Builds the database: `Made(path)`, then `work`, `collection`, `note` …, then `close`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.formats.zotero.tables import CHILDREN, CREATORS, ITEM_TYPES

if TYPE_CHECKING:
    import sqlite3

LAYOUT = """
CREATE TABLE version (schema TEXT PRIMARY KEY, version INT NOT NULL);
CREATE TABLE libraries (libraryID INTEGER PRIMARY KEY, type TEXT NOT NULL, editable INT NOT NULL,
  filesEditable INT NOT NULL, version INT NOT NULL DEFAULT 0);
CREATE TABLE groups (groupID INTEGER PRIMARY KEY, libraryID INT NOT NULL UNIQUE, name TEXT NOT NULL,
  description TEXT NOT NULL, version INT NOT NULL);
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, dateAdded TIMESTAMP,
  dateModified TIMESTAMP, clientDateModified TIMESTAMP, libraryID INT NOT NULL, key TEXT NOT NULL,
  version INT NOT NULL DEFAULT 0, synced INT NOT NULL DEFAULT 0, UNIQUE (libraryID, key));
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT,
  UNIQUE (lastName, firstName, fieldMode));
CREATE TABLE itemCreators (itemID INT NOT NULL, creatorID INT NOT NULL, creatorTypeID INT NOT NULL,
  orderIndex INT NOT NULL DEFAULT 0, PRIMARY KEY (itemID, creatorID, creatorTypeID, orderIndex));
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT NOT NULL,
  parentCollectionID INT, clientDateModified TIMESTAMP, libraryID INT NOT NULL, key TEXT NOT NULL,
  version INT NOT NULL DEFAULT 0, synced INT NOT NULL DEFAULT 0);
CREATE TABLE deletedCollections (collectionID INTEGER PRIMARY KEY, dateDeleted);
CREATE TABLE collectionItems (collectionID INT NOT NULL, itemID INT NOT NULL, orderIndex INT,
  PRIMARY KEY (collectionID, itemID));
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE itemTags (itemID INT NOT NULL, tagID INT NOT NULL, type INT NOT NULL,
  PRIMARY KEY (itemID, tagID));
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT,
  contentType TEXT, charsetID INT, path TEXT, syncState INT DEFAULT 0);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted);
"""
FIELDS = sorted({one for row in ITEM_TYPES.values() for one in row.fields} | {"extra", "volume"})
CREATOR_TYPES = sorted({one for row in ITEM_TYPES.values() for one in row.creators} | set(CREATORS))
KINDS = sorted({*ITEM_TYPES, *CHILDREN})
MINE, GROUP = 1, 2


def connected(path: Path | str, *, timeout: float = 5.0) -> sqlite3.Connection:
    """A connection that writes at once."""
    import sqlite3

    return sqlite3.connect(path, isolation_level=None, timeout=timeout)


class Made:
    """A database that is being made; the numbers that methods return are those of its rows."""

    def __init__(self, path: Path, *, is_wal: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.db = connected(path)
        if is_wal:
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA wal_autocheckpoint = 0")
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.executescript(LAYOUT)
        self.db.execute("BEGIN")
        self._fill()
        self._values: dict[str, int] = {}
        self._people: dict[tuple[str, str, int], int] = {}
        self._tags: dict[str, int] = {}
        self._item = 0

    def _fill(self) -> None:
        run = self.db.executemany
        run("INSERT INTO version VALUES (?, ?)", [("userdata", 125), ("globalSchema", 34)])
        run("INSERT INTO libraries VALUES (?, ?, 1, 1, 0)", [(MINE, "user"), (GROUP, "group")])
        run("INSERT INTO groups VALUES (77, ?, 'Lab', '', 1)", [(GROUP,)])
        run("INSERT INTO itemTypes VALUES (?, ?)", list(enumerate(KINDS, 1)))
        run("INSERT INTO fields VALUES (?, ?)", list(enumerate(FIELDS, 1)))
        run("INSERT INTO creatorTypes VALUES (?, ?)", list(enumerate(CREATOR_TYPES, 1)))

    def item(self, kind: str, *, library: int = MINE) -> int:
        self._item += 1
        self.db.execute(
            "INSERT INTO items VALUES (?, ?, '', '', '', ?, ?, 0, 0)",
            (self._item, KINDS.index(kind) + 1, library, f"K{self._item:07d}"),
        )
        return self._item

    def work(
        self,
        kind: str,
        fields: Mapping[str, str],
        creators: Iterable[tuple[str, str, str]] = (),
        *,
        tags: Iterable[str] = (),
        library: int = MINE,
    ) -> int:
        """Creators are type, last and first name; without a first name it is one field."""
        item = self.item(kind, library=library)
        for name, value in fields.items():
            self.set(item, name, value)
        for place, (creator, last, first) in enumerate(creators):
            person = self._person(last, first)
            row = (item, person, CREATOR_TYPES.index(creator) + 1, place)
            self.db.execute("INSERT INTO itemCreators VALUES (?, ?, ?, ?)", row)
        for tag in tags:
            self.db.execute("INSERT INTO itemTags VALUES (?, ?, 0)", (item, self._tag(tag)))
        return item

    def set(self, item: int, name: str, value: str) -> None:
        field = FIELDS.index(name) + 1
        number = self._values.setdefault(value, len(self._values) + 1)
        self.db.execute("INSERT OR IGNORE INTO itemDataValues VALUES (?, ?)", (number, value))
        self.db.execute("INSERT OR REPLACE INTO itemData VALUES (?, ?, ?)", (item, field, number))

    def unset(self, item: int, name: str) -> None:
        field = FIELDS.index(name) + 1
        self.db.execute("DELETE FROM itemData WHERE itemID = ? AND fieldID = ?", (item, field))

    def _person(self, last: str, first: str) -> int:
        known = (first, last, 0 if first else 1)
        if known not in self._people:
            self._people[known] = len(self._people) + 1
            row = (self._people[known], *known)
            self.db.execute("INSERT INTO creators VALUES (?, ?, ?, ?)", row)
        return self._people[known]

    def _tag(self, name: str) -> int:
        if name not in self._tags:
            self._tags[name] = len(self._tags) + 1
            self.db.execute("INSERT INTO tags VALUES (?, ?)", (self._tags[name], name))
        return self._tags[name]

    def collection(
        self, name: str, *items: int, above: int | None = None, library: int = MINE
    ) -> int:
        cursor = self.db.execute(
            "INSERT INTO collections (collectionName, parentCollectionID, libraryID, key)"
            " VALUES (?, ?, ?, ?)",
            (name, above, library, f"C{name[:6]}"),
        )
        number = int(cursor.lastrowid or 0)
        for item in items:
            self.db.execute("INSERT INTO collectionItems VALUES (?, ?, 0)", (number, item))
        return number

    def note(self, html: str, parent: int | None) -> int:
        item = self.item("note")
        self.db.execute("INSERT INTO itemNotes VALUES (?, ?, ?, '')", (item, parent, html))
        return item

    def file(self, parent: int | None, mode: int, path: str, *, title: str = "PDF") -> int:
        item = self.item("attachment")
        self.set(item, "title", title)
        row = (item, parent, mode, "application/pdf", path)
        self.db.execute("INSERT INTO itemAttachments VALUES (?, ?, ?, ?, NULL, ?, 0)", row)
        return item

    def trash(self, item: int) -> None:
        self.db.execute("INSERT INTO deletedItems VALUES (?, '')", (item,))

    def save(self) -> None:
        self.db.execute("COMMIT")
        self.db.execute("BEGIN")

    def close(self) -> None:
        self.db.execute("COMMIT")
        self.db.close()
