"""A claimed reference and what the sources answered → a verdict with its evidence. Pure.

What crosses the border: a `Claim` and a `Lookup` in, a `Judgement` out; `asking.py` asks the
sources. `_TESTS` is the table of verdicts in the order in which they are tried: the first test that
has something to say decides.

Two promises. *Not found* never means fabricated: it says which sources did not know the work.
And silence is never an all-clear: where any source that was asked failed, a reference that would
be verified is `unknown`, and so is one that would be not found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from mscref.match.claim import Claim
from mscref.match.comparison import (
    Comparison,
    Comparisons,
    Decision,
    decide,
    rank_of,
    same_work,
)
from mscref.match.difference import Difference, Weight, Why, is_preprint
from mscref.match.kinds import kinds_clash
from mscref.match.levels import ACCEPT, MARGIN, Level
from mscref.match.record import ComparableRecord, notice_in_title
from mscref.records import replaced as replace
from mscref.sources.base import Notice, in_force
from mscref.verifying.verdicts import Answer, Identified, Judgement, Lookup, Verdict, is_unasked


def judge(claim: Claim, lookup: Lookup) -> Judgement:
    """The verdict on a claim, given what the sources answered."""
    return conclude(weigh(Comparisons(claim), lookup), lookup)


def weigh(compared: Comparisons, lookup: Lookup) -> Judgement:
    """The verdict on the claim as if every source had answered and no notice existed."""
    evidence = _Evidence(compared, lookup)
    return next(found for test in _TESTS if (found := test(evidence)) is not None)


def conclude(weighed: Judgement, lookup: Lookup) -> Judgement:
    """The verdict with the notices about the work, and without what silence forbids to say.

    `lookup` may have learned of notices, and of sources that failed, since it was weighed.
    """
    judgement = replace(
        weighed, answered=lookup.answered, failed=lookup.failed, unread=lookup.unread
    )
    return _without_the_silent(_with_notices(judgement, lookup), lookup)


def is_settled(compared: Comparisons, records: Iterable[ComparableRecord]) -> bool:
    """True where one of the records is the claimed work, or probably."""
    ranked = [one for one in compared.ranked(records) if not kinds_clash(one)]
    return bool(ranked) and (decide(ranked) is Decision.MATCH or ranked[0].is_likely)


@dataclass(frozen=True)
class _Evidence:
    """A claim beside everything that was found."""

    compared: Comparisons
    lookup: Lookup

    @property
    def claim(self) -> Claim:
        """What is claimed."""
        return self.compared.claim

    @cached_property
    def identified(self) -> tuple[tuple[Identified, Comparison], ...]:
        """The records behind identifiers, beside the claim."""
        return tuple(
            (one, self.compared.of(one.record))
            for one in self.lookup.identified
            if one.record is not None
        )

    @cached_property
    def wholes(self) -> tuple[tuple[Identified, Comparison], ...]:
        """The books that the claimed chapters stand in: many cite a chapter with the DOI of its
        book, which names no other work."""
        return tuple(pair for pair in self.identified if pair[1].is_whole)

    @cached_property
    def works(self) -> tuple[tuple[Identified, Comparison], ...]:
        """The other records behind identifiers, which should be the work."""
        return tuple(pair for pair in self.identified if not pair[1].is_whole)

    @cached_property
    def searched(self) -> tuple[Comparison, ...]:
        """What searching found, best first, without what is about the work or around it."""
        ranked = self.compared.ranked(self.lookup.candidates)
        return tuple(one for one in ranked if not (kinds_clash(one) or one.is_whole))

    @cached_property
    def rivals(self) -> tuple[Comparison, ...]:
        """What searching found, without works that the claim's own DOI speaks against."""
        return tuple(one for one in self.searched if not self._is_other(one))

    def is_outdone(self, comparison: Comparison) -> bool:
        """True where a record has another title and more that differs, and the search found one
        that agrees throughout: a sister of the work (`… in mice`, `… in men`) is not the work."""
        return comparison.is_doubtful and any(
            other.differences_of("title") == ()
            and _agrees_throughout(other)
            and not same_work(other.record, comparison.record)
            for other in self.searched
        )

    def _is_other(self, one: Comparison) -> bool:
        """True where the claim has another DOI, and its title is no more than like this one's.

        Where the claim's DOI could not be asked, another DOI is enough: what has it may be another
        version, and its differences would accuse because of an outage. A DOI that nobody knows is
        a slip, and speaks against no work that agrees in everything else; nor does that of the book
        that a chapter stands in.
        """
        if one.level("doi") is not Level.DIFFERENT or self.wholes:
            return False
        answers = {known.answer for known in self.lookup.identified if known.field == "DOI"}
        if Answer.FAILED in answers:
            return True
        if Answer.FOUND not in answers and _agrees_throughout(one):
            return False
        resembles = rank_of(one.level("title")) >= 3 or not self.claim.record.title
        return not resembles


