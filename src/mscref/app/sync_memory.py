"""What stood at an address when a library last followed it: a file for each library and address.

It is kept beside the journal of changes. What crosses the border: a workplace and an address in;
what is known of the works there, by the name that each keeps there, in and out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from mscref.app.changing import DocumentEdit, Workplace
from mscref.errors import CorruptError, LibraryError
from mscref.formats.zotero.item import PLACE
from mscref.library import files
from mscref.library.delta import TextSplice
from mscref.library.follow import FollowedEntry
from mscref.model.reference import Json, Reference


def name_there(reference: Reference) -> str:
    """What a work is called there for good: Zotero's own key, else its citation key."""
    kept = reference.extra.get(PLACE)
    key = kept.get("key") if isinstance(kept, dict) else None
    return key if isinstance(key, str) and key else reference.id


def path_of(place: Workplace, address: str) -> Path:
    """Where is kept what stood at an address when this library last followed it; `address` is the
    one that is there, however the person spells it."""
    name = f"{place.library.resolve()}\n{address}"
    return place.state_folder / "sync" / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"


def make(path: Path) -> None:
    """Make the file, with nothing in it, where there is none; raises LibraryError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"):
                pass
    except OSError as error:
        raise LibraryError(f"{path}: cannot be made: {files.reason(error)}") from error


def read(path: Path) -> tuple[str, dict[str, FollowedEntry]]:
    """The text of the file, and each work that it knows by its name there; raises LibraryError."""
    data = files.read_bytes_if_there(path) or b""
    text = data.decode("utf-8", errors="replace")
    if not text.strip():
        return text, {}
    try:
        payload: Json = json.loads(text)
        items = payload["items"] if isinstance(payload, dict) else None
        known = {name: _followed(one) for name, one in items.items()}  # type: ignore[union-attr]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise CorruptError(
            f"{path}: what is known of the last sync is damaged",
            hint="remove the file: the next sync compares with what stands here",
        ) from error
    return text, known


def _followed(value: Json) -> FollowedEntry:
    if not isinstance(value, dict):
        raise TypeError
    key, fields = value["key"], value["fields"]
    if not isinstance(key, str) or not isinstance(fields, dict):
        raise TypeError
    return FollowedEntry(key, {name: str(one) for name, one in fields.items()})


def written(address: str, known: Mapping[str, FollowedEntry]) -> str:
    """The text of the file."""
    items = {name: {"key": one.key, "fields": dict(one.fields)} for name, one in known.items()}
    payload = {"address": address, "items": items}
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def as_document(path: Path, old: str, new: str) -> tuple[DocumentEdit, ...]:
    """The change of the file, to be written in one with the library; none for no change."""
    return (DocumentEdit(path, old, (TextSplice(0, len(old), new),)),) if new != old else ()
