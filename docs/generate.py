"""Writes docs/reference/cli.md from the help of every command: `make docs`.

A test fails when the page is stale, so the help and the page never say different things.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.cli.table import COMMANDS
from mscref.cli.tree import root_command
from mscref.config import SETTINGS
from mscref.errors import ExitCode

if TYPE_CHECKING:
    from typer._click.core import Command

PAGE = Path(__file__).parent / "reference" / "cli.md"
# Help is wrapped at this width whatever the terminal is.
WIDTH = 90

HEAD = """# Command line

Written by `make docs` from `mscref --help`; do not edit.
"""

EXIT_CODES = {
    ExitCode.DONE: "done",
    ExitCode.PROBLEMS: "done, and problems were found (a bad entry, a finding of a check)",
    ExitCode.USAGE: "the command line or a setting cannot be meant",
    ExitCode.INPUT: "a file is not what it claims, or nothing in it can be read",
    ExitCode.NOT_FOUND: "a reference, style, locale or identifier does not exist",
    ExitCode.SOURCE: "a source could not answer (no network, refused, too slow)",
    ExitCode.LIBRARY: "a file could not be read or written",
    ExitCode.BUG: "a bug of mscref; the message says where the details are",
    ExitCode.INTERRUPTED: "interrupted",
}


def page() -> str:
    """The whole page."""
    parts = [HEAD, *(_section(words, text) for words, text in helps())]
    parts.append(_table("Exit codes", ("code", "means"), _exit_codes()))
    parts.append(_table("Settings", ("key", "variable", "what"), _settings()))
    return "\n".join(parts)


def helps() -> Iterator[tuple[str, str]]:
    """Every command with its help: the root, the commands, their subcommands."""
    root = root_command()
    with root.make_context("mscref", ["--quiet"], resilient_parsing=True) as context:
        context.terminal_width = context.max_content_width = WIDTH
        yield "mscref", root.get_help(context)
        for name in COMMANDS:
            yield from _of_command(root.get_command(context, name), f"mscref {name}")


def _of_command(command: Command, words: str) -> Iterator[tuple[str, str]]:
    with command.make_context(words, [], resilient_parsing=True) as context:
        context.terminal_width = context.max_content_width = WIDTH
        yield words, command.get_help(context)
        for name, one in getattr(command, "commands", {}).items():
            yield from _of_command(one, f"{words} {name}")


def _section(words: str, text: str) -> str:
    return f"## {words}\n\n```text\n{text.rstrip()}\n```\n"


def _exit_codes() -> list[tuple[str, ...]]:
    return [(str(int(code)), EXIT_CODES[code]) for code in ExitCode]


def _settings() -> list[tuple[str, ...]]:
    rows = [(f"`{key}`", f"`{row.variable}`", row.help) for key, row in SETTINGS.items()]
    return [*rows, ("`[sources]` name", "`MSCREF_NAME_URL`", "The address of a source.")]


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return f"## {title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}\n")
