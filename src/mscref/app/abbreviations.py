"""Short forms of titles that the author lists: pandoc's and the reference processor's JSON.

{"default": {"container-title": {"Lloyd's Law Reports": "Lloyd's Rep"}, …}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from mscref.errors import FormatError, LibraryError
from mscref.model.reference import Json, Reference

# Variable → the one that holds its short form.
_SHORT = MappingProxyType({"container-title": "container-title-short", "title": "title-short"})


def abbreviate(references: Mapping[str, Reference], path: Path) -> dict[str, Reference]:
    """The references with the short forms that the file lists.

    Raises LibraryError for a file that cannot be read, FormatError for one of another shape.
    """
    table = _read(path)
    return {key: _short(one, table) for key, one in references.items()}


def _read(path: Path) -> Mapping[str, Json]:
    try:
        payload = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryError(f"{path}: cannot be read: {reason}") from error
    except ValueError as error:
        raise FormatError(f"{path}: is not JSON", hint=str(error)) from error
    table = payload.get("default") if isinstance(payload, dict) else None
    if not isinstance(table, dict):
        raise FormatError(f"{path}: holds no abbreviations", hint='it needs a member "default"')
    return table


def _short(reference: Reference, table: Mapping[str, Json]) -> Reference:
    fields = dict(reference.fields)
    for variable, listed in table.items():
        value = reference.text(variable)
        short = listed.get(value) if isinstance(listed, dict) and value else None
        if isinstance(short, str):
            fields[_SHORT.get(variable, variable)] = short
    return Reference(reference.id, reference.type, fields, reference.extra)
