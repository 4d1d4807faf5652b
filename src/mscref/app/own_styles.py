"""The user's own styles: add one, and put a newer collection before the shipped one.

Files, addresses and folders come in; where a style was put and which collection is in use goes
out. Own styles lie as `NAME.csl` in one folder of the user's, a newer collection beside them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mscref.app.folders import styles_folder
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import StyleError, UsageError

NAME = re.compile(r"[a-z0-9][a-z0-9_.+-]{0,99}")


@dataclass(frozen=True, slots=True)
class AddedStyle:
    """A style that was added: its name, its file, what was before, and what is odd in it."""

    name: str
    path: Path
    replaced: bool
    hides_installed: bool
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of styles in use: `shipped` or the user's; what it holds."""

    kind: str
    source: str
    updated: str
    styles: int
    dependents: int
    path: Path


def is_address(source: str) -> bool:
    """True where a style is to be fetched and not read from a file."""
    return source.startswith(("http://", "https://"))


def add_style(source: str, *, name: str = "", fetch: Callable[[str], bytes]) -> AddedStyle:
    """Keep the style of a file or address among the user's own, under `name` or its file name.

    Raises UsageError for a name that is none, StyleError for a style that cannot be used, and
    what `fetch` raises for an address.
    """
    from mscref.csl.parse import parse_style
    from mscref.csl.style_index import style_called

    content = fetch(source) if is_address(source) else _read(source)
    chosen = _name(name) if name else _name(_last_step(source))
    style, diagnostics = parse_style(content, path=source)
    errors = tuple(one for one in diagnostics if one.severity is Severity.ERROR)
    if errors:
        raise StyleError(f"{source} is not a style that can be used", diagnostics=errors)
    folder = styles_folder(os.environ)
    if style.citation is None and not style.info.parent:
        raise StyleError(f"{source} is no style: it neither cites nor follows another style")
    path = folder / f"{chosen}.csl"
    replaced = path.exists()
    hides = style_called(chosen) is not None
    _write(path, content)
    return AddedStyle(
        name=chosen,
        path=path,
        replaced=replaced,
        hides_installed=hides,
        diagnostics=tuple(diagnostics),
    )


def _read(source: str) -> bytes:
    from mscref.csl.styles import locate_style

    # A bare file name would be looked up among the installed ones.
    return locate_style(source if os.sep in source else f".{os.sep}{source}").read()


def _last_step(source: str) -> str:
    """The file name of a path or an address."""
    return source.rstrip("/").replace("\\", "/").rpartition("/")[2].partition("?")[0]


def _name(name: str) -> str:
    name = name.removesuffix(".csl").lower().replace(" ", "-")
    if not NAME.fullmatch(name):
        raise UsageError(
            f"`{name}` cannot be the name of a style",
            hint="choose one of letters, digits and hyphens: --name my-thesis",
        )
    return name


def _write(path: Path, content: bytes) -> None:
    from mscref.errors import LibraryError
    from mscref.library.files import WHATEVER, reason, replace_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{path.parent}: cannot be made: {reason(error)}") from error
    replace_file(path, content, expected=WHATEVER)


def collections_in_use() -> list[Collection]:
    """The collections, in the order in which names are looked up."""
    from mscref.csl import installed

    found = []
    for bundle in installed.bundles(styles_folder(os.environ)):
        said = installed.about(bundle)
        kind = "shipped" if bundle is installed.shipped() else "yours"
        found.append(
            Collection(
                kind=kind,
                source=said.source,
                updated=said.updated,
                styles=said.styles,
                dependents=said.dependents,
                path=bundle.path,
            )
        )
    return found


def own_style_names() -> list[str]:
    """The names of the user's own styles."""
    return sorted(path.stem for path in styles_folder(os.environ).glob("*.csl"))


def take_collection(source: Path) -> Collection:
    """Put the styles of a folder or zip file before the shipped ones.

    Raises StyleError where `source` holds none, or where they are not newer than the shipped.
    """
    from mscref.csl import collecting, installed
    from mscref.errors import LibraryError
    from mscref.library.files import reason

    entries = collecting.collect_styles(source)
    path = styles_folder(os.environ) / installed.BUNDLE_NAME
    shipped = installed.about(installed.shipped())
    updated = collecting.newest(entries)
    if updated <= shipped.updated:
        raise StyleError(
            f"{source} is not newer than the shipped styles"
            f" ({updated or 'no date'} against {shipped.updated})",
            hint="a single style is kept with: mscref styles add FILE",
        )
    try:
        said = collecting.write_collection(path, entries, source=source.name)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be written: {reason(error)}") from error
    return Collection(
        kind="yours",
        source=said.source,
        updated=said.updated,
        styles=said.styles,
        dependents=said.dependents,
        path=path,
    )
