"""Where else to look for a reference that Crossref does not know, by what it claims to be.

What crosses the border: a claim and something to ask in; the works found, and which sources
answered or failed, out. The sources of a kind are asked in turn until one has the work; a source
that fails is noted, and never an answer. What may be a registered trial is looked for among the
trials even where Crossref has a work of that title: the article about a trial often bears it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from mscref.errors import NotFoundError, RateLimitedError, SourceError
from mscref.match.claim import Claim
from mscref.match.comparison import Comparisons
from mscref.match.record import ComparableRecord
from mscref.match.text import tokens
from mscref.model.reference import Reference
from mscref.sources.base import SourceRecord
from mscref.sources.settings import SERVICES
from mscref.verifying.judging import is_settled
from mscref.verifying.records import comparable

# What a reference claims to be → the sources that hold such works, the likeliest first.
_BY_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article-journal": ("europepmc",),
        # Much of what is presented at conferences is posted there, too.
        "paper-conference": ("arxiv",),
        "book": ("openlibrary", "googlebooks"),
        "thesis": ("datacite",),
        "report": ("datacite",),
        "dataset": ("datacite",),
        "software": ("datacite",),
        "preprint": ("arxiv", "europepmc", "datacite"),
    }
)
_TRIALS = "clinicaltrials"
# Where nothing says what the work is, as among the bare words of a question.
EVERYWHERE: tuple[str, ...] = (
    "europepmc", "openlibrary", "googlebooks", "arxiv", "datacite", _TRIALS,
)  # fmt: skip
_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|preprints?|corr)\b", re.IGNORECASE)
_SHORTEST_TITLE = 3  # words; fewer find half the catalogue


class TitleSearch(Protocol):
    """What is asked: the resolver of mscref.sources, or a stand-in.

    `also` names sources that are asked behind those of the kind, because the user wants it.
    """

    @property
    def also(self) -> tuple[str, ...]:
        """Their names."""
        ...

    def search_title(
        self, source: str, title: str, *, family: str = "", rows: int = 5
    ) -> list[SourceRecord]:
        """Works with such a title."""
        ...


@dataclass(slots=True)
class Further:
    """What was found, ready to compare too, the titles of the services that answered, and of those
    that failed why."""

    found: list[tuple[SourceRecord, ComparableRecord]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> list[SourceRecord]:
        """What was found, as the sources sent it."""
        return [sent for sent, _ in self.found]


def search_further(
    beside: Comparisons,
    resolver: TitleSearch,
    *,
    sources: Sequence[str],
    given_up: dict[str, str] | None = None,
) -> Further:
    """Ask `sources` for works like the one that `beside` claims, until one of them has it.

    `given_up` names the services that asked us to stay away in this run; it is added to.
    """
    found = Further()
    reference = beside.claim.reference
    title = reference.text("title")
    if len(tokens(title)) < _SHORTEST_TITLE:
        return found
    away = {} if given_up is None else given_up
    family = next(iter(reference.names("author")), None)
    for name in sources:
        service = SERVICES[name].title
        if service in away:
            found.failed[service] = away[service]
            continue
        try:
            records = resolver.search_title(name, title, family=family.family if family else "")
        except (SourceError, NotFoundError) as error:
            found.failed[service] = error.message
            if isinstance(error, RateLimitedError):  # else every search waits its turn anew
                away[service] = error.message
            continue
        found.answered.append(service)
        pairs = [(one, comparable(one)) for one in records]
        found.found += pairs
        if is_settled(beside, (record for _, record in pairs)):
            break
    return found


def sources_for(
    claim: Claim, *, is_known: bool = False, also: Sequence[str] = ()
) -> tuple[str, ...]:
    """The sources that may hold the claimed work, and `also` those; of one that Crossref has, only
    the trials."""
    trials = (_TRIALS,) if _may_be_a_trial(claim.reference) else ()
    return trials if is_known else (*trials, *_sources_of_kind(claim), *also)


def _may_be_a_trial(reference: Reference) -> bool:
    """A registration of a clinical trial is cited by its title alone."""
    return not reference.names("author") and "container-title" not in reference.fields


def _sources_of_kind(claim: Claim) -> tuple[str, ...]:
    reference = claim.reference
    said = " ".join(map(reference.text, ("container-title", "genre", "publisher")))
    if reference.type == "article" or _PREPRINT.search(f"{claim.text} {said}"):
        return _BY_TYPE["preprint"]
    kind = reference.type
    if kind == "document" and reference.text("publisher"):
        kind = "book"
    return _BY_TYPE.get(kind, ())
