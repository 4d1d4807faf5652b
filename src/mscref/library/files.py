"""Read and replace files so that the old or the new one is there, whole, at any moment.

What crosses the border: paths and bytes in, bytes out; every failure of the system is one
`LibraryError` that says what and where. A replacement is a temporary file in the same folder,
fsync, rename, fsync of the folder. Symbolic links, permissions, owner and extended attributes
stay as they are.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from mscref.errors import LibraryError, LockedError
from mscref.library.delta import Pieces
from mscref.library.exchange import NotGivenBackError, put_in_place, put_where_nothing_is
from mscref.library.limits import LARGEST

if sys.platform != "win32":
    import fcntl

# A temporary file is recognised by this ending; what a killed process left is removed by the
# next writer of the same file, which holds the lock.
_TEMPORARY = ".mscref-tmp"
_LOCK_POLL_SECONDS = 0.02
_PIECE = 256 * 1024  # bytes compared at a time


# As `expected`: whatever the file holds may be replaced (an output, written by many processes).
WHATEVER = b"\0whatever"


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; raises LibraryError where it cannot be read."""
    try:
        require_regular(path)
        if path.stat().st_size > LARGEST:
            raise LibraryError(f"{path}: is larger than {LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {reason(error)}") from error


def require_regular(path: Path) -> None:
    """A pipe would keep us waiting, a device would never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise LibraryError(f"{path}: not a regular file", hint="a library is a .bib file on a disk")


def read_bytes_if_there(path: Path) -> bytes | None:
    """The bytes of the file, or None where there is no file yet."""
    return read_bytes(path) if os.path.lexists(path) else None


def reason(error: OSError) -> str:
    """What the system says, without its number and without the path."""
    return (error.strerror or str(error)).lower()


def holds(path: Path, expected: bytes | None) -> bool:
    """Whether the file holds exactly these bytes (None: whether there is no file).

    It is read in small pieces: memory for all of a large file costs more than reading it.
    """
    if expected is None or not os.path.lexists(path):
        return expected is None and not os.path.lexists(path)
    require_regular(path)
    place = 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            if not expected.startswith(piece, place):
                return False
            place += len(piece)
    return place == len(expected)


def other_names(paths: Sequence[Path]) -> list[Path]:
    """Those of the files that have a name on this disk that is none of `paths` (a hard link).

    A rename gives only one name the new bytes; the others keep the old file.
    """
    names: dict[tuple[int, int], list[Path]] = {}
    counts: dict[tuple[int, int], int] = {}
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            file = (status.st_dev, status.st_ino)
            names.setdefault(file, []).append(path)
            counts[file] = status.st_nlink
    return [named[0] for file, named in names.items() if counts[file] > len(named)]


def replace_file(path: Path, data: bytes, *, expected: bytes | None) -> None:
    """Replace the content of `path` by `data` in one step; see `replace_by_pieces`."""
    replace_by_pieces(path, [data], expected=expected)


def replace_by_pieces(path: Path, pieces: Pieces, *, expected: bytes | None) -> None:
    """Replace the content of `path` by these stretches, one behind the other, in one step.

    `expected` is what the caller read (None: there was no file). If the file holds anything
    else by now, another program changed it: LockedError, and nothing is written.
    """
    target = Path(os.path.realpath(path))
    _refuse_protected(target)
    temporary = temporary_beside(target)
    try:
        sweep(target)
        _write_beside(temporary, pieces, like=target)
        if not _put_in_place(temporary, target, expected):
            raise _changed_meanwhile(path)
        sync_folder(target.parent)
    except NotGivenBackError as error:
        if error.kept == temporary:  # the only name left of what somebody saved
            temporary = target.with_name(f"{temporary.name}.unused")
        raise LibraryError(f"{path}: cannot be written: {error.strerror}") from error
    except OSError as error:
        raise LibraryError(f"{path}: cannot be written: {reason(error)}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def temporary_beside(target: Path) -> Path:
    """A name for a temporary file, by which `sweep` finds what a stopped process left."""
    return target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}{_TEMPORARY}")


def _put_in_place(temporary: Path, target: Path, expected: bytes | None) -> bool:
    """Rename a file to its place where that holds what is expected; whether it did."""
    if expected is WHATEVER:
        temporary.replace(target)
        return True
    if not holds(target, expected):
        return False
    if expected is None:
        return put_where_nothing_is(temporary, target)
    return put_in_place(temporary, target, was_expected=lambda old: holds(old, expected))


def check_replaceable(path: Path, *, expected: bytes | None) -> None:
    """Raise LibraryError where `replace_by_pieces` could only fail; nothing is written."""
    target = Path(os.path.realpath(path))
    _refuse_protected(target)
    folder = target.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise LibraryError(f"{path}: cannot be written: its folder is read-only or not there")
    try:
        is_same = holds(target, expected)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {reason(error)}") from error
    if not is_same:
        raise _changed_meanwhile(path)


def _changed_meanwhile(path: Path) -> LockedError:
    return LockedError(
        f"{path}: changed by another program while mscref was working; nothing was written",
        hint="run the command again",
    )


def remove_file(path: Path, *, expected: bytes) -> None:
    """Remove a file that still holds `expected` (undo of a change that made it)."""
    try:
        if not holds(path, expected):
            raise LockedError(f"{path}: changed by another program; it was not removed")
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be removed: {reason(error)}") from error


@contextlib.contextmanager
def locked(path: Path, *, wait_seconds: float = 10.0) -> Iterator[None]:
    """Hold the right to change `path` among all mscref processes, or raise LockedError.

    The folder is locked, not the file: a rename gives the file another identity, and a lock
    file of our own would be litter in the user's repository. Where the file system knows no
    locks, the comparison of the bytes in `replace_file` is what remains.
    """
    folder = Path(os.path.realpath(path)).parent
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be opened: {reason(error)}") from error
    try:
        _wait_for_lock(descriptor, path, wait_seconds=wait_seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, path: Path, *, wait_seconds: float) -> None:
    if sys.platform == "win32":  # no locks on folders; the comparison of the bytes remains
        return
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"{path}: another mscref is changing it (waited {wait_seconds:g} s)",
                    hint="try again when it has finished",
                ) from None
            time.sleep(_LOCK_POLL_SECONDS)
        except OSError:  # a file system without locks
            return
        else:
            return


def _refuse_protected(target: Path) -> None:
    """A rename would replace even a read-only file: ask its permissions before."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise LibraryError(f"{target}: cannot be written: {reason(error)}") from error
    if not stat.S_ISREG(mode):
        raise LibraryError(f"{target}: not a regular file, it cannot be replaced")
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise LibraryError(
            f"{target}: cannot be written: the file is read-only", hint=f"chmod u+w {target}"
        )


