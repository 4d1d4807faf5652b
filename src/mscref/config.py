"""Settings file and environment → one frozen `Config`; read only by app/ and cli/.

Precedence, highest first: command line (the commands' business), environment, the nearest
`mscref.toml` or `[tool.mscref]` of a `pyproject.toml` upwards of the working folder, the user's
`config.toml`, the defaults. What crosses the border: plain values, and for each the place it
came from. Raises ConfigError for what cannot be meant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from mscref.errors import ConfigError

PROJECT_FILE = "mscref.toml"
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting with its value.

    `library` holds paths, those of a settings file made absolute. `timeout` is in seconds.
    `base_urls` maps the name of a source to the address to use instead of its own. `origins`
    says for each setting where its value came from; `files` are the settings files read.
    """

    library: tuple[str, ...] = ()
    style: str = "short"
    locale: str = ""
    mailto: str = ""
    offline: bool = False
    timeout: float = 20.0
    cache_dir: str = ""
    check_select: tuple[str, ...] = ()
    check_ignore: tuple[str, ...] = ()
    base_urls: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    origins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[str, ...] = ()


class Setting(NamedTuple):
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
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ValueError("must be a path or a list of paths")


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
    except ValueError:
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
        "offline": Setting("offline", "MSCREF_OFFLINE", _flag, "Use no network, only the cache."),
        "timeout": Setting(
            "timeout", "MSCREF_TIMEOUT", _seconds, "Seconds to wait for an answer of a source."
        ),
        "cache-dir": Setting(
            "cache_dir", "MSCREF_CACHE_DIR", _text, "Folder of the cache, instead of the XDG one."
        ),
        "check-select": Setting(
            "check_select", "MSCREF_CHECK_SELECT", _codes, "The rules that `mscref check` runs."
        ),
        "check-ignore": Setting(
            "check_ignore", "MSCREF_CHECK_IGNORE", _codes, "Rules that `mscref check` leaves out."
        ),
    }
)
# The table `[sources]` of a settings file, and MSCREF_<SOURCE>_URL: source → its base address.
_SOURCES_TABLE = "sources"
_URL_VARIABLE = ("MSCREF_", "_URL")


def load_config(folder: Path, environ: Mapping[str, str]) -> Config:
    """Read the settings that hold in `folder`; raises ConfigError."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    base_urls: dict[str, str] = {}
    files = [path for path in (user_file(environ), project_file(folder)) if path]
    for path in files:
        _take_file(path, values, origins, base_urls)
    _take_environment(environ, values, origins, base_urls)
    return Config(
        **values,
        base_urls=MappingProxyType(base_urls),
        origins=MappingProxyType(origins),
        files=tuple(str(path) for path in files),
    )


def project_file(folder: Path) -> Path | None:
    """Return the nearest settings file at or above `folder`, or None."""
    for one in (folder, *folder.parents):
        candidate = one / PROJECT_FILE
        if candidate.is_file():
            return candidate
        candidate = one / "pyproject.toml"
        # The substring test spares the import of tomllib in every project that has no settings.
        if candidate.is_file() and b"[tool.mscref" in candidate.read_bytes():
            return candidate
    return None


def user_file(environ: Mapping[str, str]) -> Path | None:
    """Return the user's settings file where there is one, or None."""
    path = user_file_path(environ)
    return path if path.is_file() else None


def user_file_path(environ: Mapping[str, str]) -> Path:
    """Return where the user's settings file is looked for."""
    return user_folder("config", environ) / "config.toml"


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


def _take_file(
    path: Path, values: dict[str, Any], origins: dict[str, str], base_urls: dict[str, str]
) -> None:
    for key, value in _read_table(path).items():
        if key == _SOURCES_TABLE:
            urls = _urls(value, path=path)
            base_urls.update(urls)
            origins.update({f"sources.{name}": str(path) for name in urls})
            continue
        setting = SETTINGS.get(key)
        if setting is None:
            raise ConfigError(f"{path}: unknown setting `{key}`", hint=_near_settings(key))
        parsed = _parsed(setting, value, place=f"{path}: `{key}`")
        if key == "library":
            parsed = tuple(str(path.parent / Path(one).expanduser()) for one in _paths(value))
        values[setting.attribute] = parsed
        origins[key] = str(path)


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


def _read_table(path: Path) -> dict[str, Any]:
    """The settings of a file; for pyproject.toml those of `[tool.mscref]`."""
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path}: cannot be read: {reason}") from error
    if path.name == "pyproject.toml":
        content = content.get("tool", {}).get("mscref", {})
    return content


def _urls(value: object, *, path: Path) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(url, str) for url in value.values()):
        raise ConfigError(f"{path}: [sources] must map names of sources to addresses")
    return value


def _near_settings(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, SETTINGS, n=2)
    return f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(SETTINGS)}"
