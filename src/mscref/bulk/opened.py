"""An index that is open for reading: keys → numbers of works → records.

What crosses the border: keys and names in, for many questions at once; `Place`s of works and the
records at them out. Nothing is held but the parts that were read last. Of two records of one name
that of the better source counts (`reading.RANKS`), then the younger one; notices are kept of
both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from mscref.bulk.collecting import WORKS_A_GROUP, WORKS_A_PART, name_key
from mscref.bulk.keyfile import COMMON, MOST, KeyFile, Keys, Works, joined
from mscref.bulk.manifest import Generation, Manifest, Part, read_manifest
from mscref.bulk.reading import RANKS, KeptWork
from mscref.bulk.rows import COLUMNS, kept_of_row
from mscref.commandlines import command_line
from mscref.errors import LibraryError, NotFoundError
from mscref.records import replaced

# Number of the generation and, in the lower 32 bits, number of the work in it. One number, since a
# shard of 10,000 strings has a million places: as pairs in tuples they were 300 MB.
Place: TypeAlias = int
Places: TypeAlias = npt.NDArray[np.int64]
_GROUPS_HELD = 16
_BITS_OF_WORK = 32
_WORK = (1 << _BITS_OF_WORK) - 1


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """Under each key the places of works; none where too many share it.

    `ends[n]` is where the places of `keys[n]` end in `places`; keys are sorted.
    """

    keys: Keys
    ends: npt.NDArray[np.int64]
    places: Places
    common: frozenset[int]

    def under(self, key: int) -> Places:
        """The places of the works that were filed under a key, in order."""
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return self.places[:0]
        return self.places[self.ends[at - 1] if at else 0 : self.ends[at]]


class WorksIndex:
    """The works of a folder; for one process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        if not self.manifest.generations:
            raise NotFoundError(f"{folder}: nothing stands in this index")
        self._opened = [_OpenGeneration(folder, one) for one in self.manifest.generations]
        self.has_twins = len(self._opened) > 1 or any(
            one.has_twins for one in self.manifest.generations
        )

    def __len__(self) -> int:
        return self.manifest.works

    @property
    def date(self) -> str:
        """The day up to which the index tells."""
        return self.manifest.date

    def find(self, keys: Iterable[int]) -> FoundKeys:
        """The works that were filed under keys."""
        return self._found("keys", keys)

    def find_names(self, keys: Iterable[int]) -> FoundKeys:
        """The works that were filed under names (`collecting.name_key` and its sisters)."""
        return self._found("names", keys)

    def hold(self, places: Iterable[Place]) -> None:
        """Read the rows of many places in one pass; `records` then unpacks them from memory, some
        at a time, until others are held. (Unpacked, a record is thirty times its row.)"""
        by_generation = _by_generation(places)
        for number, generation in enumerate(self._opened):
            generation.hold(by_generation.get(number, []))

    def records(self, places: Iterable[Place]) -> dict[Place, KeptWork]:
        """For each place the record that counts there (see above): one object, though asked for by
        several places."""
        found = self._read(set(places))
        if not self.has_twins:
            return found
        return {place: kept for place, (_, kept) in self._as_they_count(found).items()}

    def rows(self) -> Iterator[KeptWork]:
        """Every record that counts, in the order of the places."""
        for number, generation in enumerate(self._opened):
            for start in range(0, generation.count, WORKS_A_GROUP):
                end = min(generation.count, start + WORKS_A_GROUP)
                places = [_place(number, work) for work in range(start, end)]
                read = self._read(places)
                counting = self._as_they_count(read) if self.has_twins else {}
                for place in places:
                    own, kept = counting.get(place, (place, read[place]))
                    if own == place:
                        yield kept

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def _found(self, kind: str, keys: Iterable[int]) -> FoundKeys:
        wanted: Keys = np.unique(np.fromiter(keys, dtype=np.int64))
        found, places, common = [], [], []
        for number, generation in enumerate(self._opened):
            own, works = generation.find(kind, wanted)
            is_common = works == COMMON
            common.append(own[is_common])
            found.append(own[~is_common])
            places.append(works[~is_common].astype(np.int64) | (number << _BITS_OF_WORK))
        return _filed(found, places, common)

    # ── works ────────────────────────────────────────────────────────────────────────────────

    def _read(self, places: Iterable[Place]) -> dict[Place, KeptWork]:
        return {
            _place(number, work): kept
            for number, works in _by_generation(places).items()
            for work, kept in self._opened[number].records(works)
        }

    def _as_they_count(
        self, found: Mapping[Place, KeptWork]
    ) -> dict[Place, tuple[Place, KeptWork]]:
        """For each place the one whose record counts for the same name, and that record."""
        names = {place: _own_keys(kept) for place, kept in found.items()}
        known = self.find_names(key for keys in names.values() for key in keys)
        twins = {
            place: tuple(
                sorted({twin for key in keys for twin in known.under(key).tolist()} | {place})
            )
            for place, keys in names.items()
        }
        missing = {twin for ones in twins.values() for twin in ones} - found.keys()
        every = {**found, **self._read(missing)}
        twins = {place: _of_one_work(place, ones, every) for place, ones in twins.items()}
        counting: dict[tuple[Place, ...], tuple[Place, KeptWork]] = {}
        for ones in twins.values():
            if ones not in counting:
                best = max(ones, key=lambda one: (*_worth(every[one]), one))
                counting[ones] = best, _united(every[best], [every[one] for one in ones])
        return {place: counting[ones] for place, ones in twins.items()}


