"""Writing one setting into a settings file, whose other lines stay as they are.

What crosses the border: the text of a TOML file, a dotted key and a value in; the new text out.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mscref.config import (
    FILE_SETTINGS,
    NOT_OF_A_FOLDER,
    PATH_SETTINGS,
    PROJECT_FILE,
    SETTINGS,
    SOURCES_TABLE,
    Setting,
    near_settings,
    own_project_file,
    user_file_path,
)
from mscref.errors import ConfigError, UsageError
from mscref.journals.modes import MODES
from mscref.library.files import read_bytes_if_there, replace_file
from mscref.records import Record

_PYPROJECT = "pyproject.toml"
_TOOL = "tool.mscref."


class WrittenSetting(Record):
    """What became of a setting: its file, and its line before and after ("" for none)."""

    path: Path
    before: str
    after: str


def set_setting(
    key: str, words: Sequence[str], *, folder: Path, environ: Mapping[str, str], here: bool
) -> WrittenSetting:
    """Write a setting into the user's settings file, or with `here` into the folder's.

    Raises UsageError for what no such file may say, ConfigError for a file that cannot be read.
    """
    path = _file_for(folder, environ, here=here)
    root = key.split(".")[0]
    if here and root in NOT_OF_A_FOLDER:
        raise UsageError(f"`{key}` is not for a folder to set", hint="leave --here out")
    return _write(path, key, literal(_value(key, words, path=path, folder=folder)))


def unset_setting(
    key: str, *, folder: Path, environ: Mapping[str, str], here: bool
) -> WrittenSetting:
    """Take a setting out of the file; `before` is "" where it was not in it."""
    _row(key)
    return _write(_file_for(folder, environ, here=here), key, None)


def _file_for(folder: Path, environ: Mapping[str, str], *, here: bool) -> Path:
    if not here:
        return user_file_path(environ)
    path = own_project_file(folder) or folder / PROJECT_FILE
    inside = os.path.realpath(path.parent).rstrip(os.sep) + os.sep
    if not os.path.realpath(path).startswith(inside):
        raise ConfigError(f"{path}: leads to {os.path.realpath(path)}, outside its folder")
    return path


def _write(path: Path, key: str, value: str | None) -> WrittenSetting:
    before = read_bytes_if_there(path)
    try:
        text = (before or b"").decode()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not a TOML file: it is not UTF-8") from error
    place = _TOOL + key if path.name == _PYPROJECT else key
    new, old_line, new_line = with_setting(text, place, value, name=str(path))
    if new != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, new.encode(), expected=before)
    return WrittenSetting(path, old_line, new_line)


# ---------------------------------------------------------------- values


def _row(key: str) -> Setting | None:
    """The row of a setting; None for an address of a source. Raises UsageError."""
    table, _, name = key.partition(".")
    if table == SOURCES_TABLE and name.isidentifier():
        return None
    if key not in SETTINGS:
        raise UsageError(f"unknown setting `{key}`", hint=near_settings(key))
    return SETTINGS[key]


def _value(key: str, words: Sequence[str], *, path: Path, folder: Path) -> object:
    """What the words of the command line mean for a setting, as TOML writes it."""
    row = _row(key)
    given: object = words[0] if len(words) == 1 else list(words)
    if row is None and len(words) != 1:
        raise UsageError(f"`{key}` must be one address")
    try:
        value = given if row is None else row.parse(given)
    except ValueError as error:
        raise UsageError(f"`{key}` {error}, not {' '.join(words)!r}") from None
    if key in PATH_SETTINGS:
        named = (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
        placed = tuple(_placed(key, one, path=path, folder=folder) for one in named)
        value = placed[0] if isinstance(value, str) else placed
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else list(value)
    return value


def _placed(key: str, word: str, *, path: Path, folder: Path) -> str:
    """A path as it has to stand in the settings file: whole, or seen from the folder's file."""
    is_file = key in FILE_SETTINGS or (folder / word).is_file()
    if word in MODES or not is_file:
        return word
    whole = os.path.abspath(folder / os.path.expanduser(word))  # noqa: PTH100, PTH111
    if path.name not in (PROJECT_FILE, _PYPROJECT):
        return whole
    near = os.path.relpath(whole, os.path.abspath(path.parent))  # noqa: PTH100
    if near.startswith(os.pardir):
        raise UsageError(f"{word}: is outside the folder of {path}", hint="leave --here out")
    return near.replace(os.sep, "/")


def literal(value: object) -> str:
    """A value as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


# ---------------------------------------------------------------- the text of the file


def with_setting(text: str, key: str, value: str | None, *, name: str) -> tuple[str, str, str]:
    """The text with a setting as `value` says (None: without it), its old line and its new one.

    `key` is dotted where it stands in a table. Raises ConfigError for what is no TOML.
    """
    table, _, last = key.rpartition(".")
    statements = list(_statements(text, name=name))
    line = f"{last} = {value}\n" if value is not None else ""
    at, end, old = _place(statements, table, last)
    if line and not old and end is None:
        head = f"\n[{table}]\n" if statements else f"[{table}]\n"
        statements = [*_ended(statements), head, line]
    elif old:
        statements[at] = line[:-1] + _comment(old) if line else ""
    elif line:
        place = end or 0
        statements = [*_ended(statements[:place]), line, *statements[place:]]
    new = "".join(statements)
    _check(new, key, value, name=name)
    return new, old.strip(), line.strip()


def _statements(text: str, *, name: str) -> Iterator[str]:
    """The file cut into what TOML reads by itself: headers, settings, comments, empty lines."""
    waiting = ""
    for line in text.splitlines(keepends=True):
        waiting += line
        if _parsed(waiting) is not None:
            yield waiting
            waiting = ""
    if waiting:
        raise ConfigError(f"{name}: not a TOML file", hint=f"look at: {waiting.splitlines()[0]}")


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _place(statements: Sequence[str], table: str, last: str) -> tuple[int, int | None, str]:
    """Where a setting stands with its old text, and where in its table a new one would go.

    The second is None where there is no such table, the text "" where there is no such setting.
    """
    here, end = "", 0 if not table else None
    for at, statement in enumerate(statements):
        if statement.lstrip().startswith("["):
            here = statement.split("#")[0].strip().strip("[] ").replace('"', "")
            if here == table:
                end = at + 1
        elif here == table and statement.strip():
            if last in (_parsed(statement) or {}):
                return at, at, statement
            end = at + 1
    return 0, end, ""


def _ended(statements: Sequence[str]) -> list[str]:
    """The statements, the last of them with the end of its line."""
    ended = list(statements)
    if ended and not ended[-1].endswith("\n"):
        ended[-1] += "\n"
    return ended


def _comment(statement: str) -> str:
    """What stands behind the value on its line, with the end of the line."""
    parsed, line = _parsed(statement), statement.rstrip("\r\n")
    for at, letter in enumerate(line):
        if letter == "#" and _parsed(line[:at]) == parsed:
            return "  " + statement[at:]
    return statement[len(line) :]


def _check(text: str, key: str, value: str | None, *, name: str) -> None:
    """Raise ConfigError where the new text does not say what was meant."""
    found: Any = _parsed(text)
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    meant = tomllib.loads(f"x = {value}")["x"] if value is not None else None
    if found != meant:
        raise ConfigError(
            f"{name}: `{key}` cannot be written in the place where it stands",
            hint="write it with an editor",
        )
