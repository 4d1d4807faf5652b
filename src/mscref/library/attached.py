"""Where a linked file is, and whether it is ours to touch.

A .bib file may come from anybody, and so may its links. A file is read, moved or asked about only
below a *root*: the folder of the library, or one that the person named. JabRef's `fileDirectory`
is a place to look in, and only where it lies below a root: the same stranger wrote it. What is
elsewhere is said and left alone, so that no link makes us open a device, another's secrets or a
share on the network. What crosses the border: paths as they stand in links in, `FilePlace`s out.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from mscref.library.files import reason
from mscref.records import Record

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Whereabouts(Enum):
    """What is known of a link."""

    FOUND = "found"
    MISSING = "missing"
    OUTSIDE = "outside"  # not below a root: not even asked whether it is there
    BARRED = "barred"  # in a folder that nobody may enter: whether it is there is not known
    ODD = "odd"  # a folder, a pipe, a device; or a name that no file can have


class FilePlace(Record):
    """Where a link leads: `path` is the file, or the first place that it could be."""

    path: Path
    state: Whereabouts


class Roots:
    """The folders below which files are ours to touch; relative links are looked for in `bases`."""

    def __init__(
        self, library: Path, *, named: Sequence[Path] = (), further: Sequence[str] = ()
    ) -> None:
        self.home = _whole(library).parent
        real_home = Path(os.path.realpath(library)).parent
        self.roots = _distinct([self.home, real_home, *(_whole(one) for one in named)])
        self._real = _distinct([Path(os.path.realpath(one)) for one in self.roots])
        folders = [self._lexical(one) for one in further]
        inside = [one for one in folders if one is not None and self._is_below(one)]
        self.bases = _distinct([*inside, self.home, *self.roots])
        self.outside = [
            text for text, one in zip(further, folders, strict=True) if one not in inside
        ]

    def locate(self, link: str) -> FilePlace:
        """Where the path of a link leads; nothing outside the roots is looked at."""
        if "\0" in link or not link:
            return FilePlace(self.home, Whereabouts.ODD)
        places = [one for one in self._candidates(link) if self._is_below(one)]
        if not places:
            return FilePlace(self._candidates(link)[0], Whereabouts.OUTSIDE)
        found = [FilePlace(one, _state(one, self._real)) for one in places]
        return next((one for one in found if one.state is not Whereabouts.MISSING), found[0])

    def is_inside(self, path: Path) -> bool:
        """Whether a file is below a root, wherever links on the way lead."""
        return self._is_below(path) and _is_real_below(path, self._real)

    def link_to(self, path: Path) -> str:
        """How a link says where a file is: from the folder of the library, where it is below it,
        else from another base, else in full."""
        whole = _whole(path)
        for base in (self.home, Path(os.path.realpath(self.home)), *self.bases):
            if whole.is_relative_to(base):
                return whole.relative_to(base).as_posix()
        return whole.as_posix()

    def _candidates(self, link: str) -> list[Path]:
        whole = _expanded(link)
        if whole is not None:
            return [whole]
        text = link.replace("\\", "/") if os.sep == "/" and "\\" in link else link
        names = [link, text] if text != link else [link]
        return [Path(os.path.normpath(base / name)) for base in self.bases for name in names]

    def _lexical(self, text: str) -> Path | None:
        whole = _expanded(text)
        return whole or Path(os.path.normpath(self.home / text.replace("\\", "/")))

    def _is_below(self, path: Path) -> bool:
        return any(path.is_relative_to(one) for one in (*self.roots, *self._real))


class FilesBelow(Record):
    """Files below a folder, and what could not be read on the way, with the system's word."""

    files: tuple[Path, ...]
    barred: tuple[tuple[Path, str], ...]


def files_below(folder: Path, suffixes: frozenset[str]) -> FilesBelow:
    """The files with one of these suffixes below a folder, in order of their names.

    Links to folders are not followed and links to files left out, nor is what is hidden shown.
    """
    found: list[Path] = []
    barred: dict[Path, str] = {}

    def note(error: OSError) -> None:
        barred[Path(error.filename or folder)] = reason(error)

    for here, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if path.suffix.lower() not in suffixes or name.startswith("."):
                continue
            try:
                if stat.S_ISREG(path.lstat().st_mode):
                    found.append(path)
            except FileNotFoundError:  # taken away meanwhile
                continue
            except OSError as error:  # names may be read, and nothing else of a folder
                barred[path.parent] = reason(error)
    return FilesBelow(tuple(found), tuple(barred.items()))


def _whole(path: Path) -> Path:
    """The path from the root of the disk, without `..`, and no link followed."""
    return Path(os.path.normpath(Path.cwd() / path))


def _expanded(text: str) -> Path | None:
    """A path that says all of where it is; None for one that is relative to something.

    `~ada` is somebody else's home and not looked up; a drive or share of Windows is none here.
    """
    if text == "~" or text.startswith(("~/", "~\\")):
        with contextlib.suppress(RuntimeError):  # somebody without a home
            return Path(os.path.normpath(Path.home() / text[2:]))
    if text.startswith(("/", "\\\\")) or _DRIVE.match(text):
        return Path(os.path.normpath(text))
    return None


def _state(path: Path, real_roots: Sequence[Path]) -> Whereabouts:
    try:
        if not _is_real_below(path, real_roots):
            return Whereabouts.OUTSIDE
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return Whereabouts.MISSING
    except PermissionError:
        return Whereabouts.BARRED
    except (OSError, ValueError):  # a name too long for a file
        return Whereabouts.ODD
    return Whereabouts.FOUND if is_file else Whereabouts.ODD


def _is_real_below(path: Path, real_roots: Sequence[Path]) -> bool:
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(one) for one in real_roots)


def _distinct(paths: Sequence[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))
