"""`mscref completion`: the script that teaches a shell to complete commands, keys and styles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from mscref.cli import options, show
from mscref.cli.declared import Argument
from mscref.errors import UsageError

app = options.command_app()

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


@app.command()
def completion(
    shell: Annotated[
        str | None,
        Argument(
            metavar="[SHELL]",
            help="bash, zsh, fish, powershell or pwsh; else $SHELL.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print a completion script for the shell.

    \b
    Examples:
      mscref completion bash >> ~/.bashrc
      mscref completion fish > ~/.config/fish/completions/mscref.fish
    """
    name = shell or Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        shown = f"no completion for `{name}`" if name else "which shell?"
        raise UsageError(shown, hint=f"one of {', '.join(SHELLS)}")
    from typer._completion_shared import get_completion_script

    script = get_completion_script(prog_name="mscref", complete_var="_MSCREF_COMPLETE", shell=name)
    show.result(script)
