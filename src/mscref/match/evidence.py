"""How well a found record fits a claimed reference: evidence field by field, summed to a score.

What crosses the border: a `Claim` and candidate `Record`s in, `Match`es with their evidence out.
Pure; nothing is looked up.

The score is that of Fellegi and Sunter (1969): each field agrees at one of a few levels, each
level is worth the binary logarithm of how much likelier it is for the same work than for the
nearest other work, and the worths are added. What a claim or record does not say is worth
nothing. The table of worths and the two thresholds are fitted to data by `make matchbench FIT=1`
and explained in docs/matching.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from mscref.match.record import Record, prepare
from mscref.match.siblings import (
    are_siblings,
    ends_in_number,
    has_sibling_before,
    holds_remark,
    names_other_part,
    split_part,
)
from mscref.match.text import is_abbreviation_of, is_shortened, significant_words, tokens_and_gaps
from mscref.model.reference import Reference

# field → level → bits of evidence, from `make matchbench FIT=1`. Set by reasoning, since the data
# hold too few: "first" and "some" of the authors, the "beginning" of a title, and the DOI.
WEIGHTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "title": {
            "same": 11.9,
            "in text": 8.4,
            "near": 5.7,
            "beginning": 5.0,
            "like": 1.9,
            "partly": -0.4,
            "not in text": -2.6,
            "different": -8.0,
            "short same": 6.1,
            "short in text": 3.5,
            "short near": 0.4,
            "short like": 0.4,
            "short partly": 0.0,
        },
        "authors": {
            "all": 3.9,
            "in text": 2.1,
            "first": 2.0,
            "first in text": 1.0,
            "some": -1.0,
            "none": -6.2,
        },
        "year": {"same": 0.5, "next": -1.6, "different": -8.0},
        "container": {
            "same": 1.8,
            "abbreviated": 2.0,
            "in text": 1.9,
            "not in text": -3.1,
            "partly": -4.0,
            "different": -8.0,
        },
        "volume": {"same": 1.1, "in text": 1.0, "not in text": -5.0, "different": -8.0},
        "page": {"same": 2.8, "in text": 1.6, "not in text": -4.6, "different": -3.2},
        "doi": {"same": 12.0, "different": -4.0},
    }
)
ACCEPT = 1.0  # bits: a match is believed from here on
MARGIN = 1.0  # bits: by which it must be better than the next different work

_LONG = 12  # letters that stand in another word by chance no more
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_LABEL = re.compile(r"^\W*\d{1,3}\W")  # the number of a reference in its list
_NUMBER = re.compile(r"\b[A-Za-z]?\d+")
_ADDRESS = re.compile(
    r"https?://\S+|\bdoi\b:?\s*\S+|\b10\.\d{4,9}/\S+|\barxiv:\s*\S+", re.IGNORECASE
)


@dataclass(frozen=True)
class Claim:
    """What somebody says about a work: its fields, its text in the reference list, or both."""

    reference: Reference
    text: str = ""

    @cached_property
    def record(self) -> Record:
        """The fields, made ready for comparing."""
        return prepare(self.reference)

    @cached_property
    def bare_text(self) -> str:
        """The text without the number in front, and without DOIs, URLs and arXiv numbers."""
        return _ADDRESS.sub(" ", _LABEL.sub("", self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the bare text."""
        return tuple(self._words_and_gaps[0])

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What stands in front of each word: spaces and punctuation."""
        return tuple(self._words_and_gaps[1])

    @cached_property
    def _words_and_gaps(self) -> tuple[list[str], list[str]]:
        return tokens_and_gaps(self.bare_text)

    @cached_property
    def squeezed(self) -> str:
        """The folded text without spaces: hyphens and line breaks do not matter in it."""
        return "".join(self.words)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in `squeezed`."""
        return tuple(accumulate(map(len, self.words)))

    def mentions(self, squeezed: str) -> bool:
        """True where some squeezed words stand in the text; few letters only as whole words."""
        return squeezed in self.squeezed and is_mentioned(squeezed, self.words)

    @cached_property
    def grams(self) -> frozenset[str]:
        """The runs of three letters in the text."""
        return grams_of(self.squeezed)

    @cached_property
    def word_set(self) -> frozenset[str]:
        """The words of the text without order."""
        return frozenset(self.words)

    @cached_property
    def inner_numbers(self) -> frozenset[str]:
        """The numbers that stand beside letters in one word."""
        mixed = (word for word in self.words if not word.isdigit())
        return frozenset(number for word in mixed for number in re.findall(r"\d+", word))

    @cached_property
    def has_numbers(self) -> bool:
        """True where the text holds a number that may be a volume or a page."""
        return bool(_NUMBER.search(_YEAR.sub(" ", self.bare_text)))

    @cached_property
    def text_years(self) -> frozenset[int]:
        """Everything in the text that may be a year."""
        return frozenset(int(year) for year in _YEAR.findall(self.bare_text))


