"""The libraries that open documents cite from: read once, and again when the file changed.

A library that is open in the editor is what the editor shows, not what the disk holds.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from mscref.app.files import SourceText, file_state, read_text
from mscref.app.library import read_references
from mscref.app.workspace.index import BibIndex, ItemIndex, KeyIndex
from mscref.app.workspace.texts import EditorText
from mscref.errors import MscrefError
from mscref.formats.registry import LIBRARY, guess_format
from mscref.model.homes import is_address


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A library that cannot be read: what is the matter, and what to do."""

    path: str
    message: str
    hint: str = ""


State = tuple[object, ...]


class Libraries:
    """Indexes by path; `opened` gives the text of a file that the editor has open, or None.

    May be asked from two threads; a file is read once.
    """

    def __init__(self, opened: Callable[[str], EditorText | None]) -> None:
        self._opened = opened
        self._known: dict[str, tuple[State, KeyIndex | Unreadable]] = {}
        self._reading = threading.Lock()
        self.reads = 0  # how often a file was read

    def peek(self, path: str) -> KeyIndex | Unreadable | None:
        """The library if it is known as it is now, without reading it; else None."""
        known = self._known.get(path)
        return known[1] if known and known[0] == self._state(path) else None

    def latest(self, path: str) -> KeyIndex | Unreadable | None:
        """The library as it was when it was last read; None where it never was."""
        known = self._known.get(path)
        return known[1] if known else None

    def text(self, path: str) -> EditorText | None:
        """The text of the library as it was last read."""
        found = self.latest(path)
        return None if found is None or isinstance(found, Unreadable) else found.text

    def get(self, path: str) -> KeyIndex | Unreadable:
        """The library as it is now."""
        found = self.peek(path)
        if found is not None:
            return found
        with self._reading:
            found = self.peek(path)
            if found is not None:
                return found
            state = self._state(path)
            made = self._read(path)
            self._known[path] = state, made
            return made

    def _state(self, path: str) -> State:
        """What changes when the library does: the text of the editor, or the file's stamp."""
        text = self._opened(path)
        if text is not None:
            return ("open", id(text), text)
        if is_address(path):
            return ("elsewhere", *(file_state(path) or ()))
        try:
            status = os.stat(path)  # noqa: PTH116 — asked at every key stroke
        except OSError:
            return ("gone",)
        return ("disk", status.st_mtime_ns, status.st_size, status.st_ino)

    def _read(self, path: str) -> KeyIndex | Unreadable:
        self.reads += 1
        text = self._opened(path)
        try:
            source = read_text(path) if text is None else SourceText(text.text, path)
            known = self.latest(path)
            if (
                isinstance(known, BibIndex)
                and known.text.text == source.text
                and (text is None or text is known.text)
            ):
                return known
            return self._index(path, text or EditorText(source.text), source)
        except MscrefError as error:
            return Unreadable(path, error.message, error.hint)

    def _index(self, path: str, text: EditorText, source: SourceText) -> KeyIndex:
        earlier = self._known.get(path, (None, None))[1]
        row = guess_format(source.text, path=path)
        if is_bibtex_name(path) or (row is not None and row.is_bibtex):
            return BibIndex(path, text, earlier if isinstance(earlier, BibIndex) else None)
        return ItemIndex(path, text, read_references(source))


def is_bibtex_name(path: str) -> bool:
    """Whether a name is that of a BibTeX file."""
    return path.lower().endswith(LIBRARY.extensions)
