"""What `push` and `sync` know of the same works: what a sync saw is not sent again, and what was
sent is known to a later sync.

What crosses the border: a workplace and an address in, keys of Zotero's items by our own out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from mscref.app import sync_memory as memory
from mscref.app.changing import Workplace
from mscref.errors import LibraryError
from mscref.formats.zotero import read_items
from mscref.library import files
from mscref.library.bibfile import read_bib
from mscref.library.follow import as_followed
from mscref.library.incoming import from_references
from mscref.model.homes import Address, is_address
from mscref.model.reference import Reference
from mscref.sources.zotero_push import ItemFate


def known_items(place: Workplace, address: Address, keys: Collection[str]) -> dict[str, str]:
    """The key in Zotero of each reference here that a sync knows, of the `keys` still there."""
    with suppress(LibraryError):
        _, _, kept = memory.recall(place, address)
        return {one.key: name for name, one in kept.items.items() if name in keys}
    return {}


def remember(
    place: Workplace, address: Address, made: Sequence[tuple[Reference, ItemFate]]
) -> None:
    """Keep what Zotero made of each; raises LibraryError."""
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
    memory.make(memory.path_of(place, address))
    with files.locked(place.library):
        path, text, kept = memory.recall(place, address)
        new = memory.written(address, kept.with_sent(address, follows))
        files.replace_file(path, new.encode(), expected=text.encode())
