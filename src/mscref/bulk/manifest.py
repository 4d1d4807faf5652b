"""What an index says of itself: `manifest.json`, and the notes of a build that is under way.

What crosses the border: plain data in files of JSON that are replaced as a whole. An index of
another format is refused with what to do. A generation is what one build added: its works, their
keys, and the names (identifiers) by which they are known.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mscref.errors import LibraryError, NotFoundError

FORMAT = 1
MANIFEST = "manifest.json"
_PIECE = 1 << 20
_NAME = re.compile(r"gen-\d{4,}")
_PLACE = re.compile(r"gen-\d{4,}/(?:works|keys|names)/[a-z0-9-]+\.parquet")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the index: its path in it, rows, bytes, and the SHA-256 of its bytes."""

    path: str
    rows: int
    size: int
    sha256: str


@dataclass(slots=True)
class Counts:
    """What a build met: works kept, records that were no works, older ones, and those damaged."""

    works: int = 0
    unchanged: int = 0
    damaged: int = 0
    notices: int = 0
    by_source: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Generation:
    """What one build added. `date` is the day up to which its dumps tell, `since` where it begins;
    `dumps` holds name and size of each. `has_twins` says that some name stands under two works."""

    name: str
    date: str
    since: str
    dumps: list[list[Any]]
    counts: Counts
    works: list[Part]
    keys: list[Part]
    names: list[Part]
    has_twins: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole index: its generations, the oldest first."""

    generations: list[Generation]
    format: int = FORMAT

    @property
    def date(self) -> str:
        """The day up to which the index tells, "" where no dump says."""
        return max((one.date for one in self.generations), default="")

    def title(self, folder: Path) -> str:
        """What the index in a folder is called in answers."""
        return f"{folder.name} of {self.date}" if self.date else folder.name

    @property
    def works(self) -> int:
        """How many works it holds, replaced ones counted too."""
        return sum(one.counts.works for one in self.generations)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an index; raises NotFoundError where there is none, LibraryError for one
    that cannot be read or is of another format."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_bytes())
    except FileNotFoundError:
        hint = "mscref index build DUMP -o works.idx"
        raise NotFoundError(f"{folder}: there is no index of works", hint=hint) from None
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path}: cannot be read: {error}", hint=_ANEW) from error
    made = raw.get("format") if isinstance(raw, dict) else None
    if made != FORMAT:
        younger = isinstance(made, int) and made > FORMAT
        hint = "update mscref, or build it anew" if younger else _ANEW
        raise LibraryError(
            f"{folder}: is an index of format {made}; this mscref reads {FORMAT}", hint=hint
        )
    try:
        return Manifest([_generation(one) for one in raw["generations"]])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise LibraryError(f"{path}: is damaged: {error}", hint=_ANEW) from error


_ANEW = "build it anew: mscref index build DUMP -o NEW.idx"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in the place of the old one, whole or not at all."""
    write_json(folder / MANIFEST, asdict(manifest))


def _generation(raw: dict[str, Any]) -> Generation:
    if not _NAME.fullmatch(raw["name"]):  # else a stranger's index names folders beside it
        raise ValueError(f"no generation is called {raw['name']!r}")
    parts = {name: [Part(**one) for one in raw[name]] for name in ("works", "keys", "names")}
    for part in (one for some in parts.values() for one in some):
        if not _PLACE.fullmatch(part.path) or not part.path.startswith(f"{raw['name']}/"):
            raise ValueError(f"no part of it stands at {part.path!r}")
    made = Generation(**{**raw, **parts, "counts": Counts(**raw["counts"])})
    counted: list[object] = [made.counts.works, made.counts.damaged]
    counted += made.counts.by_source.values()
    counted += (
        number for some in parts.values() for one in some for number in (one.rows, one.size)
    )
    said: tuple[object, ...] = (made.date, made.since)
    if not all(isinstance(one, int) and one >= 0 for one in counted):
        raise ValueError(f"{made.name} counts what is no number")
    if not all(isinstance(one, str) for one in said):
        raise ValueError(f"{made.name} has no date")
    return made


def write_json(path: Path, value: object) -> None:
    """JSON in a file, whole or not at all, and on the disk when this returns."""
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    put_in_place(path, lambda made: made.write_bytes(content))


def make_folder(folder: Path) -> None:
    """Have a folder; raises LibraryError where there can be none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryError(f"{folder}: cannot be made: {reason}") from error


def put_in_place(path: Path, write: Any) -> None:  # noqa: ANN401 - a function of a path
    """Have a file written beside `path` and moved there; raises LibraryError for a full disk."""
    made = path.with_name(f"{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(made)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(path)
    except OSError as error:
        made.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        hint = "make room and run the same command again: what is done is kept"
        raise LibraryError(f"{path}: cannot be written: {reason}", hint=hint) from error


def part_of(folder: Path, path: Path, rows: int) -> Part:
    """A file of the index with its checksum."""
    return Part(path.relative_to(folder).as_posix(), rows, path.stat().st_size, checksum(path))


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
