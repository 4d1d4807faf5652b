"""What stood elsewhere when a .bib file last followed it: a file for each .bib file and library.

A work is known by the name that it keeps there for good, whichever address it was read by
(`Address.library`); of each place in that library, a collection or all of it, is kept which works
stood there. It lies beside the journal of changes. What crosses the border: a workplace and an
address in; a `Memory` in and out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mscref.app.changing import DocumentEdit, Workplace
from mscref.errors import CorruptError, LibraryError
from mscref.formats.zotero.item import PLACE
from mscref.library import files
from mscref.library.delta import TextSplice
from mscref.library.follow import FollowedEntry
from mscref.model.homes import Address, parse_address
from mscref.model.reference import Json, Reference
from mscref.records import Record, made


def name_there(reference: Reference) -> str:
    """What a work is called there for good: Zotero's own key, else its citation key."""
    kept = reference.extra.get(PLACE)
    key = kept.get("key") if isinstance(kept, dict) else None
    return key if isinstance(key, str) and key else reference.id


class Memory(Record):
    """What is known of a library elsewhere: its works by their names there, the names of those that
    stood at each place, by the path of the place, and the scheme by which it was last read."""

    items: Mapping[str, FollowedEntry] = made(factory=dict)
    places: Mapping[str, frozenset[str]] = made(factory=dict)
    scheme: str = ""

    def standing_at(self, address: Address) -> frozenset[str]:
        """The names of the works that stood there; none where nobody looked."""
        return self.places.get(address.path, frozenset())

    def after(self, address: Address, known: Mapping[str, FollowedEntry]) -> Memory:
        """The memory once `known` are the works that stand at an address, and were read there."""
        elsewhere = {
            name for path, one in self.places.items() if path != address.path for name in one
        }
        gone = self.standing_at(address) - elsewhere
        items = {name: one for name, one in self.items.items() if name not in gone}
        places = {**self.places, address.path: frozenset(known)}
        return Memory({**items, **known}, places, address.scheme)

    def with_sent(self, address: Address, sent: Mapping[str, FollowedEntry]) -> Memory:
        """The memory once works were sent to an address: they stand in what is above it, too."""
        within = f"{address.path}/"
        places = {
            path: names | sent.keys() if not path or within.startswith(f"{path}/") else names
            for path, names in self.places.items()
        }
        return Memory({**self.items, **sent}, places, self.scheme or address.scheme)


def recall(place: Workplace, address: Address) -> tuple[Path, str, Memory]:
    """The file, its text and what it holds; with what was kept of that address alone, as it was
    before one file held what is known of a library. Raises LibraryError."""
    path = path_of(place, address)
    text, found = _read(path)
    if address.path not in found.places:
        _, old = _read(_path(place, address.word))
        places = {**old.places, **found.places}
        found = Memory({**old.items, **found.items}, places, found.scheme or old.scheme)
    return path, text, found


def path_of(place: Workplace, address: Address) -> Path:
    """Where is kept what a library file knows of the library that an address is of."""
    return _path(place, f"{address.library}\nlibrary")


def _path(place: Workplace, name: str) -> Path:
    whole = f"{place.library.resolve()}\n{name}"
    return place.state_folder / "sync" / f"{hashlib.sha256(whole.encode()).hexdigest()[:32]}.json"


def make(path: Path) -> None:
    """Make the file, with nothing in it, where there is none; raises LibraryError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"):
                pass
    except OSError as error:
        raise LibraryError(f"{path}: cannot be made: {files.reason(error)}") from error


def _read(path: Path) -> tuple[str, Memory]:
    data = files.read_bytes_if_there(path) or b""
    text = data.decode("utf-8", errors="replace")
    if not text.strip():
        return text, Memory()
    try:
        return text, _memory(json.loads(text))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise CorruptError(
            f"{path}: what is known of the last sync is damaged",
            hint="remove the file: the next sync compares with what stands here",
        ) from error


def _memory(payload: Any) -> Memory:  # noqa: ANN401 - checked here
    items = {name: _followed(one) for name, one in payload["items"].items()}
    if "places" not in payload:  # of one address
        address = parse_address(payload["address"])
        return Memory(items, {address.path: frozenset(items)}, address.scheme)
    places = {path: frozenset(names) & items.keys() for path, names in payload["places"].items()}
    return Memory(items, places, str(payload["scheme"]))


def _followed(value: Json) -> FollowedEntry:
    if not isinstance(value, dict):
        raise TypeError
    key, fields = value["key"], value["fields"]
    if not isinstance(key, str) or not isinstance(fields, dict):
        raise TypeError
    return FollowedEntry(key, {name: str(one) for name, one in fields.items()})


def written(address: Address, memory: Memory) -> str:
    """The text of the file."""
    payload = {
        "library": address.library,
        "scheme": memory.scheme,
        "places": {path: sorted(names) for path, names in memory.places.items()},
        "items": {
            name: {"key": one.key, "fields": dict(one.fields)} for name, one in memory.items.items()
        },
    }
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def as_document(path: Path, old: str, new: str) -> tuple[DocumentEdit, ...]:
    """The change of the file, to be written in one with the library; none for no change."""
    return (DocumentEdit(path, old, (TextSplice(0, len(old), new),)),) if new != old else ()
