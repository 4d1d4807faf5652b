"""`mscref lsp`: the language server for editors; an extra, imported by no other command."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.cli import options, show
from mscref.cli.declared import Option
from mscref.errors import UsageError

app = options.command_app()


@app.command()
def lsp(
    *,
    tcp: Annotated[
        int,
        Option(
            "--tcp",
            metavar="PORT",
            min=0,
            max=65535,
            help="Listen at a port of this machine instead of stdin and stdout.",
            show_default=False,
        ),
    ] = 0,
) -> None:
    """Serve an editor over the Language Server Protocol; your editor starts this, not you.

    Completion of keys inside citations, hover with the formatted entry and its verdict, definition,
    references, rename, repairs, and the findings of `check` and `verify` while you write. Needs
    pip install "mscref[lsp]". How to set editors up: docs/how-to/editors.md.

    \b
    Examples:
      mscref lsp
      mscref lsp --tcp 2087
    """
    try:
        from mscref.lsp.start import serve, serve_port
    except ImportError as error:
        if error.name and error.name.split(".")[0] == "mscref":
            raise
        raise UsageError(
            "the language server needs pygls, which is not installed",
            hint='pip install "mscref[lsp]"',
        ) from error
    if tcp:
        said = f"serving editors at 127.0.0.1:{tcp} (Ctrl-C ends)"
        serve_port(os.environ, tcp, lambda: show.note(said))
    else:
        serve(os.environ)
