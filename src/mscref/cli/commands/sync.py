"""`mscref sync`: a .bib file follows a library elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from mscref.app.changing import Workplace
from mscref.app.sync import Synced, sync
from mscref.cli import options, show
from mscref.cli.changing import report, workplace
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.outputs import SyncedJson
from mscref.errors import ExitCode, LockedError, SourceError

app = options.command_app()


@app.command("sync")
def sync_library(
    address: Annotated[
        str, Argument(metavar="ADDRESS", help="zotero:, zotero+api: or bbt:, with a collection.")
    ],
    *,
    library: options.Library = None,
    prune: Annotated[
        bool, Option("--prune", help="Remove what is no longer there and unchanged here.")
    ] = False,
    watch: Annotated[
        bool, Option("--watch", help="Go on, and do it again whenever something changes there.")
    ] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Bring what changed in Zotero into the library; one way, nothing is written there.

    Only entries that changed there are touched, and of them only the fields that changed: your
    keys, the order, comments and fields of your own stay. What both sides changed differently is
    said, stays as it is here, and is exit code 1.

    \b
    Examples:
      mscref sync zotero:Thesis -l refs.bib --dry-run
      mscref sync zotero:Thesis -l refs.bib --prune
      mscref sync 'zotero:Thesis/Chapter 2' -l refs.bib --watch
    """
    place = workplace(library, f"sync {address}", dry_run=dry_run, may_create=True)
    failed: list[str] = []  # what stood in the way since the last sync
    changes: Iterator[None] = iter(())
    if watch and not dry_run:
        from mscref.app.watching import changes_at

        changes = changes_at(address, is_due=lambda: bool(failed))  # from here on, not from later
    done = sync(address, place, prune=prune)
    _say(done, place, json=json)
    for _ in changes:
        try:
            again = sync(address, place, prune=prune)
        except (SourceError, LockedError) as error:  # Zotero was ended, or writes: it may pass
            if error.message not in failed:
                show.warning(error.message, hint=error.hint)
                failed.append(error.message)
            continue
        failed.clear()
        if again.outcome.is_change:
            _say(again, place, json=json)
    raise Exit(ExitCode.PROBLEMS if done.has_conflicts else ExitCode.DONE)


def _say(done: Synced, place: Workplace, *, json: bool) -> None:
    show.diagnostics(done.diagnostics)
    if json:
        show.result_now(show.json_text(_as_json(done)))
    if done.has_conflicts and not done.outcome.is_change:
        show.note(f"{place.shown}: nothing was changed; what is said above is for you to decide")
    elif done.is_noted_only:
        show.note(f"{place.shown}: nothing to change; what stands there is noted for the next sync")
    else:
        report(done.outcome, place=place, has_result=json)


def _as_json(done: Synced) -> SyncedJson:
    found = done.following
    return {
        "address": done.address,
        "written": done.outcome.is_written,
        "added": found.added,
        "changed": found.changed,
        "removed": found.removed,
        "gone": found.gone,
        "left_out": found.left_out,
        "broken": found.broken,
        "repeated": found.repeated,
        "conflicts": [
            {"key": one.key, "field": one.name, "here": one.here, "there": one.there}
            for one in found.conflicts
        ],
    }
