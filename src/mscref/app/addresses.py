"""Libraries that are no files: an address in, what stands there out.

Brings the reader of Zotero's database (`library/zotero`) together with the settings; whoever
reads libraries asks here.
"""

from __future__ import annotations

import os
from pathlib import Path

from mscref.app.files import SourceText
from mscref.app.folders import working_folder
from mscref.config import Config, load_config
from mscref.formats.base import ReadResult
from mscref.library.zotero.folder import DataFolder, find_data_folder
from mscref.model.homes import parse_address


def read_address(word: str) -> ReadResult:
    """The references at an address; raises LibraryError, NotFoundError or SourceError."""
    from mscref.library.zotero.reading import read_database

    config = load_config(working_folder(), os.environ)
    return read_database(data_folder(config), parse_address(word), path=word)


def address_text(word: str) -> SourceText:
    """The references at an address as CSL-JSON, for what works on the text of a file."""
    from mscref.formats.csljson import write

    result = read_address(word)
    return SourceText(write(result.references), word, tuple(result.diagnostics))


def data_folder(config: Config) -> DataFolder:
    """Where Zotero keeps its data; raises NoLibraryError."""
    return find_data_folder(config.zotero_folder, os.environ, Path.home())


def address_state(word: str) -> tuple[int, int, int] | None:
    """What tells whether something changed there; None where there is nothing."""
    from mscref.library.zotero.database import state_of

    database = data_folder(load_config(working_folder(), os.environ)).database
    main, log = state_of(database), state_of(Path(f"{database}-wal"))
    return (main[0], main[1], log[0] if log else 0) if main else None
