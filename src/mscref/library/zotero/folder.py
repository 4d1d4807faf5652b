"""Where Zotero keeps its data: what the user says, what its profile says, where it is by default.

Zotero's manual: the data directory is `Zotero` in the home folder, and another one where the
profile sets `extensions.zotero.dataDir`.
"""

from __future__ import annotations

import configparser
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from mscref.errors import NoLibraryError
from mscref.patterns import lazy
from mscref.records import Record

DATABASE = "zotero.sqlite"
VARIABLE = "MSCREF_ZOTERO"
_PREFERENCE = lazy(
    r'(?m)^user_pref\("extensions\.zotero\.(\w{1,60})", ("(?:[^"\\\n]|\\.)*+"|true|false)\);'
)
_LARGEST = 5_000_000  # bytes of a file of preferences
# Where profiles are, below the home folder (or %APPDATA%).
_PROFILES = MappingProxyType(
    {
        "darwin": ("Library/Application Support/Zotero",),
        "win32": ("Zotero/Zotero", "AppData/Roaming/Zotero/Zotero"),
        "linux": (
            ".zotero/zotero",
            ".var/app/org.zotero.Zotero/data/zotero",
            "snap/zotero-snap/common/.zotero/zotero",
        ),
    }
)
_DEFAULTS = ("Zotero", ".var/app/org.zotero.Zotero/data/Zotero", "snap/zotero-snap/common/Zotero")


class DataFolder(Record):
    """The folder of the database and its files; linked files may lie relative to `linked_base`."""

    path: Path
    linked_base: str = ""

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.path / DATABASE


def find_data_folder(setting: str, environ: Mapping[str, str], home: Path) -> DataFolder:
    """The data folder; raises NoLibraryError, which says where it was looked for."""
    given = environ.get(VARIABLE) or setting
    profiles = list(_profiles(environ, home))
    base = next((one["baseAttachmentPath"] for one in profiles if "baseAttachmentPath" in one), "")
    if given:
        path = Path(given).expanduser()
        path = path.parent if path.name == DATABASE else path
        if (path / DATABASE).is_file():
            return DataFolder(path, base)
        raise NoLibraryError(
            f"{path}: no {DATABASE} in it", hint=f"set ${VARIABLE} to the data folder of Zotero"
        )
    said = [Path(one["dataDir"]) for one in profiles if one.get("dataDir")]
    for path in (*said, *(home / one for one in _DEFAULTS)):
        if (path / DATABASE).is_file():
            return DataFolder(path, base)
    raise NoLibraryError(
        f"no data folder of Zotero: neither its profile names one nor is there a {home / 'Zotero'}",
        hint=f"set ${VARIABLE} to it (Zotero's Settings > Advanced shows where it is)",
    )


def _profiles(environ: Mapping[str, str], home: Path) -> Iterator[dict[str, str]]:
    """The settings of the profiles of Zotero, the default one first."""
    places = [home / one for one in _PROFILES.get(sys.platform, _PROFILES["linux"])]
    if environ.get("APPDATA"):
        places.insert(0, Path(environ["APPDATA"]) / _PROFILES["win32"][0])
    for place in places:
        for folder in _profile_folders(place):
            yield _preferences(folder / "prefs.js")


def _profile_folders(place: Path) -> list[Path]:
    listed = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        listed.read_string(_text(place / "profiles.ini"))
        found = [listed[name] for name in listed.sections() if name.startswith("Profile")]
        found.sort(key=lambda one: one.get("Default", "0") != "1")
        paths = [(one.get("Path", ""), one.get("IsRelative", "1") == "1") for one in found]
    except (configparser.Error, ValueError):
        return []
    return [place / path if is_relative else Path(path) for path, is_relative in paths if path]


def _preferences(path: Path) -> dict[str, str]:
    """The settings of a profile that say where things are; `dataDir` only where it is in force."""
    found: dict[str, str] = {}
    for name, value in _PREFERENCE.findall(_text(path)):
        try:
            found[name] = str(json.loads(value))
        except ValueError:
            continue
    if found.get("useDataDir", "True") != "True":
        found.pop("dataDir", None)
    return found


def _text(path: Path) -> str:
    """The text of a file, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", errors="replace")
    except (OSError, ValueError):
        return ""