class _OpenGeneration:
    """The files of one generation."""

    def __init__(self, folder: Path, generation: Generation) -> None:
        self.count = generation.counts.works
        self._folder, self._generation = folder, generation
        self._files = {
            kind: [_key_file(_existing(folder, part)) for part in parts]
            for kind, parts in (("keys", generation.keys), ("names", generation.names))
        }
        self._group = lru_cache(maxsize=_GROUPS_HELD)(self._read_group)
        self._held: Works = np.empty(0, dtype=np.uint32)
        self._held_rows: pa.Table | None = None

    def find(self, kind: str, wanted: Keys) -> tuple[Keys, Works]:
        """The rows of the wanted keys."""
        with _whole(self._folder):
            return joined(file.find(wanted) for file in self._files[kind])

    def hold(self, works: Sequence[int]) -> None:
        """Keep the rows of these works (in order) as they are packed, and no others."""
        tables = [table for _, table in self._rows_of(works)]
        self._held_rows = pa.concat_tables(tables) if tables else None
        self._held = np.array(works, dtype=np.uint32)

    def records(self, works: Sequence[int]) -> Iterator[tuple[int, KeptWork]]:
        """The works of these numbers (in order), with their numbers."""
        held, others = self._parted(works)
        if self._held_rows is not None and len(held):
            yield from _unpacked(self._held[held].tolist(), self._held_rows.take(held))
        for some, rows in self._rows_of(others):
            yield from _unpacked(some, rows)

    def _parted(self, works: Sequence[int]) -> tuple[npt.NDArray[np.int64], list[int]]:
        """Where those that are held stand, and the others."""
        asked = np.array(works, dtype=np.uint32)
        if not len(self._held):
            return np.empty(0, dtype=np.int64), asked.tolist()
        at = np.minimum(np.searchsorted(self._held, asked), len(self._held) - 1)
        is_held = self._held[at] == asked
        return at[is_held], asked[~is_held].tolist()

    def _rows_of(self, works: Sequence[int]) -> Iterator[tuple[Sequence[int], pa.Table]]:
        """The rows of works (in order), group by group."""
        at = 0
        while at < len(works):
            group = works[at] // WORKS_A_GROUP
            end = at
            while end < len(works) and works[end] // WORKS_A_GROUP == group:
                end += 1
            some = works[at:end]
            yield some, self._group(group).take([work % WORKS_A_GROUP for work in some])
            at = end

    def _read_group(self, group: int) -> pa.Table:
        groups_a_part = WORKS_A_PART // WORKS_A_GROUP
        part = self._generation.works[group // groups_a_part]
        path = _existing(self._folder, part)
        with _whole(self._folder):
            return pq.ParquetFile(path).read_row_group(group % groups_a_part, use_threads=False)


def _place(generation: int, work: int) -> Place:
    return generation << _BITS_OF_WORK | work


def _by_generation(places: Iterable[Place]) -> dict[int, list[int]]:
    """The numbers of works by that of their generation, in order."""
    parted: dict[int, list[int]] = {}
    for place in sorted(places):
        parted.setdefault(place >> _BITS_OF_WORK, []).append(place & _WORK)
    return parted


def _filed(found: Sequence[Keys], places: Sequence[Places], common: Sequence[Keys]) -> FoundKeys:
    """What the generations say of keys, without the works of those that too many share."""
    every, of_every = np.concatenate(found), np.concatenate(places)
    order = np.argsort(every, kind="stable")
    every, of_every = every[order], of_every[order]
    keys, counts = np.unique(every, return_counts=True)
    too_many = np.concatenate([*common, keys[counts > MOST]])
    stays = ~np.isin(keys, too_many)
    is_told = np.repeat(stays, counts)
    return FoundKeys(
        keys[stays], np.cumsum(counts[stays]), of_every[is_told], frozenset(too_many.tolist())
    )


def _unpacked(works: Sequence[int], rows: pa.Table) -> Iterator[tuple[int, KeptWork]]:
    columns = [rows[name].to_pylist() for name in COLUMNS]
    for work, *values in zip(works, *columns, strict=True):
        yield work, kept_of_row(dict(zip(COLUMNS, values, strict=True)))


def _key_file(path: Path) -> KeyFile:
    with _whole(path.parents[2]):
        return KeyFile(path)


@contextmanager
def _whole(folder: Path) -> Iterator[None]:
    """Raise LibraryError where a file of the index cannot be read as what it is."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        hint = f"{_verifying(folder)} says what is damaged"
        raise LibraryError(f"{folder}: cannot be read: {error}", hint=hint) from error


def _verifying(folder: Path) -> str:
    return command_line("index", "verify", values=[str(folder)])


def _existing(folder: Path, part: Part) -> Path:
    """Where a file of the index lies; of another size it is another file, whatever is in it."""
    path = folder / part.path
    hint = f"{_verifying(folder)} says what else is"
    if not path.is_file():
        raise LibraryError(f"{path}: is missing", hint=hint)
    if (size := path.stat().st_size) != part.size:
        raise LibraryError(f"{path}: has {size} bytes instead of {part.size}", hint=hint)
    return path


def _own_keys(kept: KeptWork) -> tuple[int, ...]:
    return tuple(name_key(f"{one.scheme}:{one.work}") for one in kept.record.names)


def _worth(kept: KeptWork) -> tuple[int, str]:
    return RANKS.get(kept.record.source, 0), kept.updated


def _of_one_work(
    place: Place, ones: Sequence[Place], every: Mapping[Place, KeptWork]
) -> tuple[Place, ...]:
    """Those that share a name as it is spelled: two names may have the same hash."""
    names = set(every[place].record.names)
    return tuple(
        one for one in ones if one == place or not names.isdisjoint(every[one].record.names)
    )


def _united(kept: KeptWork, others: Sequence[KeptWork]) -> KeptWork:
    """The record under the names of those in whose place it stands, and with what they say against
    the work."""
    names = tuple(dict.fromkeys(name for one in (kept, *others) for name in one.record.names))
    if names != kept.record.names:
        kept = KeptWork(replaced(kept.record, names=names), kept.updated)
    notices = dict.fromkeys(kept.record.notices)
    known = {one.kind for one in notices}
    for other in others:
        notices.update(dict.fromkeys(one for one in other.record.notices if one.kind not in known))
    if len(notices) == len(kept.record.notices):
        return kept
    return KeptWork(replaced(kept.record, notices=tuple(notices)), kept.updated)
