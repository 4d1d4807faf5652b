"""All that an editor has open, and which library belongs to which document.

The one state that changes; what it hands out (texts, indexes, manuscripts) never does.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.app.document_settings import project_bibliography
from mscref.app.library import choose_library
from mscref.app.workspace.chapters import whole_of
from mscref.app.workspace.index import BibIndex, KeyIndex
from mscref.app.workspace.libraries import Libraries, Unreadable, is_bibtex_name
from mscref.app.workspace.manuscript import OpenDocument, notation_for
from mscref.app.workspace.texts import EditorText
from mscref.config import Config, load_config
from mscref.errors import LibraryError, MscrefError
from mscref.formats.registry import FORMATS
from mscref.model.homes import is_address

_MOST_FILES = 2000  # documents of a folder that are looked at for citations
_LARGEST = 5_000_000  # bytes of one of them
_PASSED_OVER = frozenset(["node_modules", "__pycache__", "site-packages", "venv", "target"])
_ENDINGS = (
    ".md", ".markdown", ".pmd", ".qmd", ".rmd", ".rmarkdown", ".myst", ".tex", ".ltx", ".latex",
    ".rnw", ".typ", ".org",
)  # fmt: skip


@dataclass(slots=True)
class OpenFile:
    """A file as the editor has it."""

    text: EditorText
    version: int
    language: str


class Workspace:
    """Open files by their path, and the folders that the editor works in."""

    def __init__(self, environ: Mapping[str, str], roots: Sequence[Path] = ()) -> None:
        self.environ = environ
        self.roots = list(roots)
        self.files: dict[str, OpenFile] = {}
        self.libraries = Libraries(self._opened)
        self._wholes: dict[str, tuple[OpenDocument, OpenDocument | None]] = {}
        self._broken: dict[Path, str] = {}
        self._complaints: deque[str] = deque()
        self._manuscripts: dict[str, OpenDocument] = {}
        self._closed: dict[str, tuple[tuple[int, int], OpenDocument | None]] = {}

    def set_roots(self, paths: Sequence[str]) -> None:
        """The folders that the editor works in; what is none is left out."""
        self.roots = [Path(one) for one in paths if os.path.isabs(one) and Path(one).is_dir()]  # noqa: PTH117

    # ---------------------------------------------------------------- what is open

    def open(self, path: str, text: str, *, version: int, language: str = "") -> None:
        """A file was opened."""
        read = self.libraries.text(path)
        # What was read from the disk is not read again where the editor has just that.
        shared = read if read is not None and read.text == text else EditorText(text)
        self.files[path] = OpenFile(shared, version, language)

    def change(self, path: str, text: EditorText, version: int) -> None:
        """The text of an open file changed; one that was never opened is opened."""
        known = self.files.get(path)
        language = known.language if known else ""
        self.files[path] = OpenFile(text, version, language)

    def close(self, path: str) -> None:
        """A file was closed; what counts is again what the disk holds."""
        self.files.pop(path, None)
        self._manuscripts.pop(path, None)

    def is_library(self, path: str) -> bool:
        """Whether an open file is a library in BibTeX."""
        file = self.files.get(path)
        if file is None:
            return is_bibtex_name(path)
        row = FORMATS.get(file.language)  # what editors call a language is our name of the format
        return is_bibtex_name(path) or (row is not None and row.is_bibtex)

    def _opened(self, path: str) -> EditorText | None:
        file = self.files.get(path)
        return file.text if file else None

    # ---------------------------------------------------------------- documents

    def manuscript(self, path: str) -> OpenDocument | None:
        """The document that is open at a path; None for a file of another kind."""
        file = self.files.get(path)
        if file is None or self.is_library(path):
            return None
        known = self._manuscripts.get(path)
        if known is not None and known.text is file.text:
            return known
        row = notation_for(path, file.language, file.text.text)
        if row is None:
            return None
        made = self._manuscripts[path] = OpenDocument(path, file.text, row)
        return made

    def manuscripts(self) -> Iterator[OpenDocument]:
        """The documents that are open, and those in the folders that the editor works in."""
        seen: set[str] = set()
        for path in list(self.files):
            found = self.manuscript(path)
            seen.add(path)
            if found is not None:
                yield found
        for path in self._paths():
            if path not in seen:
                found = self._on_disk(path)
                if found is not None:
                    yield found

    def citing(self, library: str) -> Iterator[OpenDocument]:
        """The documents whose library is this file."""
        wanted = os.path.realpath(library)
        for one in self.manuscripts():
            if wanted in [os.path.realpath(path) for path in self.library_paths(one)]:
                yield one

    def _paths(self) -> Iterator[str]:
        count = 0
        for root in self.roots:
            for folder, folders, names in os.walk(root):
                folders[:] = sorted(
                    one for one in folders if not one.startswith(".") and one not in _PASSED_OVER
                )
                for name in sorted(names):
                    if name.lower().endswith(_ENDINGS):
                        count += 1
                        if count > _MOST_FILES:
                            return
                        yield os.path.join(folder, name)  # noqa: PTH118 — as os.walk gives them

    def _on_disk(self, path: str) -> OpenDocument | None:
        try:
            status = os.stat(path)  # noqa: PTH116
            state = status.st_mtime_ns, status.st_size
            known = self._closed.get(path)
            if known is not None and known[0] == state:
                return known[1]
            made = self._read(path) if status.st_size <= _LARGEST else None
        except OSError:
            return None
        self._closed[path] = state, made
        return made

    def _read(self, path: str) -> OpenDocument | None:
        text = Path(path).read_bytes().decode("utf-8", "replace")
        row = notation_for(path, "", text)
        return OpenDocument(path, EditorText(text), row) if row else None

    # ---------------------------------------------------------------- libraries

    def config(self, path: str) -> Config:
        """The settings that hold for a file; those that cannot be read are left out, and said in
        `complaints`."""
        folder = Path(path).parent
        try:
            config = load_config(folder, self.environ)
        except MscrefError as error:
            self._complain(folder, error)
            return Config()
        self._broken.pop(folder, None)
        return config

    def _complain(self, folder: Path, error: MscrefError) -> None:
        """Have an error of the settings said, once as long as it stays."""
        said = f"{error.message} ({error.hint})" if error.hint else error.message
        is_new = said not in self._broken.values()
        self._broken[folder] = said
        if is_new:
            self._complaints.append(f"settings are left out: {said}")

    def complaints(self) -> Iterator[str]:
        """What is to be said to the person about the settings, each once."""
        while self._complaints:
            yield self._complaints.popleft()

    def library_paths(self, document: OpenDocument) -> tuple[str, ...]:
        """The files that a document cites from, absolute; none where there is no library.

        What the document says goes first, then the settings, then what the document says that it
        is a chapter of, then the usual names beside it and in the folders that the editor works in.
        """
        folder = Path(document.path).parent
        named: Sequence[str] = document.said.citations.bibliography
        config = self.config(document.path)
        if not named and not config.library:
            folder, named = self._named_for(document)
        for place in (folder, *self.roots):
            try:
                choice = choose_library(named, config=config, folder=place)
            except LibraryError:
                continue
            found = tuple(_absolute(one, place) for one in choice.paths)
            if choice.reason != "the library of this user" or place == (folder, *self.roots)[-1]:
                return found
        return ()

    def _named_for(self, chapter: OpenDocument) -> tuple[Path, Sequence[str]]:
        """What the document that a chapter is part of names as its library, and its folder."""
        if chapter.path not in self._wholes or self._wholes[chapter.path][0] is not chapter:
            whole = whole_of(chapter, self.manuscripts())
            self._wholes[chapter.path] = chapter, whole
        whole = self._wholes[chapter.path][1]
        if whole is not None:
            return Path(whole.path).parent, whole.said.citations.bibliography
        folder = Path(chapter.path).parent
        for place in folder.parents:  # up to the folder that the editor works in
            if not any(place.is_relative_to(root) for root in self.roots):
                break
            named = project_bibliography(place)
            if named:
                return place, named
        return folder, ()

    def forget_wholes(self) -> None:
        """Files were opened, saved or changed: what is a chapter of what is looked up again."""
        self._wholes.clear()

    def all_libraries(self) -> list[str]:
        """Every library that a document cites from, and those that are open."""
        cited = [path for one in self.manuscripts() for path in self.library_paths(one)]
        return list(dict.fromkeys([*cited, *filter(self.is_library, list(self.files))]))

    def ready(self, paths: Sequence[str]) -> bool:
        """Whether all these libraries are known as they are now."""
        return all(self.libraries.peek(path) is not None for path in paths)

    def read(self, paths: Sequence[str]) -> list[KeyIndex | Unreadable]:
        """The libraries, read where they changed."""
        return [self.libraries.get(path) for path in paths]

    def bib(self, path: str) -> BibIndex | None:
        """The index of a library in BibTeX; None for one that cannot be read or is in another."""
        found = self.libraries.get(path)
        return found if isinstance(found, BibIndex) else None


class Shelf:
    """The libraries of one document as one; a key of an earlier file hides those of later ones."""

    def __init__(self, indexes: Sequence[KeyIndex | Unreadable]) -> None:
        self.indexes = [one for one in indexes if not isinstance(one, Unreadable)]
        self.unreadable = [one for one in indexes if isinstance(one, Unreadable)]

    def holding(self, key: str) -> KeyIndex | None:
        """The library that has a key."""
        return next((one for one in self.indexes if key in one.by_key), None)

    def keys(self) -> dict[str, object]:
        """All keys."""
        found: dict[str, object] = {}
        for one in reversed(self.indexes):
            found.update(one.by_key)
        return found


def _absolute(word: str, folder: Path) -> str:
    """A library that is a file as seen from anywhere; an address means the same everywhere."""
    return word if is_address(word) else os.path.normpath(folder / word)
