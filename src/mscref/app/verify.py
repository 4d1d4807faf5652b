"""`verify`: do the references exist, agree with their records, and stand?

What crosses the border: files, selectors and the settings of the sources in; one `Verified` for
each reference out, in their order, as soon as it is known. The judging is `verify/verdicts.py`'s;
here the sources are asked, identifier first, and their failures are written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref import __version__
from mscref.app.files import SourceText, read_text
from mscref.app.further import is_settled, search_further, sources_for
from mscref.app.library import read_references
from mscref.app.plaintext import Places, running_text
from mscref.app.select import select
from mscref.diagnostics import Diagnostic, Span
from mscref.errors import ExitCode, NotFoundError, RateLimitedError, SourceError, UsageError
from mscref.formats.registry import guess_format
from mscref.match.evidence import Claim
from mscref.match.record import Record, prepare
from mscref.model.reference import Reference
from mscref.report import Item, Report
from mscref.sources.base import Notice
from mscref.sources.resolver import Outcome, Resolved, Resolver
from mscref.sources.settings import SERVICES, Settings
from mscref.verify.verdicts import (
    MEANINGS,
    Answer,
    Identified,
    Judgement,
    Lookup,
    Verdict,
    fits,
    judge,
)
from mscref.verify.wording import item_of

if TYPE_CHECKING:
    from mscref.match.candidates import CandidateIndex
    from mscref.sources.status import StatusReport

_CROSSREF = "Crossref"
_BATCH = 25  # references whose identifiers are asked for together
_ROWS = 10


@dataclass(frozen=True, slots=True)
class Claimed:
    """One reference of the user: its key, where it stands, and what it claims."""

    key: str
    span: Span
    claim: Claim


@dataclass(frozen=True, slots=True)
class Verified:
    """One reference with the judgement on it.

    `same_as` is the key of an earlier reference to the same work, or "".
    """

    claimed: Claimed
    judgement: Judgement
    same_as: str = ""


def read_claims(
    paths: Sequence[str], selectors: Sequence[str] = ()
) -> tuple[list[Claimed], list[Diagnostic]]:
    """The references of files that selectors mean, and what was the matter with the files.

    Any bibliography format, or a text with a reference list. Raises FormatError, NotFoundError.
    """
    claims: list[Claimed] = []
    diagnostics: list[Diagnostic] = []
    for path in paths:
        source = read_text(path)
        diagnostics += source.diagnostics
        claims += _claims_of(source, diagnostics)
    if selectors:
        references = [one.claim.reference for one in claims]
        wanted = {one.id for one in select(references, selectors)}
        claims = [one for one in claims if one.key in wanted]
    return claims, diagnostics


def verify(claims: Iterable[Claimed], settings: Settings) -> Iterator[Verified]:
    """The judgement on each claim, in their order."""
    given_up: dict[str, str] = {}
    known: dict[object, str] = {}
    with Resolver(settings) as resolver:
        for some in _batches(claims):
            for one in _verify_batch(some, resolver, given_up):
                yield _with_twin(one, known)


def verify_against(claims: Iterable[Claimed], library: Sequence[Reference]) -> Iterator[Verified]:
    """The judgement on each claim by a library alone: no network, and nothing about notices."""
    from mscref.match.candidates import CandidateIndex

    index = CandidateIndex(library)
    known: dict[object, str] = {}
    for one in claims:
        judgement = judge(one.claim, _lookup_in(index, one.claim))
        yield _with_twin(Verified(one, judgement), known)


def _with_twin(verified: Verified, known: dict[object, str]) -> Verified:
    """The same, with the key of an earlier reference to its work; `known` is added to."""
    found = verified.judgement.found
    if found is None or verified.judgement.verdict is Verdict.UNCERTAIN:
        return verified
    work = found.doi or (found.title, found.families[:1], found.years[:1])
    key = known.setdefault(work, verified.claimed.key)
    is_first = key == verified.claimed.key
    return verified if is_first else replace(verified, same_as=key)


def report_of(verified: Sequence[Verified]) -> Report:
    """The report on all references."""
    items = [_item_of(one) for one in verified]
    descriptions = {verdict.value: meaning for verdict, meaning in MEANINGS.items()}
    return Report("verify", __version__, tuple(items), descriptions, len(verified))


def _item_of(one: Verified) -> Item:
    item = item_of(one.judgement, key=one.claimed.key, span=one.claimed.span)
    return replace(item, details={**item.details, "same-as": one.same_as})


def exit_code_of(verified: Sequence[Verified]) -> ExitCode:
    """PROBLEMS where there is a finding, else SOURCE where a source could not answer."""
    verdicts = [one.judgement.verdict for one in verified]
    if any(verdict.is_finding for verdict in verdicts):
        return ExitCode.PROBLEMS
    is_unknown = any(verdict.value == "unknown" for verdict in verdicts)
    return ExitCode.SOURCE if is_unknown else ExitCode.DONE


# ---------------------------------------------------------------- reading


def _claims_of(source: SourceText, diagnostics: list[Diagnostic]) -> Iterator[Claimed]:
    if guess_format(source.text, path=source.path) is None and source.text.strip():
        from mscref.check.refstring import parse_references

        text = running_text(source)
        place = Places(text, source.path)
        found = parse_references(text)
        for parsed in found:
            span = place.span(parsed.start, parsed.end)
            yield Claimed(parsed.reference.id, span, Claim(parsed.reference, parsed.text))
        if found:
            return
    read = read_references(source)
    diagnostics += read.diagnostics
    for reference in read.references:
        span = read.spans.get(reference.id, Span(source.path))
        yield Claimed(reference.id, span, Claim(reference))


# ---------------------------------------------------------------- asking


def _batches(claims: Iterable[Claimed]) -> Iterator[list[Claimed]]:
    batch: list[Claimed] = []
    for one in claims:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _verify_batch(
    claims: Sequence[Claimed], resolver: Resolver, given_up: dict[str, str]
) -> Iterator[Verified]:
    """Judge some claims; `given_up` holds the sources that asked us to stay away in this run."""
    names = [_identifiers(one.claim.reference) for one in claims]
    outcomes = resolver.resolve([name for some in names for name in some])
    identified = [_of_outcomes([next(outcomes) for _ in some]) for some in names]
    lookups = resolver.concurrently(
        partial(_searched_too, one.claim, lookup, resolver, given_up)
        for one, lookup in zip(claims, identified, strict=True)
    )
    found = [judge(one.claim, lookup).found for one, lookup in zip(claims, lookups, strict=True)]
    asked = [place for place, record in enumerate(found) if record is not None]
    reports = resolver.statuses([record.reference for record in found if record is not None])
    for place, report in zip(asked, reports, strict=True):
        lookups[place] = _with_status(lookups[place], report)
    for one, lookup in zip(claims, lookups, strict=True):
        yield Verified(one, judge(one.claim, lookup))


def _searched_too(
    claim: Claim, lookup: Lookup, resolver: Resolver, given_up: dict[str, str]
) -> Lookup:
    """The lookup as it is where an identifier leads to the work, else with a search."""
    if any(found.record and fits(claim, found.record) for found in lookup.identified):
        return lookup
    return _with_search(claim, lookup, resolver, given_up=given_up)


def _identifiers(reference: Reference) -> list[str]:
    """The identifiers by which the work is asked for, the surest first, two at most."""
    found = [reference.text("DOI").strip()]
    if pmid := reference.text("PMID").strip():
        found.append(pmid if pmid.lower().startswith("pmid") else f"PMID:{pmid}")
    number = reference.text("number").strip()
    if number.startswith(("arXiv:", "NCT")):
        found.append(number)
    # The ISBN of a chapter is that of its book, which is another work.
    is_part = "container-title" in reference.fields
    if not any(found) and not is_part and (isbn := reference.text("ISBN").split()):
        found.append(isbn[0].rstrip(",;"))
    return [one for one in found if one][:2]


_FIELD_OF = MappingProxyType(
    {"pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "arxiv": "number", "nct": "number"}
)


def _of_outcomes(outcomes: Sequence[Outcome]) -> Lookup:
    identified: list[Identified] = []
    answered: dict[str, None] = {}
    failed: dict[str, str] = {}
    notices: dict[Notice, None] = {}
    remarks: list[str] = []
    for one in outcomes:
        name = one.identifier.value if one.identifier else one.asked
        variable = _FIELD_OF.get(one.identifier.scheme if one.identifier else "", "DOI")
        if isinstance(one, Resolved):
            identified.append(Identified(name, Answer.FOUND, prepare(one.reference), variable))
            answered.update(dict.fromkeys(map(_title, one.sources)))
            notices.update(dict.fromkeys(one.notices))
            if one.published_version:
                remarks.append(f"a preprint, published as {one.published_version.value}")
            if one.is_about:
                remarks.append(f"{name} is a notice about {one.is_about[0].doi or 'another work'}")
        elif isinstance(one.error, NotFoundError | UsageError):
            identified.append(Identified(name, Answer.ABSENT, field=variable))
            answered.setdefault("doi.org" if "doi.org" in one.error.message else "the registries")
        else:
            identified.append(Identified(name, Answer.FAILED, field=variable))
            failed[name] = one.error.message
    return Lookup(tuple(identified), (), tuple(answered), failed, tuple(notices), tuple(remarks))


def _with_search(
    claim: Claim, lookup: Lookup, resolver: Resolver, *, given_up: dict[str, str]
) -> Lookup:
    """The lookup with what searching for the words of the reference finds."""
    question = _question(claim)
    if not question:
        return lookup
    if _CROSSREF in given_up:
        return replace(lookup, failed={**lookup.failed, _CROSSREF: given_up[_CROSSREF]})
    try:
        works = [one.reference for one in resolver.search(question, rows=_ROWS)]
    except (SourceError, NotFoundError) as error:
        if isinstance(error, RateLimitedError):  # else every search waits its turn anew
            given_up[_CROSSREF] = error.message
        return replace(lookup, failed={**lookup.failed, _CROSSREF: error.message})
    sources = sources_for(claim, is_known=is_settled(claim, works))
    further = search_further(claim, resolver, sources=sources, given_up=given_up)
    works += [one.reference for one in further.records]
    answered = (*lookup.answered, _CROSSREF, *further.answered)
    return replace(
        lookup,
        candidates=tuple(map(prepare, works)),
        answered=tuple(dict.fromkeys(answered)),
        failed={**lookup.failed, **further.failed},
    )


def _question(claim: Claim) -> str:
    """What to search for: the text itself, or the words that tell the work apart."""
    if claim.text:
        return claim.text
    reference = claim.reference
    names = " ".join(name.family or name.literal for name in reference.names("author")[:3])
    year = str(claim.record.years[0]) if claim.record.years else ""
    words = (names, year, reference.text("title"), reference.text("container-title"))
    return " ".join(word for word in words if word)


def _with_status(lookup: Lookup, report: StatusReport) -> Lookup:
    return replace(
        lookup,
        notices=tuple(dict.fromkeys((*report.notices, *lookup.notices))),
        answered=tuple(dict.fromkeys((*lookup.answered, *report.answered, *report.unaware))),
        failed={**lookup.failed, **report.failed},
    )


def _lookup_in(index: CandidateIndex, claim: Claim) -> Lookup:
    identified: tuple[Identified, ...] = ()
    if claim.record.doi:
        record: Record | None = index.find_doi(claim.record.doi)
        # A library without the DOI says nothing about whether it exists.
        identified = (Identified(claim.record.doi, Answer.FOUND, record),) if record else ()
    return Lookup(identified, tuple(index.search(claim)), ("the library",))


def _title(source: str) -> str:
    return SERVICES[source].title if source in SERVICES else source
