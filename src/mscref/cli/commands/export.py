"""`mscref export`: references in another bibliography format."""

from __future__ import annotations

from typing import Annotated

import typer

from mscref.app.convert import convert, format_of_file
from mscref.app.select import select
from mscref.cli import options, show
from mscref.cli.reading import read_library

app = options.command_app()


@app.command()
def export(
    selectors: options.Selectors = None,
    *,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            "-t",
            metavar="FORMAT",
            help="bibtex, biblatex, csljson, ris, …; else what the name of the output file says,"
            " else csljson.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
    library: options.Library = None,
) -> None:
    """Write references in another bibliography format.

    \b
    Examples:
      mscref export -t csljson -o references.json
      mscref export 'leng*' -t bibtex
      mscref export paper.bib -t ris
    """
    request = read_library(library, selectors)
    chosen = select(request.library.references, request.selectors)
    name = to or (format_of_file(str(output)) if output else None) or "csljson"
    show.deliver(convert(chosen, to=name), output=output)
    raise typer.Exit(request.library.exit_code)
