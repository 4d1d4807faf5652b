"""Labelled words → the fields of a reference, as they stand in the string.

In: tokens, a label and a confidence for each. Out: `ParsedField`s: value, place, confidence.
Here live the rules that correct what a word-by-word labeller cannot see: one number run that is
volume and issue, a year left over, a bracket opened inside a title, words that announce a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mscref.check.refstring.cues import VENUES
from mscref.check.refstring.tokens import Tokens


@dataclass(frozen=True, slots=True)
class ParsedField:
    """One field: `name` is a label of the model ("container") or a CSL identifier ("DOI").

    `start` and `end` are the place in the reference string; `confidence` is the lowest
    probability the labeller gives a word of the value, 1.0 for what a pattern found. `announced`
    is the word that stood before the value and is not part of it ("Nr.", "pp.").
    """

    name: str
    value: str
    start: int
    end: int
    confidence: float
    announced: str = ""


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
    "pages": r"pp?|pages?|s|seiten?|págs?|pagg?|str|стр|pp(?=\d)",
    "container": r"in|en",
}
_LEADING_CUE = {
    name: re.compile(rf"(?:(?:{words})(?:\b|(?<=pp))[.:]?[\s°º.:#]*)+(?=\S)", re.IGNORECASE)
    for name, words in _ANNOUNCING.items()
}
_TRAILING_CUE = {
    "volume": re.compile(r"[.\s]*\b(?:jg|jahrg|jahrgang|bd|band)\.?$", re.IGNORECASE),
    "pages": re.compile(r"\s*(?:pp?|s|pages?)\.?$", re.IGNORECASE),
}
_VOLUME_AND_ISSUE = re.compile(
    r"(?P<volume>\d{1,4})\s*(?:\(|[,:]\s?(?:no|nr|n|h|heft|issue|iss)?\.?\s?|/|\.\s?(?:jg\.?,?\s?)?)\s*(?P<issue>\d{1,3}(?:\s?[-–/]\s?\d{1,3})?)\)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.])((?:1[4-9]|20)\d\d)(?!\d)")
_YEAR_WORD = re.compile(r"((?:1[4-9]|20)\d\d)[a-z]?")
_ENDS_CLAUSE = re.compile(r"[.:?!,;(“\"]")
# Fields made of words, and what stands inside a word rather than between two.
_WORDY = frozenset(["author", "title", "container", "publisher"])
_JOINS = re.compile(r"[)\]]?-|[(\[]")
_SHORT_YEAR = re.compile(r"\d\d")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_BEFORE_ACRONYM = frozenset("of proc proceedings conference symposium workshop acm ieee".split())
# Labels that the name of a venue gets by mistake.
_NEAR_VENUES = frozenset(["publisher", "location", "note", "collection", "genre", "title", "o"])
# What only a publisher is called: with one of these a name is no journal.
_PUBLISHING_WORDS = frozenset(
    """press verlag publishers publishing publications books éditions edizioni ediciones editore
    springer elsevier wiley routledge sage university inc ltd gmbh""".split()
)
_EDGE = " \t\r\n,;:.-–—/|“”„‟\"»«‘’‹›*_&+=~`'"
_OPENING = {"(": ")", "[": "]"}


def fields_of(tokens: Tokens, labels: list[str], confidences: list[float]) -> list[ParsedField]:
    """The fields of one reference string, in the order of the string."""
    labels = list(labels)
    _repair_years(tokens, labels)
    _repair_broken_words(tokens, labels)
    _repair_site_title(tokens, labels)
    _repair_year_as_volume(tokens, labels)
    _repair_number_ranges(tokens, labels)
    _repair_second_title(tokens, labels)
    _repair_year_of_acronym(tokens, labels)
    _repair_venue(tokens, labels)
    _repair_year_of_container(tokens, labels)
    runs = _main_runs(list(_runs(labels)))
    fields: list[ParsedField] = []
    for run in runs:
        fields.extend(_fields_of_run(tokens, run, min(confidences[run.first : run.last])))
    present = {found.name for found in fields}
    fields = [part for found in fields for part in _split_numbers(found, present)]
    fields.extend(
        ParsedField(found.variable, found.value, found.start, found.end, 1.0)
        for found in tokens.identifiers
    )
    return sorted(fields, key=lambda found: found.start)


def _repair_years(tokens: Tokens, labels: list[str]) -> None:
    """A string whose year got no label: the last year that stands outside title and names."""
    if "date" in labels:
        return
    for index in range(len(labels) - 1, -1, -1):
        if _YEAR_WORD.fullmatch(tokens.words[index]) and labels[index] in (
            "o",
            "volume",
            "location",
            "publisher",
            "note",
        ):
            labels[index] = "date"
            return


def _repair_broken_words(tokens: Tokens, labels: list[str]) -> None:
    """No field ends inside a word: "Cord(UC)-Derived" is all one field, that of the longer run."""
    for index in range(1, len(labels)):
        before, after = labels[index - 1], labels[index]
        if (
            before == after
            or not {before, after} <= _WORDY
            or not _JOINS.fullmatch(tokens.gaps[index])
        ):
            continue
        first, last = index - 1, index + 1
        while first and labels[first - 1] == before:
            first -= 1
        while last < len(labels) and labels[last] == after:
            last += 1
        if index - first < last - index:
            labels[first:index] = [after] * (index - first)
        else:
            labels[index:last] = [before] * (last - index)


def _repair_site_title(tokens: Tokens, labels: list[str]) -> None:
    """ "Read Online: Journal| Society" is the title of a web page: journal, then publisher."""
    bar = next((index for index, gap in enumerate(tokens.gaps) if "|" in gap), 0)
    if not 0 < bar < len(labels) or "container" in labels[bar:]:
        return
    first = bar - 1
    while first and not _ENDS_CLAUSE.search(tokens.gaps[first]):
        first -= 1
    if any(label in ("title", "author", "date") for label in labels[first:bar]):
        return
    before = first
    if tokens.gaps[first].startswith(":"):  # "Read Online:", "View of:"
        before -= 1
        while before and not _ENDS_CLAUSE.search(tokens.gaps[before]):
            before -= 1
        if not {"title", "author", "date"} & set(labels[before:first]):
            labels[before:first] = ["o"] * (first - before)
    labels[first:bar] = ["container"] * (bar - first)
    last = bar
    while last < len(labels) and not (last > bar and _ENDS_CLAUSE.search(tokens.gaps[last])):
        labels[last] = "publisher"
        last += 1


def _repair_year_as_volume(tokens: Tokens, labels: list[str]) -> None:
    """ "… (2019). Title. Journal, 2019." : a journal that numbers its volumes by the year."""
    dates = [index for index, label in enumerate(labels) if label == "date"]
    if len(dates) < 2 or not (dates[0] < labels.index("title") if "title" in labels else False):
        return
    last = dates[-1]
    name = labels[last - 1]
    if name not in ("publisher", "container") or tokens.gaps[last] != ", ":
        return
    first = last - 1
    while first and labels[first - 1] == name:
        first -= 1
    words = {word.lower() for word in tokens.words[first:last]}
    if not _YEAR_WORD.fullmatch(tokens.words[last]) or words & _PUBLISHING_WORDS:
        return
    if "container" not in labels or name == "container":
        labels[first:last] = ["container"] * (last - first)
        labels[last] = "volume"


def _repair_number_ranges(tokens: Tokens, labels: list[str]) -> None:
    """ "n° 609-610" is one number: a range does not begin as volume and end as issue."""
    for index in range(1, len(labels)):
        pair = (labels[index - 1], labels[index])
        if tokens.gaps[index] == "-" and pair in (("volume", "issue"), ("issue", "volume")):
            labels[index] = labels[index - 1]


def _repair_second_title(tokens: Tokens, labels: list[str]) -> None:
    """After "In:" or the editors a second title is that of the book."""
    if "container" in labels or "title" not in labels:
        return
    first = labels.index("title")
    after_title = next((at for at in range(first, len(labels)) if labels[at] != "title"), None)
    if after_title is None:
        return
    for index in range(after_title, len(labels)):
        if labels[index] == "title":
            between = range(after_title, index)
            if any(labels[at] == "editor" or _is_in(tokens, labels, at) for at in between):
                labels[index:] = [
                    "container" if label == "title" else label for label in labels[index:]
                ]
            return


def _repair_year_of_acronym(tokens: Tokens, labels: list[str]) -> None:
    """ "Proceedings of IJCAI-95", "CHI ’90": two digits after a conference are its year."""
    for index in range(2, len(labels)):
        if (
            labels[index] == "volume"
            and labels[index - 1] == "container"
            and _SHORT_YEAR.fullmatch(tokens.words[index])
            and _ACRONYM.fullmatch(tokens.words[index - 1])
            and (
                tokens.gaps[index].strip() in ("-", "’", "'")
                or tokens.words[index - 2].lower() in _BEFORE_ACRONYM
            )
        ):
            labels[index] = "container"


def _repair_venue(tokens: Tokens, labels: list[str]) -> None:
    """ "Title. ICML.", "In: ICLR", "Title. bioRxiv (2026)": a name that only a venue has."""
    if "container" in labels:
        return
    for index in range(len(labels) - 1, 0, -1):
        if tokens.words[index].lower() not in VENUES:
            continue
        before, after = tokens.gaps[index], tokens.gaps[index + 1]
        follows_in = tokens.words[index - 1].lower() == "in" and labels[index] != "title"
        stands_alone = before[:1] in (".", ",", "”", '"', "?", "’") and after not in (" ", "-")
        if follows_in or (stands_alone and labels[index] in _NEAR_VENUES):
            is_title = labels[index] == "title"
            labels[index] = "container"
            rest = index + 1
            while is_title and rest < len(labels) and labels[rest] == "title":
                labels[rest] = "o"
                rest += 1
            return


def _repair_year_of_container(tokens: Tokens, labels: list[str]) -> None:
    """ "in CVPR, 2023": the year is the date, or repeats it, and is not in the venue's name."""
    if "container" not in labels:
        return
    last = len(labels) - 1 - labels[::-1].index("container")
    year = tokens.words[last]
    if not last or not _YEAR_WORD.fullmatch(year) or tokens.gaps[last][:1] not in (",", "(", "."):
        return
    if "date" not in labels:
        labels[last] = "date"
    elif any(tokens.words[at] == year for at, label in enumerate(labels) if label == "date"):
        labels[last] = "o"


def _is_in(tokens: Tokens, labels: list[str], at: int) -> bool:
    return labels[at] == "o" and tokens.words[at].lower() in ("in", "en", "dans")


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
    trailing = _TRAILING_CUE.get(run.label)
    match = trailing.search(value) if trailing else None
    if match and match.start() > 0:
        value = value[: match.start()]
        end = start + len(value)
    if value:
        yield ParsedField(run.label, value, start, end, confidence, announced)


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
    if found.name != "volume" or "issue" in present:
        return [found]
    match = _VOLUME_AND_ISSUE.fullmatch(found.value)
    if not match or _YEAR.fullmatch(match["issue"]):
        return [found]
    return [
        ParsedField(
            name,
            match[name],
            found.start + match.start(name),
            found.start + match.end(name),
            found.confidence,
        )
        for name in ("volume", "issue")
    ]


def clean(value: str) -> str:
    """A value without quotation marks and punctuation at its edges, in one line."""
    return " ".join(value.split()).strip(_EDGE)
