"""What an index is made of: dumps, libraries, or the generations of an index that are to be one.

What crosses the border: paths in; `Feed`s out, each of which yields raw items in an order that
depends on its bytes alone, and reads one of them. Skipping costs no more than reading past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mscref.bulk.dumps import Damaged, dump_files, is_dump, items_of
from mscref.bulk.reading import KeptWork, kept_of, kept_of_reference
from mscref.errors import MscrefError
from mscref.model.reference import Reference

ReadLibrary = Callable[[Path], Iterable[Reference]]


@dataclass(frozen=True, slots=True)
class Feed:
    """One dump: its name and size for the notes, its raw items, and how one of them is read."""

    name: str
    size: int
    items: Callable[[], Iterator[Any]]
    read: Callable[[Any], KeptWork | Damaged]


def feeds_of(paths: Iterable[Path], read_library: ReadLibrary) -> list[Feed]:
    """A feed for each file that is meant; raises LibraryError for a path where nothing is."""
    return [_feed(path, read_library) for path in dump_files(paths)]


def _feed(path: Path, read_library: ReadLibrary) -> Feed:
    items = partial(items_of, path) if is_dump(path) else partial(_of_library, path, read_library)
    return Feed(path.name, path.stat().st_size, items, partial(_kept, path.name))


def _of_library(path: Path, read_library: ReadLibrary) -> Iterator[Reference | Damaged]:
    """The references of a library; one that cannot be read is one damaged item."""
    try:
        yield from read_library(path)
    except MscrefError as error:
        yield Damaged(path.name, error.message.removeprefix(f"{path}: "))


def _kept(place: str, item: object) -> KeptWork | Damaged:
    if isinstance(item, Damaged):
        return item
    if isinstance(item, Reference):
        return kept_of_reference(item)
    return kept_of(item, place) if isinstance(item, dict) else Damaged(place, "is no record")


def feed_of_index(folder: Path) -> Feed:
    """The works of an index that count, for merging; raises NotFoundError where there is none."""
    from mscref.bulk.opened import WorksIndex

    index = WorksIndex(folder)
    parts = [part for one in index.manifest.generations for part in one.works]
    return Feed(folder.name, sum(part.size for part in parts), index.rows, _itself)


def _itself(kept: KeptWork) -> KeptWork:
    return kept
