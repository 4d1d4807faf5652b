"""`bulk`: a file of reference strings, each parsed, matched or verified against an index of works.

What crosses the border: paths and choices in; the output file, and how many rows came to what,
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.works_index import need_bulk, open_index
from mscref.errors import NotFoundError
from mscref.records import Record

if TYPE_CHECKING:
    from mscref.bulk.running import BulkRun
    from mscref.match.comparison import Comparison


class BulkChoice(Record, kw_only=True):
    """What is to be done: `what` is parse, match or verify; columns are "" for the usual names."""

    what: str
    source: Path
    output: Path | None = None
    index: Path | None = None
    id_column: str = ""
    text_column: str = ""
    jobs: int = 1
    shard_rows: int = 0


def run_bulk(choice: BulkChoice, tell: Callable[[int], None]) -> Counter[str]:
    """Do it; returns how many rows came to each decision or verdict. Raises MscrefError."""
    from mscref.bulk.running import run_all

    return run_all(_run(choice), tell)


def count_rows(choice: BulkChoice) -> int:
    """How many strings there are; raises what reading them raises."""
    need_bulk(f"`mscref bulk {choice.what}`")
    from mscref.bulk.strings import Columns, count_of

    return count_of(choice.source, Columns(choice.id_column, choice.text_column))


def _run(choice: BulkChoice) -> BulkRun:
    from mscref.bulk.running import SHARD_ROWS, BulkRun
    from mscref.bulk.strings import Columns

    return BulkRun(
        what=choice.what,
        source=choice.source,
        output=choice.output or Path(),
        index=choice.index,
        columns=Columns(choice.id_column, choice.text_column),
        jobs=choice.jobs,
        shard_rows=choice.shard_rows or SHARD_ROWS,
    )


def explain(choice: BulkChoice, rid: str) -> list[str]:
    """What speaks for the decision on one string, in lines; NotFoundError for no such row."""
    need_bulk(f"`mscref bulk {choice.what}`")
    from mscref.bulk.matching import explained
    from mscref.bulk.strings import Columns, rows_of
    from mscref.sources.merge import shown

    columns = Columns(choice.id_column, choice.text_column)
    row = next((one for one in rows_of(choice.source, columns) if one.rid == rid), None)
    if row is None:
        raise NotFoundError(f"{choice.source}: there is no row `{rid}`")
    if row.problem or choice.index is None:
        return [f"{rid}: {row.problem or row.text}"]
    with open_index(choice.index) as answers:
        found = explained([row], answers)[0]
        assert found is not None  # a row with a text
        fields = found.claim.reference.fields
        lines = [row.text, *(f"  {name}: {shown(value)}" for name, value in fields.items())]
        how = f"{found.decision.value}, by {found.by}" if found.by else found.decision.value
        lines.append(f"{how}; candidates compared: {len(found.ranked)}")
        for one in found.ranked:
            lines += _explained(one)
    return lines


def _explained(one: Comparison) -> Iterator[str]:
    record = one.record
    yield f"{one.score:6.2f}  {record.doi or record.reference.id}  {record.reference.text('title')}"
    told = ", ".join(f"{part.field} {part.level} {part.bits:+.1f}" for part in one.evidence)
    yield f"        {told}"
