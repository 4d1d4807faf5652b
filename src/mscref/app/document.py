"""A document on the disk as text with places, and the same with some stretches replaced.

What crosses the border: bytes in; text, spans of lines and columns, and bytes out. Bytes that are
no UTF-8 come back as they were; so do the byte order mark and the ends of lines.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.app.files import STDIN, STDIN_NAME, read_stdin
from mscref.diagnostics import Span
from mscref.errors import FormatError, LibraryError
from mscref.library import delta, files
from mscref.manuscript.citations.registry import NotationRow, find_notation, notation_of
from mscref.manuscript.documents import is_html

if TYPE_CHECKING:
    from mscref.manuscript.citations.notebook import Notebook

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LARGEST = 100 * 1024 * 1024
_BINARY = (b"PK\x03\x04", b"%PDF")
_HEAD = 4096
# Endings of documents that word processors write, and no part of mscref reads → what to do.
_SAVE_ANEW = MappingProxyType(
    {
        **dict.fromkeys((".doc", ".dot", ".rtf", ".wpd", ".wps", ".pages"), "save it as .docx"),
        **dict.fromkeys((".fodt", ".sxw", ".odm"), "save it as .odt"),
    }
)


@dataclass(frozen=True)
class Document:
    """A text document: `raw` is the file, `text` what of it holds citations."""

    path: str
    raw: str
    row: NotationRow
    codec: str
    notebook: Notebook | None

    @property
    def text(self) -> str:
        """The text in which citations are looked for; of a notebook its Markdown."""
        return self.notebook.text if self.notebook else self.raw

    @property
    def is_plain(self) -> bool:
        """True for a text that is without markup, as far as its name says."""
        return self.path == STDIN_NAME or self.path.lower().endswith(self.row.plain)

    @property
    def folder(self) -> Path:
        """The folder that file names in the document start from."""
        return Path(self.path).parent if self.path != STDIN_NAME else Path()

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of the text."""
        if self.notebook:
            return Span(self.path, self.notebook.line_of(start))
        return Span(self.path, *self._line_and_column(start), *self._line_and_column(end))

    def replaced(self, splices: Sequence[tuple[int, int, str]]) -> str:
        """The file with stretches of the text replaced."""
        if self.notebook:
            return self.notebook.replaced(splices)
        parts: list[str] = []
        place = 0
        for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
            parts += [self.raw[place:start], new]
            place = end
        return "".join([*parts, self.raw[place:]])

    def encoded(self, text: str) -> bytes:
        """A text of this file as its bytes."""
        if self.codec == delta.ENCODING:
            return delta.encode(text)
        return text.encode(self.codec, "surrogatepass")

    @cached_property
    def line_break(self) -> str:
        """The end of a line as the text writes it."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        place = self.raw.find("\n")
        while place >= 0:
            starts.append(place + 1)
            place = self.raw.find("\n", place + 1)
        return starts

    def _line_and_column(self, place: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, place)
        return line, place - self._line_starts[line - 1] + 1


def read_document(path: str, *, notation: str = "") -> Document:
    """Read a document of one of the notations; `notation` where its name does not say which.

    Raises LibraryError for what cannot be read, FormatError for what is no such document.
    """
    content, shown = _content(path)
    return make_document(content, path=shown, notation=notation)


def read_finished(path: str) -> Document:
    """Read a text whose citations are written out: one whose name says nothing is plain text.

    Raises as `read_document`, and FormatError for a web page and a notebook.
    """
    content, shown = _content(path)
    row = notation_of(path, "")
    if row is None and path != STDIN and _other_form(path):
        raise _unknown_kind(path)
    is_page = row is None and is_html(content[:_HEAD].decode("utf-8", "replace"))
    if is_page or (row is not None and row.is_notebook):
        raise FormatError(
            f"{path}: is a {'web page' if is_page else 'notebook'}, no text with its list",
            hint="save it as plain text, Markdown or .docx first",
        )
    is_plain = row is None or path.lower().endswith(row.plain)
    return make_document(content, path=shown, notation="markdown" if is_plain else "")


def make_document(content: bytes, *, path: str, notation: str = "") -> Document:
    """The bytes of a file as a document; raises as `read_document`."""
    if content.startswith(_BINARY):
        raise FormatError(f"{path}: is no text document", hint=_other_form(path))
    if content.startswith(_UTF_16):
        codec = "utf-16-le" if content.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        text = _utf_16(content, codec, path)
    elif b"\0" in content[:65536]:
        raise FormatError(f"{path}: is a binary file, no text document", hint=_other_form(path))
    else:
        codec, text = delta.ENCODING, delta.decode(content)
    row = find_notation(notation) if notation else notation_of(path, text)
    if row is None:
        if path != STDIN_NAME:
            raise _unknown_kind(path)
        row = find_notation("markdown")
    if not row.is_notebook:
        return Document(path=path, raw=text, row=row, codec=codec, notebook=None)
    from mscref.manuscript.citations.notebook import read_notebook

    return Document(
        path=path, raw=text, row=row, codec=codec, notebook=read_notebook(text, path=path)
    )


def _other_form(path: str) -> str:
    """In which form mscref reads a document of a word processor; "" for one of none."""
    return _SAVE_ANEW.get(Path(path).suffix.lower(), "")


def _unknown_kind(path: str) -> FormatError:
    if hint := _other_form(path):
        return FormatError(f"{path}: is a document in a form that mscref does not read", hint=hint)
    return FormatError(
        f"{path}: not a kind of document that mscref knows by its name",
        hint="say what it is: --from markdown, latex, typst, org, myst or notebook",
    )


def _content(path: str) -> tuple[bytes, str]:
    if path == STDIN:
        return read_stdin(), STDIN_NAME
    where = Path(path)
    if not where.exists():
        raise LibraryError(f"{path}: no such file")
    if where.is_dir():
        raise LibraryError(f"{path}: is a folder, not a document")
    if where.is_file() and where.stat().st_size > _LARGEST:
        raise FormatError(f"{path}: is larger than {_LARGEST // 1024 // 1024} MB, and was not read")
    return files.read_bytes(where), path


def _utf_16(content: bytes, codec: str, path: str) -> str:
    try:
        return content.decode(codec, "surrogatepass")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: begins as UTF-16 and is not") from error
