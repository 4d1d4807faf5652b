"""How a command says what it takes: parameters, its subcommands, the code it ends with.

Nothing of Typer is here, so that a plain command line runs without it (`plain.py`; 27 ms of a start
of 150): Typer reads the same declarations where help, an error or a completion is asked
(`tree.py`). Use them as Typer's own:

    def command(*, limit: Annotated[int, Option("--limit", min=0, help="…")] = 20) -> None
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    Completer = Callable[[str], list[str]]

_Function = TypeVar("_Function", bound=Callable[..., None])


class Parameter:
    """What the help says of a parameter, and the bounds of a number."""

    __slots__ = (
        "autocompletion",
        "help",
        "hidden",
        "max",
        "metavar",
        "min",
        "names",
        "show_default",
    )

    def __init__(
        self,
        *names: str,
        help: str = "",
        metavar: str | None = None,
        show_default: bool = True,
        autocompletion: Completer | None = None,
        min: int | None = None,
        max: int | None = None,
        hidden: bool = False,
    ) -> None:
        self.names = names
        self.help = help
        self.metavar = metavar
        self.show_default = show_default
        self.autocompletion = autocompletion
        self.min = min
        self.max = max
        self.hidden = hidden


class Option(Parameter):
    """An option: `--output`, `-o`; a flag and its opposite as `--links/--no-links`."""

    __slots__ = ()


class Argument(Parameter):
    """A word that stands by itself."""

    __slots__ = ()


class Exit(Exception):  # noqa: N818 - not an error
    """Ends a command with an exit code."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


class CommandApp:
    """The command of a module, or its subcommands where it has `help` of its own."""

    def __init__(self, help: str | None = None) -> None:
        self.help = help
        self.functions: dict[str, Callable[..., None]] = {}

    def command(self, name: str = "") -> Callable[[_Function], _Function]:
        """Declare the function below to be a command; its docstring is the help."""

        def declare(function: _Function) -> _Function:
            self.functions[name or function.__name__] = function
            return function

        return declare
