"""`index`: an index of works made of dumps and libraries, looked at, checked and merged.

What crosses the border: paths in; plain data about what was made or found out. Who needs the
extra `bulk` and lacks it is told so once, here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.files import read_text
from mscref.errors import MscrefError, NotFoundError, UsageError
from mscref.model.reference import Reference
from mscref.records import Record

if TYPE_CHECKING:
    from mscref.bulk.answering import IndexAnswers
    from mscref.bulk.feeds import Feed
    from mscref.bulk.manifest import Counts, Manifest, Part

_NEEDED = ("pyarrow", "numpy")
PIP = "pip install 'mscref[bulk]'"


class BuiltIndex(Record):
    """What a build did: the folder, its counts, whether it went on with a run that was killed, or
    whether all of it had been done before."""

    folder: str
    counts: Counts
    date: str
    is_resumed: bool = False
    was_done: bool = False


class IndexState(Record):
    """What stands in an index: works, bytes, the day it tells up to, and each generation."""

    folder: str
    format: int
    works: int
    size: int
    date: str
    generations: list[dict[str, object]]


def need_bulk(what: str) -> None:
    """Raise UsageError with the line for pip where the extra is not installed."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError(f"{what} needs an extra that is not installed", hint=PIP)


def open_index(folder: Path) -> IndexAnswers:
    """The index of a folder, to be asked; raises UsageError, NotFoundError, LibraryError."""
    need_bulk("--index")
    from mscref.bulk.answering import IndexAnswers

    return IndexAnswers(folder)


def name_of_index(folder: Path) -> str:
    """What an index is called in answers: its folder, and the day that it tells up to."""
    need_bulk("--index")
    from mscref.bulk.manifest import read_manifest

    return read_manifest(folder).title(folder)


def build_index(
    paths: Sequence[Path],
    folder: Path,
    *,
    since: str = "",
    tell: Callable[[int], None] = lambda _: None,
) -> BuiltIndex:
    """Make an index of dumps and libraries, or add to one what was changed `since` a day.

    Raises InputError, UsageError, LibraryError.
    """
    need_bulk("`mscref index build`")
    from mscref.bulk.feeds import feeds_of

    return _built(feeds_of(paths, _read_library), folder, since=since, tell=tell)


def merge_indexes(
    folders: Sequence[Path], folder: Path, *, tell: Callable[[int], None] = lambda _: None
) -> BuiltIndex:
    """Make one index of several, and of one with many generations one without replaced works."""
    need_bulk("`mscref index merge`")
    from mscref.bulk.feeds import feed_of_index

    places = [one.resolve() for one in folders]
    if folder.resolve() in places:
        raise UsageError(f"{folder}: is merged itself", hint="-o names a new folder")
    twice = next((one for one in folders if places.count(one.resolve()) > 1), None)
    if twice is not None:
        raise UsageError(f"{twice}: is named twice", hint="its works would be counted twice")
    return _built([feed_of_index(one) for one in folders], folder, since="", tell=tell)


def _built(
    feeds: Sequence[Feed], folder: Path, *, since: str, tell: Callable[[int], None]
) -> BuiltIndex:
    from mscref.bulk.building import Builder
    from mscref.bulk.manifest import make_folder
    from mscref.library.files import locked

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file", hint="-o names the folder of the index")
    is_new = not folder.exists()
    make_folder(folder)
    with _removed_if_empty(folder, is_new), locked(folder / "build"):
        builder = Builder(folder, feeds, since=since)
        done = builder.done
        if done is None and builder.manifest.generations and not since:
            raise UsageError(
                f"{folder}: is an index already",
                hint="--since DATE adds what was changed; `mscref index merge` joins two",
            )
        made = done or builder.build(tell)
    return BuiltIndex(
        folder=str(folder),
        counts=made.counts,
        date=made.date,
        is_resumed=builder.is_resumed,
        was_done=done is not None,
    )


@contextmanager
def _removed_if_empty(folder: Path, is_new: bool) -> Iterator[None]:
    """Leave no folder where nothing could be built."""
    try:
        yield
    except MscrefError:
        if is_new:
            with suppress(OSError):  # not empty: what is done is kept for the next run
                folder.rmdir()
        raise


def _read_library(path: Path) -> list[Reference]:
    from mscref.app.library import read_references

    return read_references(read_text(str(path))).references


def index_state(folder: Path) -> IndexState:
    """What an index says of itself."""
    need_bulk("`mscref index info`")
    from mscref.bulk.manifest import read_manifest

    manifest = read_manifest(folder)
    return IndexState(
        folder=str(folder),
        format=manifest.format,
        works=manifest.works,
        size=sum(part.size for part in _parts(manifest)),
        date=manifest.date,
        generations=[_generation(manifest, number) for number in range(len(manifest.generations))],
    )


def _generation(manifest: Manifest, number: int) -> dict[str, object]:
    one = manifest.generations[number]
    return {
        "name": one.name,
        "date": one.date,
        "since": one.since,
        "works": one.counts.works,
        "unchanged": one.counts.unchanged,
        "damaged": one.counts.damaged,
        "notices": one.counts.notices,
        "sources": dict(one.counts.by_source),
        "dumps": [str(name) for name, _ in one.dumps],
        "examples": list(one.counts.examples),
    }


def _parts(manifest: Manifest) -> Iterator[Part]:
    for one in manifest.generations:
        yield from (*one.works, *one.keys, *one.names)


def damage_of(folder: Path) -> Iterator[tuple[str, str]]:
    """For each file of an index its path and what is the matter with it, "" where nothing is."""
    need_bulk("`mscref index verify`")
    from mscref.bulk.manifest import checksum, read_manifest

    manifest = read_manifest(folder)
    if not manifest.generations:
        raise NotFoundError(f"{folder}: nothing stands in this index")
    for generation in manifest.generations:
        for part in (*generation.works, *generation.keys, *generation.names):
            path = folder / part.path
            if not path.is_file():
                yield part.path, "is missing"
            elif path.stat().st_size != part.size:
                yield part.path, f"has {path.stat().st_size} bytes instead of {part.size}"
            else:
                is_same = checksum(path) == part.sha256
                yield part.path, "" if is_same else "has other bytes than it was written with"
