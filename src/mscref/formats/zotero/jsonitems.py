"""Items as Zotero's APIs send them, `{"key": …, "data": {"itemType": …}}`, or the data alone.

What crosses the border: decoded JSON in, `ZoteroItem`s with their notes and files out. Whoever
sends them may lie: a member of the wrong kind is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from mscref.formats.zotero.item import FileOf, ItemFields, ZoteroItem, zotero_name
from mscref.formats.zotero.tables import CHILDREN
from mscref.model.names import Name
from mscref.model.reference import Json

_BREAK = re.compile(r"(?i)</(?:p|li|h\d|div|tr|blockquote)>|<br\s?/?>")
_TAG = re.compile(r"<[^<>]*>")
_LINES = re.compile(r"\n{3,}")
_LINKED_URL = "linked_url"
# Members of an item's data that are no fields of it.
_NOT_FIELDS = frozenset(
    """itemType key version library creators tags collections relations dateAdded dateModified
    deleted inPublications parentItem notes attachments seeAlso id itemID itemKey libraryID uri
    mimeType contentType charset filename linkMode path note md5 mtime select""".split()
)


class ItemsRead(NamedTuple):
    """The items that are works, and how many notes and files belong to none of them."""

    items: list[ZoteroItem]
    alone: int
    unread: list[int]  # the numbers of members of the list that are no items


def items_of(payload: Iterable[Json], *, collections: Mapping[str, str] | None = None) -> ItemsRead:
    """The items of a list; `collections` has the path of each collection by its key."""
    works: list[dict[str, Json]] = []
    notes: dict[str, list[str]] = {}
    files: dict[str, list[FileOf]] = {}
    alone, unread = 0, list[int]()
    for number, member in enumerate(payload, start=1):
        data = _data(member)
        kind = data.get("itemType")
        if not isinstance(kind, str):
            unread.append(number)
        elif data.get("deleted"):
            continue
        elif kind not in CHILDREN:
            works.append(data)
        elif isinstance(parent := data.get("parentItem"), str):
            _add_child(kind, data, member, notes.setdefault(parent, []), files, parent)
        else:
            alone += 1
    return ItemsRead([_item(one, notes, files, collections or {}) for one in works], alone, unread)


def _data(member: Json) -> dict[str, Json]:
    if not isinstance(member, dict):
        return {}
    data = member.get("data")
    return {"key": member.get("key"), **data} if isinstance(data, dict) else member


def _add_child(
    kind: str,
    data: dict[str, Json],
    member: Json,
    notes: list[str],
    files: dict[str, list[FileOf]],
    parent: str,
) -> None:
    note = data.get("note")
    if kind == "note" and isinstance(note, str):
        notes.append(note_text(note))
    elif kind == "attachment":
        found = _file(data, member)
        if found:
            files.setdefault(parent, []).append(found)


def _file(data: Mapping[str, Json], member: Json) -> FileOf | None:
    """The file of an attachment, None for a mere link."""
    if data.get("linkMode") == _LINKED_URL:
        return None
    links = member.get("links") if isinstance(member, dict) else None
    enclosure = links.get("enclosure") if isinstance(links, dict) else None
    href = enclosure.get("href") if isinstance(enclosure, dict) else None
    path = _local_path(href) or _text(data.get("path")) or _text(data.get("filename"))
    media = _text(data.get("contentType")) or _text(data.get("mimeType"))
    return FileOf(_text(data.get("title")), path, media) if path else None


def _local_path(href: Json) -> str:
    if not isinstance(href, str) or not href.startswith("file://"):
        return ""
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        return ""


def _item(
    data: dict[str, Json],
    notes: Mapping[str, list[str]],
    files: Mapping[str, list[FileOf]],
    collections: Mapping[str, str],
) -> ZoteroItem:
    key = _text(data.get("key"))
    fields = {
        name: value
        for name, value in data.items()
        if isinstance(value, str) and value and name not in _NOT_FIELDS
    }
    placed = [collections.get(one, one) for one in _texts(data.get("collections"))]
    own_notes = [note_text(_text(one.get("note"))) for one in _objects(data.get("notes"))]
    own_files = [_file(one, one) for one in _objects(data.get("attachments"))]
    return ZoteroItem(
        kind=_text(data.get("itemType")),
        fields=ItemFields(tuple(fields), tuple(fields.values())),
        creators=_creators(_objects(data.get("creators"))),
        key=key,
        tags=[_text(one.get("tag")) for one in _objects(data.get("tags")) if one.get("tag")],
        collections=placed,
        notes=[one for one in (*notes.get(key, ()), *own_notes) if one],
        files=[*files.get(key, ()), *(one for one in own_files if one)],
        stored_key=_text(data.get("citekey")),
    )


def _creators(objects: Iterable[Mapping[str, Json]]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for one in objects:
        literal = _text(one.get("name"))
        name = Name(literal=literal) if literal else _person(one)
        found.setdefault(_text(one.get("creatorType")) or "author", []).append(name)
    return found


def _person(one: Mapping[str, Json]) -> Name:
    return zotero_name(_text(one.get("lastName")), _text(one.get("firstName")))


def note_text(html: str) -> str:
    """A note, which Zotero keeps as HTML, as text with a line for each paragraph."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", html)))
    return _LINES.sub("\n\n", text).strip()


def _objects(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