def _agrees_throughout(one: Comparison) -> bool:
    """True where everything that both say agrees, but for the DOI."""
    told = [evidence for evidence in one.evidence if evidence.field != "doi"]
    return len(told) > 2 and all(evidence.bits > 0 for evidence in told)


# ---------------------------------------------------------------- the tests, in their order


def _of_another_work(evidence: _Evidence) -> Judgement | None:
    """An identifier names another work; perhaps the search found the one that is meant."""
    for one, comparison in evidence.works:
        is_other = not comparison.fits or kinds_clash(comparison) or evidence.is_outdone(comparison)
        if one.is_own and is_other:
            return _points_elsewhere(evidence, one, comparison)
    return None


def _of_the_identifier(evidence: _Evidence) -> Judgement | None:
    """An identifier names the work; of several records that of an article before its preprint."""
    fitting = [pair[1] for pair in evidence.works if pair[1].fits and not kinds_clash(pair[1])]
    best = min(fitting, key=lambda one: is_preprint(one.record), default=None)
    return _compared(evidence, best) if best else None


def _of_the_search(evidence: _Evidence) -> Judgement | None:
    """The search found a work that is surely the one."""
    rivals = evidence.rivals
    if decide(rivals) is Decision.MATCH or (rivals and rivals[0].is_the_work):
        return _compared(evidence, rivals[0])
    if rivals and _agrees_throughout(rivals[0]) and decide(rivals) is not Decision.AMBIGUOUS:
        return _compared(evidence, rivals[0])
    return None


def _of_a_likeness(evidence: _Evidence) -> Judgement | None:
    """The search found a work that is probably the one."""
    if not evidence.rivals or not evidence.rivals[0].is_likely:
        return None
    best, *others = evidence.rivals
    reasons = ["the best candidate agrees only in part"]
    equal = [
        other
        for other in others
        if best.score - other.score < MARGIN and not same_work(best.record, other.record)
    ]
    if equal:
        reasons = [f"{len(equal) + 1} works fit equally well"]
    reasons += _of_identifiers(evidence.lookup)
    return _judgement(evidence, Verdict.UNCERTAIN, comparison=best, reasons=reasons)


def _of_the_whole(evidence: _Evidence) -> Judgement | None:
    """Only the book was found, by its identifier, and the claim is a chapter."""
    if not evidence.wholes:
        return None
    one, comparison = evidence.wholes[0]
    title = comparison.record.reference.text("title")
    said = f"{one.field} {one.identifier} is that of the whole “{title}”"
    judgement = _judgement(
        evidence,
        Verdict.UNCERTAIN,
        comparison=comparison,
        differences=(),
        reasons=[f"{said}, in which this was not found"],
    )
    return replace(judgement, comparison=None)


