"""What agents are told: small answers, and texts of others that cannot pose as anything else.

Whatever comes from a library, a document or a service stands in a field of its own, without
control characters and without the invisible characters in which instructions have been hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NotRequired

# Below Python 3.12 pydantic, which makes the schemas of the answers, wants these.
from typing_extensions import TypedDict

from mscref.app.overview import field_rows, row_of
from mscref.errors import MscrefError
from mscref.formats.cslitem import reference_to_json
from mscref.model.characters import visible
from mscref.model.reference import Json, Reference
from mscref.report import ReportItem

LONGEST_TEXT = 20_000  # characters of one text in an answer; the rest is counted
# Tags and further variation selectors spell ASCII that nobody sees; the rest has no width at all.
_UNSEEN = re.compile("[\U000e0000-\U000e0fff\u200b\u2060-\u2064\ufeff\u00ad]")


class AgentWork(TypedDict):
    """One reference in a line; `fields` holds what was asked for, as text."""

    key: str
    line: str
    fields: NotRequired[dict[str, str]]


class AgentWorks(TypedDict):
    """References, and how many there are that are not shown."""

    works: list[AgentWork]
    left_out: int


class AgentText(TypedDict):
    """A text, and how many characters of it are not shown."""

    text: str
    left_out: int


class AgentStyleGuess(TypedDict):
    """A style that a list may be in: how alike (0 to 1), and what first differs."""

    style: str
    likeness: float
    first_difference: str


class AgentStyleGuesses(TypedDict):
    """Styles, the most alike first."""

    styles: list[AgentStyleGuess]


class AgentParsed(TypedDict):
    """One reference string with the CSL-JSON item that was read of it."""

    text: str
    item: dict[str, Any]


class AgentParsedList(TypedDict):
    """The references of a text, and what of them was read with little certainty."""

    references: list[AgentParsed]
    remarks: list[str]


class AgentAnswer(TypedDict):
    """What an identifier stands for, or why nothing is known; `notices` may be retractions."""

    asked: str
    item: NotRequired[dict[str, Any]]
    sources: NotRequired[list[str]]
    notices: NotRequired[list[str]]
    error: NotRequired[str]


class AgentAnswers(TypedDict):
    """One answer for each identifier."""

    answers: list[AgentAnswer]


class AgentLikely(TypedDict):
    """A work that may be meant; `score` is the share of your words that its record holds."""

    score: float
    identifier: str
    source: str
    line: str


class AgentLikelyWorks(TypedDict):
    """Works, the likeliest first."""

    works: list[AgentLikely]


class AgentFinding(TypedDict):
    """What is the matter with a reference: the code and the place are those of the command line."""

    key: str
    code: str
    severity: str
    message: str
    hint: str
    line: int
    column: int


class AgentFindings(TypedDict):
    """Findings; `references` says how many were looked at, `in_order` how many have none."""

    references: int
    in_order: int
    findings: list[AgentFinding]
    left_out: int


class AgentProposal(TypedDict):
    """A change: the diff, and the word that makes it. `written` says whether it was made."""

    summary: str
    diff: str
    apply: str
    written: bool
    remarks: list[str]


def shown(text: str) -> str:
    """A text of others as agents may see it: nothing in it is unseen or drives a terminal."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", visible(text))


def shown_json(value: Json) -> Any:  # noqa: ANN401 - JSON
    """The same for all texts of plain data."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list):
        return [shown_json(one) for one in value]
    if isinstance(value, dict):
        return {shown(name): shown_json(one) for name, one in value.items()}
    return value


def cut(text: str) -> AgentText:
    """A text of bounded length."""
    text = shown(text)
    return {"text": text[:LONGEST_TEXT], "left_out": max(0, len(text) - LONGEST_TEXT)}


def cut_and_said(text: str) -> str:
    """The same as one text, which says at its end how much is left out."""
    found = cut(text)
    left_out = f"\n… {found['left_out']} characters more" if found["left_out"] else ""
    return f"{found['text']}{left_out}"


def line_of(reference: Reference) -> str:
    """Authors, year and title in one line."""
    row = row_of(reference)
    return shown(" · ".join(filter(None, (row.authors, row.year, row.title))))


def item_of(reference: Reference) -> dict[str, Any]:
    """A reference as a CSL-JSON item."""
    return dict(shown_json(dict(reference_to_json(reference))))


def works(references: Sequence[Reference], fields: Sequence[str], *, limit: int) -> AgentWorks:
    """References in a line each; `fields` adds variables, `*` all but the abstract."""
    return {
        "works": [_work(one, fields) for one in references[:limit]],
        "left_out": max(0, len(references) - limit),
    }


def _work(reference: Reference, fields: Sequence[str]) -> AgentWork:
    work: AgentWork = {"key": shown(reference.id), "line": line_of(reference)}
    if fields:
        work["fields"] = {
            shown(name): shown(value)
            for name, value in [("type", reference.type), *field_rows(reference)]
            if name in fields or ("*" in fields and name != "abstract")
        }
    return work


def findings(items: Iterable[ReportItem], count: int, *, limit: int) -> AgentFindings:
    """The items in which something is the matter, errors first as they stand."""
    listed = list(items)
    bad = [_finding(one) for one in listed if one.severity is not None]
    keys = {one["key"] for one in bad if one["key"]}
    return {
        "references": count,
        "in_order": count - len(keys),
        "findings": bad[:limit],
        "left_out": max(0, len(bad) - limit),
    }


def _finding(item: ReportItem) -> AgentFinding:
    return {
        "key": shown(item.key),
        "code": item.code,
        "severity": item.severity.value if item.severity else "ok",
        "message": shown(item.message),
        "hint": shown(item.hint),
        "line": item.span.line,
        "column": item.span.column,
    }


def error_text(error: MscrefError) -> str:
    """An error as one text: what is the matter, what next."""
    return shown(f"{error.message}. {error.hint}" if error.hint else error.message)
