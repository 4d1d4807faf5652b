"""`mscref list`: a table of the library."""

from __future__ import annotations

from typing import Annotated

from mscref.app.overview import listed_json
from mscref.app.select import select
from mscref.app.sorting import NAMES, in_order
from mscref.cli import complete, options, show
from mscref.cli.declared import Exit, Option
from mscref.cli.listed import ListFormat, deliver_list, wanted
from mscref.cli.reading import read_library
from mscref.formats.bibtex.titles import Titles
from mscref.model.reference import Json

app = options.command_app()


@app.command()
def list_references(
    selectors: options.Selectors = None,
    *,
    library: options.Library = None,
    cited: options.Cited = None,
    group: Annotated[
        str | None,
        Option(
            "--group",
            metavar="NAME",
            help="Only this group of JabRef's, or collection of Zotero's, and what is below it.",
            show_default=False,
        ),
    ] = None,
    sort: Annotated[
        str | None,
        Option(
            "--sort",
            metavar="NAMES",
            help=f"The order: {', '.join(NAMES)}, or several with commas; -year turns it round.",
            show_default=False,
            autocompletion=complete.orders,
        ),
    ] = None,
    format: ListFormat = None,
    style: options.Style = None,
    output: options.Output = None,
    json: options.Json = False,
    fields: options.Fields = None,
) -> None:
    """List references: key, authors, year, title; in the order of the library, or as you sort them.

    In a pipe each reference is a line of five cells separated by tabs: key, type, authors, year,
    title. A terminal too narrow for that gets two lines for each. With --json all authors and the
    DOI come along. --fields chooses others, for lines and for JSON.

    \b
    Examples:
      mscref list
      mscref list --sort year,author
      mscref list 'author:leng year:2020'
      mscref list --group 'Chapter 2'
      mscref list --json | jq '.[].key'
      mscref list --fields key,DOI,container-title,page
      mscref list --format html --style apa -o references.html
    """
    wish = wanted(format, json=json, output=output, style=style, fields=fields)
    request = read_library(
        library, selectors, only_selected=not group, titles=Titles.WRITTEN, cited=cited
    )
    references = request.library.references
    if group:
        from mscref.app.groups import in_group

        references, undecided = in_group(request.library, group)
        show.diagnostics(undecided)
    chosen = select(references, request.selectors, request.sayings) if references else []
    if sort:
        chosen = in_order(chosen, sort)
    payload: Json = [listed_json(one) for one in chosen] if wish.is_json else None
    deliver_list(
        wish,
        chosen,
        payload,
        config=request.config,
        title=f"References of {request.library.shown}",
        read=(*request.library.paths, *(cited or ())),
    )
    raise Exit(request.library.exit_code)
