"""`mscref list`: a table of the library."""

from __future__ import annotations

from mscref.app.overview import Row, row_of
from mscref.app.select import select
from mscref.cli import options, show
from mscref.cli.declared import Exit
from mscref.cli.reading import read_library
from mscref.formats.bibtex.titles import Titles

app = options.command_app()


@app.command()
def list_references(
    selectors: options.Selectors = None,
    *,
    library: options.Library = None,
    cited: options.Cited = None,
    json: options.Json = False,
) -> None:
    """List references: key, authors, year, title.

    In a pipe each reference is a line of five cells separated by tabs: key, type, authors, year,
    title.

    \b
    Examples:
      mscref list
      mscref list 'author:leng year:2020'
      mscref list --json | jq '.[].key'
    """
    request = read_library(
        library, selectors, only_selected=True, titles=Titles.WRITTEN, cited=cited
    )
    rows = [row_of(one) for one in select(request.library.references, request.selectors)]
    if json:
        show.json_result([dict(row._asdict()) for row in rows])
    else:
        show.table(Row._fields, rows, wrap=False)
    raise Exit(request.library.exit_code)
