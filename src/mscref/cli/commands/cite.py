"""`mscref cite`: the in-text citation."""

from __future__ import annotations

from typing import Annotated

import typer

from mscref.app.select import select_in_order
from mscref.cli import options, show
from mscref.cli.reading import read_library
from mscref.cli.styled import (
    TERMINAL,
    choose_target,
    load_chosen_style,
    print_targets,
    show_spans,
)
from mscref.errors import UsageError

app = options.command_app()


@app.command()
def cite(
    selectors: options.Selector,
    *,
    locator: Annotated[
        str,
        typer.Option(
            "--locator",
            metavar="PLACE",
            help="Where in the work: 12, 'pp. 3-5', 'ch. 2', '§ 4'.",
            show_default=False,
        ),
    ] = "",
    prefix: Annotated[
        str, typer.Option("--prefix", help="Text before it: 'see'.", show_default=False)
    ] = "",
    suffix: Annotated[
        str, typer.Option("--suffix", help="Text after it.", show_default=False)
    ] = "",
    author_only: Annotated[
        bool, typer.Option("--author-only", help="Only the names: Leng et al.")
    ] = False,
    suppress_author: Annotated[
        bool, typer.Option("--suppress-author", help="Without the names: (2020).")
    ] = False,
    style: options.Style = None,
    locale: options.Locale = None,
    to: options.Target = None,
    links: options.Links = True,
    output: options.Output = None,
    library: options.Library = None,
    json: options.Json = False,
) -> None:
    """Write the in-text citation of one or more references.

    Several references make one citation. The prefix stands before the first; locator and suffix
    belong to the last. Numbers and year-suffixes are those of the bibliography of the library.

    \b
    Examples:
      mscref cite leng2020
      mscref cite leng2020 --locator 'p. 217' --prefix see -s apa
      mscref cite harrell2019 yip2020 -s ieee
    """
    if to == "list":
        print_targets()
        return
    if author_only and suppress_author:
        raise UsageError("--author-only and --suppress-author exclude each other")
    target = choose_target(to, json=json, output=output)
    request = read_library(library, selectors)
    chosen = select_in_order(request.library.references, request.selectors or ["*"])
    from mscref.app.cite import (
        CiteOptions,
        citation_spans,
        cite_references,
        render_citation,
    )

    wanted = CiteOptions(locator, prefix, suffix, author_only, suppress_author)
    chosen_style, language = load_chosen_style(request.config, style=style, locale=locale)
    citation = cite_references(
        request.library.references, chosen, wanted, chosen_style, locale=language
    )
    if target == TERMINAL:
        show_spans([citation_spans(citation, links=links)])
    else:
        show.deliver(render_citation(citation, target=target, links=links), output=output)
    raise typer.Exit(request.library.exit_code)
