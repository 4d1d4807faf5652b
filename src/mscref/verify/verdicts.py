"""A claimed reference and what the sources answered → a verdict with its evidence. Pure.

What crosses the border: a `Claim` and a `Lookup` in, a `Judgement` out; `app/verify.py` asks the
sources. The order of the verdicts below is the order in which they are tried.

Two promises. *Not found* never means fabricated: it says which sources did not know the work.
And silence is never an all-clear: where any source that was asked failed, a reference that would
be verified is `unknown`, and so is one that would be not found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from mscref.match.differences import Difference, Weight, differences, is_whole_of
from mscref.match.evidence import (
    ACCEPT,
    Claim,
    Decision,
    Match,
    decide,
    rank_candidates,
    same_work,
    score_candidate,
)
from mscref.match.record import Record
from mscref.sources.base import Notice


class Verdict(Enum):
    """What can be said about one reference; the value is the word in every output."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    WRONG_IDENTIFIER = "wrong-identifier"
    DIFFERS = "differs"
    UNCERTAIN = "uncertain"
    NOT_FOUND = "not-found"
    UNKNOWN = "unknown"
    CORRECTED = "corrected"
    VERIFIED = "verified"

    @property
    def is_finding(self) -> bool:
        """True where somebody should look at the reference."""
        return self not in (Verdict.VERIFIED, Verdict.CORRECTED, Verdict.UNKNOWN)


# What each verdict means, in words that accuse nobody.
MEANINGS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.RETRACTED: "the work was retracted or withdrawn",
        Verdict.CONCERN: "the work carries an expression of concern",
        Verdict.WRONG_IDENTIFIER: "the identifier points to another work",
        Verdict.DIFFERS: "the work exists, but the reference differs from its record",
        Verdict.UNCERTAIN: "probably this work, but not surely",
        Verdict.NOT_FOUND: "not found in any source asked, which does not mean that it is made up",
        Verdict.UNKNOWN: "not settled, because a source could not answer",
        Verdict.CORRECTED: "agrees with its record; a correction was published",
        Verdict.VERIFIED: "agrees with its record",
    }
)


class Answer(Enum):
    """What became of looking up one identifier."""

    FOUND = "found"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Identified:
    """One identifier of the claim, and the record behind it; `field` is where it stands."""

    identifier: str
    answer: Answer
    record: Record | None = None
    field: str = "DOI"


@dataclass(frozen=True, slots=True)
class Lookup:
    """Everything the sources answered about one claim.

    `candidates` come from searching; `answered` names the sources that did, `failed` those that
    could not, each with its message. `notices` are about the work of the identifier or match;
    `remarks` are sentences that go to the reasons.
    """

    identified: tuple[Identified, ...] = ()
    candidates: tuple[Record, ...] = ()
    answered: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim, and all that speaks for it.

    `found` is the record of the claimed work, `points_to` that of an identifier which names
    another. `reasons` are sentences; `match` holds the score by which `found` was chosen.
    """

    claim: Claim
    verdict: Verdict
    found: Record | None = None
    points_to: Record | None = None
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    answered: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    match: Match | None = None


def judge(claim: Claim, lookup: Lookup) -> Judgement:
    """The verdict on a claim, given what the sources answered."""
    judgement = _with_notices(_of_the_answers(claim, lookup), lookup)
    return _without_the_silent(judgement, lookup)


def _of_the_answers(claim: Claim, lookup: Lookup) -> Judgement:
    """The verdict as if every source had answered and no notice existed."""
    searched = rank_candidates(claim, lookup.candidates)
    wholes, known = _wholes_and_works(claim, lookup.identified)
    for one, record in known:
        if not fits(claim, record):
            return _points_elsewhere(claim, one, searched, lookup)
    if known:
        return _compared(claim, score_candidate(claim, known[0][1]), lookup)
    is_doi_silent = any(
        one.answer is Answer.FAILED and one.field == "DOI" for one in lookup.identified
    )
    searched = [one for one in searched if not _is_other(claim, one, is_doi_silent=is_doi_silent)]
    if decide(searched) is Decision.MATCH or (searched and _is_the_work(claim, searched[0])):
        return _compared(claim, searched[0], lookup)
    if searched and is_likely(claim, searched[0]):
        return _uncertain(claim, searched, lookup)
    return _in_whole(claim, wholes, lookup) if wholes else _not_found(claim, lookup)


_Identified: TypeAlias = "tuple[Identified, Record]"


def _wholes_and_works(
    claim: Claim, identified: Sequence[Identified]
) -> tuple[list[_Identified], list[_Identified]]:
    """The records behind identifiers: those of the book that a chapter stands in, and the others.

    Many cite a chapter with the DOI of its book, which names no other work.
    """
    wholes: list[_Identified] = []
    works: list[_Identified] = []
    for one in identified:
        if one.record is not None:
            is_whole = is_whole_of(claim, one.record) and not fits(claim, one.record)
            (wholes if is_whole else works).append((one, one.record))
    return wholes, works


def _is_other(claim: Claim, match: Match, *, is_doi_silent: bool) -> bool:
    """True where the claim has another DOI, and its title is no more than like this one's.

    Where the claim's DOI could not be asked, another DOI is enough: what has it may be another
    version, and its differences would accuse because of an outage.
    """
    if match.level("doi") == "different" and is_doi_silent:
        return True
    resembles = _TITLE_RANK.get(match.level("title"), 0) >= 3 or not claim.record.title
    return match.level("doi") == "different" and not resembles


def fits(claim: Claim, record: Record) -> bool:
    """True where an identifier's record may be the claimed work, whatever else differs."""
    bare = replace(record, doi="")
    match = score_candidate(claim, bare)
    if match.score >= ACCEPT or _is_the_work(claim, match):
        return True
    title, authors = match.level("title"), match.level("authors")
    if not claim.record.title or not record.title:
        return authors != "none" and title != "different"
    return _TITLE_RANK.get(title, 0) >= _TITLE_RANK["like"]


