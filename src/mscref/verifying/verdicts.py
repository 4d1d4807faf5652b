"""What is known of one claim, and what can be said about it. Types only.

What crosses the border: a `Lookup` holds what the sources answered (`asking.py` fills it), a
`Judgement` the verdict with its evidence (`judging.py` makes it). The order of the verdicts is that
of their gravity.

Two promises. *Not found* never means fabricated: it says which sources did not know the work.
And silence is never an all-clear: where any source that was asked failed, a reference that would
be verified is `unknown`, and so is one that would be not found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from mscref.errors import UnaskedError
from mscref.match.claim import Claim
from mscref.match.comparison import Comparison
from mscref.match.difference import Difference
from mscref.match.record import ComparableRecord
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
        Verdict.CORRECTED: "agrees with its record; a notice about it was published",
        Verdict.VERIFIED: "agrees with its record",
    }
)


UNASKED = "not settled, working offline"  # the same where no source was asked that failed


def is_unasked(failed: Mapping[str, str]) -> bool:
    """Whether all that failed did so because the user works offline."""
    return bool(failed) and all(why.endswith(UnaskedError.SAID) for why in failed.values())


class Answer(Enum):
    """What became of looking up one identifier."""

    FOUND = "found"
    ABSENT = "absent"
    REGISTERED = "registered"  # it exists, and its agency shows no metadata
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Identified:
    """One identifier of the claim, and the record behind it; `field` is what it is called.

    `is_own` is False for one from an address or a note, which may speak of another work. `note`
    says what became of it where that is no record: who has registered it.
    """

    identifier: str
    answer: Answer
    record: ComparableRecord | None = None
    field: str = "DOI"
    is_own: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Everything the sources answered about one claim.

    `candidates` come from searching; `answered` names the sources that did, `failed` those that
    could not, and identifiers that nobody could look up, each with its message. `notices` are
    about the work that was found, whatever the identifiers point to; `remarks` are sentences that
    go to the reasons.
    """

    identified: tuple[Identified, ...] = ()
    candidates: tuple[ComparableRecord, ...] = ()
    answered: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """The identifiers among what failed."""
        silent = [one.identifier for one in self.identified if one.answer is Answer.FAILED]
        return tuple(one for one in dict.fromkeys(silent) if one in self.failed)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim, and all that speaks for it.

    `found` is the record of the claimed work, `points_to` that of an identifier which names
    another, `unread` the identifiers among what `failed`. `reasons` are sentences; `comparison`
    holds the score by which `found` was chosen.
    """

    claim: Claim
    verdict: Verdict
    found: ComparableRecord | None = None
    points_to: ComparableRecord | None = None
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    answered: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    comparison: Comparison | None = None
