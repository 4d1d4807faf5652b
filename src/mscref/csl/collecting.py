"""Make a bundle of a collection of styles: a folder or a zip file as the citation style project
publishes it, with or without a folder of locales.

`hatch_build.py` makes the shipped one of the packages that carry the files; `mscref styles
update` makes one of a newer checkout. Standard library only, because the first runs while
mscref is being built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from mscref.bundle import write_bundle
from mscref.csl import installed
from mscref.csl.style_head import StyleHead, parse_head, row_of_head
from mscref.csl.xml import MAXIMUM_SIZE
from mscref.errors import StyleError
from mscref.records import fields_of

# Three numeric families and the largest author-date one: what most styles resemble.
_TYPICAL = ("american-medical-association", "ieee", "elsevier-harvard", "apa")
_TYPICAL_LENGTH = 12_000
_RENAMED = "renamed-styles.json"
_LARGEST_COLLECTION = 400_000_000  # the whole one is 62 MB today
_UPDATED = re.compile(rb"<updated>\s*(\d{4}-\d\d-\d\d)")


def collect_styles(source: Path) -> dict[str, bytes]:
    """The styles of a folder or zip file as entries of a bundle.

    Raises StyleError where `source` is neither, or holds no styles.
    """
    entries: dict[str, bytes] = {}
    total = 0
    for path, content in _files(source):
        total += len(content)
        if total > _LARGEST_COLLECTION:
            raise StyleError(f"{source} holds more than any collection of styles")
        if path.suffix == ".csl":
            room = installed.DEPENDENT if path.parent.name == "dependent" else installed.STYLE
            entries[room + path.stem] = content
        else:
            entries[installed.RENAMED] = content
    if not any(key.startswith(installed.STYLE) for key in entries):
        raise StyleError(
            f"{source} holds no styles",
            hint="give a folder or a .zip file of the repository of citation styles",
        )
    return entries


def collect_locales(folder: Path) -> dict[str, bytes]:
    """The locales of a folder as entries of a bundle."""
    entries = {installed.PRIMARY_DIALECTS: (folder / "locales.json").read_bytes()}
    for path in sorted(folder.glob("locales-*.xml")):
        entries[installed.LOCALE + path.stem.removeprefix("locales-")] = path.read_bytes()
    return entries


def write_collection(path: Path, entries: dict[str, bytes], *, source: str) -> installed.About:
    """Write the bundle of `entries`, an index of their heads with them; say what it holds."""
    heads = [parse_head(content, name=key.partition("/")[2]) for key, content in _styles(entries)]
    made = installed.About(
        source=source,
        updated=newest(entries),
        styles=sum(not head.parent for head in heads),
        dependents=sum(bool(head.parent) for head in heads),
    )
    said = {name: getattr(made, name) for name in fields_of(installed.About)}
    index = {installed.HEADS: _index(heads), installed.ABOUT: json.dumps(said).encode()}
    typical = b"".join(
        entries.get(installed.STYLE + name, b"")[:_TYPICAL_LENGTH] for name in _TYPICAL
    )
    write_bundle(path, entries | index, like=typical)
    return made


def newest(entries: dict[str, bytes]) -> str:
    """The day on which the newest style of a collection was changed, or ""."""
    found = (_UPDATED.search(text) for _, text in _styles(entries))
    return max((one[1].decode() for one in found if one), default="")


def _styles(entries: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for key in sorted(entries):
        if key.startswith((installed.STYLE, installed.DEPENDENT)):
            yield key, entries[key]


def _index(heads: list[StyleHead]) -> bytes:
    rows = [
        row_of_head(head) for head in sorted(heads, key=lambda one: (bool(one.parent), one.name))
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _files(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The style files and the table of former names in `source`, each with its path in it."""
    try:
        if source.is_dir():
            for path in sorted((*source.rglob("*.csl"), *source.rglob(_RENAMED))):
                if path.stat().st_size <= MAXIMUM_SIZE:
                    yield PurePosixPath(path.relative_to(source).as_posix()), path.read_bytes()
            return
        with ZipFile(source) as archive:
            for member in sorted(archive.infolist(), key=lambda one: one.filename):
                inside = PurePosixPath(member.filename)
                is_wanted = inside.suffix == ".csl" or inside.name == _RENAMED
                if is_wanted and member.file_size <= MAXIMUM_SIZE:
                    yield inside, archive.read(member)
    except (OSError, BadZipFile, RuntimeError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StyleError(
            f"cannot read {source}: {why}",
            hint="give a folder or a .zip file of the repository of citation styles",
        ) from error