def _write_beside(temporary: Path, pieces: Pieces, *, like: Path) -> None:
    # Nobody else may read the new bytes of a private file, not even before its rights are copied.
    mode = 0o600 if like.exists() else 0o666
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with open(descriptor, "wb", closefd=False) as file:
            file.writelines(pieces)
        _copy_rights(descriptor, like)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_rights(descriptor: int, like: Path) -> None:
    """Give the new file the owner, permissions and attributes of the old one."""
    try:
        old = like.stat()
    except FileNotFoundError:
        return
    new = os.fstat(descriptor)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        # Only root may give a file away; a member of its group may keep the group.
        for owner in (old.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(descriptor, owner, old.st_gid)
                break
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(like):
                os.setxattr(descriptor, name, os.getxattr(like, name))


def sweep(path: Path) -> None:
    """Remove the temporary files that stopped writers of this file left; raises OSError."""
    target = Path(os.path.realpath(path))
    for leftover in target.parent.glob(f".{_escape_glob(target.name)}.*{_TEMPORARY}"):
        if _is_abandoned(leftover.name):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _is_abandoned(name: str) -> bool:
    """Whether the process whose number stands in the name of a temporary file is gone."""
    number = name.removesuffix(_TEMPORARY).rpartition(".")[2].partition("-")[0]
    if not number.isdecimal() or len(number) > 10 or sys.platform == "win32":
        return not number.isdecimal()
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # somebody else's, and alive
        return False
    return False


def _escape_glob(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable; some file systems cannot, and the data is safe anyway."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
