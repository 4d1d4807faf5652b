"""`mscref undo`: take the last change back."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.app.folders import state_folder
from mscref.app.history import undo as take_back
from mscref.cli import options, show
from mscref.cli.changing import workplace
from mscref.cli.declared import Option

app = options.command_app()


@app.command()
def undo(
    *,
    redo: Annotated[bool, Option("--redo", help="Do again what was taken back last.")] = False,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Take the last change of the library back, byte for byte; again for the one before.

    \b
    Examples:
      mscref undo
      mscref undo --dry-run
      mscref undo --redo
    """
    place = workplace(library, "undo", may_create=True)
    taken = take_back(place.library, state_folder(os.environ), dry_run=dry_run, redo=redo)
    show.diagnostics(taken.recovered)
    what = f"{taken.record.command} ({taken.record.summary})"
    if dry_run:
        show.diff(taken.diff)
        return
    show.note(f"{place.library}: {'did again' if redo else 'took back'} {what}")
