"""`mscref rekey`: new citation keys, in the library and in documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from mscref.app.rekey import rekey
from mscref.cli import options
from mscref.cli.changing import files_among, report, show_key_map, workplace
from mscref.cli.declared import Option
from mscref.keys.making import DEFAULT_PATTERN

app = options.command_app()


@app.command("rekey")
def rekey_references(
    selectors: options.Selectors = None,
    *,
    pattern: Annotated[
        str,
        Option(
            "--pattern", "-p", metavar="PATTERN", help="In the notation of JabRef or Better BibTeX."
        ),
    ] = DEFAULT_PATTERN,
    also: options.Also = None,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Give references new citation keys; prints each old and new key.

    Markers: auth authN authors authorsN authEtAl authLast year shortyear title shorttitle
    veryshorttitle camelN firstpage lastpage, and every field. Modifiers: lower upper abbr
    capitalize truncateN regex("a","b") (fallback). Keys that clash get a letter: leng2020a.

    \b
    Examples:
      mscref rekey --dry-run
      mscref rekey '*_*' --also main.tex --also notes.md
      mscref rekey -p '[auth:lower][year][veryshorttitle:lower]'
      mscref rekey -p 'auth.lower + shorttitle(3,3) + year'
    """
    files, words = files_among(selectors)
    place = workplace(
        library, " ".join(["rekey", *(selectors or ())]), files=files, dry_run=dry_run
    )
    done = rekey(place, words, pattern=pattern, documents=[Path(one) for one in also or ()])
    show_key_map(done.renamed, dry_run=dry_run)
    report(done.outcome, place=place)
