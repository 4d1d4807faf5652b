"""Which file of a folder is its library, where nobody named one.

`references.bib` is one by its name; else the only .bib file of the folder is; else
`data/references.bib`. Files that LaTeX writes for itself are no libraries. Looking costs one
listing of the folder; nothing is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mscref.commandlines import command_line
from mscref.errors import ManyLibrariesError
from mscref.formats.registry import LIBRARY

USUAL_NAME = "references.bib"
_BELOW = "data/references.bib"
_SHOWN = 5


def library_of(folder: Path) -> tuple[str, str] | None:
    """The library of a folder and why it is that; None where there is none.

    Raises ManyLibrariesError where several files could be meant.
    """
    if (folder / USUAL_NAME).is_file():
        return USUAL_NAME, "found in this folder"
    names = bibliographies_of(folder)
    if len(names) > 1:
        raise _many(names)
    if names:
        return names[0], "the only .bib file of this folder"
    if (folder / _BELOW).is_file():
        return _BELOW, "found in this folder"
    return None


def bibliographies_of(folder: Path) -> list[str]:
    """The names of the .bib files that somebody keeps in a folder, sorted."""
    try:
        found = {one.name for one in os.scandir(folder)}
    except OSError:  # a folder that may be entered and not listed
        return []
    return sorted(
        name
        for name in found
        if name.lower().endswith(LIBRARY.extensions)
        and not name.startswith(".")
        and not _is_of_latex(name, found)
        and (folder / name).is_file()
    )


def _is_of_latex(name: str, beside: Iterable[str]) -> bool:
    """Whether LaTeX wrote the file: biblatex's `paper-blx.bib`, REVTeX's `paperNotes.bib`."""
    stem = Path(name).stem
    return stem.endswith("-blx") or (
        stem.endswith("Notes") and f"{stem.removesuffix('Notes')}.tex" in beside
    )


def _many(names: list[str]) -> ManyLibrariesError:
    meant = command_line("-l", names[0]).removeprefix("mscref ")
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    return ManyLibrariesError(
        f"{len(names)} .bib files are in this folder: {shown}",
        hint=f"say which one is meant: {meant}; `{command_line('init', values=[names[0]])}`"
        " makes it the library of this folder",
    )