def is_mentioned(squeezed: str, words: Sequence[str]) -> bool:
    """True where some squeezed words stand among others; few letters only as whole words.

    `CHI` does not stand in `machine`, nor `Chen` in `Cheng`; a long name may have lost a space.
    """
    text = "".join(words)
    ends = {0, *accumulate(map(len, words))}
    place = text.find(squeezed) if squeezed else -1
    while place >= 0:
        if len(squeezed) >= _LONG or (place in ends and place + len(squeezed) in ends):
            return True
        place = text.find(squeezed, place + 1)
    return False


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far one field agrees: the level reached, and what it is worth in bits."""

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate with its score and the evidence that adds up to it."""

    candidate: Record
    score: float
    evidence: tuple[Evidence, ...] = field(default=())

    def level(self, name: str) -> str:
        """The level that field `name` reached, "" where nothing could be said."""
        return next((one.level for one in self.evidence if one.field == name), "")


class Decision(Enum):
    """What the scores allow us to say."""

    MATCH = "match"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


def rank_candidates(claim: Claim, candidates: Iterable[Record]) -> list[Match]:
    """All candidates with their scores, best first; equal scores keep their order."""
    matches = [score_candidate(claim, candidate) for candidate in candidates]
    return sorted(matches, key=lambda match: -match.score)


def decide(matches: Sequence[Match], *, accept: float = ACCEPT, margin: float = MARGIN) -> Decision:
    """Whether the best of `matches` (best first) may be taken for the claimed work."""
    if not matches or matches[0].score < accept or not _is_located(matches[0]):
        return Decision.NONE
    for rival in matches[1:]:
        if matches[0].score - rival.score >= margin:
            break
        if not same_work(matches[0].candidate, rival.candidate):
            return Decision.AMBIGUOUS
    return Decision.MATCH


def _is_located(match: Match) -> bool:
    """True where more than names and a year agree: title, DOI, or a place in a container."""
    title = match.level("title").removeprefix("short ")
    if title in _TITLE_AGREES or match.level("doi") == "same":
        return True
    names = ("container", "volume", "page")
    places = [name for name in names if match.level(name) in _PLACE_AGREES]
    by_authors = match.level("authors") in ("all", "in text") and match.level("year") == "same"
    return len(places) > 1 or ("container" in places and by_authors)


_TITLE_AGREES = frozenset(["same", "in text", "near", "beginning", "like"])
_PLACE_AGREES = frozenset(["same", "abbreviated", "in text"])


def same_work(one: Record, other: Record) -> bool:
    """True where two records describe one work, such as a preprint and its article."""
    if one.doi and one.doi == other.doi:
        return True
    if len("".join(one.title)) < _SHORT_TITLE or one.title != other.title:
        return False
    return bool(one.families) and one.families[:1] == other.families[:1]


def score_candidate(claim: Claim, candidate: Record) -> Match:
    """Compare field by field and add up what the agreement is worth."""
    evidence = []
    for name, compare in _COMPARISONS.items():
        level = compare(claim, candidate)
        if level:
            evidence.append(Evidence(name, level, WEIGHTS[name].get(level, 0.0)))
    return Match(candidate, sum(one.bits for one in evidence), tuple(evidence))


# ---------------------------------------------------------------- one comparison per field

