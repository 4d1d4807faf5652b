"""`mscref rm`: remove references from the library."""

from __future__ import annotations

from mscref.app.remove import remove
from mscref.cli import options
from mscref.cli.changing import files_among, report, workplace

app = options.command_app()


@app.command("rm")
def remove_references(
    selectors: options.Selectors = None,
    *,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Remove references; every other byte of the file stays.

    \b
    Examples:
      mscref rm leng2020
      mscref rm 'year:..1999' --dry-run
    """
    files, words = files_among(selectors)
    place = workplace(library, " ".join(["rm", *(selectors or ())]), files=files, dry_run=dry_run)
    report(remove(place, words), place=place)
