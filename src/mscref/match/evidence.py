"""How well a found record fits a claimed reference: evidence field by field. Pure.

What crosses the border: a `Claim` and a `ComparableRecord` in, the `Evidence` of each field out.

The score is that of Fellegi and Sunter (1969): each field agrees at one of a few levels, each
level is worth the binary logarithm of how much likelier it is for the same work than for the
nearest other work, and the worths are added. What a claim or record does not say is worth
nothing. The table of worths and the two thresholds (levels.py) are fitted to data by `make
matchbench FIT=1` and explained in docs/matching.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mscref.match.claim import Claim, grams_of
from mscref.match.containers import SameContainer, compare_containers
from mscref.match.levels import WEIGHTS, Level
from mscref.match.record import ComparableRecord
from mscref.match.scripts import are_in_other_scripts
from mscref.match.siblings import (
    are_siblings,
    ends_in_number,
    has_sibling_before,
    holds_remark,
    names_other_part,
    spelled,
    split_part,
)
from mscref.match.text import is_shortened, significant_words, tokens
from mscref.records import replaced as replace


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far one field agrees: the level reached, and what it is worth in bits."""

    field: str
    level: Level
    bits: float


def evidence_of(claim: Claim, candidate: ComparableRecord) -> tuple[Evidence, ...]:
    """Compare field by field; what cannot be compared is left out."""
    found = []
    for name, compare in _COMPARISONS.items():
        level = compare(claim, candidate)
        if level:
            found.append(Evidence(name, level, WEIGHTS[name].get(level, 0.0)))
    return tuple(found)


# ---------------------------------------------------------------- one comparison per field

_SHORT_TITLE = 20  # letters; a shorter title turns up inside other text by chance
_PARTING = re.compile(r"[^\s\w-]")
_NO_TITLE = 4  # letters; what is left of a damaged record ("The") says nothing
_NEAR = 0.9
_SPELLED = 0.4  # from which on titles may be one in British and American, in words and in figures


def title_level(claim: Claim, candidate: ComparableRecord) -> Level:
    """How far the titles agree, whichever of the record's titles fits best."""
    level = _level_of_title(claim, candidate)
    is_all = not candidate.other_titles and len(claim.readings) == 1
    if is_all or level in (Level.SAME, Level.IN_TEXT):
        return level
    titles = [
        candidate,
        *(replace(candidate, title=title, main_title="") for title in candidate.other_titles),
    ]
    others = (_level_of_title(one, titled) for one in claim.readings for titled in titles)
    worths = WEIGHTS["title"]
    return max((level, *others), key=lambda one: worths.get(one, worths[Level.DIFFERENT]))


def _level_of_title(claim: Claim, candidate: ComparableRecord) -> Level:
    level = _likeness_of_title(claim, candidate)
    if level and _is_sibling(level.plain, claim, candidate):
        return Level.PARTLY if level.plain is level else Level.SHORT_PARTLY
    return level


def _likeness_of_title(claim: Claim, candidate: ComparableRecord) -> Level:
    found = "".join(candidate.title)
    if len(found) < _NO_TITLE and found.isascii():
        return Level.UNSAID
    claimed = "".join(claim.record.title)
    is_short = len(found) < _SHORT_TITLE
    if claimed and claimed == found:
        return Level.SHORT_SAME if is_short else Level.SAME
    if claim.squeezed and found in claim.squeezed:
        return Level.SHORT_IN_TEXT if is_short else Level.IN_TEXT
    if are_in_other_scripts(claimed, found):
        return Level.UNSAID
    if _begins_in_text(claim, candidate):
        return Level.BEGINNING
    grams = grams_of(found)
    likeness = 0.0
    if claimed:
        likeness = _dice(grams_of(claimed), grams)
        if likeness > _SPELLED and spelled(claim.record.title) == spelled(candidate.title):
            return Level.SHORT_SAME if is_short else Level.SAME
        shorter, longer = sorted((claimed, found), key=len)
        if likeness < _NEAR and len(shorter) >= _SHORT_TITLE and longer.startswith(shorter):
            return Level.BEGINNING
    covered = len(grams & claim.grams) / len(grams) if claim.text and grams else 0.0
    if not claimed and not claim.text:
        return Level.UNSAID
    for level, enough in ((Level.NEAR, _NEAR), (Level.LIKE, 0.75), (Level.PARTLY, 0.5)):
        if max(likeness, covered) >= enough:
            return level.short if is_short else level
    # A text without any title (many styles of chemistry and physics) says nothing against one.
    return Level.DIFFERENT if claimed and likeness < 0.5 else Level.NOT_IN_TEXT