def _of_nothing(evidence: _Evidence) -> Judgement:
    """Nobody knows it."""
    lookup = evidence.lookup
    reasons = _of_identifiers(lookup)
    if not lookup.answered and not lookup.failed:
        reasons.append("the reference says too little to be asked for")
    return _judgement(evidence, Verdict.NOT_FOUND, reasons=reasons)


_Test: TypeAlias = "Callable[[_Evidence], Judgement | None]"
_TESTS: tuple[_Test, ...] = (
    _of_another_work,
    _of_the_identifier,
    _of_the_search,
    _of_a_likeness,
    _of_the_whole,
    _of_nothing,
)


# ---------------------------------------------------------------- a work that was found


def _compared(evidence: _Evidence, comparison: Comparison) -> Judgement:
    """The verdict on a claim whose work was found."""
    found = [*_fields(evidence, comparison), *_identifiers(evidence, comparison)]
    weights = {one.weight for one in found}
    reasons = _of_identifiers(evidence.lookup)
    if Weight.CONTRADICTION in weights:
        verdict = Verdict.DIFFERS
    elif Weight.UNCONFIRMED in weights:
        verdict = Verdict.UNCERTAIN
        reasons += dict.fromkeys(one.why.value for one in found if one.why)
    else:
        verdict = Verdict.VERIFIED
    return _judgement(evidence, verdict, comparison=comparison, differences=found, reasons=reasons)


def _fields(evidence: _Evidence, comparison: Comparison) -> Iterator[Difference]:
    """The differences of the fields, those of identifiers weighed by what became of them."""
    answers = {one.answer for one in evidence.lookup.identified if one.field == "DOI"}
    for one in comparison.differences:
        if one.field != "DOI":
            yield one
        elif evidence.wholes:
            yield replace(one, weight=Weight.MINOR, note="that of the whole work")
        elif Answer.REGISTERED in answers:
            yield replace(one, weight=Weight.MINOR, note="it is registered, and cannot be read")
        elif is_preprint(comparison.record) and Answer.ABSENT in answers:
            note = "the record is that of the preprint"
            yield replace(one, weight=Weight.UNCONFIRMED, note=note, why=Why.PREPRINT)
        else:
            yield one


def _identifiers(evidence: _Evidence, comparison: Comparison) -> Iterator[Difference]:
    """Identifiers that nobody knows, where the record has none that differs."""
    differing = {one.field for one in comparison.differences}
    is_identified = any(one.answer is Answer.FOUND for one in evidence.lookup.identified)
    for one in evidence.lookup.identified:
        if one.answer is not Answer.ABSENT or one.field in differing:
            continue
        of_record = comparison.record.reference.text(one.field)
        # Where another identifier has led to the work, this one is only a slip; no catalogue
        # knows every ISBN, and no converter every PMCID.
        is_slip = is_identified or one.field in ("ISBN", "PMCID") or not one.is_own
        weight = Weight.MINOR if is_slip else Weight.CONTRADICTION
        yield Difference(
            field=one.field,
            claimed=one.identifier,
            found=of_record,
            weight=weight,
            note="no source knows it",
        )


def _of_identifiers(lookup: Lookup) -> list[str]:
    """What became of identifiers that led to no record."""
    return [
        one.note or f"{one.field} {one.identifier} is not known to the sources asked"
        for one in lookup.identified
        if one.answer in (Answer.ABSENT, Answer.REGISTERED)
    ]


# ---------------------------------------------------------------- an identifier of another work


def _points_elsewhere(evidence: _Evidence, one: Identified, elsewhere: Comparison) -> Judgement:
    meant = _meant(evidence, elsewhere)
    title = elsewhere.record.reference.text("title")
    judgement = _judgement(
        evidence,
        Verdict.WRONG_IDENTIFIER,
        comparison=meant,
        differences=[one for one in (meant.differences if meant else ()) if one.field != "DOI"],
        reasons=[f"{one.field} {one.identifier} is “{title}”"],
    )
    return replace(judgement, points_to=elsewhere.record)


