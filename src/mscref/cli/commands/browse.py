"""`mscref browse`: the library in a browser, on this machine alone."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from mscref.app.folders import cache_folder, state_folder, working_folder
from mscref.app.library import choose_library
from mscref.cli import network, options, show
from mscref.cli.declared import Option
from mscref.cli.reading import settings
from mscref.commandlines import command_line
from mscref.errors import LibraryError, UsageError
from mscref.model.homes import is_address

app = options.command_app()


@app.command("browse")
def browse(
    *,
    library: options.Library = None,
    documents: Annotated[
        list[str] | None,
        Option(
            "--document",
            "-d",
            metavar="DOC",
            help="A document as a filter: what it cites, what is missing, what it does not cite"
            " (repeatable). Those beside the library can be chosen anyway.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int, Option("--port", min=0, max=65535, help="The port; 0 takes one that is free.")
    ] = 0,
    open_browser: Annotated[bool, Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Look through the library in a browser: search, facets, any style, repairs, verdicts.

    Serves on 127.0.0.1 until Ctrl-C. The address that is printed holds a token: who does not know
    it is not answered. What is accepted there is a change that `mscref undo` takes back.

    \b
    Examples:
      mscref browse
      mscref browse -l thesis.bib --open
      mscref browse --document paper.md
    """
    from mscref.app.browsing.browser import Browser
    from mscref.browse.server import SiteServer
    from mscref.browse.site import Site

    config = settings()
    choice = choose_library(library or (), config=config, folder=working_folder())
    if len(choice.paths) != 1 or choice.paths[0] == "-":
        raise UsageError("one library is looked through at a time", hint="name it: -l FILE")
    if is_address(choice.paths[0]):
        follow = command_line("sync", values=[choice.paths[0]], options=["-l", "refs.bib"])
        raise UsageError(
            f"{choice.paths[0]} is no file, and `browse` looks through a file",
            hint=f"make one that follows it: {follow}",
        )
    browser = Browser(
        Path(choice.paths[0]),
        cache_folder=cache_folder(config, os.environ),
        state_folder=state_folder(os.environ),
        documents=documents or (),
        settings=network.network_settings(config),
    )
    browser.require()
    for name in documents or ():  # one that cannot be read is said here, not in the page
        browser.document(name)
    site = Site(browser)
    try:
        server = SiteServer(site, port=port)
    except OSError as error:
        message = f"port {port}: {error.strerror}"
        raise LibraryError(message, hint="--port 0 takes a free one") from error
    show.result_now(server.address)
    show.note("on this machine only; Ctrl-C ends it")
    if open_browser:
        from typer import launch

        launch(server.address)
    site.read()  # the page is there meanwhile
    try:
        with server, suppress(KeyboardInterrupt):  # which is how it is ended
            server.serve_forever()
    finally:
        browser.close()
