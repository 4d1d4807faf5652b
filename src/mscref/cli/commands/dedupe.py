"""`mscref dedupe`: find entries of one work and merge them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from mscref.app.dedupe import Deduped, dedupe
from mscref.cli import options, show
from mscref.cli.changing import files_among, report, show_key_map, workplace
from mscref.cli.declared import Option

app = options.command_app()

_WIDEST = 60  # characters of a value that a message shows


@app.command("dedupe")
def dedupe_references(
    selectors: options.Selectors = None,
    *,
    by: Annotated[
        str, Option("--by", metavar="WHAT", help="What to go by: all, identifier or title.")
    ] = "all",
    also: options.Also = None,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Merge entries of one work into the first of them; prints each key that went and what stays.

    Certain is: one DOI, PMID, PMCID, arXiv identifier or ISBN; or one title, authors and year,
    with nothing that speaks against it. What is only possible is said and left alone. Fields are
    added to the entry that stays, never overwritten.

    \b
    Examples:
      mscref dedupe --dry-run
      mscref dedupe --by identifier --also main.tex
    """
    files, words = files_among(selectors)
    place = workplace(
        library, " ".join(["dedupe", *(selectors or ())]), files=files, dry_run=dry_run
    )
    done = dedupe(place, words, by=by, documents=[Path(one) for one in also or ()])
    _explain(done)
    show_key_map(done.renamed, dry_run=dry_run)
    report(done.outcome, place=place)


def _explain(done: Deduped) -> None:
    for one in done.same:
        show.note(f"{one.kept} = {', '.join(one.removed)}: {', '.join(one.reasons)}")
        for conflict in one.conflicts:
            kept, other = _excerpts(conflict.kept, conflict.other)
            show.note(f"  {conflict.name}: kept {kept}, not {other}")
    for pair in done.perhaps:
        doubts = ", ".join(pair.doubts)
        show.note(f"perhaps {' = '.join(pair.keys)}: {', '.join(pair.reasons)}; but {doubts}")


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """Both values, long ones from shortly before the place where they part."""
    if max(len(one), len(other)) <= _WIDEST:
        return one, other
    pairs = enumerate(zip(one, other, strict=False))
    parting = next((place for place, (left, right) in pairs if left != right), 0)
    start = max(0, parting - _WIDEST // 3)
    return _excerpt(one, start), _excerpt(other, start)


def _excerpt(text: str, start: int) -> str:
    before = "…" if start else ""
    after = "…" if len(text) > start + _WIDEST else ""
    return f"{before}{text[start : start + _WIDEST]}{after}"
