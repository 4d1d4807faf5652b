"""`mscref push`: references, sent to Zotero as new items."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from mscref.app.changing import Workplace
from mscref.app.folders import state_folder
from mscref.app.push import Fate, Pushed, push
from mscref.app.push_target import PushChoice
from mscref.app.select import select_in_order
from mscref.cli import network, options, show
from mscref.cli.declared import Exit, Option
from mscref.cli.outputs import PushedReferenceJson
from mscref.cli.reading import read_library

app = options.command_app()
_SAID: Mapping[Fate, str] = MappingProxyType(
    {"sent": "sent", "there": "there already", "failed": "failed", "would send": "would be sent"}
)


@app.command("push")
def push_references(
    selectors: options.Selector,
    *,
    to: Annotated[
        str,
        Option("--to", "-t", metavar="ADDRESS", help="zotero: or zotero+api:, with a collection."),
    ],
    create: Annotated[
        bool, Option("--create", help="Make the collection where it is not there.")
    ] = False,
    library: options.Library = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Send references to Zotero as new items; what is there already is not doubled.

    A running Zotero of version 10 asks you whether it may; with a key in $MSCREF_ZOTERO_API_KEY,
    zotero+api: is your library at zotero.org. Nothing changes here.

    \b
    Examples:
      mscref push leng2020 --to zotero:Inbox --dry-run
      mscref push 'year:2026' --to 'zotero+api:@Lab/Reading list'
      mscref push leng2020 --to zotero:New/Sub --create
    """
    request = read_library(library, selectors, only_selected=True)
    chosen = select_in_order(request.library.references, request.selectors, request.sayings)
    paths = request.library.paths
    place = Workplace(
        Path(paths[0] if len(paths) == 1 else "-"), state_folder(os.environ), command="push"
    )
    choice = PushChoice(to, show.note, create=create, dry_run=dry_run)
    done = push(chosen, choice, place, network.network_settings(request.config))
    show.diagnostics(done.diagnostics)
    if json:
        show.json_result(_as_json(done))
    elif dry_run:
        show.json_result(done.payload)
    else:
        rows = [(one.key, one.fate, one.item, one.reason) for one in done.references]
        show.table(("key", "what", "item", "why"), rows)
    _sum_up(done, dry_run=dry_run)
    raise Exit(done.exit_code or request.library.exit_code)


def _sum_up(done: Pushed, *, dry_run: bool) -> None:
    if done.error:
        show.error(done.error.message, hint=done.error.hint)
    fates = [one.fate for one in done.references]
    counted = ", ".join(f"{fates.count(one)} {_SAID[one]}" for one in dict.fromkeys(fates))
    end = "; nothing was sent (--dry-run)" if dry_run else ""
    show.note(f"{counted or 'nothing'} ({done.address}){end}")


def _as_json(done: Pushed) -> list[PushedReferenceJson]:
    return [
        {"key": one.key, "fate": one.fate, "item": one.item, "reason": one.reason}
        for one in done.references
    ]
