"""`lookup`: works that match some words or a pasted reference, with a score that says how well.

What crosses the border: a text in; ranked `Suggestion`s out, and who answered. Crossref finds, we
judge: its own score has no upper bound and says nothing about whether a work is the right one.
Where it has nothing good the sources that `verify` asks are asked, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.app.sources import registries
from mscref.errors import SourceError, UsageError
from mscref.match.claim import Claim
from mscref.match.comparison import Comparison, Comparisons
from mscref.match.evidence import Evidence
from mscref.match.record import prepare
from mscref.match.text import tokens
from mscref.model.identifiers import Identifier
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.sources.base import SourceRecord
from mscref.sources.merge import shown
from mscref.sources.settings import Settings
from mscref.verifying.further import EVERYWHERE, Further, TitleSearch, search_further, sources_for
from mscref.verifying.judging import is_settled
from mscref.verifying.records import comparable

# What words of a question may be about.
_VARIABLES = (
    "title", "author", "editor", "container-title", "container-title-short", "publisher", "issued",
    "volume", "issue", "page", "DOI", "collection-title", "event-title",
)  # fmt: skip
_LONGEST = 4000  # characters; a text with more is no reference, and takes long to read as one
_ENOUGH = 10  # works of Crossref that are ranked anew, however few are shown
# The share of the words from which on Crossref's best is good enough to ask nobody else: of a whole
# reference some words (pages, "edited by") stand in no record.
_GOOD = 0.8
_SURE = 0.5  # of a reading of the text as a reference; below it the text is taken as words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A work that may be meant.

    `score` is the share of the asked words that the record holds, 0 to 1; `evidence` is what a
    comparison with the text as a reference finds, field by field, and `bits` its sum. `source` is
    the name of the source that has the work, `identifier` what the source knows it by.
    """

    reference: Reference
    source: str
    identifier: Identifier | None
    score: float
    bits: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class FoundWorks:
    """The works, the likeliest first; the titles of the services that answered, and of those that
    did not with the reason."""

    suggestions: tuple[Suggestion, ...]
    answered: tuple[str, ...]
    failed: Mapping[str, str]


def lookup(text: str, settings: Settings, *, rows: int, index: Path | None = None) -> FoundWorks:
    """The works that the text may mean. Raises UsageError for a text without words, and the
    SourceError of Crossref where nobody answered.

    A source that fails is no reason to withhold what the others have.
    """
    text = " ".join(text.split())[:_LONGEST]
    if not tokens(text):
        raise UsageError("nothing to look for", hint="mscref lookup WORDS, or a whole reference")
    failure: SourceError | None = None
    records: list[SourceRecord] = []
    with registries(settings, index) as asked:
        first = asked.searched
        try:
            records = [one.record for one in asked.search(text, rows=max(rows, _ENOUGH))]
        except SourceError as error:
            failure = error
        is_enough = not asked.asks_further or _is_good(text, records)
        further = Further() if is_enough else _further(text, asked)
    if failure is not None and not further.answered:
        raise failure
    failed = {first: failure.message} if failure else {}
    answered = [first] if failure is None else []
    suggestions = rank(text, [*records, *further.records])[:rows]
    return FoundWorks(
        tuple(suggestions), (*answered, *further.answered), {**failed, **further.failed}
    )


def rank(text: str, records: Sequence[SourceRecord]) -> list[Suggestion]:
    """Records by the words they share with the text; posted copies last among equals."""
    claim = Claim(Reference("", "", {}), text)
    asked = {word for word in tokens(text) if len(word) > 1}
    suggestions = []
    for record in _each_once(records):
        match = Comparison(claim, comparable(record))
        score = len(asked & _words(record.reference)) / len(asked) if asked else 0.0
        name = _identifier(record)
        suggestions.append(
            Suggestion(
                reference=record.reference,
                source=record.source,
                identifier=name,
                score=score,
                bits=match.score,
                evidence=match.evidence,
            )
        )
    return sorted(
        suggestions, key=lambda one: (-one.score, one.reference.type == "article", -one.bits)
    )


def _is_good(text: str, records: Sequence[SourceRecord]) -> bool:
    """True where one of the records is so good that nobody else need be asked."""
    best = next(iter(rank(text, records)), None)
    if best is None:
        return False
    return best.score >= _GOOD or is_settled(Comparisons(_claim(text)), map(comparable, records))


def _further(text: str, asked: TitleSearch) -> Further:
    claim = _claim(text)
    sources = sources_for(claim) if claim.text else ()
    sources = (*(sources or EVERYWHERE), *asked.also)
    return search_further(Comparisons(claim), asked, sources=sources)


def _claim(text: str) -> Claim:
    """The text read as a reference; where it is none, its words are those of a title."""
    from mscref.refstring import parse_reference

    parsed = parse_reference(text)
    reference, title = parsed.reference, parsed.field("title")
    if title is not None and title.confidence >= _SURE and reference.names("author"):
        return Claim(reference, text)
    return Claim(Reference("", "", {"title": text}))


def _each_once(records: Sequence[SourceRecord]) -> Iterator[SourceRecord]:
    """The records without those that an earlier one has an identifier of, or says all of."""
    known: set[object] = set()
    for record in records:
        said = prepare(record.reference)
        names = record.names or ((said.title, said.families, said.years),)
        if known.isdisjoint(names):
            yield record
        known.update(names)


def _identifier(record: SourceRecord) -> Identifier | None:
    """The DOI, else what the source calls the work."""
    return min(record.names, key=lambda name: name.scheme != "doi", default=None)


def _words(reference: Reference) -> set[str]:
    texts = [
        strip_markup(shown(reference.fields[name]))
        for name in _VARIABLES
        if name in reference.fields
    ]
    return set(tokens(" ".join(texts)))
