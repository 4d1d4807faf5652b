"""Libraries that are no files: an address in, what stands there out.

Brings the reader of Zotero's database (`library/zotero`) and its APIs (`sources/`) together with
the settings; whoever reads libraries asks here.
"""

from __future__ import annotations

import os
from pathlib import Path

from mscref.app.files import SourceText
from mscref.app.folders import working_folder
from mscref.config import Config, load_config
from mscref.formats.base import ReadResult
from mscref.library.zotero.folder import DataFolder, find_data_folder
from mscref.model.homes import BBT, ZOTERO, Address, parse_address


def read_address(word: str) -> ReadResult:
    """The references at an address; raises LibraryError, NotFoundError or SourceError."""
    address = parse_address(word)
    config = load_config(working_folder(), os.environ)
    if address.scheme != ZOTERO:
        return _read_service(address, config, word)
    from mscref.library.zotero.reading import read_database

    return read_database(data_folder(config), address, path=word)


def _read_service(address: Address, config: Config, word: str) -> ReadResult:
    from mscref.app.sources import NetworkChoice, source_settings

    settings = source_settings(config, NetworkChoice(), os.environ)
    if address.scheme == BBT:
        from mscref.sources.better_bibtex import read_rpc

        return read_rpc(address, settings, path=word)
    from mscref.sources.zotero_api import read_api

    return read_api(address, settings, path=word)


def address_text(word: str) -> SourceText:
    """The references at an address as CSL-JSON, for what works on the text of a file."""
    from mscref.formats.csljson import write

    result = read_address(word)
    return SourceText(write(result.references), word, tuple(result.diagnostics))


def data_folder(config: Config) -> DataFolder:
    """Where Zotero keeps its data; raises NoLibraryError."""
    return find_data_folder(config.zotero_folder, os.environ, Path.home())


def address_state(word: str) -> tuple[int, int, int] | None:
    """What tells whether something changed there; None where only asking would tell."""
    from mscref.library.zotero.database import state_of

    if parse_address(word).scheme != ZOTERO:
        return None
    database = data_folder(load_config(working_folder(), os.environ)).database
    main, log = state_of(database), state_of(Path(f"{database}-wal"))
    return (main[0], main[1], log[0] if log else 0) if main else None
