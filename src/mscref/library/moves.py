"""Move a file so that it has a name at every moment, and no other file is ever written over.

A move has two halves, and the library is written between them: `begin` gives the file its new name
beside the old one (a hard link, else a copy that is flushed to the disk), `end` takes the old name
away. Whichever name the library holds leads to the file. Both halves may be done again after a
process was stopped, and both go `back` as well. What crosses the border: `FileMove` values in;
every failure of the system is one LibraryError that says what and where.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from mscref.errors import LibraryError, LockedError
from mscref.library import files
from mscref.library.exchange import put_where_nothing_is
from mscref.records import Record

_PIECE = 1 << 20


class FileMove(Record):
    """A file that gets another name; `content` is the hash by which it is known.

    With `keeps_source` it is copied: the old name stays.
    """

    source: Path
    target: Path
    content: str
    keeps_source: bool = False

    def names(self, *, back: bool) -> tuple[Path, Path]:
        """From where to where it goes."""
        return (self.target, self.source) if back else (self.source, self.target)


def planned_move(source: Path, target: Path, *, keeps_source: bool = False) -> FileMove:
    """The move of a file that is there, read once for its hash.

    Raises LibraryError for what is no regular file of its own (a symbolic link would lead nowhere
    from another folder), and where there is a file of the new name.
    """
    if source.is_symlink():
        raise LibraryError(f"{source}: is a symbolic link, and is not moved")
    move = FileMove(_absolute(source), _absolute(target), hash_of(source), keeps_source)
    _refuse_occupied(move.target)
    return move


def hash_of(path: Path) -> str:
    """The hash of what a regular file holds, read in pieces; LibraryError."""
    try:
        files.require_regular(path)
        found = hashlib.sha256()
        with path.open("rb", buffering=0) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {files.reason(error)}") from error
    return found.hexdigest()


def check_move(move: FileMove, *, back: bool = False) -> bool:
    """Whether the file is still to move; LibraryError where it could only fail.

    One that is where we want it already, and only there, was moved by hand: nothing is to do.
    """
    source, target = move.names(back=back)
    if not os.path.lexists(source):
        if _holds(target, move):
            return False
        raise LockedError(f"{source}: the file is gone; it cannot be moved to {target}")
    if not _holds(source, move):
        raise LockedError(f"{source}: the file was changed meanwhile; it is not moved")
    if move.keeps_source and back and _holds(target, move):
        return True  # the copy is taken away, and what was copied is there
    _refuse_occupied(target)
    for folder in (source.parent, _nearest(target.parent)):
        if not os.access(folder, os.W_OK | os.X_OK):
            raise LibraryError(f"{folder}: files cannot be moved here: the folder is read-only")
    return True


def begin(move: FileMove, *, back: bool = False) -> None:
    """Give the file its new name, too; where it has it already, nothing."""
    source, target = move.names(back=back)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        is_there = _is_linked(source, target) or _is_copied(source, target)
        if not is_there and not _holds(target, move):
            _refuse_occupied(target)
        files.sync_folder(target.parent)
    except OSError as error:
        raise LibraryError(f"{target}: cannot be written: {files.reason(error)}") from error


def end(move: FileMove, *, back: bool = False) -> None:
    """Take the old name away, where the file has the new one for certain."""
    source, target = move.names(back=back)
    if move.keeps_source and not back:
        return
    try:
        source.lstat()  # os.path.lexists takes a barred folder for one without the file
        if not target.is_file() or not _is_one(source, target, move):
            return  # somebody wrote one of them meanwhile: both stay
        source.unlink()
        files.sync_folder(source.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise LibraryError(f"{source}: cannot be removed: {files.reason(error)}") from error


def shown(move: FileMove, *, back: bool = False) -> str:
    """The move as a diff tells it."""
    verb = "copy" if move.keeps_source and not back else "rename"
    source, target = move.names(back=back)
    return f"{verb} from {source}\n{verb} to {target}\n"


def _is_linked(source: Path, target: Path) -> bool:
    """Whether a hard link could be made, or is there."""
    try:
        os.link(source, target)
    except FileExistsError:
        return source.samefile(target)
    except OSError:  # another file system, or one without links
        return False
    return True


def _is_copied(source: Path, target: Path) -> bool:
    """Copy a file whole to a name that is free; False where it is not."""
    if os.path.lexists(target):
        return False
    files.sweep(target)
    temporary = files.temporary_beside(target)
    try:
        shutil.copy2(source, temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        return put_where_nothing_is(temporary, target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _refuse_occupied(target: Path) -> None:
    if os.path.lexists(target):
        raise LockedError(f"{target}: there is a file of that name, which is not written over")


def _is_one(source: Path, target: Path, move: FileMove) -> bool:
    """Whether two names are those of one file, or of two that hold what is moved."""
    return source.samefile(target) or (_holds(target, move) and _holds(source, move))


def _holds(path: Path, move: FileMove) -> bool:
    """Whether a path is a file of its own that holds what is moved."""
    return not path.is_symlink() and path.is_file() and hash_of(path) == move.content


def _absolute(path: Path) -> Path:
    """The path with its folder as it is; the file itself is not followed."""
    return Path(os.path.realpath(path.parent)) / path.name


def _nearest(folder: Path) -> Path:
    """The folder, else the nearest above it that is there."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder
