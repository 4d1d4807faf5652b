"""Settings file and environment → one frozen `Config`; read only by app/ and cli/.

Precedence, highest first: command line (the commands' business), environment, the nearest
`mscref.toml` or `[tool.mscref]` of a `pyproject.toml` upwards of the working folder, the user's
`config.toml`, the defaults. What crosses the border: plain values, and for each the place it
came from. Raises ConfigError for what cannot be meant.

The file of a folder may be a stranger's: it may say how things look and what is checked, and name
a library and a cache inside its own folder, and nothing that sends or writes elsewhere; what is
promised stands in SECURITY.md.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mscref.errors import ConfigError
from mscref.journals.modes import MODES
from mscref.model.homes import is_address
from mscref.records import Record, made

PROJECT_FILE = "mscref.toml"
_DEFAULT = "default"


class Config(Record):
    """Every setting with its value.

    `library` holds paths, those of a settings file made absolute. `timeout` is in seconds.
    `base_urls` maps the name of a source to the address to use instead of its own. `origins`
    says for each setting where its value came from; `files` are the settings files read.
    `warnings` say what of a folder's settings was not taken, each with what to do instead.
    """

    library: tuple[str, ...] = ()
    style: str = "short"
    locale: str = ""
    mailto: str = ""
    keep_case: bool = False
    also: tuple[str, ...] = ()
    offline: bool = False
    timeout: float = 20.0
    cache_dir: str = ""
    journals: tuple[str, ...] = ()
    check_select: tuple[str, ...] = ()
    check_ignore: tuple[str, ...] = ()
    zotero_folder: str = ""
    base_urls: Mapping[str, str] = made(factory=lambda: MappingProxyType({}))
    origins: Mapping[str, str] = made(factory=lambda: MappingProxyType({}))
    files: tuple[str, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


class Setting(Record):
    """One row: its attribute of `Config`, its variable, what may stand there."""

    attribute: str
    variable: str
    parse: Callable[[object], object]
    help: str


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("must be text")


def _paths(value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if isinstance(listed, list):
        return tuple(_path(one) for one in listed)
    raise ValueError("must be a path or a list of paths")


def _path(value: object) -> str:
    if isinstance(value, str) and value.strip() and "\0" not in value:
        return value
    raise ValueError("must be a path")


def _codes(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.replace(",", " ").split())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ValueError("must be the code of a rule or a list of codes")


_WORDS = {"1": True, "true": True, "yes": True, "on": True}
_WORDS |= {"0": False, "false": False, "no": False, "off": False, "": False}


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _WORDS:
        return _WORDS[value.lower()]
    raise ValueError("must be true or false")


def _seconds(value: object) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        seconds = None
    if seconds is None:
        raise ValueError("must be a number of seconds")
    if not 0 < seconds <= 3600:
        raise ValueError("must be between 0 and 3600 seconds")
    return seconds


# Key in a settings file → its row. Docs and `mscref config show` are made from this table.
SETTINGS = MappingProxyType(
    {
        "library": Setting(
            "library", "MSCREF_LIBRARY", _paths, "The bibliography file, or a list of them."
        ),
        "style": Setting("style", "MSCREF_STYLE", _text, "The CSL style of format and cite."),
        "locale": Setting("locale", "MSCREF_LOCALE", _text, "The language of the output."),
        "mailto": Setting(
            "mailto", "MSCREF_MAILTO", _text, "Your mail address, sent to Crossref and others."
        ),
        "keep-case": Setting(
            "keep_case", "MSCREF_KEEP_CASE", _flag, "Titles of BibTeX keep their capitals."
        ),
        "also": Setting(
            "also", "MSCREF_ALSO", _codes, "Sources to ask, too: openalex, semanticscholar, dblp."
        ),
        "offline": Setting("offline", "MSCREF_OFFLINE", _flag, "Use no network, only the cache."),
        "timeout": Setting(
            "timeout", "MSCREF_TIMEOUT", _seconds, "Seconds to wait for an answer of a source."
        ),
        "cache-dir": Setting(
            "cache_dir", "MSCREF_CACHE_DIR", _path, "Folder of the cache, instead of the XDG one."
        ),
        "journals": Setting(
            "journals",
            "MSCREF_JOURNALS",
            _paths,
            "Titles of journals: auto, short, full or as-is; or a file of them, or several.",
        ),
        "check-select": Setting(
            "check_select", "MSCREF_CHECK_SELECT", _codes, "The rules that `mscref check` runs."
        ),
        "check-ignore": Setting(
            "check_ignore", "MSCREF_CHECK_IGNORE", _codes, "Rules that `mscref check` leaves out."
        ),
        "zotero-folder": Setting(
            "zotero_folder", "MSCREF_ZOTERO", _path, "Zotero's data folder, if not found by itself."
        ),
    }
)
# The table `[sources]` of a settings file, and MSCREF_<SOURCE>_URL: source → its base address.
SOURCES_TABLE = "sources"
_URL_VARIABLE = ("MSCREF_", "_URL")
# No settings file is read; what the environment and the command line say holds.
NO_CONFIG = "MSCREF_NO_CONFIG"
# What a folder's settings may not say: they would send what is the user's to somebody else.
NOT_OF_A_FOLDER = frozenset([SOURCES_TABLE, "mailto", "zotero-folder", "also"])
# What they may name inside their own folder only.
PATH_SETTINGS = frozenset(["library", "cache-dir", "style", "journals"])
# Of these, what is always a file or a folder; the others may be names as well.
FILE_SETTINGS = frozenset(["library", "cache-dir"])


def load_config(folder: Path, environ: Mapping[str, str]) -> Config:
    """Read the settings that hold in `folder`; raises ConfigError."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    base_urls: dict[str, str] = {}
    user, project = settings_files(folder, environ)
    files = [path for path in (user, project) if path]
    warnings: list[tuple[str, str]] = []
    if user:
        _take_table(user, _read_table(user), values, origins, base_urls, warnings)
    if project and project != user:
        table, untrusted = _trusted(project, own=user_file_path(environ))
        warnings += untrusted
        stays_offline = values.get("offline", False)
        _take_table(project, table, values, origins, base_urls, warnings)
        if stays_offline:  # a folder cannot open a network that its user closed
            values["offline"], origins["offline"] = True, str(user)
    _take_environment(environ, values, origins, base_urls)
    return Config(
        **values,
        base_urls=MappingProxyType(base_urls),
        origins=MappingProxyType(origins),
        files=tuple(str(path) for path in files),
        warnings=tuple(warnings),
    )


def settings_files(folder: Path, environ: Mapping[str, str]) -> tuple[Path | None, Path | None]:
    """The files that hold in `folder`, of the user and of the project; none with $MSCREF_NO_CONFIG
    (`--no-config`)."""
    if _is_on(environ.get(NO_CONFIG, "")):
        return None, None
    return user_file(environ), project_file(folder)


def _is_on(value: str) -> bool:
    return _WORDS.get(value.lower(), True)


def project_file(folder: Path) -> Path | None:
    """Return the nearest settings file at or above `folder`, or None."""
    for one in (folder, *folder.parents):
        candidate = one / PROJECT_FILE
        if candidate.is_file():
            return candidate
        candidate = one / "pyproject.toml"
        # The substring test spares the import of tomllib in every project that has no settings.
        if candidate.is_file() and b"[tool.mscref" in _bytes_of(candidate):
            return candidate
    return None


def own_project_file(folder: Path) -> Path | None:
    """Return the nearest settings file at or above `folder` where it is this user's, or None."""
    found = project_file(folder)
    return found if found and _is_ours(found) else None


def user_file(environ: Mapping[str, str]) -> Path | None:
    """Return the user's settings file where there is one, or None."""
    path = user_file_path(environ)
    return path if path.is_file() else None


def user_file_path(environ: Mapping[str, str]) -> Path:
    """Return where the user's settings file is looked for."""
    return user_folder("config", environ) / "config.toml"


_LARGEST = 1_000_000  # bytes of a settings file
_PLATFORM: str = sys.platform  # as text: a type checker would call the other branch dead
# Kind of folder → its variable and what holds without it (XDG Base Directory Specification).
_XDG = MappingProxyType(
    {
        "config": ("XDG_CONFIG_HOME", ".config"),
        "data": ("XDG_DATA_HOME", ".local/share"),
        "state": ("XDG_STATE_HOME", ".local/state"),
        "cache": ("XDG_CACHE_HOME", ".cache"),
    }
)


def user_folder(kind: str, environ: Mapping[str, str]) -> Path:
    """Return the folder of this user for `kind`: config, data, state or cache.

    Linux is answered here: importing platformdirs costs 5 ms of the start of every command.
    """
    variable, below_home = _XDG[kind]
    if _PLATFORM == "linux":
        base = environ.get(variable, "")
        root = Path(base) if base.startswith("/") else Path.home() / below_home
        return root / "mscref"
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")("mscref", appauthor=False))


def _trusted(path: Path, *, own: Path) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What a folder's settings may say, and warnings of the rest."""
    if not _is_ours(path):
        return {}, [
            (
                f"{path}: belongs to another user of this machine and is not read",
                f"put the settings you want into {own}, or take the file over with chown",
            )
        ]
    table = _read_table(path)
    kept, elsewhere = dict(table), [key for key in table if key in NOT_OF_A_FOLDER]
    outside = [
        key
        for key in table
        if key in PATH_SETTINGS
        and not (key == "style" and _is_name(table[key]))
        and not _stays_inside(table[key], path.parent)
    ]
    endless = [
        key
        for key in table
        if key in PATH_SETTINGS and key not in outside and _waits(table[key], path.parent)
    ]
    left_out = (*elsewhere, *outside, *endless)
    for key in left_out:
        del kept[key]
    if not left_out:
        return kept, []
    reasons = [f"{_quoted(elsewhere)} not for a folder to set"] if elsewhere else []
    reasons += [f"{_quoted(outside)} outside its folder"] if outside else []
    reasons += [f"{_quoted(endless)} a pipe or a device"] if endless else []
    variables = [SETTINGS[key].variable for key in left_out if key in SETTINGS]
    ways = [f"in {own}", *(f"${one}" for one in variables), "the command line"]
    message = f"{path}: not taken from it: {'; '.join(reasons)}"
    return kept, [(message, f"if you want it, set it {', '.join(ways[:-1])} or on {ways[-1]}")]


def _quoted(keys: list[str]) -> str:
    verb = "is" if len(keys) == 1 else "are"
    return f"{', '.join(f'`{key}`' for key in keys)} {verb}"


def _is_ours(path: Path) -> bool:
    """Whether this user owns the file, as git asks of a repository (its `safe.directory`).

    A link is judged by itself and by what it leads to.
    """
    if not hasattr(os, "geteuid"):  # Windows
        return True
    return {path.stat().st_uid, path.lstat().st_uid} == {os.geteuid()}


def _is_name(value: object) -> bool:
    """Whether this names a style, or is its address, and no file."""
    if not isinstance(value, str):
        return True  # said where it is parsed
    if value.startswith(("http://", "https://")):
        return True
    return not (value.lower().endswith(".csl") or any(mark in value for mark in "/\\:"))


def _stays_inside(value: object, folder: Path) -> bool:
    """Whether all paths of a setting lead into `folder`, links followed; True for no paths."""
    root = os.path.realpath(folder)
    return all(place.startswith(root.rstrip(os.sep) + os.sep) for place in _places(value, folder))


def _waits(value: object, folder: Path) -> bool:
    """Whether a path of a setting is neither file nor folder: reading a pipe may never end."""
    modes = [os.stat(one).st_mode for one in _places(value, folder) if os.path.exists(one)]  # noqa: PTH110, PTH116
    return not all(stat.S_ISREG(mode) or stat.S_ISDIR(mode) for mode in modes)


def _places(value: object, folder: Path) -> list[str]:
    """The paths of a setting, links followed; none where it is no path."""
    try:
        paths = _paths(value)
    except ValueError:  # said where it is parsed
        return []
    root = os.path.realpath(folder)
    if any(is_address(one) for one in paths):
        return [os.sep]  # another program's: no folder's to name
    return [os.path.realpath(os.path.join(root, os.path.expanduser(one))) for one in paths]  # noqa: PTH111, PTH118


def _take_table(
    path: Path,
    table: Mapping[str, Any],
    values: dict[str, Any],
    origins: dict[str, str],
    base_urls: dict[str, str],
    warnings: list[tuple[str, str]],
) -> None:
    for key, value in table.items():
        if key == SOURCES_TABLE:
            urls = _urls(value, path=path)
            base_urls.update(urls)
            origins.update({f"sources.{name}": str(path) for name in urls})
            continue
        setting = SETTINGS.get(key)
        if setting is None:
            warnings.append((f"{path}: unknown setting `{key}`", near_settings(key)))
            continue
        parsed = _parsed(setting, value, place=f"{path}: `{key}`")
        if key == "library":
            parsed = tuple(_library(one, path.parent) for one in _paths(value))
        if key in ("cache-dir", "zotero-folder"):
            parsed = _absolute(_path(value), path.parent)
        if key == "style":
            parsed = _style_beside(_text(value), path.parent)
        if key == "journals":
            parsed = tuple(_list_beside(one, path) for one in _paths(value))
        values[setting.attribute] = parsed
        origins[key] = str(path)


def _library(word: str, folder: Path) -> str:
    return word if is_address(word) else _absolute(word, folder)


def _absolute(path: str, folder: Path) -> str:
    return str(folder / os.path.expanduser(path))  # noqa: PTH111 — Path's raises where no home is


def _list_beside(word: str, settings: Path) -> str:
    """A file of titles of journals beside the settings; a mode stays the word it is."""
    place = _absolute(word, settings.parent)
    if word in MODES:
        return word
    if "." in word or "/" in word or os.path.lexists(place):
        return place
    modes = ", ".join(MODES)
    raise ConfigError(f"{settings}: `journals` must be {modes}, or files, not {word!r}")


def _style_beside(value: str, folder: Path) -> str:
    """The style that a settings file names: `x.csl` is the file beside it, else the style `x`."""
    if _is_name(value):
        return value
    path = _absolute(value, folder)
    if "/" not in value and "\\" not in value and not os.path.lexists(path):
        return value[: -len(".csl")] if value.lower().endswith(".csl") else value
    return path


def _take_environment(
    environ: Mapping[str, str],
    values: dict[str, Any],
    origins: dict[str, str],
    base_urls: dict[str, str],
) -> None:
    for key, setting in SETTINGS.items():
        text = environ.get(setting.variable)
        if text:
            values[setting.attribute] = _parsed(setting, text, place=f"${setting.variable}")
            origins[key] = f"${setting.variable}"
    prefix, suffix = _URL_VARIABLE
    for variable, text in environ.items():
        if variable.startswith(prefix) and variable.endswith(suffix) and text:
            name = variable.removeprefix(prefix).removesuffix(suffix).lower()
            base_urls[name] = text
            origins[f"sources.{name}"] = f"${variable}"


def _parsed(setting: Setting, value: object, *, place: str) -> object:
    try:
        return setting.parse(value)
    except ValueError as error:
        raise ConfigError(f"{place} {error}, not {value!r}") from None


def _bytes_of(path: Path) -> bytes:
    """The bytes of a settings file; of one that is too large to be one, the beginning."""
    with path.open("rb") as file:
        return file.read(_LARGEST)


def _read_table(path: Path) -> dict[str, Any]:
    """The settings of a file; for pyproject.toml those of `[tool.mscref]`."""
    import tomllib

    try:
        content = tomllib.loads(_bytes_of(path).decode())
    except (ValueError, RecursionError) as error:  # TOML's and Unicode's errors, numbers too long
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path}: cannot be read: {reason}") from error
    if path.name == "pyproject.toml":
        tool = content.get("tool", {})
        content = tool.get("mscref", {}) if isinstance(tool, dict) else {}
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: [tool.mscref] must be a table")
    return content


def _urls(value: object, *, path: Path) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(url, str) for url in value.values()):
        raise ConfigError(f"{path}: [sources] must map names of sources to addresses")
    return value


def near_settings(key: str) -> str:
    """What may have been meant by an unknown setting."""
    from difflib import get_close_matches

    near = get_close_matches(key, SETTINGS, n=2)
    return f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(SETTINGS)}"
