"""`mscref init`: give this folder a library."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.app.folders import working_folder
from mscref.app.starting import start
from mscref.cli import options, show
from mscref.cli.declared import Argument
from mscref.cli.reading import settings

app = options.command_app()


@app.command("init")
def init_folder(
    file: Annotated[
        str | None,
        Argument(
            metavar="[FILE]",
            help="The .bib file that is to be the library; else references.bib.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make a library in this folder, or say which file of it is the library.

    A .bib file that is there already stays as it is. Where a folder has several, the one you name
    is noted in mscref.toml.

    \b
    Examples:
      mscref init
      mscref init thesis.bib
    """
    done = start(file, config=settings(), folder=working_folder(), environ=os.environ)
    if done.settings:
        show.note(f"{done.library}: is the library of this folder, as {done.settings} now says")
    elif done.is_new:
        show.note(f"{done.library}: made; `mscref add DOI` and `mscref import FILE` fill it")
    else:
        show.note(f"{done.library}: is the library of this folder ({done.reason})")