_SHORT_TITLE = 20  # letters; a shorter title turns up inside other text by chance
_PARTING = re.compile(r"[^\s\w-]")
_NO_TITLE = 4  # letters; what is left of a damaged record ("The") says nothing
_NEAR = 0.9


def _title(claim: Claim, candidate: Record) -> str:
    level = _title_level(claim, candidate)
    size = "short " if level.startswith("short ") else ""
    return f"{size}partly" if level and _is_sibling(level, claim, candidate) else level


def _title_level(claim: Claim, candidate: Record) -> str:
    found = "".join(candidate.title)
    if len(found) < _NO_TITLE:
        return ""
    claimed = "".join(claim.record.title)
    size = "short " if len(found) < _SHORT_TITLE else ""
    if claimed and claimed == found:
        return f"{size}same"
    if claim.squeezed and found in claim.squeezed:
        return f"{size}in text"
    if _begins_in_text(claim, candidate):
        return "beginning"
    grams = grams_of(found)
    likeness = 0.0
    if claimed:
        likeness = _dice(grams_of(claimed), grams)
        shorter, longer = sorted((claimed, found), key=len)
        if likeness < _NEAR and len(shorter) >= _SHORT_TITLE and longer.startswith(shorter):
            return "beginning"
    covered = len(grams & claim.grams) / len(grams) if claim.text and grams else 0.0
    if not claimed and not claim.text:
        return ""
    for level, enough in (("near", _NEAR), ("like", 0.75), ("partly", 0.5)):
        if max(likeness, covered) >= enough:
            return f"{size}{level}"
    # A text without any title (many styles of chemistry and physics) says nothing against one.
    return "different" if claimed and likeness < 0.5 else "not in text"


def _begins_in_text(claim: Claim, candidate: Record) -> bool:
    """True where the title without its subtitle stands in the text, as words of its own."""
    main = candidate.main_title
    if len(main) < _SHORT_TITLE:
        return False
    place = claim.squeezed.find(main)
    if place < 0 or place + len(main) not in claim.ends:
        return False
    first = bisect_left(claim.ends, place + 1)
    # Inside a longer title nothing parts it from the word before.
    return not first or claim.words[first - 1].isdigit() or bool(_PARTING.search(claim.gaps[first]))


def _is_sibling(level: str, claim: Claim, candidate: Record) -> bool:
    """True where a title that agrees so far is that of another part, or of a reply."""
    level = level.removeprefix("short ")
    title = candidate.title
    if level == "in text":
        before, after = _around(claim, "".join(title))
        # `… II` is found in `… III`: the title must end where a word of the text ends.
        return has_sibling_before(before, title) or (ends_in_number(title) and after is None)
    if level not in ("near", "beginning", "like"):
        return False
    if claim.record.title and are_siblings(claim.record.title, title):
        return True
    if holds_remark(claim.words, title):
        return True
    head, part = split_part(title)
    if not claim.text or not part:
        return False
    _, after = _around(claim, "".join(head))
    return bool(after) and names_other_part(after or (), part)


def _around(claim: Claim, squeezed: str) -> tuple[Sequence[str], Sequence[str] | None]:
    """The words in front of and behind some squeezed words; None behind where a word goes on."""
    place = claim.squeezed.find(squeezed) if squeezed else -1
    if place < 0:
        return (), ()
    end = place + len(squeezed)
    before = claim.words[: bisect_left(claim.ends, place + 1)]
    behind = bisect_left(claim.ends, end)
    return before, claim.words[behind + 1 :] if claim.ends[behind] == end else None


def _authors(claim: Claim, candidate: Record) -> str:
    found = candidate.families
    if not found:
        return ""
    claimed = claim.record.families
    if claimed:
        share = sum(_is_among(name, found) for name in claimed) / len(claimed)
        if share > 0.75:
            return "all"
        if _is_among(found[0], claimed[:1]):
            return "first"
        if share:
            return "some"
        return "some" if claim.text and _in_text(found[0], claim) else "none"
    if not claim.text:
        return ""
    present = [_in_text(name, claim) for name in found[:3]]
    if all(present):
        return "in text"
    return "first in text" if present[0] else "none"


