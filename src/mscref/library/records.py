"""Records of changes as the journal keeps them: what each file was and became, as JSON.

What crosses the border: `Change` values in, `ChangeRecord` values and bytes out. A record carries a
hash of itself, so that one that was damaged is never believed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mscref.errors import CorruptError, TooNewError
from mscref.library import delta
from mscref.library.delta import ByteSplice
from mscref.library.moves import FileMove

# An earlier mscref, which knows of no moves, takes a record without them for one of its own.
_VERSION, _WITHOUT_MOVES = 2, 1
# What a damaged record makes the decoding raise.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


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
    """What a command wants to do: to the library first, then to documents that cite it; and the
    files that move with it."""

    command: str
    summary: str
    files: tuple[FileChange, ...]
    moves: tuple[FileMove, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a record; `before_hash` is "" where the change made the file."""

    path: Path
    before_hash: str
    after_hash: str
    splices: tuple[ByteSplice, ...]


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change of the past. `number` counts up for each library; `undone` can be redone."""

    number: int
    time: str
    command: str
    summary: str
    undone: bool
    files: tuple[FileRecord, ...]
    moves: tuple[FileMove, ...] = ()


def make_record(change: Change, *, number: int, time: str) -> ChangeRecord:
    """The record of a change that is about to be made."""
    kept = tuple(
        FileRecord(Path(os.path.realpath(one.path)), *one.hashes(), one.splices)
        for one in change.files
    )
    return ChangeRecord(
        number=number,
        time=time,
        command=change.command,
        summary=change.summary,
        undone=False,
        files=kept,
        moves=change.moves,
    )


def to_bytes(record: ChangeRecord) -> bytes:
    """A record as a file of the journal holds it."""
    payload = _record_to_json(record)
    payload["check"] = _check(payload)
    return json.dumps(payload, ensure_ascii=True).encode()


def from_bytes(data: bytes, *, path: Path, undone: bool) -> ChangeRecord:
    """The record that a file holds; raises CorruptError and TooNewError."""
    try:
        payload = json.loads(data)
        if payload["version"] > _VERSION:
            raise TooNewError("the journal was written by a later mscref", hint="upgrade mscref")
        if payload.pop("check", None) not in (None, _check(payload)):
            raise ValueError
        return _record_from_json(payload, undone=undone)
    except (*_DAMAGE, zlib.error) as error:
        raise CorruptError(
            f"{path}: the journal record is damaged", hint="remove it to go on without it"
        ) from error


def content_hash(data: bytes | None) -> str:
    """The hash that records know a content by; "" where there is no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def rebuild(record: FileRecord, *, now: bytes) -> tuple[bytes, bytes] | None:
    """The file before and after the change, where `now` is one of them; else None."""
    have = content_hash(now)
    if have == record.after_hash:
        return delta.apply_bytes(now, delta.reverse(record.splices)), now
    if have == record.before_hash:
        return now, delta.apply_bytes(now, record.splices)
    return None


def _check(payload: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:32]


def _record_to_json(record: ChangeRecord) -> dict[str, Any]:
    moves = {"moves": [_move_to_json(one) for one in record.moves]} if record.moves else {}
    return {
        "version": _VERSION if moves else _WITHOUT_MOVES,
        "number": record.number,
        "time": record.time,
        "command": record.command,
        "summary": record.summary,
        "files": [
            {
                "path": _path_to_json(one.path),
                "before": one.before_hash,
                "after": one.after_hash,
                "splices": [
                    [splice.start, _pack(splice.old), _pack(splice.new)] for splice in one.splices
                ],
            }
            for one in record.files
        ],
        **moves,
    }


def _record_from_json(payload: dict[str, Any], *, undone: bool) -> ChangeRecord:
    return ChangeRecord(
        number=int(payload["number"]),
        time=str(payload["time"]),
        command=str(payload["command"]),
        summary=str(payload["summary"]),
        undone=undone,
        files=tuple(
            FileRecord(
                _path_from_json(one["path"]),
                str(one["before"]),
                str(one["after"]),
                tuple(
                    ByteSplice(int(start), _unpack(old), _unpack(new))
                    for start, old, new in one["splices"]
                ),
            )
            for one in payload["files"]
        ),
        moves=tuple(
            FileMove(
                _path_from_json(one["source"]),
                _path_from_json(one["target"]),
                str(one["content"]),
                keeps_source=bool(one["keeps"]),
            )
            for one in payload.get("moves", ())
        ),
    )


def _move_to_json(move: FileMove) -> dict[str, Any]:
    return {
        "source": _path_to_json(move.source),
        "target": _path_to_json(move.target),
        "content": move.content,
        "keeps": move.keeps_source,
    }


def _path_to_json(path: Path) -> str:
    """A path in ASCII, whatever bytes it is made of."""
    return base64.b64encode(os.fsencode(path)).decode()


def _path_from_json(text: str) -> Path:
    return Path(os.fsdecode(base64.b64decode(text)))


def _pack(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 6)).decode()


def _unpack(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))
