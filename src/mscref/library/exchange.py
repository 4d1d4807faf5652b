"""Put a file in another's place without losing what a third program puts there at that moment.

Between looking at a file and renaming another over it there is an instant in which an editor may
save. `rename` throws that away; Linux can swap two names in one step (renameat2(2), 3.15), so that
what was replaced is in our hands and can be looked at afterwards. What crosses the border: two
paths in one folder. Elsewhere, and on file systems that cannot swap, a plain rename has to do.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
_CANNOT = frozenset([errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM])


class NotGivenBackError(OSError):
    """What another program saved could not be put back; `kept` is the file that holds it now."""

    def __init__(self, cause: OSError, target: Path, kept: Path) -> None:
        said = f"{cause.strerror}; it holds the change, and what another program saved meanwhile"
        super().__init__(cause.errno, f"{said} is kept in {kept.name}", str(target))
        self.kept = kept


def put_in_place(new: Path, target: Path, *, was_expected: Callable[[Path], bool]) -> bool:
    """Rename `new` to `target`, unless what stood there is not what was expected (then False).

    `was_expected` is asked about the replaced file; on False, and where it raises, `target` is as
    it was. Once the file is in its place nothing fails: what was replaced may stay as litter.
    Raises NotGivenBackError where it was not expected and the names cannot be swapped back.
    """
    if not _swap(new, target):
        new.replace(target)
        return True
    is_ours = False
    try:
        is_ours = was_expected(new)
    finally:
        if not is_ours:
            _swap_back(new, target)
    with contextlib.suppress(OSError):
        new.unlink()
    return is_ours


def put_where_nothing_is(new: Path, target: Path) -> bool:
    """Rename `new` to `target`; False where there is a file of that name by now."""
    try:
        os.link(new, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        new.replace(target)
        return True
    with contextlib.suppress(OSError):
        new.unlink()
    return True


def _swap_back(old: Path, target: Path) -> None:
    """Give `target` back what stood there; where that fails, keep it and say under which name."""
    try:
        if _swap(old, target):
            return
        cause = OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    except OSError as error:
        cause = error
    raise NotGivenBackError(cause, target, _kept_apart(old, target)) from cause


def _kept_apart(old: Path, target: Path) -> Path:
    """The name under which a file stays: one that nobody sweeps, by whichever way there is."""
    kept = target.with_name(f"{target.name}.saved-{os.getpid()}-{os.urandom(2).hex()}")
    for way in (os.rename, os.link, _copy):
        with contextlib.suppress(OSError):
            way(old, kept)
            return kept
    return old


def _copy(old: Path, kept: Path) -> None:
    import shutil  # 2 ms of every command that writes, and this is the last resort

    shutil.copyfile(old, kept)


def _swap(one: Path, other: Path) -> bool:
    """Swap two files; False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # 4 ms, which only those who write pay

    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # a C library without it
        return False
    if swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
