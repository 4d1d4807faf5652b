"""The rows of Zotero's database as items: whole tables are read, each once, and put together.

Facts: table and column names of the database (`itemData` has a row for each field of an item).
What it takes: `make bench-zotero`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.formats.base import ReadResult, without_collection
from mscref.formats.zotero import result_of, standing_alone
from mscref.formats.zotero.collections import chosen, joined_paths, no_group
from mscref.formats.zotero.item import NO_FIELDS, FileOf, ItemFields, ZoteroItem
from mscref.formats.zotero.jsonitems import note_text
from mscref.formats.zotero.tables import CHILDREN
from mscref.library.zotero.database import opened
from mscref.library.zotero.folder import DataFolder
from mscref.library.zotero.rows import (
    creators_by_item,
    fields_by_item,
    text_columns,
    texts_by_number,
)
from mscref.library.zotero.stored_keys import stored_keys
from mscref.model.homes import Address
from mscref.model.names import Name

if TYPE_CHECKING:
    import sqlite3

_LINKED_FILE, _LINKED_URL = 2, 3  # of itemAttachments.linkMode
_STORED, _RELATIVE = "storage:", "attachments:"
_CHILD_TYPES = (
    "SELECT itemTypeID FROM itemTypes"
    f" WHERE typeName IN ({', '.join(repr(one) for one in sorted(CHILDREN))})"
)
# An attachment may have a note in itself, which has no parent.
_ALONE = (
    "SELECT count(*) FROM (SELECT itemID FROM itemNotes WHERE parentItemID IS NULL"
    " UNION SELECT itemID FROM itemAttachments WHERE parentItemID IS NULL"
    " EXCEPT SELECT itemID FROM itemAttachments WHERE parentItemID IS NOT NULL)"
    " JOIN items USING (itemID) WHERE libraryID = ?"
    " AND itemID NOT IN (SELECT itemID FROM deletedItems)"
)
_WORKS = (
    "SELECT itemID, itemTypeID, key FROM items WHERE libraryID = ?"
    f" AND itemTypeID NOT IN ({_CHILD_TYPES})"
    " AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID"
)
_COLLECTIONS = (
    "SELECT collectionID, collectionName, parentCollectionID FROM collections WHERE libraryID = ?"
)
_NOTES = (
    "SELECT parentItemID, note FROM itemNotes WHERE parentItemID IS NOT NULL AND note IS NOT NULL"
    " AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID"
)
_FILES = (
    "SELECT parentItemID, itemAttachments.itemID, linkMode, key, contentType, path"
    " FROM itemAttachments JOIN items ON items.itemID = itemAttachments.itemID"
    " WHERE parentItemID IS NOT NULL AND path IS NOT NULL AND items.itemID NOT IN"
    " (SELECT itemID FROM deletedItems) ORDER BY itemAttachments.itemID"
)
_NOBODY: Mapping[str, Sequence[Name]] = MappingProxyType({})


def read_database(folder: DataFolder, address: Address, *, path: str) -> ReadResult:
    """The works of a library or collection; `path` is what diagnostics call it.

    Raises NotFoundError for a group or collection that is not there, and what `opened` raises.
    """
    with opened(folder.database) as connection, without_collection():
        library = _library(connection, address.group)
        paths = _paths(connection, library)
        placed = _by_item(connection, "SELECT itemID, collectionID FROM collectionItems")
        items = _Rows(connection, folder, library=library, paths=paths, placed=placed).items()
        if address.path:
            wanted = chosen(paths, address.path, place=path)
            items = (one for one in items if not wanted.paths.isdisjoint(one.collections))
            address = address.at(wanted.path)
        alone = 0 if address.path else connection.execute(_ALONE, (library,)).fetchone()[0]
        result = result_of(items, path=path, address=address.word)
    if alone:
        result.diagnostics.append(standing_alone(alone, path))
    return result


def _library(connection: sqlite3.Connection, group: str) -> int:
    """The number of this person's library, or that of a group, by its name."""
    if not group:
        row = connection.execute("SELECT libraryID FROM libraries WHERE type = 'user'").fetchone()
        return int(row[0]) if row else 1
    groups = dict(connection.execute("SELECT name, libraryID FROM groups").fetchall())
    if group in groups:
        return int(groups[group])
    raise no_group(group, groups)