def _meant(evidence: _Evidence, elsewhere: Comparison) -> Comparison | None:
    """The work that is meant: another identifier names it, or the search found it."""
    named = [pair[1] for pair in evidence.works if pair[1].fits and not kinds_clash(pair[1])]
    for other in (*named, *evidence.searched):
        is_it = other.is_the_work or other.score >= ACCEPT
        if is_it and not same_work(other.record, elsewhere.record):
            return other
    return None


# ---------------------------------------------------------------- notices and silence


def _judgement(
    evidence: _Evidence,
    verdict: Verdict,
    *,
    comparison: Comparison | None = None,
    differences: Sequence[Difference] | None = None,
    reasons: Sequence[str] = (),
) -> Judgement:
    lookup = evidence.lookup
    if differences is None:
        differences = comparison.differences if comparison else ()
    return Judgement(
        claim=evidence.claim,
        verdict=verdict,
        found=comparison.record if comparison else None,
        differences=tuple(differences),
        reasons=tuple(dict.fromkeys((*reasons, *lookup.remarks))),
        answered=lookup.answered,
        failed=lookup.failed,
        unread=lookup.unread,
        comparison=comparison,
    )


_OF_NOTICE = MappingProxyType(
    {
        "retraction": Verdict.RETRACTED,
        "withdrawal": Verdict.RETRACTED,
        "removal": Verdict.RETRACTED,
        "expression-of-concern": Verdict.CONCERN,
        "correction": Verdict.CORRECTED,
        "erratum": Verdict.CORRECTED,
        "reinstatement": Verdict.CORRECTED,
    }
)
_ORDER = list(Verdict)


def _with_notices(judgement: Judgement, lookup: Lookup) -> Judgement:
    """The judgement with notices about the work; the more serious verdict wins.

    A wrong identifier stays one, and the notices about the work that is meant are said with it.
    """
    if judgement.found is None:
        return judgement
    notices = lookup.notices or _notice_of_title(judgement)
    verdicts = [_OF_NOTICE[one.kind] for one in in_force(notices) if one.kind in _OF_NOTICE]
    worst = min([judgement.verdict, *verdicts], key=_ORDER.index)
    if judgement.verdict is Verdict.WRONG_IDENTIFIER:
        worst = judgement.verdict
    return replace(judgement, verdict=worst, notices=notices)


def _notice_of_title(judgement: Judgement) -> tuple[Notice, ...]:
    """What the title of the record itself says: `WITHDRAWN: …`."""
    title = judgement.found.reference.text("title") if judgement.found else ""
    kind = notice_in_title(title)
    if kind == "withdrawal":
        return (Notice("withdrawal", source="the title of its record"),)
    return (Notice("retraction", source="the title of its record"),) if kind else ()


def _without_the_silent(judgement: Judgement, lookup: Lookup) -> Judgement:
    """No all-clear, and no `not found`, where a source that was asked could not answer."""
    failed = bool(lookup.failed) or any(one.answer is Answer.FAILED for one in lookup.identified)
    if not failed or judgement.verdict not in _NEEDS_EVERY_ANSWER:
        return judgement
    someone = lookup.answered or any(one.answer is not Answer.FAILED for one in lookup.identified)
    nobody = "nobody was asked" if is_unasked(lookup.failed) else "none answered"
    was = {
        Verdict.NOT_FOUND: "not found in the sources that answered" if someone else nobody,
        Verdict.VERIFIED: "agrees with its record in the sources that answered",
        Verdict.CORRECTED: "agrees with its record, which was corrected",
    }[judgement.verdict]
    return replace(judgement, verdict=Verdict.UNKNOWN, reasons=(was, *judgement.reasons))


_NEEDS_EVERY_ANSWER = frozenset([Verdict.VERIFIED, Verdict.CORRECTED, Verdict.NOT_FOUND])
