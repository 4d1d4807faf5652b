"""`mscref bulk`: reference strings by the million, against an index of works."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from mscref.app.bulk import BulkChoice, count_rows, explain, run_bulk
from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.progress import counting
from mscref.errors import ExitCode, UsageError

app = options.command_app(help="Parse, match or verify a file of reference strings.")

Source = Annotated[
    Path,
    Argument(
        metavar="INPUT",
        help="Strings: Parquet, CSV, TSV, JSON Lines, or a text with one in each line; .gz too.",
    ),
]
Output = Annotated[
    Path | None,
    Option("-o", "--output", metavar="FILE", help="A .parquet, .jsonl or .csv file."),
]
Index = Annotated[Path, Option("--index", metavar="FOLDER", help="The index of works.")]
Jobs = Annotated[int, Option("--jobs", "-j", min=1, max=256, help="How many processes.")]
ShardRows = Annotated[
    int, Option("--shard-rows", min=1, max=10_000_000, help="Strings that are dealt with at once.")
]
TextColumn = Annotated[
    str, Option("--text-column", metavar="NAME", help="The column of the strings, if not `text`.")
]
IdColumn = Annotated[
    str,
    Option("--id-column", metavar="NAME", help="The column of their ids, if not `rid` or `id`."),
]
Explain = Annotated[
    str,
    Option("--explain", metavar="RID", help="Print what speaks for one decision; write nothing."),
]
_AT_ONCE = 10_000


@app.command("match")
def match(
    source: Source,
    *,
    index: Index,
    output: Output = None,
    jobs: Jobs = 1,
    explain: Explain = "",
    text_column: TextColumn = "",
    id_column: IdColumn = "",
    shard_rows: ShardRows = _AT_ONCE,
) -> None:
    """Find the work that each string means: its DOI, the decision, the score and the evidence.

    A tie is `ambiguous` and names the rivals; what is not surely one work is `none`. A run that was
    stopped goes on when the same command is given again. Exit code 1 where rows could not be read.
    Needs the extra: pip install 'mscref[bulk]'.

    \b
    Examples:
      mscref bulk match strings.parquet -o out.parquet --index works.idx --jobs 4
      mscref bulk match references.txt -o out.jsonl --index works.idx
      mscref bulk match strings.csv --index works.idx --explain 4711
    """
    choice = BulkChoice(
        what="match",
        source=source,
        output=output,
        index=index,
        id_column=id_column,
        text_column=text_column,
        jobs=jobs,
        shard_rows=shard_rows,
    )
    _run(choice, rid=explain)


@app.command("verify")
def verify(
    source: Source,
    *,
    index: Index,
    output: Output = None,
    jobs: Jobs = 1,
    explain: Explain = "",
    text_column: TextColumn = "",
    id_column: IdColumn = "",
    shard_rows: ShardRows = _AT_ONCE,
) -> None:
    """Say of each string what `mscref verify --index` says: verdict, differences, notices.

    Needs the extra: pip install 'mscref[bulk]'.

    \b
    Examples:
      mscref bulk verify strings.parquet -o out.parquet --index works.idx --jobs 4
    """
    choice = BulkChoice(
        what="verify",
        source=source,
        output=output,
        index=index,
        id_column=id_column,
        text_column=text_column,
        jobs=jobs,
        shard_rows=shard_rows,
    )
    _run(choice, rid=explain)


@app.command("parse")
def parse(
    source: Source,
    *,
    output: Output = None,
    jobs: Jobs = 1,
    text_column: TextColumn = "",
    id_column: IdColumn = "",
    shard_rows: ShardRows = _AT_ONCE,
) -> None:
    """Say of each string what its fields are, and how sure the least sure of them is.

    Needs the extra: pip install 'mscref[bulk]'.

    \b
    Examples:
      mscref bulk parse references.txt -o fields.jsonl
    """
    choice = BulkChoice(
        what="parse",
        source=source,
        output=output,
        id_column=id_column,
        text_column=text_column,
        jobs=jobs,
        shard_rows=shard_rows,
    )
    _run(choice, rid="")


def _run(choice: BulkChoice, *, rid: str) -> None:
    if rid:
        show.result("\n".join(explain(choice, rid)))
        return
    if choice.output is None:
        raise UsageError("where is the result to go?", hint="-o out.parquet, .jsonl or .csv")
    total = count_rows(choice)
    with counting(total, "done") as tell:
        counts = run_bulk(choice, tell)
    told = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    show.note(f"{choice.output}: {show.counted(total, 'string')}: {told or 'none'}")
    if counts["unread"]:
        show.warning(f"{show.counted(counts['unread'], 'row')} could not be read: see `problem`")
        raise Exit(ExitCode.PROBLEMS)
