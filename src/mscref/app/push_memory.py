"""What `push` and `sync` know of the same works: what a sync saw is not sent again, and what was
sent is known to a later sync.

What crosses the border: a workplace and an address in, keys of Zotero's items by our own out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from mscref.app import sync_memory as memory
from mscref.app.changing import Workplace
from mscref.errors import LibraryError
from mscref.formats.zotero import read_items
from mscref.library import files
from mscref.library.bibfile import read_bib
from mscref.library.follow import as_followed
from mscref.library.incoming import from_references
from mscref.model.homes import ZOTERO, ZOTERO_API, Address, is_address
from mscref.model.reference import Reference
from mscref.sources.zotero_push import ItemFate


def _memories(place: Workplace, address: Address, paths: Sequence[str]) -> list[tuple[str, Path]]:
    """The addresses of the same library that were synced with this file, and where that is kept."""
    found = []
    for scheme in (ZOTERO, ZOTERO_API):
        for path in dict.fromkeys(["", address.path, *paths]):
            word = Address(scheme, address.group, path).word
            file = memory.path_of(place, word)
            if file.is_file():
                found.append((word, file))
    return found


def known_items(
    place: Workplace, address: Address, paths: Mapping[str, str], keys: Collection[str]
) -> dict[str, str]:
    """The key in Zotero of each reference here that a sync knows and that is still there."""
    found: dict[str, str] = {}
    for _, file in _memories(place, address, sorted(set(paths.values()))):
        with suppress(LibraryError):
            known = memory.read(file)[1]
            found |= {one.key: name for name, one in known.items() if name in keys}
    return found


def remember(
    place: Workplace, address: Address, made: Sequence[tuple[Reference, ItemFate]]
) -> None:
    """Keep what Zotero made of each, for the address and those above it that are synced."""
    if is_address(str(place.library)) or not place.library.is_file():
        return
    bib = read_bib(files.read_bytes(place.library))
    back = read_items([one.data for _, one in made], path=address.word).references
    names = {one.key: mine.id for mine, one in made}
    follows = {
        memory.name_there(one): as_followed(names[memory.name_there(one)], incoming)
        for one, incoming in zip(back, from_references(back, bib), strict=True)
        if names.get(memory.name_there(one)) in bib.entries
    }
    own = memory.path_of(place, address.word)
    memory.make(own)
    parts = address.path.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    for word, file in _memories(place, address, above):
        with files.locked(place.library):
            text, known = memory.read(file)
            new = memory.written(word, {**known, **follows})
            files.replace_file(file, new.encode(), expected=text.encode())
