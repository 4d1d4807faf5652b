"""`lookup`: works that match some words or a pasted reference, with a score that says how well.

What crosses the border: a text in, ranked `Suggestion`s out. Crossref finds, we judge: its own
score has no upper bound and says nothing about whether a work is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mscref.check.match import Claim, Evidence, score_candidate
from mscref.check.record import prepare
from mscref.check.text import tokens
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.sources.merge import shown
from mscref.sources.resolver import Resolver
from mscref.sources.search import Candidate
from mscref.sources.settings import Settings

# What words of a question may be about.
_VARIABLES = (
    "title", "author", "editor", "container-title", "container-title-short", "publisher", "issued",
    "volume", "issue", "page", "DOI", "collection-title", "event-title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A work that may be meant.

    `score` is the share of the asked words that the record holds, 0 to 1; `evidence` is what a
    comparison with the text as a reference finds, field by field, and `bits` its sum.
    """

    reference: Reference
    doi: str
    score: float
    bits: float
    evidence: tuple[Evidence, ...]


def lookup(text: str, settings: Settings, *, rows: int) -> list[Suggestion]:
    """The works that the text may mean, the likeliest first. Raises SourceError."""
    with Resolver(settings) as resolver:
        return rank(text, resolver.search(text, rows=max(rows, 10)))[:rows]


def rank(text: str, candidates: Sequence[Candidate]) -> list[Suggestion]:
    """Candidates by the words they share with the text; posted copies last among equals."""
    claim = Claim(Reference("", "", {}), text)
    asked = {word for word in tokens(text) if len(word) > 1}
    suggestions = []
    for candidate in candidates:
        reference = candidate.reference
        match = score_candidate(claim, prepare(reference))
        score = len(asked & _words(reference)) / len(asked) if asked else 0.0
        doi = candidate.identifier.value if candidate.identifier else ""
        suggestions.append(Suggestion(reference, doi, score, match.score, match.evidence))
    return sorted(
        suggestions, key=lambda one: (-one.score, one.reference.type == "article", -one.bits)
    )


def _words(reference: Reference) -> set[str]:
    texts = [
        strip_markup(shown(reference.fields[name]))
        for name in _VARIABLES
        if name in reference.fields
    ]
    return set(tokens(" ".join(texts)))
