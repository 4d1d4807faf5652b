"""An index is made: streamed, in bounded memory, and taken up where a killed run left it.

What crosses the border: feeds in; a new generation of the index on the disk out. First works go
into parts, each with the sorted keys of its own; after each part `progress.json` says how far
every feed was read. Then the keys of all parts are merged, a range after the other. A generation
counts once the manifest names it. What is written depends on the feeds alone, and not on when a
run was killed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice, product
from math import ceil
from pathlib import Path
from typing import Any

from mscref.bulk.collecting import MOST_WORKS, Collected
from mscref.bulk.dumps import Damaged
from mscref.bulk.feeds import Feed
from mscref.bulk.keyfile import BITS, joined, sorted_keys, write_keys
from mscref.bulk.manifest import (
    MANIFEST,
    Counts,
    Generation,
    Manifest,
    Part,
    part_of,
    put_in_place,
    read_manifest,
    write_json,
    write_manifest,
)
from mscref.bulk.reading import KeptWork
from mscref.bulk.runs import run_between, write_run
from mscref.errors import InputError, LibraryError, UsageError

PROGRESS = "progress.json"
KINDS = ("keys", "names")
_ROWS_A_RANGE = 2_000_000  # keys that are sorted at once
_EXAMPLES = 20  # damaged records that are named; the others are counted
Tell = Callable[[int], None]  # how many works were dealt with since the last call


@dataclass(slots=True)
class _Progress:
    """How far a build has come: the feed, its items that are dealt with, what was written."""

    feeds: list[list[Any]]
    since: str
    feed: int = 0
    items: int = 0
    counts: Counts = field(default_factory=Counts)
    date: str = ""
    works: list[Part] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    merged: dict[str, list[Part]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    ranges: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    has_twins: bool = False


class Builder:
    """One build of one generation."""

    def __init__(self, folder: Path, feeds: Sequence[Feed], *, since: str = "") -> None:
        self.folder = folder
        self.feeds = feeds
        self.manifest = read_manifest(folder) if (folder / MANIFEST).exists() else Manifest([])
        self._tidy_finished()
        self.name = f"gen-{_next_number(self.manifest):04}"
        self.place = folder / self.name
        asked = _Progress([[one.name, one.size] for one in feeds], since)
        self._progress = _taken_up(self.place / PROGRESS, asked) or asked
        self.is_resumed = self._progress is not asked

    def build(self, tell: Tell = lambda _: None) -> Generation:
        """Make the generation; returns what is in it. Raises LibraryError for a full disk."""
        self._collect(tell)
        if not self._progress.counts.works and not self.manifest.generations:
            shutil.rmtree(self.place, ignore_errors=True)
            examples = "; ".join(self._progress.counts.examples[:3])
            raise InputError("no work stands in these dumps", hint=examples or "they are empty")
        for kind in KINDS:
            self._merge(kind)
        made = self._generation()
        write_manifest(self.folder, Manifest([*self.manifest.generations, made]))
        self.manifest = read_manifest(self.folder)
        self._tidy_finished()
        return made

    @property
    def done(self) -> Generation | None:
        """The youngest generation where it was made of the same dumps: nothing is to be done."""
        for one in self.manifest.generations[-1:]:
            if (one.dumps, one.since) == (self._progress.feeds, self._progress.since):
                return one
        return None

    @property
    def counts(self) -> Counts:
        """What was met so far."""
        return self._progress.counts

    # ── works ────────────────────────────────────────────────────────────────────────────────

    def _collect(self, tell: Tell) -> None:
        progress = self._progress
        part = Collected(progress.counts.works)
        told = progress.counts.works
        tell(told)
        while progress.feed < len(self.feeds):
            feed = self.feeds[progress.feed]
            for item in islice(feed.items(), progress.items, None):
                progress.items += 1
                self._take(feed.read(item), part)
                if part.is_full:
                    part = self._written(part)
                    told = _tell(tell, told, progress)
            progress.feed, progress.items = progress.feed + 1, 0
        if len(part):
            self._written(part)
            _tell(tell, told, progress)

    def _take(self, kept: KeptWork | Damaged, part: Collected) -> None:
        counts = self._progress.counts
        if isinstance(kept, Damaged):
            counts.damaged += 1
            if len(counts.examples) < _EXAMPLES:
                counts.examples.append(f"{kept.place}: {kept.reason}")
            return
        self._progress.date = max(self._progress.date, kept.updated)
        if self._progress.since and kept.updated and kept.updated < self._progress.since:
            counts.unchanged += 1
            return
        if counts.works >= MOST_WORKS:
            raise LibraryError("one build takes 4 billion works", hint="add the rest by --since")
        part.add(kept)
        counts.works += 1
        counts.notices += bool(kept.record.notices or kept.record.is_about)
        source = kept.record.source
        counts.by_source[source] = counts.by_source.get(source, 0) + 1

    def _written(self, part: Collected) -> Collected:
        """Write a part with its keys, and note how far that is; returns the next one."""
        number = len(self._progress.works)
        path = self.place / "works" / f"part-{number:05}.parquet"
        put_in_place(path, part.write_works)
        self._progress.works.append(part_of(self.folder, path, len(part)))
        for kind, keys in (("keys", part.keys()), ("names", part.names())):
            put_in_place(self._run(kind, number), lambda made, keys=keys: write_run(made, *keys))
            self._progress.rows[kind] += len(keys[0])
        self._note()
        return Collected(self._progress.counts.works)

    def _run(self, kind: str, number: int) -> Path:
        return _run_in(self.place, kind, number)

    def _note(self) -> None:
        write_json(self.place / PROGRESS, asdict(self._progress))

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def _merge(self, kind: str) -> None:
        """The sorted keys of all parts as one list, in files by ranges of the keys."""
        progress = self._progress
        ranges = max(1, ceil(progress.rows[kind] / _ROWS_A_RANGE))
        edges = [(1 << BITS) * number // ranges for number in range(ranges + 1)]
        for number in range(progress.ranges[kind], ranges):
            keys, works = sorted_keys(*joined(self._between(kind, *edges[number : number + 2])))
            if len(keys):
                path = self.place / kind / f"part-{number:05}.parquet"
                put_in_place(
                    path, lambda made, keys=keys, works=works: write_keys(made, keys, works)
                )
                progress.merged[kind].append(part_of(self.folder, path, len(keys)))
            is_twin = (keys[1:] == keys[:-1]) & (keys[1:] & 1 == 1)
            progress.has_twins |= kind == "names" and bool(is_twin.any())
            progress.ranges[kind] = number + 1
            self._note()

    def _between(self, kind: str, low: int, high: int) -> Iterator[Any]:
        for number in range(len(self._progress.works)):
            yield run_between(self._run(kind, number), low, high)

    # ── the end ──────────────────────────────────────────────────────────────────────────────

    def _generation(self) -> Generation:
        progress = self._progress
        return Generation(
            name=self.name,
            date=progress.date,
            since=progress.since,
            dumps=progress.feeds,
            counts=progress.counts,
            works=progress.works,
            keys=progress.merged["keys"],
            names=progress.merged["names"],
            has_twins=progress.has_twins,
        )

    def _tidy_finished(self) -> None:
        """Remove what only a build needs; a run may have been killed before it did."""
        for one in self.manifest.generations:
            place = self.folder / one.name
            shutil.rmtree(place / "runs", ignore_errors=True)
            (place / PROGRESS).unlink(missing_ok=True)


def _tell(tell: Tell, told: int, progress: _Progress) -> int:
    tell(progress.counts.works - told)
    return progress.counts.works


def _run_in(place: Path, kind: str, number: int) -> Path:
    return place / "runs" / f"{kind}-{number:05}.run"


def _next_number(manifest: Manifest) -> int:
    names = (one.name.rpartition("-")[2] for one in manifest.generations)
    return max((int(name) for name in names if name.isdecimal()), default=0) + 1


def _taken_up(path: Path, asked: _Progress) -> _Progress | None:
    """What a killed build had done; None where nothing tells, or not all of it stands there.

    Raises UsageError where that run had other dumps.
    """
    try:
        raw = json.loads(path.read_bytes())
        counts = Counts(**raw["counts"])
        works = [Part(**one) for one in raw["works"]]
        merged = {kind: [Part(**one) for one in raw["merged"][kind]] for kind in KINDS}
        found = _Progress(**{**raw, "counts": counts, "works": works, "merged": merged})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(_run_in(path.parent, *one).exists() for one in product(KINDS, range(len(works)))):
        return None  # lost, or of another version: their keys are nowhere else
    if (found.feeds, found.since) != (asked.feeds, asked.since):
        raise UsageError(
            f"{path.parent.parent}: an unfinished build of other dumps stands there",
            hint=f"name the same dumps to go on with it, or remove {path.parent}",
        )
    return found
