"""`mscref man`: the manual page."""

from __future__ import annotations

from typing import Annotated

from mscref.cli import options, show
from mscref.cli.declared import Argument
from mscref.cli.table import COMMANDS
from mscref.errors import UsageError

app = options.command_app()


@app.command()
def man(
    command: Annotated[
        str | None,
        Argument(metavar="[COMMAND]", help="Of this command alone.", show_default=False),
    ] = None,
) -> None:
    """Print the manual page, made of the help of the commands.

    \b
    Examples:
      mscref man | man -l -
      mscref man > ~/.local/share/man/man1/mscref.1
    """
    if command is not None and command not in COMMANDS:
        raise UsageError(f"unknown command `{command}`", hint="`mscref --help` lists the commands")
    from mscref.cli.helps import manual

    show.result(manual(command or ""))