def _year(claim: Claim, candidate: Record) -> str:
    claimed = claim.record.years or tuple(claim.text_years)
    if not claimed or not candidate.years:
        return ""
    apart = min(abs(one - other) for one in claimed for other in candidate.years)
    return {0: "same", 1: "next"}.get(apart, "different")


def _container(claim: Claim, candidate: Record) -> str:
    if not candidate.containers:
        return ""
    claimed = claim.record.containers
    levels = [_container_level(one, other) for one in claimed for other in candidate.containers]
    if claim.text and not (levels and min(levels) < _CONTAINER_LEVELS.index("partly")):
        levels += [_container_in_text(claim, one) for one in candidate.containers]
    return _CONTAINER_LEVELS[min(levels)] if levels else ""


# Best first; comparisons return the index.
_CONTAINER_LEVELS = ("same", "abbreviated", "in text", "partly", "not in text", "different")


def _container_level(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    if one == other:
        return 0
    shorter, longer = sorted((" ".join(one), " ".join(other)), key=len)
    if is_abbreviation_of(shorter, longer):
        return 1
    left, right = set(significant_words(shorter)), set(significant_words(longer))
    alike = sum(any(is_shortened(*sorted((a, b), key=len)) for b in right) for a in left)
    return 3 if alike and alike * 2 >= min(len(left), len(right)) else 5


def _container_in_text(claim: Claim, container: tuple[str, ...]) -> int:
    if claim.mentions("".join(container)):
        return 2
    wanted = significant_words(" ".join(container))
    words = claim.words
    for start in range(len(words)):
        if words[start][0] == (wanted[0][0] if wanted else "") and _stands_at(words, start, wanted):
            return 2
    return 4


def _stands_at(words: tuple[str, ...], start: int, wanted: list[str]) -> bool:
    """True where the words from `start` on abbreviate the wanted ones, stop words left out."""
    place = start
    for full in wanted:
        while place < len(words) and place > start and words[place] in _LEFT_OUT:
            place += 1
        if place >= len(words) or not is_shortened(words[place], full):
            return False
        place += 1
    return True


_LEFT_OUT = frozenset("of the and for in on a an de la et der und".split())


def _volume(claim: Claim, candidate: Record) -> str:
    level = _number(claim.record.volume, candidate.volume, claim)
    # Volume 35 of a record stands in a text as `M35` or `s35-VIII`.
    return (
        "in text" if level == "not in text" and candidate.volume in claim.inner_numbers else level
    )


def _page(claim: Claim, candidate: Record) -> str:
    return _number(claim.record.page, candidate.page, claim)


def _number(claimed: str, found: str, claim: Claim) -> str:
    if not found:
        return ""
    if claimed == found:
        return "same"
    if found in claim.word_set or f"0{found}" in claim.word_set:
        return "in text"
    if claimed:
        return "different"
    return "not in text" if claim.has_numbers else ""


def _doi(claim: Claim, candidate: Record) -> str:
    if not claim.record.doi or not candidate.doi:
        return ""
    return "same" if claim.record.doi == candidate.doi else "different"


_COMPARISONS = MappingProxyType(
    {
        "title": _title,
        "authors": _authors,
        "year": _year,
        "container": _container,
        "volume": _volume,
        "page": _page,
        "doi": _doi,
    }
)


# ---------------------------------------------------------------- likeness of words


def grams_of(squeezed: str) -> frozenset[str]:
    """The runs of three letters in a text without spaces."""
    return frozenset(squeezed[place : place + 3] for place in range(len(squeezed) - 2))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _is_among(name: str, others: Sequence[str]) -> bool:
    """True where the name is one of the others, or the same but for a particle or a slip."""
    for other in others:
        if name == other:
            return True
        shorter, longer = sorted((name, other), key=len)
        if len(shorter) > 3 and (longer.endswith(shorter) or longer.startswith(shorter)):
            return True
        if len(shorter) > 4 and _dice(grams_of(shorter), grams_of(longer)) > 0.6:
            return True
    return False


def _in_text(name: str, claim: Claim) -> bool:
    return name in claim.word_set or (len(name) > 3 and claim.mentions(name))
