"""`rekey`: new citation keys from a pattern, in the library and in the documents that cite it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.app.changing import DocumentEdit, Edit, Outcome, Workplace, editing
from mscref.app.renaming import renaming_splices
from mscref.keys.making import make_key, parse_pattern, unique_key
from mscref.library import bibfile, delta, files
from mscref.library.delta import TextSplice


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """The old → new map, and what came of it."""

    renamed: Mapping[str, str]
    outcome: Outcome


def rekey(
    place: Workplace, selectors: Sequence[str], *, pattern: str, documents: Sequence[Path] = ()
) -> Rekeyed:
    """Give the chosen references the keys of a pattern; those that have theirs keep it."""
    parsed = parse_pattern(pattern)
    with editing(place) as session:
        chosen = session.choose(selectors)
        taken = {key.casefold() for key in session.bib.entries} - {
            entry.key.casefold() for entry in chosen
        }
        renamed: dict[str, str] = {}
        splices: list[TextSplice] = []
        # In two rounds, so that an entry whose key fits already keeps it in a clash.
        wanted = {entry.start: make_key(parsed, session.reference(entry)) for entry in chosen}
        for entry in chosen:
            if _fits(entry.key, wanted[entry.start]) and entry.key.casefold() not in taken:
                taken.add(entry.key.casefold())
                del wanted[entry.start]
        for entry in chosen:
            if entry.start not in wanted:
                continue
            key = unique_key(wanted[entry.start], taken)
            taken.add(key.casefold())
            renamed.setdefault(entry.key, key)
            splices.append(bibfile.rename_key(session.bib, entry, key))
        splices += bibfile.key_references(session.bib, renamed)
        edits = rename_in_documents(renamed, documents, library=place.library)
        count = len(renamed)
        summary = f"renamed {count} key{'s' if count != 1 else ''}"
        return Rekeyed(renamed, session.commit(Edit(summary, tuple(splices), edits)))


def _distinct(documents: Sequence[Path], *, library: Path) -> list[Path]:
    """Each document once, by whatever names and links it is given; the library is none of them."""
    found: dict[object, Path] = {}
    for path in documents:
        if not _is_same(path, library):
            found.setdefault(_identity(path), path)
    return list(found.values())


def _identity(path: Path) -> object:
    """What two spellings of one name have in common. Hard links are names that are written one by
    one: a rename gives each a file of its own."""
    try:
        status = path.stat()
    except OSError:  # said where it is read
        return os.path.realpath(path)
    return os.path.realpath(path) if status.st_nlink > 1 else (status.st_dev, status.st_ino)


def _is_same(path: Path, library: Path) -> bool:
    try:
        return path.samefile(library)
    except OSError:
        return False


def rename_in_documents(
    renamed: Mapping[str, str], documents: Sequence[Path], *, library: Path
) -> tuple[DocumentEdit, ...]:
    """The edits that rename citations, one for each document by whatever names it is given;
    LibraryError for a document that cannot be read."""
    edits: list[DocumentEdit] = []
    for path in _distinct(documents, library=library):
        text = delta.decode(files.read_bytes(path))
        splices = renaming_splices(text, renamed, name=path.name)
        edits.append(DocumentEdit(path, text, tuple(splices)))
    return tuple(edits)


def _fits(key: str, wanted: str) -> bool:
    """Whether a key is the wanted one, or that with clash letters."""
    return re.fullmatch(re.escape(wanted) + "[a-z]{0,2}", key) is not None
