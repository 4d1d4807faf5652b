"""`mscref index`: an index of works on this machine, for working without any network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from mscref.app.works_index import (
    BuiltIndex,
    build_index,
    damage_of,
    index_state,
    merge_indexes,
)
from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.progress import counting
from mscref.errors import ExitCode, UsageError

app = options.command_app(help="Make an index of works to match against, and look after it.")

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Target = Annotated[
    Path, Option("-o", "--output", metavar="FOLDER", help="The folder of the index.")
]


@app.command("build")
def build(
    dumps: Annotated[
        list[Path],
        Argument(
            metavar="DUMP...",
            help="JSON lines of Crossref, OpenAlex or DataCite, packed (.gz) or in .tar; folders of"
            " such files; libraries in any format that mscref reads.",
        ),
    ],
    *,
    output: Target,
    since: Annotated[
        str, Option("--since", metavar="DATE", help="Add what was changed on this day or later.")
    ] = "",
) -> None:
    """Make an index of works: Crossref's public data file, or what you have.

    Records are read as a stream, so memory does not grow with the dumps. A run that was stopped
    goes on when the same command is given again. Damaged records are counted and named; then the
    exit code is 1. Needs the extra: pip install 'mscref[bulk]'.

    \b
    Examples:
      mscref index build crossref-2026/ -o works.idx
      mscref index build update.jsonl.gz -o works.idx --since 2026-10-01
      mscref index build library.bib -o mine.idx
    """
    if since and not _DAY.fullmatch(since):
        raise UsageError(f"`{since}` is not a day", hint="--since 2026-10-01")
    with counting(0, "indexed") as tell:
        made = build_index(dumps, output, since=since, tell=tell)
    _say_built(made)


@app.command("merge")
def merge(
    indexes: Annotated[list[Path], Argument(metavar="INDEX...", help="The folders of indexes.")],
    *,
    output: Target,
) -> None:
    """Make one index of several; of works that were replaced only the last record is kept.

    \b
    Examples:
      mscref index merge works.idx -o compact.idx
      mscref index merge crossref.idx datacite.idx -o all.idx
    """
    with counting(0, "indexed") as tell:
        made = merge_indexes(indexes, output, tell=tell)
    _say_built(made)


def _say_built(made: BuiltIndex) -> None:
    counts = made.counts
    if made.was_done:
        show.note(f"{made.folder}: holds all of it already")
        return
    if made.is_resumed:
        show.note("went on where the last run was stopped")
    for example in counts.examples:
        show.warning(example)
    sources = ", ".join(f"{count} of {name}" for name, count in counts.by_source.items())
    day = f", up to {made.date}" if made.date else ""
    show.note(f"{made.folder}: {show.counted(counts.works, 'work')} ({sources or 'none'}){day}")
    if counts.unchanged:
        show.note(f"{counts.unchanged} were not changed since")
    if counts.damaged:
        show.warning(f"{show.counted(counts.damaged, 'record')} could not be read")
        raise Exit(ExitCode.PROBLEMS)


@app.command("info")
def info(
    index: Annotated[Path, Argument(metavar="INDEX", help="The folder of an index.")],
    *,
    json: options.Json = False,
) -> None:
    """Print what stands in an index: works, sources, size, and the day it tells up to.

    \b
    Examples:
      mscref index info works.idx
    """
    state = index_state(index)
    if json:
        show.json_result(
            {
                "path": state.folder,
                "format": state.format,
                "works": state.works,
                "bytes": state.size,
                "date": state.date,
                "generations": state.generations,
            }
        )
        return
    a_work = f" ({state.size / state.works:.1f} bytes a work)" if state.works else ""
    rows = [
        ("works", str(state.works)),
        ("up to", state.date or "unknown"),
        ("size", f"{state.size / 1_000_000:.1f} MB{a_work}"),
    ]
    for one in state.generations:
        sources = one["sources"]
        told = ", ".join(f"{count} of {name}" for name, count in dict(sources).items())  # type: ignore[call-overload]
        since = f" since {one['since']}" if one["since"] else ""
        rows.append((str(one["name"]), f"{told}{since}, up to {one['date'] or 'unknown'}"))
    show.table(("what", "holds"), rows)


@app.command("verify")
def verify(
    index: Annotated[Path, Argument(metavar="INDEX", help="The folder of an index.")],
) -> None:
    """Compare every file of an index with the checksum that was written with it.

    Exit code 1 where one is missing or has other bytes.

    \b
    Examples:
      mscref index verify works.idx
    """
    found = list(damage_of(index))
    damaged = [(path, problem) for path, problem in found if problem]
    for path, problem in damaged:
        show.error(f"{path}: {problem}", hint="build the index anew")
    if damaged:
        raise Exit(ExitCode.PROBLEMS)
    show.note(f"{index}: all {len(found)} files are as they were written")