# How much a level of the title says that it is the same work.
_TITLE_RANK = MappingProxyType(
    {
        "same": 4, "in text": 4, "near": 3, "beginning": 3, "like": 2, "short same": 2,
        "short in text": 1, "short near": 1, "partly": 1,
    }
)  # fmt: skip
_AUTHORS_AGREE = frozenset(["all", "first", "in text", "first in text"])
_AUTHORS_UNSURE = frozenset(["some", ""])


def _is_the_work(claim: Claim, match: Match) -> bool:
    """True where title and authors name this work, whatever year and container say."""
    title, authors = _TITLE_RANK.get(match.level("title"), 0), match.level("authors")
    if title == 4:
        return authors in _AUTHORS_AGREE or match.level("year") in ("same", "next")
    return title == 3 and authors in _AUTHORS_AGREE


def is_likely(claim: Claim, match: Match) -> bool:
    """True where the candidate is probably meant, so that a reader should look at it."""
    title, authors = _TITLE_RANK.get(match.level("title"), 0), match.level("authors")
    if title == 4:
        return True
    # "Improved X" by other people is another work than "X".
    return (title == 3 and authors != "none") or (title == 2 and authors in _AUTHORS_AGREE)


def _compared(claim: Claim, match: Match, lookup: Lookup) -> Judgement:
    """The verdict on a claim whose work was found."""
    record = match.candidate
    wholes, _ = _wholes_and_works(claim, lookup.identified)
    found = [
        replace(one, weight=Weight.MINOR, note="that of the whole work")
        if wholes and one.field == "DOI"
        else one
        for one in differences(claim, record)
    ]
    reasons = []
    is_identified = any(one.answer is Answer.FOUND for one in lookup.identified)
    for one in lookup.identified:
        if one.answer is Answer.ABSENT:
            reasons.append(f"{one.field} {one.identifier} is not known to the sources asked")
            if not any(other.field == one.field for other in found):
                of_record = record.reference.text(one.field)
                # Where another identifier has led to the work, this one is only a slip; and no
                # catalogue knows every ISBN.
                is_slip = is_identified or one.field == "ISBN"
                weight = Weight.MINOR if is_slip else Weight.CONTRADICTION
                note = "no source knows it"
                found.append(Difference(one.field, one.identifier, of_record, weight, note))
    weights = {one.weight for one in found}
    if Weight.CONTRADICTION in weights:
        verdict = Verdict.DIFFERS
    elif Weight.UNCONFIRMED in weights:
        verdict = Verdict.UNCERTAIN
        reasons.append("only the preprint was found; where it was published is not confirmed")
    else:
        verdict = Verdict.VERIFIED
    return _judgement(
        claim, verdict, lookup, found=record, differences=found, reasons=reasons, match=match
    )


