"""`sync`: a .bib file follows a library elsewhere, one way.

What stood there the last time is kept in a file beside the journal of changes, and written in one
change with the library, so that `undo` takes both back. What crosses the border: an address and a
workplace in; a `Synced` out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mscref.app.changing import DocumentEdit, Edit, Outcome, Workplace, editing
from mscref.app.library import read_path
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import CorruptError, LibraryError, UsageError
from mscref.formats.zotero.item import PLACE
from mscref.library import files
from mscref.library.delta import TextSplice
from mscref.library.follow import FollowedEntry, Following, SyncConflict, follow
from mscref.library.incoming import from_references
from mscref.model.homes import is_address
from mscref.model.reference import Json, Reference

_WIDEST = 60  # characters of a value that a message shows


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done to whom, what was written, and what is to be said."""

    following: Following
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_conflicts(self) -> bool:
        """Whether somebody has to decide."""
        return bool(self.following.conflicts or self.following.broken)


def sync(word: str, place: Workplace, *, prune: bool = False) -> Synced:
    """Bring what changed at an address into the library; raises what reading and writing raise."""
    if not is_address(word):
        raise UsageError(
            f"`{word}` is no address of a library elsewhere",
            hint="zotero:, zotero+api: or bbt:, perhaps with a collection; `mscref import` reads"
            " files",
        )
    _, there = read_path(word)
    unread = [one for one in there.diagnostics if one.severity is Severity.ERROR]
    state = _state_path(place, there.address)
    if not place.dry_run:
        _make_state(state)
    with editing(place, may_create=True) as session:
        text, known = _read_state(state)
        if prune and known and not there.references:
            raise LibraryError(
                f"{word} holds nothing at all; nothing was removed here",
                hint="if that is meant, remove the entries with `mscref rm`",
            )
        incoming = from_references(there.references, session.bib)
        names = map(_name_there, there.references)
        found = follow(
            session.bib, zip(names, incoming, strict=True), known, prune=prune and not unread
        )
        new = _written_state(there.address, found.known)
        documents = () if place.dry_run else _document(state, text, new)
        outcome = session.commit(
            Edit(
                summary=summary_of(found),
                splices=tuple(found.splices),
                documents=documents,
                removed=len(found.removed),
                added=len(found.added),
            )
        )
    said = [*there.diagnostics, *_said(found, place.library)]
    if prune and unread:
        message = "what could not be read there may be what is missing: nothing was removed here"
        said.append(Diagnostic(Severity.WARNING, "sync-not-pruned", message, Span(word)))
    return Synced(found, outcome, tuple(said))


def _name_there(reference: Reference) -> str:
    """What a work is called there for good: Zotero's own key, else its citation key."""
    kept = reference.extra.get(PLACE)
    key = kept.get("key") if isinstance(kept, dict) else None
    return key if isinstance(key, str) and key else reference.id


def summary_of(found: Following) -> str:
    """What was done, in a few words."""
    counted = (
        ("added", found.added),
        ("changed", found.changed),
        ("removed", found.removed),
    )
    parts = [f"{word} {_listed(keys)}" for word, keys in counted if keys]
    return ", ".join(parts) or "changed nothing"


def _listed(keys: list[str]) -> str:
    more = f" and {len(keys) - 3} more" if len(keys) > 3 else ""
    return ", ".join(keys[:3]) + more


def _said(found: Following, library: Path) -> Iterator[Diagnostic]:
    place = Span(str(library))
    for one in found.conflicts:
        yield Diagnostic(
            Severity.WARNING,
            "sync-conflict",
            _conflict(one),
            place,
            hint="it stays as it is here; make both sides the same to end this",
        )
    for key in found.broken:
        message = f"`{key}` is broken here and was not changed"
        yield Diagnostic(Severity.ERROR, "sync-broken", message, place, hint="`mscref check`")
    for name in found.repeated:
        message = f"`{name}` stands there more than once; only the first is followed"
        yield Diagnostic(Severity.WARNING, "sync-repeated", message, place)
    if found.gone:
        message = f"no longer there, and kept here: {_listed(found.gone)}"
        hint = "--prune removes those that nobody changed here"
        yield Diagnostic(Severity.INFO, "sync-gone", message, place, hint=hint)
    if found.left_out:
        message = f"removed here, and not brought again: {_listed(found.left_out)}"
        yield Diagnostic(Severity.INFO, "sync-left-out", message, place)


def _conflict(one: SyncConflict) -> str:
    if not one.there:
        return f"`{one.key}`: {one.name} is gone there and was changed here"
    if not one.here:
        return f"`{one.key}`: {one.name} was changed there and removed here: {_short(one.there)}"
    return (
        f"`{one.key}`: {one.name} was changed on both sides: here {_short(one.here)}, there"
        f" {_short(one.there)}"
    )


def _short(value: str) -> str:
    text = " ".join(value.split())
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


# ---------------------------------------------------------------- the last time


def _state_path(place: Workplace, address: str) -> Path:
    """Where is kept what stood at an address when this library last followed it; `address` is the
    one that is there, however the person spells it."""
    name = f"{place.library.resolve()}\n{address}"
    return place.state_folder / "sync" / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"


def _make_state(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"):
                pass
    except OSError as error:
        raise LibraryError(f"{path}: cannot be made: {files.reason(error)}") from error


def _read_state(path: Path) -> tuple[str, dict[str, FollowedEntry]]:
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


def _written_state(word: str, known: Mapping[str, FollowedEntry]) -> str:
    items = {name: {"key": one.key, "fields": dict(one.fields)} for name, one in known.items()}
    payload = {"address": word, "items": items}
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def _document(path: Path, old: str, new: str) -> tuple[DocumentEdit, ...]:
    return (DocumentEdit(path, old, (TextSplice(0, len(old), new),)),) if new != old else ()
