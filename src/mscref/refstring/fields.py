"""Labelled words → the fields of a reference, as they stand in the string.

In: tokens, a label and a confidence for each. Out: `ParsedField`s: value, place, confidence.
`repairs` corrects the labels first; here live the rules about values: which run of a label
counts, one number run that is volume and issue, a bracket opened inside a title, words that
announce a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mscref.patterns import SPACE_BEFORE
from mscref.refstring.identifiers import FoundIdentifier
from mscref.refstring.repairs import repair
from mscref.refstring.tokens import Tokens


@dataclass(frozen=True, slots=True)
class ParsedField:
    """One field: `name` is a label of the model ("container") or a CSL identifier ("DOI").

    `start` and `end` are the place in the reference string; `confidence` is the lowest
    probability the labeller gives a word of the value, 1.0 for what a pattern found. `announced`
    is the word that stood before the value and is not part of it ("Nr.", "pp."), `followed` the one
    behind it ("396 p.").
    """

    name: str
    value: str
    start: int
    end: int
    confidence: float
    announced: str = ""
    followed: str = ""


@dataclass(slots=True)
class _Run:
    label: str
    first: int  # token indexes, last exclusive
    last: int


NOT_FIELDS = frozenset(["o", "id"])
# A stray run of these is a mistake of the labeller: the longest run is the value.
_ONE_RUN = frozenset(["title", "container", "volume", "issue", "pages", "date"])

_NUMBER_CUES = r"nos?|nr|núm|num|numbers?|n|iss|issue|heft|h|fasc"
_ANNOUNCING = {
    "volume": rf"vols?|volumes?|bd|bde|band|jg|jahrgang|tom[eo]?|t|{_NUMBER_CUES}",
    "issue": _NUMBER_CUES,
    "pages": r"pp?|pages?|ss?|seiten?|págs?|pagg?|str|стр|blz|hlm|pp(?=\d)",
    "container": r"in|en",
}
_LEADING_CUE = {
    name: re.compile(rf"(?:(?:{words})(?:\b|(?<=pp))[\s°º.:#]*){{1,9}}(?=\S)", re.IGNORECASE)
    for name, words in _ANNOUNCING.items()
}
_TRAILING_CUE = {
    "volume": re.compile(
        r"(?:(?<![.\s])[.\s]+)?\b(?:jg|jahrg|jahrgang|bd|band|évf|vuosik|årg|årgang|köt|sv|cilt|роч)\.?$",
        re.IGNORECASE,
    ),
    "pages": re.compile(
        rf"{SPACE_BEFORE}(?:pp?|s|с|pages?|pagg?|str|стр|стор|págs?|páginas|seiten|oldal|sayfa)\.?$",
        re.IGNORECASE,
    ),
    "container": re.compile(r"(?<![\s,.])[\s,.]+(?:n[º°o]|núm|nr|№|vol)\.?$", re.IGNORECASE),
}
_NUMBER_BEFORE = re.compile(r"\b(?:n[º°]|no\.|núm\.|nr\.)\s?$|№\s?$", re.IGNORECASE)
_VOLUME_AND_ISSUE = re.compile(
    r"(?P<volume>\d{1,4})\s*(?:\(|[,:]\s?(?:no|nr|n|h|heft|issue|iss)?\.?\s?|/|\.\s?(?:jg\.?,?\s?)?)\s*(?P<issue>\d{1,3}(?:\s?[-–/]\s?\d{1,3})?)\)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.])((?:1[4-9]|20)\d\d)(?!\d)")
_EDGE = " \t\r\n,;:.-–—/|“”„‟\"»«‘’‹›*_&+=~`'"
_OPENING = {"(": ")", "[": "]"}


def fields_of(tokens: Tokens, labels: list[str], confidences: list[float]) -> list[ParsedField]:
    """The fields of one reference string, in the order of the string."""
    labels = list(labels)
    repair(tokens, labels)
    runs = _main_runs(list(_runs(labels)))
    fields: list[ParsedField] = []
    for run in runs:
        fields.extend(_fields_of_run(tokens, run, min(confidences[run.first : run.last])))
    present = {found.name for found in fields}
    fields = [part for found in fields for part in _split_numbers(found, present)]
    return in_order(fields, tokens.identifiers)


def in_order(fields: list[ParsedField], identifiers: list[FoundIdentifier]) -> list[ParsedField]:
    """Fields and identifiers in the order of the string."""
    found = [
        ParsedField(
            name=one.variable, value=one.value, start=one.start, end=one.end, confidence=1.0
        )
        for one in identifiers
    ]
    return sorted([*fields, *found], key=lambda one: one.start)


def _runs(labels: list[str]) -> Iterator[_Run]:
    """Stretches of one label; one foreign word between two long stretches is part of them."""
    first = 0
    for index in range(1, len(labels) + 1):
        if index == len(labels) or labels[index] != labels[first]:
            if labels[first] not in NOT_FIELDS:
                yield _Run(labels[first], first, index)
            first = index


def _main_runs(runs: list[_Run]) -> list[_Run]:
    longest: dict[str, int] = {}
    for run in runs:
        if run.label in _ONE_RUN:
            longest[run.label] = max(longest.get(run.label, 0), run.last - run.first)
    kept: list[_Run] = []
    seen: set[str] = set()
    for run in runs:
        if run.label in ("title", "container"):
            if run.last - run.first < longest[run.label] or run.label in seen:
                continue
            seen.add(run.label)
        kept.append(run)
    return kept


def _fields_of_run(tokens: Tokens, run: _Run, confidence: float) -> Iterator[ParsedField]:
    start, end = tokens.starts[run.first], tokens.ends[run.last - 1]
    start, end = _with_brackets(tokens.text, start, end)
    value = tokens.text[start:end]
    cue = _LEADING_CUE.get(run.label)
    match = cue.match(value) if cue else None
    announced = ""
    if match and match.end() < len(value):
        announced = match.group().strip()
        start += match.end()
        value = value[match.end() :]
    elif run.label == "volume":
        before = _NUMBER_BEFORE.search(tokens.text, max(0, start - 8), start)
        announced = before.group().strip() if before else ""
    trailing = _TRAILING_CUE.get(run.label)
    match = trailing.search(value) if trailing else None
    followed = ""
    if match and match.start() > 0:
        followed = match.group().strip()
        value = value[: match.start()]
        end = start + len(value)
    if value:
        yield ParsedField(
            name=run.label,
            value=value,
            start=start,
            end=end,
            confidence=confidence,
            announced=announced,
            followed=followed,
        )


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what belongs to a value beside its words: its brackets, "?", "!"."""
    while start and text[start - 1] in "¿¡#":
        start -= 1
    inside = text[start:end]
    for opening, closing in _OPENING.items():
        missing = inside.count(opening) - inside.count(closing)
        if missing > 0 and text[end : end + 1] == closing:
            end += 1
        elif missing < 0 and text[start - 1 : start] == opening:
            start -= 1
    if text[end : end + 1] in ("?", "!", "+"):
        end += 1
    return start, end


def _split_numbers(found: ParsedField, present: set[str]) -> list[ParsedField]:
    """ "39/2" or "45(2" as one number run is volume and issue."""
    if found.name not in ("volume", "issue") or {"volume", "issue"} <= present:
        return [found]
    match = _VOLUME_AND_ISSUE.fullmatch(found.value)
    if not match or _YEAR.fullmatch(match["issue"]):
        return [found]
    return [
        ParsedField(
            name=name,
            value=match[name],
            start=found.start + match.start(name),
            end=found.start + match.end(name),
            confidence=found.confidence,
        )
        for name in ("volume", "issue")
    ]


def clean(value: str) -> str:
    """A value without quotation marks and punctuation at its edges, in one line."""
    return " ".join(value.split()).strip(_EDGE)
