"""Plug-ins: rows that installed packages add to our tables, by entry points.

    mscref.formats   `Format`      of formats/registry.py
    mscref.outputs   `OutputRow`   of csl/render/registry.py
    mscref.rules     `LintRule`    of lint/base.py
    mscref.sources   `SourceRow`   of sources/registry.py

Nothing is looked for until a table has no answer of its own, or all of it is wanted. Looking reads
`entry_points.txt` of what is installed by ourselves: importlib.metadata does the same, and takes
35 ms to be imported. The working folder is left out: what lies in it is somebody's data.

What crosses the border: the name of a group and a class in, rows out. A plug-in that is broken is a
warning that names it (`PluginWarning`), or an error where it was asked for; never a traceback.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from mscref.errors import MscrefError, PluginError, PluginWarning
from mscref.records import Record

FORMATS, OUTPUTS, RULES, SOURCES = (
    "mscref.formats",
    "mscref.outputs",
    "mscref.rules",
    "mscref.sources",
)
GROUPS = (FORMATS, OUTPUTS, RULES, SOURCES)
_ENDINGS = (".dist-info", ".egg-info")
_LARGEST = 1_000_000  # bytes of a file of entry points
_T = TypeVar("_T")


class Plugin(Record):
    """One entry point: `target` is `module:attribute`, `package` says what it came with."""

    group: str
    name: str
    target: str
    package: str

    def __str__(self) -> str:
        return f"plug-in `{self.name}` of {self.package}"


def installed() -> tuple[Plugin, ...]:
    """The entry points of our groups, of every package that can be imported."""
    try:
        here = str(Path.cwd())
    except OSError:  # the folder is gone
        here = ""
    return _installed(tuple(sys.path), here)


def rows(
    group: str, kind: type[_T], known: Mapping[str, object]
) -> Mapping[str, tuple[Plugin, _T]]:
    """The rows of a group by their names, each with its plug-in.

    What cannot be loaded, is no `kind`, or has a name that is `known`, is left out with a warning.
    """
    found: dict[str, tuple[Plugin, _T]] = {}
    for plugin in installed():
        if plugin.group != group:
            continue
        if plugin.name in known or plugin.name in found:
            _warn(plugin, "is left out: there is one of that name already")
        elif isinstance(row := _loaded(plugin), kind):
            fault = fault_of(row)
            if fault:
                _warn(plugin, f"is left out: {fault}")
            else:
                found[plugin.name] = (plugin, row)
        elif not isinstance(row, _Broken):
            _warn(plugin, f"is left out: {plugin.target} is no {kind.__name__}")
    return MappingProxyType(found)


def problem_of(plugin: Plugin) -> str:
    """Why a plug-in cannot be loaded, "" where it can."""
    row = _loaded(plugin)
    return row.reason if isinstance(row, _Broken) else fault_of(row)


def fault_of(row: object) -> str:
    """What is wrong with the members of a row: one that is missing, or of another type than the
    class declares; "" where nothing is."""
    from mscref.plugged_rows import faults  # what has no plug-in has no need of it

    return next(faults(row), "")


def guarded(plugin: Plugin, kind: type[_T], call: Callable[..., object]) -> Callable[..., _T]:
    """A function of a plug-in; what it raises, and a result that is no `kind`, is a PluginError."""

    def careful(*values: object, **named: object) -> _T:
        try:
            made = call(*values, **named)
        except MscrefError:
            raise
        except (Exception, SystemExit) as error:
            raise PluginError(f"{plugin} failed: {_said(error)}", hint=_hint(plugin)) from error
        if not isinstance(made, kind):
            message = f"{plugin} returned {type(made).__name__}, not {kind.__name__}"
            raise PluginError(message, hint=_hint(plugin))
        return made

    return careful


def warn_of(error: PluginError) -> None:
    """Say that a plug-in failed where the rest goes on without it."""
    warnings.warn(f"{error.message}; {error.hint}", PluginWarning, stacklevel=2)


class _Broken(Record):
    reason: str


@lru_cache(maxsize=256)
def _loaded(plugin: Plugin) -> object:
    """The object that an entry point names, `_Broken` where there is none."""
    module, _, attributes = plugin.target.partition(":")
    try:
        found: object = import_module(module)
        for name in filter(None, attributes.split(".")):
            found = getattr(found, name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the code of strangers
        broken = _Broken(_said(error))
        _warn(plugin, f"cannot be loaded: {broken.reason}")
        return broken
    return found


def _warn(plugin: Plugin, what: str) -> None:
    warnings.warn(f"{plugin} {what}; {_hint(plugin)}", PluginWarning, stacklevel=2)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def _hint(plugin: Plugin) -> str:
    return f"update or uninstall {plugin.package.partition(' ')[0]}"


# ---------------------------------------------------------------- what is installed


@lru_cache(maxsize=8)
def _installed(path: tuple[str, ...], here: str) -> tuple[Plugin, ...]:
    found: list[Plugin] = []
    packages: set[str] = set()
    for folder in dict.fromkeys(path):
        is_known = bool(here) or Path(folder).is_absolute()
        if folder and is_known and not (here and _is_same(folder, here)):
            for name in _distributions(folder):
                package = _package(name)
                # The first on the path is the one that is imported.
                if package.partition(" ")[0] not in packages:
                    packages.add(package.partition(" ")[0])
                    text = _text(Path(folder, name, "entry_points.txt"))
                    found += _entry_points(text, package)
    return tuple(found)


def _is_same(folder: str, other: str) -> bool:
    return os.path.realpath(folder) == os.path.realpath(other)


def _distributions(folder: str) -> list[str]:
    try:
        return sorted(one.name for one in os.scandir(folder) if one.name.endswith(_ENDINGS))
    except OSError:  # a zip file, or a folder that is not there
        return []


def _package(name: str) -> str:
    """`my_package-1.0.dist-info` → `my-package 1.0`."""
    stem = name.rpartition(".")[0]
    package, _, version = stem.partition("-")
    return f"{package.replace('_', '-').lower()} {version.partition('-py')[0]}".strip()


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST)
    except OSError:
        return ""


def _entry_points(text: str, package: str) -> Iterator[Plugin]:
    """The plug-ins that such a file names.

    file   = { "[" group "]" | name "=" target [ "[" extras "]" ] | "#" comment }
    """
    if "[mscref." not in text:
        return
    group = ""
    for line in map(str.strip, text.splitlines()):
        name, is_entry, target = line.partition("=")
        if line.startswith("["):
            group = line[1:].partition("]")[0].strip()
        elif is_entry and group in GROUPS and not line.startswith(("#", ";")):
            yield Plugin(group, name.strip(), target.partition("[")[0].strip(), package)
