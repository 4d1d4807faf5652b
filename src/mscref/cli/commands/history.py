"""`mscref history`: the changes mscref made to the library."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.app.folders import state_folder
from mscref.app.history import change_diff
from mscref.app.history import history as changes_of
from mscref.cli import options, show
from mscref.cli.changing import workplace
from mscref.cli.declared import Option

app = options.command_app()


@app.command()
def history(
    *,
    diff: Annotated[
        int | None, Option("--diff", metavar="NUMBER", help="Show what one change did.")
    ] = None,
    library: options.Library = None,
    json: options.Json = False,
) -> None:
    """List the changes that can be taken back, the youngest first.

    In a pipe each change is a line of five cells separated by tabs: number, time, state (done or
    undone), command, summary.

    \b
    Examples:
      mscref history
      mscref history --diff 12
    """
    place = workplace(library, "history", may_create=True)
    folder = state_folder(os.environ)
    if diff is not None:
        show.diff(change_diff(place.library, folder, diff))
        return
    rows = [
        (one.number, one.time, "undone" if one.undone else "done", one.command, one.summary)
        for one in changes_of(place.library, folder)
    ]
    names = ("number", "time", "state", "command", "summary")
    if json:
        show.json_result([dict(zip(names, row, strict=True)) for row in rows])
        return
    shown = [(str(number), show.time(when), *rest) for number, when, *rest in rows]
    show.table(names, shown, wrap=False)
    if not rows:
        show.note(f"{place.library}: no change on record")
