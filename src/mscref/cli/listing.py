"""Reference lists as text, tied to a library: what `styles identify` and `check --style` read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mscref.app.identify import ListEntry


def read_entries_of(file: str, library: Sequence[str] | None) -> list[ListEntry]:
    """The entries of the list in `file` ("-" is stdin); raises what reading a file raises."""
    from mscref.app.files import read_text
    from mscref.app.identify import read_entries
    from mscref.app.plaintext import running_text
    from mscref.cli.reading import read_library

    known = read_library(library).library.references if library else ()
    return read_entries(running_text(read_text(file)), known, path=file)
