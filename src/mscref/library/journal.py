"""What each change did, kept in the state folder so that it can be taken back byte for byte.

One small file per change: the byte splices of every file it touched, and the hash of each file
before and after. A record is written *before* the files it describes, and says by these hashes
whether its change happened: a file that still has the `before` hash was never replaced (the
process was stopped), so no second write is needed to keep the journal true.

What crosses the border: the state folder, `Change` values and a time in; records out.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mscref.errors import CorruptError, LibraryError, LockedError, NotFoundError, TooNewError
from mscref.library import delta, files
from mscref.library.delta import ByteSplice

_VERSION = 1
_UNDONE = ".undone"
# Old records go first once a library has more than this many, or this many bytes of them.
KEEP_RECORDS = 200
KEEP_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file and what happens to it; `before` is None where the change makes the file."""

    path: Path
    before: bytes | None
    splices: tuple[ByteSplice, ...]

    def hashes(self) -> tuple[str, str]:
        """The hash of the content before ("" where there is no file yet) and after the change.

        What both begin with is hashed once: of an entry appended to a large library, nearly all.
        """
        content = self.before or b""
        shared = self.splices[0].start if self.splices else len(content)
        before = hashlib.sha256(memoryview(content)[:shared])
        after = before.copy()
        before.update(memoryview(content)[shared:])
        for piece in self.pieces()[1:]:
            after.update(piece)
        return "" if self.before is None else before.hexdigest(), after.hexdigest()

    def pieces(self) -> delta.Pieces:
        """The content the change leaves; it begins with the stretch before the first splice."""
        return delta.pieces_after(self.before or b"", self.splices)


@dataclass(frozen=True, slots=True)
class Change:
    """What a command wants to do: to the library first, then to documents that cite it."""

    command: str
    summary: str
    files: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a record; `before_hash` is "" where the change made the file."""

    path: Path
    before_hash: str
    after_hash: str
    splices: tuple[ByteSplice, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One change of the past. `number` counts up for each library; `undone` can be redone."""

    number: int
    time: str
    command: str
    summary: str
    undone: bool
    files: tuple[FileRecord, ...]


class Journal:
    """The records of one library, below the state folder."""

    def __init__(self, state_folder: Path, library: Path) -> None:
        real = os.path.realpath(library)
        name = hashlib.sha256(os.fsencode(real)).hexdigest()[:24]
        self.library = library
        self.folder = state_folder / "journal" / name

    def apply(self, change: Change, *, time: str) -> Record:
        """Record the change, then write its files; the caller holds the lock.

        Without a writable state folder nothing is changed (LibraryError): what cannot be
        taken back is not done.
        """
        paths = self._paths()
        record = Record(
            _number(paths[-1]) + 1 if paths else 1,
            time,
            change.command,
            change.summary,
            undone=False,
            files=tuple(
                FileRecord(Path(os.path.realpath(one.path)), *one.hashes(), one.splices)
                for one in change.files
            ),
        )
        # A new change ends the chance to redo what was undone before it.
        for path in paths:
            if _is_undone(path):
                path.unlink(missing_ok=True)
        self._write(record)
        try:
            for one in change.files:
                files.replace_by_pieces(one.path, one.pieces(), expected=one.before)
        except (LibraryError, OSError):
            self._drop_if_nothing_happened(record)
            raise
        self._forget_oldest()
        return record

    def records(self) -> list[Record]:
        """Every record that can be read, oldest first."""
        return [self._read(path) for path in self._paths()]

    def undo(self) -> Record:
        """Take back the last change that is not undone; NotFoundError when there is none."""
        for record in reversed(self.records()):
            if not record.undone and self._turn(record, back=True):
                return record
        raise NotFoundError(f"{self.library}: no change to take back")

    def redo(self) -> Record:
        """Do the change again that was undone last; NotFoundError when there is none."""
        for record in self.records():
            if record.undone and self._turn(record, back=False):
                return record
        raise NotFoundError(f"{self.library}: no undone change to do again")

    def _turn(self, record: Record, *, back: bool) -> bool:
        """Take a record back (or do it again); False where its change never happened.

        Every file is looked at before one is written. A file that is already where we want it
        (the process was stopped half-way) is left alone.
        """
        steps: list[tuple[FileRecord, bytes | None]] = []
        for one in record.files:
            now = files.read_bytes_if_there(one.path)
            have = "" if now is None else _hash(now)
            wanted, start = (
                (one.before_hash, one.after_hash) if back else (one.after_hash, one.before_hash)
            )
            if have == start:
                steps.append((one, now))
            elif have != wanted:
                raise LockedError(
                    f"{one.path}: changed since `{record.command}` of {record.time}; "
                    f"it cannot be {'taken back' if back else 'done again'} byte for byte",
                    hint=f"`mscref history --diff {record.number}` shows what it did",
                )
        if not steps and back:
            self._path(record.number).unlink(missing_ok=True)
            return False
        for one, now in steps:
            _turn_file(one, now, back=back)
        # The name alone says what is undone: a rename is one step.
        self._path(record.number, undone=record.undone).rename(
            self._path(record.number, undone=back)
        )
        return True

    def _drop_if_nothing_happened(self, record: Record) -> None:
        """Remove the record of a change of which no file was written."""
        for one in record.files:
            with contextlib.suppress(LibraryError):
                now = files.read_bytes_if_there(one.path)
                if now is not None and _hash(now) == one.after_hash:
                    return
        with contextlib.suppress(OSError):
            self._path(record.number).unlink()

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]" * 8 + "*.json")) if self.folder.is_dir() else []

    def _path(self, number: int, *, undone: bool = False) -> Path:
        return self.folder / f"{number:08d}{_UNDONE if undone else ''}.json"

    def _write(self, record: Record) -> None:
        path = self._path(record.number)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise LibraryError(
                f"{path.parent}: the journal cannot be made: {files.reason(error)}",
                hint="nothing was changed; set XDG_STATE_HOME to a folder you can write",
            ) from error
        data = json.dumps(_record_to_json(record), ensure_ascii=True).encode()
        files.replace_file(path, data, expected=files.read_bytes_if_there(path))

    def _read(self, path: Path) -> Record:
        try:
            return _record_from_json(json.loads(files.read_bytes(path)), undone=_is_undone(path))
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise CorruptError(
                f"{path}: the journal record is damaged", hint="remove it to go on without it"
            ) from error

    def _forget_oldest(self) -> None:
        paths = self._paths()
        size = 0
        for kept, path in enumerate(reversed(paths)):
            size += path.stat().st_size
            # The last record stays, however large: it is the one people take back.
            if kept and (kept >= KEEP_RECORDS or size > KEEP_BYTES):
                path.unlink(missing_ok=True)


