"""The rows of Zotero's database as items: whole tables are read, each once, and put together.

Facts: table and column names of the database (`itemData` has a row for each field of an item).
What it takes: `make bench-zotero`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mscref.formats.base import ReadResult, without_collection
from mscref.formats.zotero import result_of, standing_alone
from mscref.formats.zotero.collections import chosen, joined_paths, no_group
from mscref.formats.zotero.item import FileOf, ZoteroItem, zotero_name
from mscref.formats.zotero.jsonitems import note_text
from mscref.formats.zotero.tables import CHILDREN
from mscref.library.zotero.database import opened
from mscref.library.zotero.folder import DataFolder
from mscref.library.zotero.stored_keys import stored_keys
from mscref.model.characters import storable
from mscref.model.homes import Address
from mscref.model.names import Name

if TYPE_CHECKING:
    import sqlite3

_LINKED_FILE, _LINKED_URL = 2, 3  # of itemAttachments.linkMode
_STORED, _RELATIVE = "storage:", "attachments:"
_ALONE = (
    "SELECT count(*) FROM items JOIN itemTypes USING (itemTypeID) WHERE libraryID = ?"
    " AND typeName IN ('note', 'attachment') AND itemID NOT IN (SELECT itemID FROM deletedItems)"
    " AND itemID NOT IN (SELECT itemID FROM itemNotes WHERE parentItemID IS NOT NULL"
    " UNION SELECT itemID FROM itemAttachments WHERE parentItemID IS NOT NULL)"
)
_WORKS = (
    "SELECT itemID, typeName, key FROM items JOIN itemTypes USING (itemTypeID)"
    " WHERE libraryID = ? AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID"
)
_COLLECTIONS = (
    "SELECT collectionID, collectionName, parentCollectionID FROM collections WHERE libraryID = ?"
)
_CREATORS = "SELECT itemID, creatorTypeID, creatorID FROM itemCreators ORDER BY itemID, orderIndex"
_NOTES = (
    "SELECT parentItemID, note FROM itemNotes WHERE parentItemID IS NOT NULL AND note IS NOT NULL"
    " AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID"
)
_FILES = (
    "SELECT parentItemID, itemAttachments.itemID, key, linkMode, contentType, path"
    " FROM itemAttachments JOIN items ON items.itemID = itemAttachments.itemID"
    " WHERE parentItemID IS NOT NULL AND path IS NOT NULL AND items.itemID NOT IN"
    " (SELECT itemID FROM deletedItems) ORDER BY itemAttachments.itemID"
)


def read_database(folder: DataFolder, address: Address, *, path: str) -> ReadResult:
    """The works of a library or collection; `path` is what diagnostics call it.

    Raises NotFoundError for a group or collection that is not there, and what `opened` raises.
    """
    with opened(folder.database) as connection, without_collection():
        library = _library(connection, address.group)
        paths = _paths(connection, library)
        placed = _by_item(connection, "SELECT itemID, collectionID FROM collectionItems")
        items = list(_Rows(connection, folder, library=library, paths=paths, placed=placed).items())
        if address.path:
            wanted = chosen(paths, address.path, place=path)
            items = [one for one in items if not wanted.paths.isdisjoint(one.collections)]
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
        fields, creators, tags = self._fields(), self._creators(), self._tags()
        notes: dict[int, list[str]] = defaultdict(list)
        for parent, note in ask(_NOTES):
            notes[parent].append(note_text(_text(note)))
        files = self._files(fields)
        keys = stored_keys(self._folder.path)
        nobody: list[tuple[str, Name]] = []
        for item, kind, key in ask(_WORKS, (self._library,)):
            if kind in CHILDREN:
                continue
            yield ZoteroItem(
                kind=kind,
                fields=fields.get(item) or {},
                creators=creators.get(item, nobody),
                key=key,
                tags=tags.get(item, ()),
                collections=self._collections(item) if item in self._placed else (),
                notes=notes.get(item, ()),
                files=files.get(item, ()),
                stored_key=keys.get((self._library, key), "") if keys else "",
            )

    def _collections(self, item: int) -> list[str]:
        return [self._paths[one] for one in self._placed[item] if one in self._paths]

    def _fields(self) -> dict[int, dict[str, str]]:
        ask = self._connection.execute
        names = dict(ask("SELECT fieldID, fieldName FROM fields").fetchall())
        # Joined here: works share their values, and each of those is looked at once.
        values = _texts(ask("SELECT valueID, value FROM itemDataValues").fetchall())
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for item, field, value in ask("SELECT itemID, fieldID, valueID FROM itemData"):
            try:
                found[item][names[field]] = values[value]
            except KeyError:  # a row that leads nowhere
                continue
        return found

    def _creators(self) -> dict[int, list[tuple[str, Name]]]:
        ask = self._connection.execute
        people = {
            number: Name(literal=_text(last))
            if mode == 1
            else zotero_name(_text(last), _text(first))
            for number, first, last, mode in ask(
                "SELECT creatorID, firstName, lastName, fieldMode FROM creators"
            )
        }
        kinds = dict(ask("SELECT creatorTypeID, creatorType FROM creatorTypes").fetchall())
        found: dict[int, list[tuple[str, Name]]] = defaultdict(list)
        for item, kind, person in ask(_CREATORS):
            try:
                found[item].append((kinds[kind], people[person]))
            except KeyError:  # a row that leads nowhere
                continue
        return found

    def _tags(self) -> dict[int, list[str]]:
        ask = self._connection.execute
        names = _texts(ask("SELECT tagID, name FROM tags").fetchall())
        found: dict[int, list[str]] = defaultdict(list)
        for item, tag in ask("SELECT itemID, tagID FROM itemTags ORDER BY itemID, tagID"):
            if tag in names:
                found[item].append(names[tag])
        return found

    def _files(self, fields: Mapping[int, dict[str, str]]) -> dict[int, list[FileOf]]:
        found: dict[int, list[FileOf]] = defaultdict(list)
        for parent, item, key, mode, media, path in self._connection.execute(_FILES):
            place = "" if mode == _LINKED_URL else self._path(_text(path), _text(key), mode)
            if place:
                title = fields.get(item, {}).get("title", "")
                found[parent].append(FileOf(title, place, _text(media)))
        return found

    def _path(self, path: str, key: str, mode: int) -> str:
        """Where a file is: in the folder of its item, or linked, perhaps below a base folder."""
        if path.startswith(_STORED):
            return "/".join((self._storage, _last(key), _last(path.removeprefix(_STORED))))
        if mode == _LINKED_FILE and path.startswith(_RELATIVE):
            return str(Path(self._folder.linked_base) / path.removeprefix(_RELATIVE))
        return path


def _texts(rows: Sequence[tuple[int, object]]) -> dict[int, str]:
    """The texts of rows by their numbers; together they are looked at in a fifth of the time."""
    found = dict(rows)
    if set(map(type, found.values())) <= {str}:
        texts = cast("dict[int, str]", found)
        together = "".join(texts.values())
        if storable(together) is together:
            return texts
    return {number: _text(value) for number, value in found.items()}


def _text(value: object) -> str:
    """What a column holds as a text: SQLite keeps whatever somebody puts into it."""
    if isinstance(value, str):
        return storable(value)
    return "" if value is None or isinstance(value, bytes) else str(value)