def _paths(connection: sqlite3.Connection, library: int) -> dict[int, str]:
    """The path of each collection of a library by its number; what is in the trash is left out."""
    rows = connection.execute(_COLLECTIONS, (library,)).fetchall()
    has_trash = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'deletedCollections'"
    ).fetchone()
    query = "SELECT collectionID FROM deletedCollections"
    gone = {number for (number,) in connection.execute(query)} if has_trash else set()
    return joined_paths({number: (str(name), above) for number, name, above in rows}, gone=gone)


def _by_item(connection: sqlite3.Connection, query: str) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for item, value in connection.execute(query):
        found[item].append(value)
    return found


def _last(path: str) -> str:
    """The name at the end of a path: what a stranger's database says leads nowhere else."""
    return path.rpartition("/")[2]


class _Rows:
    """The tables of one library, read, and the items made of them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: DataFolder,
        *,
        library: int,
        paths: Mapping[int, str],
        placed: Mapping[int, list[int]],
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._storage = str(folder.path / "storage")
        self._library = library
        self._paths = paths
        self._placed = placed

    def items(self) -> Iterator[ZoteroItem]:
        """The works, in the order in which they came into the library."""
        ask = self._connection.execute
        fields, creators = fields_by_item(self._connection), creators_by_item(self._connection)
        tags, notes, files = self._tags(), self._notes(), self._files(fields)
        keys = stored_keys(self._folder.path)
        kinds = dict(ask("SELECT itemTypeID, typeName FROM itemTypes").fetchall())
        for item, kind, key in ask(_WORKS, (self._library,)):
            yield ZoteroItem(
                kind=kinds.get(kind, ""),
                fields=fields.pop(item, NO_FIELDS),  # what is made of them takes their place
                creators=creators.get(item, _NOBODY),
                key=key,
                tags=tags.get(item, ()),
                collections=self._collections(item) if item in self._placed else (),
                notes=notes.get(item, ()),
                files=files.get(item, ()),
                stored_key=keys.get((self._library, key), "") if keys else "",
            )

    def _collections(self, item: int) -> list[str]:
        return [self._paths[one] for one in self._placed[item] if one in self._paths]

    def _tags(self) -> dict[int, list[str]]:
        names = texts_by_number(self._connection, "SELECT tagID, name FROM tags")
        found: dict[int, list[str]] = defaultdict(list)
        query = "SELECT itemID, tagID FROM itemTags ORDER BY itemID, tagID"
        for item, tag in self._connection.execute(query):
            if tag in names:
                found[item].append(names[tag])
        return found

    def _notes(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for parents, notes in text_columns(self._connection, _NOTES):
            for parent, note in zip(parents, notes, strict=True):
                found[parent].append(note_text(note))
        return found

    def _files(self, fields: Mapping[int, ItemFields]) -> dict[int, list[FileOf]]:
        found: dict[int, list[FileOf]] = defaultdict(list)
        for columns in text_columns(self._connection, _FILES, numbers=3):
            for parent, item, mode, key, media, path in zip(*columns, strict=True):
                place = "" if mode == _LINKED_URL else self._path(path, key, mode)
                if place:
                    title = fields.get(item, NO_FIELDS).text("title")
                    found[parent].append(FileOf(title, place, media))
        return found

    def _path(self, path: str, key: str, mode: int) -> str:
        """Where a file is: in the folder of its item, or linked, perhaps below a base folder."""
        if path.startswith(_STORED):
            return "/".join((self._storage, _last(key), _last(path.removeprefix(_STORED))))
        if mode == _LINKED_FILE and path.startswith(_RELATIVE):
            return str(Path(self._folder.linked_base) / path.removeprefix(_RELATIVE))
        return path
