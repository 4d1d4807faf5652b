"""The works of a person by their ORCID → outcomes, one for each work.

What crosses the border: a word that means an ORCID and who is asked in; outcomes out. The record
behind a work's identifier is taken where it bears the title that the person lists; else what ORCID
tells, which has no authors.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import MscrefError, NotFoundError, SourceError, UsageError
from mscref.match.standing import stands_among
from mscref.model.identifiers import Identifier
from mscref.model.orcid import orcid_in, problem_of_orcid
from mscref.sources.orcid import ListedByPerson
from mscref.sources.outcomes import Outcome, Resolved, Unresolved, naming, not_taken
from mscref.sources.resolver import Resolver

_AT_ONCE = 50  # works whose records are asked for together


def is_person(word: str) -> bool:
    """Whether a word means a person by their ORCID."""
    return orcid_in(word) is not None


def works_of_person(word: str, asked: Resolver) -> Iterator[Outcome]:
    """One outcome for each work that the person lists, in ORCID's order."""
    number = orcid_in(word) or ""
    problem = problem_of_orcid(number)
    if problem:
        error: MscrefError = UsageError(f"`{word[:80]}`: {problem}")
        yield Unresolved(word, None, error)
        return
    try:
        works = asked.works_of(number)
    except SourceError as failure:
        yield Unresolved(word, None, naming(number, failure))
        return
    except MscrefError as failure:
        yield Unresolved(word, None, failure)
        return
    if not works:
        hint = "people choose what they list, and who may see it"
        error = NotFoundError(f"{number} lists no works that all may see", hint=hint)
        yield Unresolved(word, None, error)
    for start in range(0, len(works), _AT_ONCE):
        yield from _page(number, works[start : start + _AT_ONCE], asked)


def _page(number: str, works: list[ListedByPerson], asked: Resolver) -> Iterator[Outcome]:
    named = [one for one in works if one.identifiers]
    records = asked.resolve([one.identifiers[0] for one in named])
    for work in works:
        yield _outcome(number, work, next(records) if work.identifiers else None)


def _outcome(number: str, work: ListedByPerson, found: Outcome | None) -> Resolved:
    remarks: list[Diagnostic] = []
    if isinstance(found, Resolved):
        titles = (found.reference.text("title"), *found.aside.other_titles)
        if any(stands_among(title, work.titles) for title in titles):
            return found
        said = f"{number} lists it for `{work.titles[0][:100]}`, and it is another work"
        remarks.append(not_taken(found.identifier, f"{said} (`{titles[0][:100]}`)"))
    elif found is not None and found.identifier is not None:
        remarks.append(not_taken(found.identifier, found.error.message))
    message = "ORCID tells no authors of this work; add them"
    remarks.append(Diagnostic(Severity.WARNING, "no-authors", message))
    name = work.reference.text("URL") or work.titles[0]
    return Resolved(
        asked=number,
        identifier=Identifier("url", name),
        reference=work.reference,
        provenance=dict.fromkeys(work.reference.fields, "orcid"),
        sources=("orcid",),
        remarks=tuple(remarks),
    )
