"""`init`: a folder gets a library, or says which of its files is one.

What crosses the border: the name that was asked for, the settings and the folder in; a `Started`
out, which says what was made.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from mscref.app.folder_library import USUAL_NAME, library_of
from mscref.app.settings_file import set_setting
from mscref.commandlines import command_line
from mscref.config import Config
from mscref.errors import ManyLibrariesError, UsageError
from mscref.formats.registry import LIBRARY
from mscref.library.files import replace_file
from mscref.records import Record

# What a new library holds: BibTeX ignores what stands outside its entries.
_FIRST_LINES = "% References in BibTeX. `mscref add` and `mscref import` append to them.\n"


class Started(Record):
    """The library of a folder, why it is that, and what was made for it.

    `settings` is the file that names the library now, "" where none had to.
    """

    library: str
    reason: str
    is_new: bool = False
    settings: str = ""


def start(file: str | None, *, config: Config, folder: Path, environ: Mapping[str, str]) -> Started:
    """Make the library of a folder, or name the file that is to be it.

    Raises UsageError for what cannot be one, ManyLibrariesError where none was named of several.
    """
    if file is None:
        if config.library:
            return Started(", ".join(config.library), f"set in {config.origins['library']}")
        found = library_of(folder)
        if found:
            return Started(*found)
    name = _name(file or USUAL_NAME, folder)
    is_new = _make(folder / name)
    settings = ""
    if not _is_meant(name, config=config, folder=folder):
        written = set_setting("library", [name], folder=folder, environ=environ, here=True)
        settings = str(written.path)
    return Started(name, "made" if is_new else "named", is_new, settings)


def _name(file: str, folder: Path) -> str:
    """The name of a library as seen from its folder."""
    near = os.path.relpath(os.path.realpath(folder / file), os.path.realpath(folder))
    if near.startswith(os.pardir):
        command = command_line("config", "set", "library", values=[file])
        raise UsageError(
            f"{file}: is outside this folder",
            hint=f"`{command}` makes it your own library everywhere",
        )
    if not near.lower().endswith(LIBRARY.extensions):
        raise UsageError(f"{file}: a library is a .bib file", hint=f"mscref init {USUAL_NAME}")
    return near


def _make(path: Path) -> bool:
    """Make an empty library where there is none."""
    if path.exists():
        if not path.is_file():
            raise UsageError(f"{path}: is no file")
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, _FIRST_LINES.encode(), expected=None)
    return True


def _is_meant(name: str, *, config: Config, folder: Path) -> bool:
    """Whether commands in this folder take this file as their library without being told."""
    if config.library:
        return [os.path.realpath(one) for one in config.library] == [
            os.path.realpath(folder / name)
        ]
    try:
        found = library_of(folder)
    except ManyLibrariesError:
        return False
    return found is not None and found[0] == name
