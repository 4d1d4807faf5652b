"""What each change did, kept in the state folder so that it can be taken back byte for byte.

One small file per change: the byte splices of every file it touched, and the hash of each file
before and after. The name of the file says how far the change is: `pending` is written before the
first of its files and renamed when the last is there, `undoing` and `redoing` likewise. Whoever
finds one of these names has found a process that was stopped half-way, and `recover` makes all
files old or all new, by their hashes.

What crosses the border: the state folder, `Change` values and a time in; records out.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import CorruptError, LibraryError, LockedError, MscrefError, NotFoundError
from mscref.library import delta, files, moves
from mscref.library.delta import ByteSplice
from mscref.library.moves import FileMove
from mscref.library.records import (
    Change,
    ChangeRecord,
    FileChange,
    FileRecord,
    content_hash,
    from_bytes,
    make_record,
    rebuild,
    to_bytes,
)
from mscref.records import replaced as replace

__all__ = ["Change", "ChangeRecord", "FileChange", "FileRecord", "Journal", "rebuild"]

# Old records go first once a library has more than this many, or this many bytes of them.
KEEP_RECORDS = 200
KEEP_BYTES = 64 * 1024 * 1024
# How often and long another program's save is waited for when a change is put back.
_TRIES, _TRY_SECONDS = 20, 0.02


class State(Enum):
    """How far a change is; the value is part of the name of its file."""

    DONE = ""
    UNDONE = ".undone"
    PENDING = ".pending"
    UNDOING = ".undoing"
    REDOING = ".redoing"

    @property
    def is_half(self) -> bool:
        """Whether a process was stopped in the middle of it."""
        return self not in (State.DONE, State.UNDONE)


class _Kept(NamedTuple):
    """One file of the journal, read only when it is needed: a damaged one blocks only itself."""

    number: int
    state: State
    path: Path


class Journal:
    """The records of one library, below the state folder."""

    def __init__(self, state_folder: Path, library: Path) -> None:
        real = os.path.realpath(library)
        name = sha256(os.fsencode(real)).hexdigest()[:24]
        self.library = library
        self.folder = state_folder / "journal" / name

    def apply(self, change: Change, *, time: str) -> ChangeRecord:
        """Record the change, then write its files; the caller holds the lock.

        Files that move have both names while the others are written (`moves.py`).

        Every file is looked at before the first is written. Where one fails after all, those
        that were written are put back. Without a writable state folder nothing is changed
        (LibraryError): what cannot be taken back is not done.
        """
        for one in change.files:
            files.check_replaceable(one.path, expected=one.before)
        for move in change.moves:
            moves.check_move(move)
        kept = self._kept()
        record = make_record(change, number=kept[-1].number + 1 if kept else 1, time=time)
        self._write(record)
        written: list[FileChange] = []
        begun: list[FileMove] = []
        try:
            for move in change.moves:
                moves.begin(move)
                begun.append(move)
            for one in change.files:
                files.replace_by_pieces(one.path, one.pieces(), expected=one.before)
                written.append(one)
            for move in change.moves:
                moves.end(move)
            self._move(record.number, State.PENDING, State.DONE)
        except (LibraryError, OSError) as error:
            self._put_back(written, begun, record, error)
            raise
        with contextlib.suppress(OSError):  # the change is made, and litter is no reason to deny it
            self._clear(kept)
        return record

    def _clear(self, kept: Sequence[_Kept]) -> None:
        """Drop what a new change makes useless: what was undone before it, and the oldest."""
        for old in kept:
            if old.state is State.UNDONE:
                old.path.unlink(missing_ok=True)
        self._forget_oldest()

    @contextlib.contextmanager
    def recovering(self) -> Iterator[tuple[Diagnostic, ...]]:
        """Recover, then work; what was recovered is said with an error, too."""
        recovered = tuple(
            Diagnostic(Severity.WARNING, "interrupted-change", one) for one in self.recover()
        )
        try:
            yield recovered
        except MscrefError as error:
            error.diagnostics += recovered
            raise

    def recover(self) -> list[str]:
        """Make every change whole that a stopped process left half-way; says what was done.

        The caller holds the lock. A file that holds neither what it held before the change nor
        after it was edited since: it is left alone, and so is its record.
        """
        said: list[str] = []
        for kept in self._kept():
            if kept.state.is_half:
                with contextlib.suppress(CorruptError):  # it blocks only itself
                    record = self._read(kept)
                    for path in _paths(record):
                        files.sweep(path)
                    said += self._recover(kept, record)
        return said

    def records(self) -> list[ChangeRecord]:
        """Every record, oldest first; one that cannot be read says so and names no file."""
        return [self._read_or_name(kept) for kept in self._kept()]

    @property
    def is_empty(self) -> bool:
        """Whether no change is on record."""
        return not self._kept()

    def next(self, *, redo: bool = False) -> ChangeRecord:
        """What `undo` would take back (or `redo` do again); NotFoundError, CorruptError."""
        return self._read(self._next(redo=redo))

    def undo(self) -> ChangeRecord:
        """Take back the last change that is not undone; NotFoundError when there is none."""
        return self._turn(self._next(redo=False), State.UNDOING, State.UNDONE)

    def redo(self) -> ChangeRecord:
        """Do the change again that was undone last; NotFoundError when there is none."""
        return self._turn(self._next(redo=True), State.REDOING, State.DONE)

    def _next(self, *, redo: bool) -> _Kept:
        kept = self._kept()
        done = [one for one in kept if one.state in (State.DONE, State.PENDING, State.UNDOING)]
        last = done[-1].number if done else 0
        # What was undone before a later change cannot be done again.
        undone = [one for one in kept if one not in done and one.number > last]
        if redo and undone:
            return undone[0]
        if not redo and done:
            return done[-1]
        what = "undone change to do again" if redo else "change to take back"
        raise NotFoundError(f"{self.library}: no {what}")

    def _turn(self, kept: _Kept, half: State, whole: State) -> ChangeRecord:
        """Take a record back, or do it again: every file is looked at before one is written.

        A file that is already where we want it is left alone: somebody took it back by hand.
        """
        record, back = self._read(kept), whole is State.UNDONE
        steps = _steps(record, back=back)
        going = [one for one in record.moves if moves.check_move(one, back=back)]
        self._move(kept.number, kept.state, half)
        _turn_all(steps, going, back=back)
        # The name alone says what is undone: a rename is one step.
        self._move(kept.number, half, whole)
        return replace(record, undone=back)

    def _recover(self, kept: _Kept, record: ChangeRecord) -> list[str]:
        """Finish what was begun, unless no file has changed yet; a redo is begun anew."""
        sides = {_side(one) for one in record.files}
        back = kept.state is State.UNDOING
        if ("before" if back else "after") not in sides:
            for move in record.moves:  # what got its new name has its old one still
                moves.end(move, back=not back)
            if kept.state is State.PENDING:
                kept.path.unlink(missing_ok=True)  # it never happened
            else:
                self._move(kept.number, kept.state, State.DONE if back else State.UNDONE)
            return _edited_since(record) if None in sides and len(record.files) > 1 else []
        if None in sides:
            self._move(kept.number, kept.state, State.DONE)
            return _edited_since(record)
        left = [one for one in record.moves if os.path.lexists(one.names(back=back)[0])]
        going, stuck = _moving(left, back=back)
        _turn_all(_steps(record, back=back), going, back=back)
        self._move(kept.number, kept.state, State.UNDONE if back else State.DONE)
        names = ", ".join(path.name for path in _paths(record))
        ended = "undo of " if back else ""
        if len(sides) == 1 and not left:
            return []
        said = f"{ended}`{record.command}` was stopped half-way and is finished now ({names})"
        return [said, *stuck]

    def _put_back(
        self,
        written: Sequence[FileChange],
        begun: Sequence[FileMove],
        record: ChangeRecord,
        error: Exception,
    ) -> None:
        """Take back what was written of a change that failed, and its record with it."""
        left: list[str] = []
        for move in begun:
            try:
                moves.begin(move, back=True)
            except (LibraryError, OSError) as second:
                left.append(f"{move.target} was {move.source} and could not be put back ({second})")
        for one in written:
            try:
                _take_back(one)
            except (LibraryError, OSError) as second:
                left.append(f"{one.path} was changed before and could not be put back ({second})")
        for move in begun:
            if not left:
                try:
                    moves.end(move, back=True)
                except (LibraryError, OSError) as second:
                    left.append(f"{move.target} could not be removed ({second})")
        if left:
            raise LibraryError(
                "; ".join([str(error), *left]),
                hint="the next change or undo of this library makes all files old or new",
            ) from error
        with contextlib.suppress(OSError):
            self._path(record.number, State.PENDING).unlink()

    def _kept(self) -> list[_Kept]:
        if not self.folder.is_dir():
            return []
        found: list[_Kept] = []
        for path in sorted(self.folder.glob("[0-9]" * 8 + "*.json")):
            with contextlib.suppress(ValueError):  # not one of our names
                found.append(_Kept(int(path.name[:8]), State(path.stem[8:]), path))
        return found

    def _path(self, number: int, state: State) -> Path:
        return self.folder / f"{number:08d}{state.value}.json"

    def _move(self, number: int, old: State, new: State) -> None:
        self._path(number, old).rename(self._path(number, new))

    def _write(self, record: ChangeRecord) -> None:
        path = self._path(record.number, State.PENDING)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise LibraryError(
                f"{path.parent}: the journal cannot be made: {files.reason(error)}",
                hint="nothing was changed; set XDG_STATE_HOME to a folder you can write",
            ) from error
        files.replace_file(path, to_bytes(record), expected=files.read_bytes_if_there(path))

    def _read(self, kept: _Kept) -> ChangeRecord:
        data = files.read_bytes(kept.path)
        record = from_bytes(data, path=kept.path, undone=kept.state is State.UNDONE)
        return replace(record, number=kept.number)

    def _read_or_name(self, kept: _Kept) -> ChangeRecord:
        try:
            return self._read(kept)
        except LibraryError as error:
            is_undone = kept.state is State.UNDONE
            return ChangeRecord(kept.number, "", "?", error.message, undone=is_undone, files=())

    def _forget_oldest(self) -> None:
        size = 0
        for count, kept in enumerate(reversed(self._kept())):
            size += kept.path.stat().st_size
            # The last record stays, however large: it is the one people take back.
            if count and (count >= KEEP_RECORDS or size > KEEP_BYTES):
                kept.path.unlink(missing_ok=True)


def _edited_since(record: ChangeRecord) -> list[str]:
    """What to say of files that hold neither what they held before a change nor after it."""
    edited = ", ".join(str(one.path) for one in record.files if _side(one) is None)
    return [f"`{record.command}` was stopped half-way, and {edited} was edited since"]


def _side(one: FileRecord) -> str | None:
    """Whether a file holds what it held before the change, or after it; None for anything else."""
    have = content_hash(files.read_bytes_if_there(one.path))
    return {one.before_hash: "before", one.after_hash: "after"}.get(have)


def _take_back(change: FileChange) -> None:
    """Put the old bytes back into a file that was written just now; what somebody else saved since
    then stays, where it is apart from them. Raises LibraryError.

    A save that is under way may leave the file empty or half for a moment: it is waited for.
    """
    after = delta.apply_bytes(change.before or b"", change.splices)
    for left in range(_TRIES, -1, -1):
        try:
            _take_back_at_once(change, after)
        except LockedError:
            if not left:
                raise
            time.sleep(_TRY_SECONDS)
        else:
            return


def _take_back_at_once(change: FileChange, after: bytes) -> None:
    now = files.read_bytes_if_there(change.path)
    back = delta.rebased(delta.reverse(change.splices), after, now or b"")
    if now is None or back is None:
        raise LockedError("somebody changed the same place meanwhile")
    if change.before is None and now == after:
        files.remove_file(change.path, expected=now)
    else:
        files.replace_file(change.path, delta.apply_bytes(now, back), expected=now)


def _steps(record: ChangeRecord, *, back: bool) -> list[tuple[FileRecord, bytes | None]]:
    """The files that are still to turn, with what they hold; LockedError where one was edited."""
    steps: list[tuple[FileRecord, bytes | None]] = []
    for one in record.files:
        now = files.read_bytes_if_there(one.path)
        have = content_hash(now)
        ends = (one.after_hash, one.before_hash)
        start, wanted = ends if back else ends[::-1]
        if have == start:
            files.check_replaceable(one.path, expected=now)
            steps.append((one, now))
        elif have != wanted:
            raise LockedError(
                f"{one.path}: changed since `{record.command}` of {record.time}; "
                f"it cannot be {'taken back' if back else 'done again'} byte for byte",
                hint=f"`mscref history --diff {record.number}` shows what it did",
            )
    return steps


def _paths(record: ChangeRecord) -> list[Path]:
    """The files that a change writes or gives a name."""
    named = [path for one in record.moves for path in (one.target, one.source)]
    return [*(one.path for one in record.files), *named]


def _moving(left: Sequence[FileMove], *, back: bool) -> tuple[list[FileMove], list[str]]:
    """The moves that could be begun again, and what is to be said of the others."""
    going: list[FileMove] = []
    stuck: list[str] = []
    for move in left:
        try:
            moves.begin(move, back=back)
            going.append(move)
        except LibraryError as error:
            stuck.append(error.message)
    return going, stuck


def _turn_all(
    steps: Sequence[tuple[FileRecord, bytes | None]], going: Sequence[FileMove], *, back: bool
) -> None:
    """Write files and move others, which have both names meanwhile."""
    for move in going:
        moves.begin(move, back=back)
    for one, now in steps:
        _turn_file(one, now, back=back)
    for move in going:
        moves.end(move, back=back)


def _turn_file(one: FileRecord, now: bytes | None, *, back: bool) -> None:
    splices: Sequence[ByteSplice] = delta.reverse(one.splices) if back else one.splices
    wanted = one.before_hash if back else one.after_hash
    result = delta.apply_bytes(now or b"", splices)
    if content_hash(result) != wanted and (wanted or result):
        raise CorruptError(f"{one.path}: the journal record is damaged; nothing was written")
    if not wanted:
        files.remove_file(one.path, expected=now or b"")
    else:
        files.replace_file(one.path, result, expected=now)