def rebuild(record: FileRecord, *, now: bytes) -> tuple[bytes, bytes] | None:
    """The file before and after the change, where `now` is one of them; else None."""
    have = _hash(now)
    if have == record.after_hash:
        return delta.apply_bytes(now, delta.reverse(record.splices)), now
    if have == record.before_hash:
        return now, delta.apply_bytes(now, record.splices)
    return None


def _turn_file(one: FileRecord, now: bytes | None, *, back: bool) -> None:
    splices: Sequence[ByteSplice] = delta.reverse(one.splices) if back else one.splices
    wanted = one.before_hash if back else one.after_hash
    result = delta.apply_bytes(now or b"", splices)
    if not wanted:
        files.remove_file(one.path, expected=now or b"")
        return
    if _hash(result) != wanted:
        raise CorruptError(f"{one.path}: the journal record is damaged; nothing was written")
    files.replace_file(one.path, result, expected=now)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _record_to_json(record: Record) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "number": record.number,
        "time": record.time,
        "command": record.command,
        "summary": record.summary,
        "files": [
            {
                "path": base64.b64encode(os.fsencode(one.path)).decode(),
                "before": one.before_hash,
                "after": one.after_hash,
                "splices": [
                    [splice.start, _pack(splice.old), _pack(splice.new)] for splice in one.splices
                ],
            }
            for one in record.files
        ],
    }


def _number(path: Path) -> int:
    return int(path.name[:8])


def _is_undone(path: Path) -> bool:
    return path.name[8:].startswith(_UNDONE)


def _record_from_json(payload: dict[str, Any], *, undone: bool) -> Record:
    if payload["version"] > _VERSION:
        raise TooNewError("the journal was written by a later mscref", hint="upgrade mscref")
    return Record(
        int(payload["number"]),
        str(payload["time"]),
        str(payload["command"]),
        str(payload["summary"]),
        undone,
        tuple(
            FileRecord(
                Path(os.fsdecode(base64.b64decode(one["path"]))),
                str(one["before"]),
                str(one["after"]),
                tuple(
                    ByteSplice(int(start), _unpack(old), _unpack(new))
                    for start, old, new in one["splices"]
                ),
            )
            for one in payload["files"]
        ),
    )


def _pack(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 6)).decode()


def _unpack(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))
