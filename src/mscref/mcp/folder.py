"""What an agent may reach: one library, and the documents in its folder.

A path comes from a program that reads strangers' texts: what leads out of the folder, by `..`, by
an absolute path or by a link, is refused.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mscref.api import Library, load
from mscref.app.changing import Workplace, library_to_change
from mscref.app.document import read_document
from mscref.app.document_settings import settings_of
from mscref.app.files import path_hint
from mscref.app.folders import cache_folder, state_folder
from mscref.app.library import choose_library
from mscref.commandlines import command_line
from mscref.config import Config, load_config
from mscref.errors import NotFoundError, UsageError
from mscref.model.homes import is_address


class AgentFolder:
    """The library that was chosen when the server was started, and the folder that it stands in.

    Raises NoLibraryError where there is no library, UsageError where stdin or several are meant.
    """

    def __init__(self, given: Sequence[str], folder: Path) -> None:
        self.config: Config = load_config(folder, os.environ)
        choice = choose_library(given, config=self.config, folder=folder)
        if len(choice.paths) != 1:
            raise UsageError(
                f"{len(choice.paths)} libraries are meant ({choice.shown})",
                hint="name one with --library FILE",
            )
        if choice.paths[0] == "-":
            raise UsageError("stdin is where the client speaks", hint="name a file: --library FILE")
        if is_address(choice.paths[0]):
            follow = command_line("sync", values=[choice.paths[0]], options=["-l", "refs.bib"])
            raise UsageError(
                f"{choice.paths[0]} is no file, and agents are shown a file of one folder",
                hint=f"make one that follows it: {follow}",
            )
        self.given = tuple(given)
        self._start = folder
        self.library = folder / choice.paths[0]
        self.root = Path(os.path.realpath(self.library.parent))
        self._kept: tuple[object, Library] | None = None

    def references(self) -> Library:
        """The library as it is on the disk now; read again where it was changed."""
        status = self.library.stat() if self.library.exists() else None
        state = (status.st_mtime_ns, status.st_size, status.st_ino) if status else None
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, load(self.library))
        return self._kept[1]

    def keys(self, words: Sequence[str]) -> Sequence[str]:
        """Selectors of an agent; raises UsageError for none, which would mean all of the library,
        and NotFoundError for what looks like a file: its hint would tell what is in a folder."""
        if not words:
            raise UsageError("name at least one reference", hint="search finds keys")
        for word in words:
            if path_hint(word) and word not in self.references():
                raise NotFoundError(f"nothing in the library is `{word}`", hint="search finds keys")
        return words

    def document(self, name: str) -> Path:
        """A document in the folder of the library, all of whose own files stand there as well.

        Raises UsageError for any other; the bibliography that it names is not read.
        """
        place = self._inside(name, what="document")
        said = settings_of(read_document(str(place))).citations
        self.style(said.style)
        if said.abbreviations:
            self._inside(said.abbreviations, what="file of abbreviations")
        return place

    def style(self, name: str) -> str:
        """The name of a style as it may be used; a file of one must stand in the folder."""
        if name.startswith(("http://", "https://")) or not _is_file_name(name):
            return name
        return str(self._inside(name, what="style"))

    def _inside(self, name: str, *, what: str) -> Path:
        try:
            place = Path(os.path.realpath(self.root / name))
            is_inside = place.is_relative_to(self.root) and place.is_file()
        except (OSError, ValueError):  # names with NUL, names that are too long
            is_inside, place = False, self.root
        if not is_inside:
            raise UsageError(
                f"no such {what} in the folder of the library",
                hint="give its path from there; what lies outside is not read",
            )
        return place

    def workplace(self, command: str, *, dry_run: bool) -> Workplace:
        """The library for a changing tool; raises what `library_to_change` raises."""
        library_to_change(self.given, config=self.config, folder=self._start)
        return Workplace(
            self.library,
            state_folder(os.environ),
            command=f"mcp: {command}",
            dry_run=dry_run,
            cache_folder=cache_folder(self.config, os.environ),
        )


def _is_file_name(style: str) -> bool:
    """Whether the name of a style is one of a file, as `csl.styles` takes it."""
    return "/" in style or "\\" in style or style.lower().endswith(".csl")
