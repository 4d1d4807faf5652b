"""`mscref plugins`: what other packages add, and what is wrong with it."""

from __future__ import annotations

import warnings

from mscref.cli import options, show
from mscref.plugins import installed, problem_of

app = options.command_app()


@app.command()
def list_plugins(*, json: options.Json = False) -> None:
    """List the plug-ins: file formats, outputs, rules and sources that other packages add.

    The last column says why one cannot be loaded. docs/how-to/write-a-plug-in.md tells how to write
    one.

    \b
    Examples:
      mscref plugins
      mscref plugins --json
    """
    with warnings.catch_warnings(action="ignore"):  # the table says it
        found = [(one, problem_of(one)) for one in installed()]
    if json:
        show.json_result(
            [
                {
                    "kind": one.group.partition(".")[2],
                    "name": one.name,
                    "package": one.package,
                    "problem": problem,
                }
                for one, problem in found
            ]
        )
        return
    if not found:
        show.note("no plug-in is installed; docs/how-to/write-a-plug-in.md says how to write one")
        return
    show.table(
        ("kind", "name", "package", "problem"),
        [(one.group.partition(".")[2], one.name, one.package, problem) for one, problem in found],
    )