def _points_elsewhere(
    claim: Claim, one: Identified, searched: Sequence[Match], lookup: Lookup
) -> Judgement:
    """The identifier names another work; perhaps the search found the one that is meant."""
    meant = next(
        (match for match in searched if match.candidate is not one.record
         and (_is_the_work(claim, match) or match.score >= ACCEPT)
         and not (one.record and same_work(match.candidate, one.record))),
        None,
    )  # fmt: skip
    title = one.record.reference.text("title") if one.record else ""
    reasons = [f"{one.field} {one.identifier} is “{title}”"]
    return _judgement(
        claim,
        Verdict.WRONG_IDENTIFIER,
        lookup,
        found=meant.candidate if meant else None,
        points_to=one.record,
        differences=[
            other
            for other in (differences(claim, meant.candidate) if meant else ())
            if other.field != "DOI"
        ],
        reasons=reasons,
        match=meant,
    )


def _uncertain(claim: Claim, searched: Sequence[Match], lookup: Lookup) -> Judgement:
    best = searched[0]
    reasons = ["the best candidate agrees only in part"]
    rivals = [
        other
        for other in searched[1:]
        if best.score - other.score < 1 and not same_work(best.candidate, other.candidate)
    ]
    if rivals:
        reasons = [f"{len(rivals) + 1} works fit equally well"]
    found = differences(claim, best.candidate)
    return _judgement(
        claim,
        Verdict.UNCERTAIN,
        lookup,
        found=best.candidate,
        differences=found,
        reasons=reasons,
        match=best,
    )


def _in_whole(claim: Claim, wholes: Sequence[_Identified], lookup: Lookup) -> Judgement:
    """The verdict on a chapter of which only the book was found, by its identifier."""
    one, record = wholes[0]
    title = record.reference.text("title")
    said = f"{one.field} {one.identifier} is that of the whole “{title}”"
    reasons = [f"{said}, in which this was not found"]
    return _judgement(claim, Verdict.UNCERTAIN, lookup, found=record, reasons=reasons)


def _not_found(claim: Claim, lookup: Lookup) -> Judgement:
    reasons = [
        f"{one.field} {one.identifier} is not known to the sources asked"
        for one in lookup.identified
        if one.answer is Answer.ABSENT
    ]
    if not lookup.answered and not lookup.failed:
        reasons.append("the reference says too little to be asked for")
    return _judgement(claim, Verdict.NOT_FOUND, lookup, reasons=reasons)


def _judgement(
    claim: Claim,
    verdict: Verdict,
    lookup: Lookup,
    *,
    found: Record | None = None,
    points_to: Record | None = None,
    differences: Sequence[Difference] = (),
    reasons: Sequence[str] = (),
    match: Match | None = None,
) -> Judgement:
    return Judgement(
        claim,
        verdict,
        found,
        points_to,
        tuple(differences),
        (*reasons, *lookup.remarks),
        (),
        lookup.answered,
        lookup.failed,
        match,
    )


_OF_NOTICE = MappingProxyType(
    {
        "retraction": Verdict.RETRACTED,
        "withdrawal": Verdict.RETRACTED,
        "removal": Verdict.RETRACTED,
        "expression-of-concern": Verdict.CONCERN,
        "correction": Verdict.CORRECTED,
        "erratum": Verdict.CORRECTED,
    }
)
_ORDER = list(Verdict)


def _with_notices(judgement: Judgement, lookup: Lookup) -> Judgement:
    """The judgement with notices about the work; the more serious verdict wins."""
    if judgement.found is None or judgement.verdict is Verdict.WRONG_IDENTIFIER:
        return judgement
    verdicts = [_OF_NOTICE[one.kind] for one in lookup.notices if one.kind in _OF_NOTICE]
    worst = min([judgement.verdict, *verdicts], key=_ORDER.index)
    return replace(judgement, verdict=worst, notices=lookup.notices)


def _without_the_silent(judgement: Judgement, lookup: Lookup) -> Judgement:
    """No all-clear, and no `not found`, where a source that was asked could not answer."""
    failed = bool(lookup.failed) or any(one.answer is Answer.FAILED for one in lookup.identified)
    if not failed or judgement.verdict not in _NEEDS_EVERY_ANSWER:
        return judgement
    someone = lookup.answered or any(one.answer is not Answer.FAILED for one in lookup.identified)
    was = {
        Verdict.NOT_FOUND: "not found in the sources that answered" if someone else "none answered",
        Verdict.VERIFIED: "agrees with its record in the sources that answered",
        Verdict.CORRECTED: "agrees with its record, which was corrected",
    }[judgement.verdict]
    return replace(judgement, verdict=Verdict.UNKNOWN, reasons=(was, *judgement.reasons))


_NEEDS_EVERY_ANSWER = frozenset([Verdict.VERIFIED, Verdict.CORRECTED, Verdict.NOT_FOUND])
