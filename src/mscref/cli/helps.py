"""The help of every command as text: what `mscref man` and the reference page are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mscref.cli.table import COMMANDS
from mscref.cli.tree import root_command

if TYPE_CHECKING:
    from typer._click.core import Command


def helps(width: int) -> Iterator[tuple[str, str]]:
    """Every command with its help, wrapped at `width`: the root first, subcommands behind."""
    root = root_command()
    with root.make_context("mscref", ["--quiet"], resilient_parsing=True) as context:
        context.terminal_width = context.max_content_width = width
        yield "mscref", root.get_help(context)
        for name in COMMANDS:
            command = root.get_command(context, name)
            if command is not None:
                yield from _of_command(command, f"mscref {name}", width)


def _of_command(command: Command, words: str, width: int) -> Iterator[tuple[str, str]]:
    with command.make_context(words, [], resilient_parsing=True) as context:
        context.terminal_width = context.max_content_width = width
        yield words, command.get_help(context)
        for name, one in getattr(command, "commands", {}).items():
            yield from _of_command(one, f"{words} {name}", width)


def manual(only: str = "") -> str:
    """The manual page in roff (man(7)); with `only` of one command and its subcommands."""
    from mscref import __version__

    name = f"mscref {only}".strip()
    title = name.replace(" ", "-").upper()
    lines = [f'.TH "{title}" 1 "" "mscref {__version__}" "mscref"']
    for words, text in helps(72):
        if only and not f"{words} ".startswith(f"{name} "):
            continue
        lines += [f'.SH "{words.upper()}"', ".nf", *map(_escaped, text.splitlines()), ".fi"]
    return "\n".join(lines) + "\n"


def _escaped(line: str) -> str:
    """A line that roff prints as it is: backslashes, hyphens, and signs that begin a request."""
    text = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
