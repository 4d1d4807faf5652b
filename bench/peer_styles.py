"""The installed styles and locales as files, for the peers that read nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mscref.csl import installed
from mscref.csl.styles import locate_style


def write_style(name: str, path: Path) -> Path:
    """Write the style called `name` to `path`."""
    path.write_bytes(locate_style(name).read())
    return path


def write_styles(names: Iterable[str], folder: Path) -> Path:
    """Write the styles to `folder`, each under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        write_style(name, folder / f"{name}.csl")
    return folder


def write_locales(folder: Path) -> Path:
    """Write all locales to `folder`, named as the citation style project names them."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, content in installed.shipped().items(installed.LOCALE):
        (folder / f"locales-{key.removeprefix(installed.LOCALE)}.xml").write_bytes(content)
    (folder / "locales.json").write_bytes(
        installed.shipped().read(installed.PRIMARY_DIALECTS) or b"{}"
    )
    return folder
