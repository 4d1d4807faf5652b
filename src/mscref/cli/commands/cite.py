"""`mscref cite`: the in-text citation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from mscref.app.select import select_in_order
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
from mscref.errors import UsageError
from mscref.model.citation import AUTHOR_ONLY, COMPOSITE, PLAIN, SUPPRESS_AUTHOR

app = options.command_app()


@app.command()
def cite(
    selectors: options.Selector,
    *,
    locator: Annotated[
        str,
        Option(
            "--locator",
            metavar="PLACE",
            help="Where in the work: 12, 'pp. 3-5', 'ch. 2', '§ 4'.",
            show_default=False,
        ),
    ] = "",
    prefix: Annotated[
        str, Option("--prefix", help="Text before it: 'see'.", show_default=False)
    ] = "",
    suffix: Annotated[str, Option("--suffix", help="Text after it.", show_default=False)] = "",
    author_only: Annotated[
        bool, Option("--author-only", help="Only the names: Leng et al.")
    ] = False,
    suppress_author: Annotated[
        bool, Option("--suppress-author", help="Without the names: (2020).")
    ] = False,
    narrative: Annotated[
        bool,
        Option("--narrative", help="With the names in the text: Leng et al. (2020)."),
    ] = False,
    infix: Annotated[
        str,
        Option(
            "--infix",
            help="With --narrative: text between names and year, as 'report in'.",
            show_default=False,
        ),
    ] = "",
    style: options.Style = None,
    locale: options.Locale = None,
    journals: options.Journals = None,
    to: options.Target = None,
    links: options.Links = True,
    keep_case: options.KeepCase = False,
    output: options.Output = None,
    library: options.Library = None,
    json: options.Json = False,
) -> None:
    """Write the in-text citation of one or more references.

    Several references make one citation. The prefix stands before the first; locator and suffix
    belong to the last. Numbers and year-suffixes are those of the bibliography of the library.
    With --narrative the names of the first stand in the text; in a style with notes the note
    follows them.

    \b
    Examples:
      mscref cite leng2020
      mscref cite leng2020 --locator 'p. 217' --prefix see -s apa
      mscref cite harrell2019 yip2020 -s ieee
      mscref cite leng2020 --narrative
    """
    if to == "list":
        print_targets()
        return
    mode = _mode({AUTHOR_ONLY: author_only, SUPPRESS_AUTHOR: suppress_author, COMPOSITE: narrative})
    if infix and mode != COMPOSITE:
        raise UsageError("--infix stands between names and year", hint="add --narrative")
    target = choose_target(to, json=json, output=output)
    request = read_library(library, selectors, keep_case=keep_case)
    chosen = select_in_order(
        request.library.references, request.selectors or ["*"], request.sayings
    )
    from mscref.app.cite import (
        CiteOptions,
        citation_spans,
        cite_references,
        render_citation,
    )
    from mscref.app.journals import journal_choice

    wanted = CiteOptions(locator=locator, prefix=prefix, suffix=suffix, mode=mode, infix=infix)
    chosen_style, language = load_chosen_style(request.config, style=style, locale=locale)
    citation = cite_references(
        request.library.references,
        chosen,
        wanted,
        chosen_style,
        locale=language,
        journals=journal_choice(journals, request.config.journals),
    )
    show.diagnostics(citation.diagnostics)
    if target == TERMINAL:
        show_spans(citation_spans(citation, links=links))
    else:
        show.deliver(
            render_citation(citation, target=target, links=links),
            output=output,
            read=request.library.paths,
        )
    raise Exit(request.library.exit_code)


# What people call the modes of a citation.
_FLAGS = MappingProxyType(
    {
        AUTHOR_ONLY: "--author-only",
        SUPPRESS_AUTHOR: "--suppress-author",
        COMPOSITE: "--narrative",
    }
)


def _mode(asked: Mapping[str, bool]) -> str:
    """The one mode that is asked for; raises UsageError for two."""
    modes = [mode for mode, is_asked in asked.items() if is_asked]
    if len(modes) > 1:
        flags = " and ".join(_FLAGS[mode] for mode in modes)
        raise UsageError(f"{flags} exclude each other")
    return modes[0] if modes else PLAIN
