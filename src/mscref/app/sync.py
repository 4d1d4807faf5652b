"""`sync`: a .bib file follows a library elsewhere, one way.

What stood there the last time is kept in a file beside the journal of changes, and written in one
change with the library, so that `undo` takes both back. What crosses the border: an address and a
workplace in; a `Synced` out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.app import sync_memory as memory
from mscref.app.changing import Edit, Outcome, Workplace, editing
from mscref.app.library import read_path
from mscref.app.sync_memory import Memory
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import LibraryError, UsageError
from mscref.library.bibfile import BibText
from mscref.library.follow import Following, SyncConflict, follow
from mscref.library.incoming import Incoming, from_references
from mscref.model.homes import Address, is_address, parse_address
from mscref.model.reference import Reference
from mscref.records import replaced

_FILE = "file"
_WIDEST = 60  # characters of a value that a message shows


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done to whom, what was written, and what is to be said."""

    following: Following
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...]
    address: str

    @property
    def is_noted_only(self) -> bool:
        """Whether no entry changed, and only what stands there was kept for the next sync."""
        found = self.following
        return self.outcome.is_written and not (found.added or found.changed or found.removed)

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
    # Works are told apart by what they are called there; one of a key twice is a work like others.
    there = replaced(there, diagnostics=[one for one in there.diagnostics if not _is_double(one)])
    unread = [one for one in there.diagnostics if one.severity is Severity.ERROR]
    address = parse_address(there.address)
    if not place.dry_run:
        memory.make(memory.path_of(place, address))
    with editing(place, may_create=True) as session:
        state, text, kept = memory.recall(place, address)
        standing = kept.standing_at(address)
        if prune and standing and not there.references:
            raise LibraryError(
                f"{word} holds nothing at all; nothing was removed here",
                hint="if that is meant, remove the entries with `mscref rm`",
            )
        found = follow(
            session.bib,
            _incoming(there.references, session.bib, kept, address),
            kept.items,
            standing=standing,
            prune=prune and not unread,
        )
        new = memory.written(address, kept.after(address, found.known))
        documents = () if place.dry_run else memory.as_document(state, text, new)
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
    return Synced(found, outcome, tuple(said), there.address)


def _incoming(
    references: Sequence[Reference], bib: BibText, kept: Memory, address: Address
) -> Iterator[tuple[str, Incoming]]:
    """Each work as an entry, with its name there.

    By another way than the last time the same files have other paths, or, from zotero.org, none: of
    a file the next reading by the same way tells whether it changed.
    """
    is_another_way = kept.scheme not in ("", address.scheme)
    for reference, one in zip(references, from_references(references, bib), strict=True):
        name = memory.name_there(reference)
        before = kept.items.get(name)
        if is_another_way and before is not None and _FILE in before.fields:
            own = [field for field in one.fields if field[0].lower() != _FILE]
            one = replaced(one, fields=(*own, (_FILE, before.fields[_FILE])))
        yield name, one


def _is_double(one: Diagnostic) -> bool:
    return one.code.endswith("-duplicate-key")


def summary_of(found: Following) -> str:
    """What was done, in a few words."""
    counted = (
        ("added", found.added),
        ("changed", found.changed),
        ("removed", found.removed),
    )
    parts = [f"{word} {_listed(keys)}" for word, keys in counted if keys]
    return ", ".join(parts) or "noted what stands there"


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
