"""`mscref format`: formatted references."""

from __future__ import annotations

from typing import Annotated

from mscref.app.select import select
from mscref.cli import options, show
from mscref.cli.declared import Exit, Option
from mscref.cli.reading import read_library
from mscref.cli.styled import (
    TERMINAL,
    choose_target,
    load_chosen_style,
    print_targets,
    show_spans,
)
from mscref.csl.render.registry import output_row
from mscref.errors import UsageError

app = options.command_app()


@app.command("format")
def format_command(
    selectors: options.Selectors = None,
    *,
    style: options.Style = None,
    locale: options.Locale = None,
    journals: options.Journals = None,
    to: options.Target = None,
    numbered: Annotated[
        bool | None,
        Option(
            "--numbered/--no-numbered",
            help="Number the entries, or leave out the numbers; else as the style says.",
            show_default=False,
        ),
    ] = None,
    links: options.Links = True,
    link_titles: Annotated[
        bool,
        Option(
            "--link-titles",
            help="Make the title a link to DOI, PMCID, PMID or URL where the style prints none.",
        ),
    ] = False,
    standalone: Annotated[
        bool, Option("--standalone", help="With -t html: a whole page, ready for a browser.")
    ] = False,
    keep_case: options.KeepCase = False,
    output: options.Output = None,
    library: options.Library = None,
    cited: options.Cited = None,
    json: options.Json = False,
) -> None:
    """Format references in a citation style.

    The entries come in the order that the style asks for; `short`, the default, keeps the order
    of the library.

    \b
    Examples:
      mscref format
      mscref format -s apa 'leng*' smith2019
      mscref format paper.bib -s nature --standalone -o references.html
      cat paper.bib | mscref format -l - -s vancouver --locale de-DE
    """
    if to == "list":
        print_targets()
        return
    target = choose_target(to, json=json, output=output)
    if standalone and not output_row(target).is_page:
        raise UsageError("--standalone makes a web page", hint="add -t html")
    request = read_library(
        library,
        selectors,
        only_selected=True,
        keep_case=keep_case,
        cited=cited,
    )
    chosen = select(request.library.references, request.selectors, request.sayings)
    if chosen or output_row(target).is_data:
        from mscref.app.cite import bibliography_spans, format_references, render_bibliography
        from mscref.app.journals import journal_choice

        chosen_style, language = load_chosen_style(request.config, style=style, locale=locale)
        bibliography = format_references(
            chosen,
            chosen_style,
            locale=language,
            link_titles=link_titles and links,
            journals=journal_choice(journals, request.config.journals),
        )
        if target == TERMINAL:
            show_spans(bibliography_spans(bibliography, links=links, numbered=numbered))
        else:
            text = render_bibliography(bibliography, target=target, links=links, numbered=numbered)
            if standalone:
                from mscref.app.page import web_page

                text = web_page(text, bibliography, language=language or "en")
            show.deliver(text, output=output, read=request.library.paths)
    raise Exit(request.library.exit_code)