def _begins_in_text(claim: Claim, candidate: ComparableRecord) -> bool:
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


def _is_sibling(level: Level, claim: Claim, candidate: ComparableRecord) -> bool:
    """True where a title that agrees so far is that of another part, or of a reply."""
    title = candidate.title
    if level is Level.IN_TEXT:
        before, after = _around(claim, "".join(title))
        # `… II` is found in `… III`: the title must end where a word of the text ends.
        return has_sibling_before(before, title) or (ends_in_number(title) and after is None)
    if level not in (Level.NEAR, Level.BEGINNING, Level.LIKE):
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


def _authors(claim: Claim, candidate: ComparableRecord) -> Level:
    found = candidate.families
    claimed = claim.record.families
    if not found or (claimed and are_in_other_scripts(claimed[0], found[0])):
        return Level.UNSAID
    if claimed:
        share = sum(_is_among(name, found) for name in claimed) / len(claimed)
        if share > 0.75:
            return Level.ALL
        if _is_among(found[0], claimed[:1]):
            return Level.FIRST
        if share:
            return Level.SOME
        return Level.SOME if claim.text and _in_text(found[0], claim) else Level.NONE
    if not claim.text:
        return Level.UNSAID
    present = [_in_text(name, claim) for name in found[:3]]
    if all(present):
        return Level.IN_TEXT
    return Level.FIRST_IN_TEXT if present[0] else Level.NONE


def _year(claim: Claim, candidate: ComparableRecord) -> Level:
    claimed = claim.record.years or tuple(claim.text_years)
    if not claimed or not candidate.years:
        return Level.UNSAID
    apart = min(abs(one - other) for one in claimed for other in candidate.years)
    return {0: Level.SAME, 1: Level.NEXT}.get(apart, Level.DIFFERENT)


def _container(claim: Claim, candidate: ComparableRecord) -> Level:
    if not candidate.containers:
        return Level.UNSAID
    claimed = claim.record.venues
    levels = [_container_level(one, other) for one in claimed for other in candidate.venues]
    if claim.text and not (levels and min(levels) < _CONTAINER_LEVELS.index(Level.PARTLY)):
        levels += [_container_in_text(claim, one) for one in candidate.containers]
    return _CONTAINER_LEVELS[min(levels)] if levels else Level.UNSAID


# Best first; comparisons return the index.
_CONTAINER_LEVELS = (
    Level.SAME, Level.ABBREVIATED, Level.IN_TEXT, Level.PARTLY, Level.NOT_IN_TEXT, Level.DIFFERENT,
)  # fmt: skip


def _container_level(one: str, other: str) -> int:
    if tokens(one) == tokens(other):
        return 0
    agreement = compare_containers(one, other)
    if agreement is SameContainer.YES:
        return 1
    left, right = set(significant_words(one)), set(significant_words(other))
    alike = sum(any(is_shortened(*sorted((a, b), key=len)) for b in right) for a in left)
    is_partly = alike and alike * 2 >= min(len(left), len(right))
    return 3 if is_partly or agreement is SameContainer.CUT_SHORT else 5


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


def _volume(claim: Claim, candidate: ComparableRecord) -> Level:
    level = _number(claim.record.volume, candidate.volume, claim)
    # Volume 35 of a record stands in a text as `M35` or `s35-VIII`.
    is_inside = level is Level.NOT_IN_TEXT and candidate.volume in claim.inner_numbers
    return Level.IN_TEXT if is_inside else level


def _page(claim: Claim, candidate: ComparableRecord) -> Level:
    return _number(claim.record.page, candidate.page, claim)


def _number(claimed: str, found: str, claim: Claim) -> Level:
    if not found:
        return Level.UNSAID
    if claimed == found:
        return Level.SAME
    if found in claim.word_set or f"0{found}" in claim.word_set:
        return Level.IN_TEXT
    if claimed:
        return Level.DIFFERENT
    return Level.NOT_IN_TEXT if claim.has_numbers else Level.UNSAID


def _doi(claim: Claim, candidate: ComparableRecord) -> Level:
    if not claim.record.doi or not candidate.doi:
        return Level.UNSAID
    return Level.SAME if claim.record.doi == candidate.doi else Level.DIFFERENT


_COMPARISONS = MappingProxyType(
    {
        "title": title_level,
        "authors": _authors,
        "year": _year,
        "container": _container,
        "volume": _volume,
        "page": _page,
        "doi": _doi,
    }
)


# ---------------------------------------------------------------- likeness of words


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
