"""`mscref --help --json`: commands, options and exit codes for programs that have no manual.

The same declarations that Typer's help is made of; the shape is `HelpPageJson` of `outputs.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref import __version__
from mscref.cli import show
from mscref.cli.table import COMMANDS
from mscref.cli.tree import root_command
from mscref.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from typer._click.core import Command, Parameter

    from mscref.cli.outputs import CommandHelpJson, HelpPageJson, ParameterHelpJson

# What each exit code means; the page of the command line shows it, too.
EXIT_CODES = MappingProxyType(
    {
        ExitCode.DONE: "done",
        ExitCode.PROBLEMS: "done, and problems were found (a bad entry, a finding of a check)",
        ExitCode.USAGE: "the command line or a setting cannot be meant, or several libraries could",
        ExitCode.INPUT: "a file is not what it claims, or nothing in it can be read",
        ExitCode.NOT_FOUND: "a reference, style, locale, identifier or library does not exist",
        ExitCode.SOURCE: "a source could not answer (no network, refused, too slow)",
        ExitCode.LIBRARY: "a file could not be read or written",
        ExitCode.BUG: "a bug of mscref; the message says where the details are",
        ExitCode.INTERRUPTED: "interrupted",
    }
)


def print_help(words: Sequence[str]) -> None:
    """Print the help of a command, or of all of them; raises UsageError for an unknown one."""
    show.json_result(help_page(words))


def help_page(words: Sequence[str] = ()) -> HelpPageJson:
    """The help of the commands whose names begin with `words`."""
    wanted = " ".join(words)
    found = [
        one
        for one in _all_commands(words[0] if words else "")
        if not wanted or one["name"] == wanted or one["name"].startswith(f"{wanted} ")
    ]
    if not found:
        raise UsageError(f"unknown command `{wanted}`", hint="`mscref --help` lists the commands")
    return {
        "version": __version__,
        "commands": found,
        "exit-codes": {str(int(code)): text for code, text in EXIT_CODES.items()},
    }


def _all_commands(only: str) -> list[CommandHelpJson]:
    root = root_command()
    found: list[CommandHelpJson] = []
    with root.make_context("mscref", ["--quiet"], resilient_parsing=True) as context:
        for name, row in COMMANDS.items():
            if only in ("", name):
                command = root.get_command(context, name)
                found += _of_command(command, name, row.help) if command else []
    return found


def _of_command(command: Command, name: str, summary: str) -> list[CommandHelpJson]:
    parts = getattr(command, "commands", {})
    if parts:
        return [
            one
            for part, inner in parts.items()
            for one in _of_command(inner, f"{name} {part}", inner.get_short_help_str(200))
        ]
    text = " ".join((command.help or "").split("\b")[0].split())
    return [
        {
            "name": name,
            "summary": summary,
            "help": text,
            "parameters": [
                _of_parameter(one) for one in command.params if not getattr(one, "hidden", False)
            ],
        }
    ]


def _of_parameter(parameter: Parameter) -> ParameterHelpJson:
    is_option = parameter.param_type_name == "option"
    names = [*parameter.opts, *parameter.secondary_opts] if is_option else []
    return {
        "names": names,
        "metavar": "" if getattr(parameter, "is_flag", False) else str(parameter.metavar or ""),
        "help": " ".join((getattr(parameter, "help", "") or "").split()),
        "required": bool(parameter.required),
        "repeatable": bool(parameter.multiple or parameter.nargs == -1),
    }
