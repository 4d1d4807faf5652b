"""What becomes of one string: the rows of the output, their columns and their forms. Pure.

What crosses the border: comparisons and judgements in; rows of plain values out. Members that
hold more than a value are JSON, so that the same row stands in Parquet, CSV and JSON Lines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from mscref.bulk.strings import StringRow
from mscref.formats.cslitem import reference_to_json
from mscref.match.comparison import Comparison, Decision, same_work
from mscref.match.difference import Difference
from mscref.match.levels import MARGIN
from mscref.model.reference import Json, Reference
from mscref.refstring import ParsedReference
from mscref.sources.base import Notice
from mscref.verifying.verdicts import Judgement, Verdict

Cell: TypeAlias = "str | float | int | None"
Result: TypeAlias = dict[str, Cell]

# What each command writes for a string, in this order.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "parse": ("rid", "fields", "confidence", "problem"),
        "match": ("rid", "doi", "decision", "score", "found_by", "candidates", "evidence",
                  "rivals", "fields", "problem"),
        "verify": ("rid", "doi", "decision", "score", "found_by", "candidates", "evidence",
                   "rivals", "fields", "problem", "verdict", "differences", "reasons", "notices"),
    }
)  # fmt: skip
NUMBERS: Mapping[str, type] = MappingProxyType(
    {"score": float, "confidence": float, "candidates": int}
)
UNREAD = "unread"  # the decision on a row that could not be read
_MOST_RIVALS = 5


def unread(what: str, row: StringRow) -> Result:
    """The result of a row in which no string stands."""
    return _result(what, rid=row.rid, problem=row.problem, decision=UNREAD)


def of_parse(row: StringRow, parsed: ParsedReference) -> Result:
    """What a string says, and how sure the least sure of it is."""
    return _result(
        "parse",
        rid=row.rid,
        fields=_fields(parsed.reference),
        confidence=round(parsed.confidence, 4),
    )


def of_match(
    row: StringRow,
    reference: Reference,
    ranked: Sequence[Comparison],
    decision: Decision,
    *,
    by: str,
) -> Result:
    """The work that a string means, or that none is surely the one."""
    return _result(
        "match",
        rid=row.rid,
        fields=_fields(reference),
        decision=decision.value,
        candidates=len(ranked),
        rivals=_rivals(ranked) if decision is Decision.AMBIGUOUS else "",
        **(_of_best(ranked[0], by=by) if decision is Decision.MATCH else {}),
    )


def of_judgement(row: StringRow, judgement: Judgement, *, by: str, candidates: int) -> Result:
    """The verdict on a string, in the words of `mscref verify`."""
    found = judgement.comparison
    is_uncertain = judgement.verdict is Verdict.UNCERTAIN
    decision = (
        Decision.NONE if judgement.found is None
        else Decision.AMBIGUOUS if is_uncertain
        else Decision.MATCH
    )  # fmt: skip
    return _result(
        "verify",
        rid=row.rid,
        fields=_fields(judgement.claim.reference),
        decision=decision.value,
        candidates=candidates,
        **(_of_best(found, by=by) if found else {}),
        verdict=judgement.verdict.value,
        differences=_json([_difference(one) for one in judgement.differences]),
        reasons=_json(list(judgement.reasons)),
        notices=_json([_notice(one) for one in judgement.notices]),
    )


def _result(what: str, **cells: Cell) -> Result:
    return {name: cells.get(name, _empty(name)) for name in COLUMNS[what]}


def _empty(name: str) -> Cell:
    return None if name in NUMBERS else ""


def _of_best(best: Comparison, *, by: str) -> dict[str, Cell]:
    evidence: list[Json] = [[one.field, one.level, round(one.bits, 2)] for one in best.evidence]
    return {
        "doi": best.record.doi,
        "score": round(best.score, 2),
        "found_by": by,
        "evidence": _json(evidence),
    }


def _rivals(ranked: Sequence[Comparison]) -> str:
    """Those that fit equally well, of each work one."""
    best = ranked[0]
    equal = [one for one in ranked if best.score - one.score < MARGIN]
    others = [one for one in equal[1:] if not same_work(one.record, best.record)]
    names: list[Json] = [one.record.doi or one.record.reference.id for one in (best, *others)]
    return _json(names[:_MOST_RIVALS])


def _difference(one: Difference) -> Json:
    return {
        "field": one.field,
        "claimed": one.claimed,
        "found": one.found,
        "weight": one.weight.value,
        "note": one.note,
    }


def _notice(one: Notice) -> Json:
    return {"kind": one.kind, "doi": one.doi, "date": one.date, "source": one.source}


def _fields(reference: Reference) -> str:
    item = reference_to_json(reference)
    del item["id"]
    if not item.get("type"):
        item.pop("type", None)
    return _json(item)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
