"""A plain command line means the same to `plain` and to Typer."""

import functools
import random
from collections.abc import Callable
from importlib import import_module
from typing import Any, get_args, get_type_hints

import pytest

from mscref.cli import show
from mscref.cli.declared import CommandApp, Option
from mscref.cli.plain import plain_call
from mscref.cli.table import COMMANDS
from mscref.cli.tree import run_typer
from mscref.errors import UsageError

PLAIN = [
    name
    for name, row in COMMANDS.items()
    if not row.asks_network and import_module(f"mscref.cli.commands.{row.module}").app.help is None
]
WORDS = ["leng2020", "a.bib", "-", "--", "5", "x=y", "", "0", "10.1000/182", "-5", "author:leng"]
COMMON = ["-q", "-v", "--quiet", "--verbose", "--debug", "--color", "--color=never", "always"]


def app_of(name: str) -> CommandApp:
    app = import_module(f"mscref.cli.commands.{COMMANDS[name].module}").app
    assert isinstance(app, CommandApp)
    return app


def option_words(function: Callable[..., None]) -> list[str]:
    """The options of a command as they may be typed."""
    words = []
    for hint in get_type_hints(function, include_extras=True).values():
        for parameter in get_args(hint)[1:]:
            if isinstance(parameter, Option):
                names = [one for both in parameter.names for one in both.split("/")]
                words += [*names, *(f"{one}=7" for one in names), *(f"{one}7" for one in names)]
    return words


def said_to_typer(
    name: str, line: list[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, Any], show.ShowSettings]:
    """What Typer calls the command with; raises UsageError."""
    app = app_of(name)
    ((key, function),) = app.functions.items()
    seen: dict[str, Any] = {}

    @functools.wraps(function)
    def record(**values: object) -> None:
        seen.update(values)

    with monkeypatch.context() as patch:
        patch.setitem(app.functions, key, record)
        show.reset()
        assert run_typer(line) == 0
    return seen, show._settings.get()


def with_defaults(function: Any, values: dict[str, Any]) -> dict[str, Any]:
    positional = function.__code__.co_varnames[: function.__code__.co_argcount]
    given = function.__defaults__ or ()
    defaults = dict(zip(positional[len(positional) - len(given) :], given, strict=True))
    return defaults | (function.__kwdefaults__ or {}) | values


@pytest.mark.parametrize("name", PLAIN)
def test_both_readings_are_one(name, monkeypatch):
    (function,) = app_of(name).functions.values()
    pool = [*option_words(function), *WORDS, *COMMON]
    chance = random.Random(name)
    compared = 0
    for _ in range(400):
        line = [name, *chance.choices(pool, k=chance.randrange(5))]
        line[:0] = chance.choices(COMMON, k=chance.randrange(3) == 2)
        call = plain_call(line)
        if call is None:
            continue
        compared += 1
        show.reset()
        show.configure(**call.said)
        settings = show._settings.get()
        theirs, their_settings = said_to_typer(name, line, monkeypatch)
        assert with_defaults(function, call.values) == theirs, line
        assert settings == their_settings, line
    assert compared > 5


@pytest.mark.parametrize(
    "line",
    [
        "", "formt", "--help", "format -h", "format --sty apa", "format --style", "format -z",
        "format --links=1", "format --color", "format --color blue", "format -q -v",
        "--color never format", "search --limit x a", "search --limit -1 a", "search",
        "styles list", "10.1000/182", "resolve 10.1000/182",
    ],
)  # fmt: skip
def test_whatever_is_not_plain_is_for_typer(line):
    assert plain_call(line.split()) is None


def test_a_mistake_is_told_as_ever(monkeypatch):
    with pytest.raises(UsageError, match="unknown option `--stile`"):
        run_typer(["format", "--stile", "apa"])
