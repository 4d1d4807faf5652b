"""`mscref open`: the page of a reference in the browser."""

from __future__ import annotations

from typing import Annotated

from mscref.app.links import link_of
from mscref.app.select import select_in_order
from mscref.cli import options, show
from mscref.cli.declared import Exit, Option
from mscref.cli.reading import read_library
from mscref.errors import ExitCode

app = options.command_app()


@app.command("open")
def open_reference(
    selectors: options.Selector,
    *,
    print_only: Annotated[
        bool, Option("--print", help="Print the address and open nothing.")
    ] = False,
    library: options.Library = None,
) -> None:
    """Open the DOI or URL of references in $BROWSER, else in the browser of the desktop.

    \b
    Examples:
      mscref open leng2020
      mscref open leng2020 --print
    """
    request = read_library(library, selectors, only_selected=True)
    missing = unopened = 0
    for reference in select_in_order(
        request.library.references, request.selectors, request.sayings
    ):
        link = link_of(reference)
        if link is None:
            show.warning(f"`{reference.id}` has no DOI, URL, PMCID or PMID")
            missing += 1
        elif print_only:
            show.result(link)
        elif _opens(link):
            show.note(f"opened {link}")
        else:
            show.result(link)
            unopened += 1
    if unopened:
        show.error("no browser could be opened", hint="the address is printed; $BROWSER names one")
        raise Exit(ExitCode.PROBLEMS)
    raise Exit(ExitCode.NOT_FOUND if missing else request.library.exit_code)


def _opens(link: str) -> bool:
    """Whether a browser took the address; one that $BROWSER names comes first."""
    import webbrowser

    return webbrowser.open(link)
