"""Reference lists as text, tied to a library: what `styles identify` and `check --style` read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mscref.app.identify import ListEntry


class ReadList(NamedTuple):
    """A list, and how the text before it cites ("" where there is none)."""

    entries: list[ListEntry]
    citation_format: str


def read_list_of(file: str, library: Sequence[str] | None) -> ReadList:
    """The list in `file` ("-" is stdin); raises what reading a file raises."""
    from mscref.app.identify import cited_as

    text, entries = _read(file, library)
    return ReadList(entries, cited_as(text, entries))


def read_entries_of(file: str, library: Sequence[str] | None) -> list[ListEntry]:
    """The entries of the list in `file` ("-" is stdin); raises what reading a file raises."""
    return _read(file, library)[1]


def _read(file: str, library: Sequence[str] | None) -> tuple[str, list[ListEntry]]:
    from mscref.app.files import read_text
    from mscref.app.identify import read_entries
    from mscref.app.plaintext import running_text
    from mscref.cli.reading import read_library

    known = read_library(library).library.references if library else ()
    text = running_text(read_text(file))
    return text, read_entries(text, known, path=file)
