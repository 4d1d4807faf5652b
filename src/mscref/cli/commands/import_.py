"""`mscref import`: bring the references of other files into the library."""

from __future__ import annotations

from typing import Annotated

import typer

from mscref.app.files import read_text
from mscref.app.importing import import_files
from mscref.app.library import exit_code_of
from mscref.cli import options, show
from mscref.cli.changing import report, workplace
from mscref.cli.fates import show_fates

app = options.command_app()


@app.command("import")
def import_references(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files; - is stdin.")],
    *,
    on_duplicate: options.OnDuplicate = "skip",
    rekey: Annotated[
        str,
        typer.Option("--rekey", metavar="PATTERN", help="Make all keys new, by this pattern."),
    ] = "",
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Bring references of any format into the library; prints what became of each.

    Entries of .bib files come as they stand, only laid out like the library. A work that is
    there already is skipped (or merged: fields it lacks are added; or kept: it comes twice).

    \b
    Examples:
      mscref import export.ris
      mscref import colleague.bib --on-duplicate merge --dry-run
      pbpaste | mscref import -
    """
    place = workplace(library, " ".join(["import", *files]), dry_run=dry_run, may_create=True)
    sources = [read_text(file) for file in files]
    done = import_files(place, sources, on_duplicate=on_duplicate, pattern=rekey)
    show.diagnostics(done.diagnostics)
    show_fates(done.fates, dry_run=dry_run)
    report(done.outcome, library=place.library)
    raise typer.Exit(exit_code_of(done.diagnostics))
