"""A command line that is spelt as it should be → the call it means, without Typer.

Typer and the command it builds cost 27 ms of CPU, a sixth of formatting five references. A plain
line needs neither: its command is one of the table, has no subcommands, asks no network, its
options are declared, its values fit. Whatever else is typed (a mistake, `--help`, an unknown kind
of parameter) is None, and for Typer; tests/cli/test_plain.py holds both readings to be the same.

    line    = common… command (option | common | word)…    words after "--" are no options
    option  = "--name" value | "--name=value" | "-n" value | "-nvalue" | "-ab" (flags)
    common  = "-q" | "-v" | "--debug" | "--color" WHEN …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from mscref.cli import show
from mscref.cli.declared import CommandApp, Option, Parameter
from mscref.cli.table import COMMANDS

# The kinds of parameters that are read here, and what makes a value of a word.
_KINDS: MappingProxyType[Any, Callable[[str], object]] = MappingProxyType(
    {
        str: str, str | None: str, list[str]: str, list[str] | None: str,
        Path: Path, Path | None: Path, int: int, int | None: int, bool: bool, bool | None: bool,
    }
)  # fmt: skip
_LISTS: frozenset[Any] = frozenset([list[str], list[str] | None])
# Options of every command (tree.py): what they set of `show.ShowSettings`.
_COMMON_FLAGS: MappingProxyType[str, dict[str, int]] = MappingProxyType(
    {
        "-q": {"verbosity": show.QUIET}, "--quiet": {"verbosity": show.QUIET},
        "-v": {"verbosity": show.VERBOSE}, "--verbose": {"verbosity": show.VERBOSE},
        "--no-progress": {"progress": False}, "--no-pager": {"pager": False},
        "--debug": {}, "--no-config": {},  # main.py has seen them
    }
)  # fmt: skip
_COLOR = "--color"


class PlainCall:
    """The function of a command and its arguments; what is said of the output."""

    __slots__ = ("function", "said", "values")

    def __init__(self, function: Callable[..., None]) -> None:
        self.function = function
        self.values: dict[str, Any] = {}
        self.said: dict[str, Any] = {}

    def run(self) -> None:
        """Run the command; raises what it raises."""
        show.configure(**self.said)
        self.function(**self.values)


class _NotPlainError(Exception):
    """This line is for Typer."""


def plain_call(arguments: Sequence[str]) -> PlainCall | None:
    """The call that a command line means, or None where Typer has to look at it."""
    place = next((at for at, word in enumerate(arguments) if not word.startswith("-")), -1)
    # Before the command only flags: a word behind `--color` is none.
    if place < 0 or not all(word in _COMMON_FLAGS for word in arguments[:place]):
        return None
    row = COMMANDS.get(arguments[place])
    if row is None or row.asks_network:
        return None
    module = import_module(f"mscref.cli.commands.{row.module}")
    app = module.app
    if not isinstance(app, CommandApp) or app.help is not None or len(app.functions) != 1:
        return None
    if hasattr(module, "typer"):  # it may raise what only Typer catches
        return None
    (function,) = app.functions.values()
    try:
        return _Reading(function).of([*arguments[:place], *arguments[place + 1 :]])
    except _NotPlainError:
        return None


class _Reading:
    """The words of one command line, one after the other."""

    def __init__(self, function: Callable[..., None]) -> None:
        self._call = PlainCall(function)
        self._options: dict[str, tuple[str, Any]] = {}  # "--no-links" → links, False
        self._arguments: list[str] = []
        self._parameters: dict[str, tuple[Any, Parameter]] = {}
        self._words: Iterator[str] = iter(())
        hints = get_type_hints(function, include_extras=True)
        hints.pop("return", None)
        for name, hint in hints.items():
            self._declare(name, hint)

    def of(self, words: Sequence[str]) -> PlainCall:
        """The call; raises _NotPlainError."""
        self._words = iter(words)
        free: list[str] = []
        for word in self._words:
            if word == "--":
                free += self._words
            elif word.startswith("--"):
                self._long(word)
            elif word.startswith("-") and len(word) > 1:
                self._short(word[1:])
            else:
                free.append(word)
        self._place(free)
        self._default()
        return self._call

    def _declare(self, name: str, hint: Any) -> None:  # noqa: ANN401
        kind, parameter = (*get_args(hint), None)[:2]
        if kind not in _KINDS or not isinstance(parameter, Parameter):
            raise _NotPlainError
        self._parameters[name] = kind, parameter
        if not isinstance(parameter, Option):
            self._arguments.append(name)
            return
        for names in parameter.names:
            on, _, off = names.partition("/")
            self._options[on] = name, True
            if off:
                self._options[off] = name, False

    def _long(self, word: str) -> None:
        name, sign, value = word.partition("=")
        if sign:
            if self._is_flag(name):
                raise _NotPlainError
            self._take(name, value)
        elif self._is_flag(name):
            self._raise_flag(name)
        else:
            self._take(name, self._next())

    def _short(self, letters: str) -> None:
        for place, letter in enumerate(letters, 1):
            name = f"-{letter}"
            if self._is_flag(name):
                self._raise_flag(name)
            else:
                self._take(name, letters[place:] or self._next())
                return

    def _is_flag(self, name: str) -> bool:
        if name in _COMMON_FLAGS:
            return True
        known = self._options.get(name)
        return known is not None and _KINDS[self._parameters[known[0]][0]] is bool

    def _raise_flag(self, name: str) -> None:
        if name in self._options:
            parameter, is_on = self._options[name]
            self._call.values[parameter] = is_on
            return
        for setting, value in _COMMON_FLAGS[name].items():
            if self._call.said.setdefault(setting, value) != value:
                raise _NotPlainError  # -q and -v

    def _take(self, name: str, word: str) -> None:
        if name == _COLOR and word in show.COLOR_CHOICES:
            self._call.said["color"] = word
        elif name in self._options:
            self._set(self._options[name][0], word)
        else:
            raise _NotPlainError

    def _next(self) -> str:
        word = next(self._words, None)
        if word is None:
            raise _NotPlainError
        return word

    def _set(self, name: str, word: str) -> None:
        kind, parameter = self._parameters[name]
        make = _KINDS[kind]
        if make is int and not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise _NotPlainError
        value = make(word)
        if isinstance(value, int) and not _is_within(value, parameter):
            raise _NotPlainError
        if kind in _LISTS:
            self._call.values.setdefault(name, []).append(value)
        else:
            self._call.values[name] = value

    def _place(self, words: list[str]) -> None:
        """Give the words that are no options to the arguments; a list takes what is left."""
        for at, name in enumerate(self._arguments):
            is_list = self._parameters[name][0] in _LISTS
            if is_list and at < len(self._arguments) - 1:
                raise _NotPlainError
            for word in words if is_list else words[:1]:
                self._set(name, word)
            words = [] if is_list else words[1:]
        if words:
            raise _NotPlainError

    def _default(self) -> None:
        """What was not said is as declared; a missing word is for Typer to tell."""
        function: Any = self._call.function
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        places = function.__defaults__ or ()
        defaults = dict(zip(names[len(names) - len(places) :], places, strict=True))
        defaults |= function.__kwdefaults__ or {}
        if self._parameters.keys() - defaults.keys() - self._call.values.keys():
            raise _NotPlainError


def _is_within(value: int, parameter: Parameter) -> bool:
    """Whether a number is within the bounds of its parameter."""
    at_least = parameter.min is None or value >= parameter.min
    return at_least and (parameter.max is None or value <= parameter.max)
