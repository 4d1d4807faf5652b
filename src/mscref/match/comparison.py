"""One claim beside one record: everything that can be said about the two, each made once. Pure.

What crosses the border: a `Claim` and candidate `Record`s in; `Comparison`s, best first, and what
they allow to decide, out. Who asks whether two are one work asks a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from mscref.match.claim import Claim
from mscref.match.difference import Difference, Weight
from mscref.match.differences import differences, is_whole_of
from mscref.match.evidence import Evidence, evidence_of
from mscref.match.levels import ACCEPT, MARGIN, Level
from mscref.match.record import ComparableRecord
from mscref.match.siblings import differ_in_part

_SHORT_TITLE = 20  # letters; a shorter title turns up inside other text by chance


@dataclass(frozen=True)
class Comparison:
    """A claim and a record with the evidence, its sum, and the differences."""

    claim: Claim
    record: ComparableRecord

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """How far each field agrees, and what that is worth."""
        return evidence_of(self.claim, self.record)

    @cached_property
    def score(self) -> float:
        """The worths of all fields, added."""
        return sum(one.bits for one in self.evidence)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, provided that both are one work."""
        return tuple(differences(self.claim, self.record))

    def differences_of(self, field: str) -> tuple[Difference, ...]:
        """What differs in one field."""
        return tuple(one for one in self.differences if one.field == field)

    @cached_property
    def is_doubtful(self) -> bool:
        """True where the title and something else contradict: it may be a sister of the work."""
        told = [one.field for one in self.differences if one.weight is Weight.CONTRADICTION]
        return "title" in told and len(set(told) - {"DOI", "title"}) > 0

    @cached_property
    def is_whole(self) -> bool:
        """True where the record is the book in which the claimed work stands, and not the work."""
        is_titled_alike = rank_of(self.level("title")) >= rank_of(Level.LIKE)
        return is_whole_of(self.claim, self.record) and not is_titled_alike

    def level(self, name: str) -> Level:
        """The level that field `name` reached, UNSAID where nothing could be said."""
        return next((one.level for one in self.evidence if one.field == name), Level.UNSAID)

    @property
    def fits(self) -> bool:
        """True where an identifier's record may be the claimed work, whatever else differs.

        That the identifier agrees is not counted: it is what is to be judged.
        """
        if differ_in_part(self.claim.record.title, self.record.title):
            return False
        of_doi = sum(one.bits for one in self.evidence if one.field == "doi")
        if self.score - of_doi >= ACCEPT or self.is_the_work:
            return True
        title, authors = self.level("title"), self.level("authors")
        if not self.claim.record.title or not title:
            return authors is not Level.NONE and title is not Level.DIFFERENT
        return rank_of(title) >= rank_of(Level.LIKE)

    @property
    def is_the_work(self) -> bool:
        """True where title and authors name this work, whatever year and container say."""
        title, authors = rank_of(self.level("title")), self.level("authors")
        if title == 4:
            return authors in _AUTHORS_AGREE or self.level("year") in (Level.SAME, Level.NEXT)
        return title == 3 and authors in _AUTHORS_AGREE

    @property
    def is_likely(self) -> bool:
        """True where the record is probably meant, so that a reader should look at it."""
        title, authors = rank_of(self.level("title")), self.level("authors")
        if title == 4:
            return True
        # "Improved X" by other people is another work than "X".
        is_near = title == 3 and authors is not Level.NONE
        return is_near or (title == 2 and authors in _AUTHORS_AGREE)


class Comparisons:
    """A claim beside records: each is laid beside it once, however many ask. For one thread."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self._made: dict[int, Comparison] = {}  # by the record itself, which its comparison holds

    def of(self, record: ComparableRecord) -> Comparison:
        """The claim beside this very record."""
        made = self._made.get(id(record))
        if made is None:
            made = self._made[id(record)] = Comparison(self.claim, record)
        return made

    def ranked(self, records: Iterable[ComparableRecord]) -> list[Comparison]:
        """All records beside the claim, best first; equal scores keep their order."""
        return sorted(map(self.of, records), key=lambda one: -one.score)


class Decision(Enum):
    """What the scores allow us to say."""

    MATCH = "match"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


def rank_candidates(claim: Claim, candidates: Iterable[ComparableRecord]) -> list[Comparison]:
    """All candidates beside the claim, best first; equal scores keep their order."""
    return Comparisons(claim).ranked(candidates)


def decide(
    compared: Sequence[Comparison], *, accept: float = ACCEPT, margin: float = MARGIN
) -> Decision:
    """Whether the best of `compared` (best first) may be taken for the claimed work."""
    if not compared or compared[0].score < accept or not _is_located(compared[0]):
        return Decision.NONE
    for rival in compared[1:]:
        if compared[0].score - rival.score >= margin:
            break
        if not same_work(compared[0].record, rival.record):
            return Decision.AMBIGUOUS
    return Decision.MATCH


def same_work(one: ComparableRecord, other: ComparableRecord) -> bool:
    """True where two records describe one work, such as a preprint and its article."""
    if one.doi and one.doi == other.doi:
        return True
    if len("".join(one.title)) < _SHORT_TITLE or one.title != other.title:
        return False
    return bool(one.families) and one.families[:1] == other.families[:1]


def _is_located(compared: Comparison) -> bool:
    """True where more than names and a year agree: title, DOI, or a place in a container."""
    title = compared.level("title").plain
    if title in _TITLE_AGREES or compared.level("doi") is Level.SAME:
        return True
    names = ("container", "volume", "page")
    places = [name for name in names if compared.level(name) in _PLACE_AGREES]
    authors, year = compared.level("authors"), compared.level("year")
    by_authors = authors in (Level.ALL, Level.IN_TEXT) and year is Level.SAME
    return len(places) > 1 or ("container" in places and by_authors)


def rank_of(title: Level) -> int:
    """How much the level of a title says that it is the same work, 0 to 4."""
    return _TITLE_RANK.get(title, 0)


_TITLE_RANK = MappingProxyType(
    {
        Level.SAME: 4, Level.IN_TEXT: 4, Level.NEAR: 3, Level.BEGINNING: 3, Level.LIKE: 2,
        Level.SHORT_SAME: 2, Level.SHORT_IN_TEXT: 1, Level.SHORT_NEAR: 1, Level.PARTLY: 1,
    }
)  # fmt: skip
_AUTHORS_AGREE = frozenset([Level.ALL, Level.FIRST, Level.IN_TEXT, Level.FIRST_IN_TEXT])
_TITLE_AGREES = frozenset([Level.SAME, Level.IN_TEXT, Level.NEAR, Level.BEGINNING, Level.LIKE])
_PLACE_AGREES = frozenset([Level.SAME, Level.ABBREVIATED, Level.IN_TEXT])
