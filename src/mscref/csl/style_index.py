"""Which styles there are, and the file of each.

A style is a file in the user's folder, one of mscref's own, or an entry of a bundle (`installed`);
names are looked up in that order. An index of the heads of its styles comes with each bundle.
Nothing here parses a whole style.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mscref.bundle import Bundle
from mscref.csl import installed
from mscref.csl.style_head import StyleHead, head_of_row, parse_head
from mscref.csl.xml import MAXIMUM_SIZE
from mscref.errors import StyleError
from mscref.records import Record

_STYLE_SUFFIX = ".csl"


class StyleFile(Record):
    """A style where it lies: a file at `path`, or with `bundle` an entry of that."""

    name: str
    path: str = ""
    bundle: Bundle | None = None

    @property
    def place(self) -> str:
        """What messages call it."""
        return self.path or f"{self.name}.csl"

    def read(self) -> bytes:
        """Its bytes, no more than a style may have; raises StyleError."""
        if self.bundle is not None:
            return installed.read_style(self.bundle, self.name) or b""
        try:
            with Path(self.path).open("rb") as file:
                return file.read(MAXIMUM_SIZE + 1)
        except OSError as error:
            raise StyleError(f"cannot read the style {self.path}: {error.strerror}") from error

    def head(self) -> StyleHead:
        """What it says about itself; raises StyleError."""
        return parse_head(self.read(), name=self.name, path=self.path)


def style_called(name: str, folder: Path | None = None) -> StyleFile | None:
    """The style called exactly `name`, or None; no index is needed for this."""
    for place in _folders(folder):
        path = place / f"{name}{_STYLE_SUFFIX}"
        if path.is_file():
            return StyleFile(name, str(path))
    for bundle in installed.bundles(folder):
        if installed.read_style(bundle, name) is not None:
            return StyleFile(name, bundle=bundle)
    return None


def file_at(path: Path) -> StyleFile:
    """The style in the file at `path`."""
    return StyleFile(path.name.removesuffix(_STYLE_SUFFIX), str(path))


def _folders(folder: Path | None) -> tuple[Path, ...]:
    return (folder, installed.own_styles()) if folder else (installed.own_styles(),)


def renamed_styles(folder: Path | None = None) -> dict[str, str]:
    """Former names of styles and what they are called now."""
    names: dict[str, str] = {}
    for bundle in reversed(installed.bundles(folder)):
        names |= _renamed(bundle)
    return names


@cache
def _renamed(bundle: Bundle) -> dict[str, str]:
    try:
        import json

        names = json.loads(bundle.read(installed.RENAMED) or b"{}")
    except ValueError:
        return {}
    return names if isinstance(names, dict) else {}


def style_index(folder: Path | None = None) -> tuple[StyleHead, ...]:
    """The heads of all styles, the user's and ours first, then by name; independent ones first."""
    heads: dict[str, StyleHead] = {}
    for head in (*_heads_of_files(folder), *_heads_of_bundles(folder)):
        heads.setdefault(head.name, head)
    return tuple(heads.values())


def _heads_of_files(folder: Path | None) -> Iterator[StyleHead]:
    for place in _folders(folder):
        for path in sorted(place.glob(f"*{_STYLE_SUFFIX}")):
            try:
                yield file_at(path).head()
            except StyleError:
                continue  # a style that cannot be opened cannot be offered


def _heads_of_bundles(folder: Path | None) -> Iterator[StyleHead]:
    for bundle in installed.bundles(folder):
        yield from _bundled_heads(bundle)


@cache
def _bundled_heads(bundle: Bundle) -> tuple[StyleHead, ...]:
    try:
        import json

        rows = json.loads(bundle.read(installed.HEADS) or b"[]")
        return tuple(map(head_of_row, rows))
    except (ValueError, TypeError) as error:
        raise StyleError(f"the index of {bundle.path} cannot be read") from error
