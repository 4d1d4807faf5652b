"""Field by field: does what is claimed agree with the record that was found? Pure.

`match.py` asks whether two references can be one work, and forgives; this module assumes that
they are and names every difference. What crosses the border: a `Claim` and a `Record` in,
`Difference`s out. For a claim that is text, a value of the record that stands in the text agrees,
however the text was parsed: a slip of the parser must never accuse anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

from mscref.match.claim import Claim, is_mentioned
from mscref.match.containers import (
    SameContainer,
    compare_containers,
    is_server,
    same_container,
)
from mscref.match.difference import (
    Difference,
    Weight,
    Why,
    is_arxiv_number,
    is_preprint,
    same_doi,
)
from mscref.match.number_differences import number_differences
from mscref.match.people import NameFault, shown_names, wrong_names
from mscref.match.record import ComparableRecord, creators_of
from mscref.match.scripts import are_in_other_scripts
from mscref.match.text import tokens
from mscref.match.title_differences import title_differences

_YEARS_APART = 1  # online first and in print


def differences(claim: Claim, record: ComparableRecord) -> list[Difference]:
    """Every difference between a claim and the record of the same work."""
    return [found for look in _LOOKS for found in look(claim, record)]


def is_whole_of(claim: Claim, record: ComparableRecord) -> bool:
    """True where the record is the book or the proceedings in which the claimed work stands."""
    reference = claim.reference
    container = reference.text("container-title")
    if reference.type not in _PARTS or record.reference.type != "book" or not tokens(container):
        return False
    return same_container(container, record.reference.text("title"))


_PARTS = frozenset("chapter paper-conference entry entry-dictionary entry-encyclopedia".split())


# ---------------------------------------------------------------- authors


def _authors(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    wrong = wrong_names(claim, record)
    if wrong is not None:
        claimed = shown_names(creators_of(claim.reference))
        found = shown_names(creators_of(record.reference))
        why = _WHY_OF_FAULT.get(wrong.fault)
        weight = Weight.UNCONFIRMED if why else Weight.CONTRADICTION
        if wrong.fault is NameFault.LEFT_OUT and _may_be_of_a_version(claim, record):
            weight = Weight.MINOR
        yield Difference(
            field="author", claimed=claimed, found=found, weight=weight, note=wrong.note, why=why
        )


_WHY_OF_FAULT = MappingProxyType({NameFault.SCRIPT: Why.SCRIPT, NameFault.GROUP: Why.GROUP})


def _may_be_of_a_version(claim: Claim, record: ComparableRecord) -> bool:
    """True where the end of a preprint's list is missing: its versions may name others."""
    claimed = claim.record.families
    is_beginning = len(claimed) > 1 and record.families[: len(claimed)] == claimed
    return is_preprint(record) and is_beginning and not claim.text


# ---------------------------------------------------------------- year, container, numbers


def _year(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    claimed = claim.record.years
    if not claimed or not record.years:
        return
    apart = min(abs(one - other) for one in claimed for other in record.years)
    if not apart or (claim.text and _years_outside_title(claim, record) & set(record.years)):
        return
    weight, note = Weight.CONTRADICTION, ""
    if apart <= _YEARS_APART:
        weight, note = Weight.MINOR, "online first or in print"
    elif is_preprint(record) and min(claimed) > max(record.years):
        weight, note = _of_a_later_year(claim, record)
    why = Why.PREPRINT if weight is Weight.UNCONFIRMED else None
    yield Difference(
        field="issued",
        claimed=str(claimed[0]),
        found=str(record.years[0]),
        weight=weight,
        note=note,
        why=why,
    )


def _of_a_later_year(claim: Claim, record: ComparableRecord) -> tuple[Weight, str]:
    """What a year after that of a preprint means."""
    year = min(claim.record.years)
    if str(year) in record.published_in:
        return Weight.MINOR, "the year in which it was published"
    if year <= record.latest:
        return Weight.MINOR, "the year of a later version"
    if claim.record.containers:
        return Weight.UNCONFIRMED, "the record is that of the preprint"
    return Weight.CONTRADICTION, ""


def _years_outside_title(claim: Claim, record: ComparableRecord) -> frozenset[int]:
    """The years in the text, without those of the title: `Report of 2021`."""
    in_title = [int(word) for word in record.title if word.isdigit() and len(word) == 4]
    place = _end_of(record.title, claim.words) if in_title else None
    if place is None:
        return claim.text_years
    outside = [*claim.words[: _start_of(record.title, claim.words, place)], *claim.words[place:]]
    return claim.text_years & {int(word[:4]) for word in outside if word[:4].isdigit()}


def _start_of(title: Sequence[str], words: Sequence[str], end: int) -> int:
    """The place of the first word of a title that ends in front of `end`."""
    letters = sum(map(len, title))
    while letters > 0:
        end -= 1
        letters -= len(words[end])
    return end


def _container(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    claimed = _claimed_container(claim, record)
    if not tokens(claimed) or (is_server(claimed) and not _is_of_a_volume(claim)):
        return
    agreement = _agreement(claimed, record.venues)
    if agreement is SameContainer.YES or _is_published_in(claimed, record):
        return
    parsed = claim.reference.text("container-title")
    if claim.text:
        if tokens(parsed) and set(tokens(parsed)) & set(tokens(claimed)):
            claimed = parsed
        if _agreement(claimed, record.venues) is SameContainer.YES:
            return
        if any(_follows_title(one, claim, record) for one in record.containers):
            return
    shown = record.reference.text("container-title")
    if not record.venues or is_server(shown):
        if is_preprint(record):
            note = "only the preprint was found"
            yield Difference(
                field="container-title",
                claimed=claimed,
                found=shown,
                weight=Weight.UNCONFIRMED,
                note=note,
                why=Why.PREPRINT,
            )
        return
    weight, note = Weight.CONTRADICTION, ""
    why: Why | None = None
    is_book = record.reference.type in _OF_BOOKS  # whose subtitles tell nothing apart
    if agreement is SameContainer.CUT_SHORT or (is_book and agreement is SameContainer.SISTER):
        weight, note = Weight.MINOR, "one of the names is cut short"
    elif all(are_in_other_scripts(claimed, one) for one in record.venues):
        weight, note = Weight.UNCONFIRMED, "the record has it in another script"
        why = Why.SCRIPT
    yield Difference(
        field="container-title", claimed=claimed, found=shown, weight=weight, note=note, why=why
    )


def _is_of_a_volume(claim: Claim) -> bool:
    """True where a number of a volume is claimed; `abs/1706.03762`, `cs.LG` are arXiv's."""
    volume = claim.reference.text("volume")
    has_number = any(char.isdigit() for char in volume)
    return has_number and not is_arxiv_number(volume)


def _agreement(claimed: str, names: Sequence[str]) -> SameContainer:
    found = {compare_containers(claimed, one) for one in names}
    order = (SameContainer.YES, SameContainer.CUT_SHORT, SameContainer.SISTER)
    return next((one for one in order if one in found), SameContainer.NO)


def _is_published_in(claimed: str, record: ComparableRecord) -> bool:
    """True where a preprint's record says that it appeared there: `Phys.Rev.Lett. 13 (1964)`."""
    said = _NUMBERS_ON.split(record.published_in, maxsplit=1)[0]
    return bool(said.strip()) and same_container(claimed, said.replace(".", ". "))


_NUMBERS_ON = re.compile(r"(?:(?<![\s,])[\s,]+)?\(?\d")


def _follows_title(container: Sequence[str], claim: Claim, record: ComparableRecord) -> bool:
    """True where the container stands in the text, other than in the title."""
    start = _end_of(record.title, claim.words) or 0
    words = claim.words[start:]
    if len(container) > 1:
        return is_mentioned("".join(container), words)
    # `Nature` of a text may be the beginning of *Nature Communications*.
    return any(
        word == container[0] and _stands_alone(claim, start + place)
        for place, word in enumerate(words)
    )


def _stands_alone(claim: Claim, place: int) -> bool:
    """True where something parts a word from the words around it, or numbers stand there."""
    before, after = claim.gaps[place], claim.gaps[place + 1 : place + 2]
    is_parted = any(sign in before for sign in _PARTING) or claim.words[place - 1].isdigit()
    follows = claim.words[place + 1 : place + 2]
    ends = not follows or follows[0][0].isdigit() or any(s in after[0] for s in _PARTING)
    return is_parted and ends


_PARTING = ".,;:?!()[]“”\"'’"


def _claimed_container(claim: Claim, record: ComparableRecord) -> str:
    """Where the claim says that the work appeared: its field, or what follows the title."""
    if not claim.text:
        return claim.reference.text("container-title") or claim.reference.text("event-title")
    if record.reference.type in _STAND_ALONE:
        return ""
    place = _end_of(record.title, claim.words)
    if place is None:
        return ""
    ignored = {*record.families, *tokens(record.reference.text("publisher")), *_NOT_A_VENUE}
    rest = [word for word in claim.words[place:] if word.isalpha() and word not in ignored]
    return " ".join(rest) if any(len(word) > 2 for word in rest) else ""


_OF_BOOKS = frozenset(["chapter", "entry", "entry-dictionary", "entry-encyclopedia"])
# These appear at a publisher, which follows the title instead of a container.
_STAND_ALONE = frozenset("book chapter report thesis webpage dataset software entry".split())
_NOT_A_VENUE = frozenset(
    """in internet cited available at from published online accessed and the of et al vol volume no
    nr issue pp p pages art article id doi url https http retrieved epub ahead print eds ed hrsg
    press jan feb mar apr may jun jul aug sep oct nov dec january february march april june july
    august september october november december a b c preprint""".split()
)


def _end_of(title: Sequence[str], words: Sequence[str]) -> int | None:
    """The place behind the title among the words, whatever the spaces; None where it is not."""
    squeezed = "".join(title)
    for start in range(len(words)):
        if not squeezed.startswith(words[start]):
            continue
        joined = ""
        for place in range(start, len(words)):
            joined += words[place]
            if joined == squeezed:
                return place + 1
            if not squeezed.startswith(joined):
                break
    return None


def _doi(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    claimed, found = claim.record.doi, record.doi
    if not claimed or not found or same_doi(claimed, found):
        return
    weight, note = Weight.CONTRADICTION, ""
    if claimed.startswith(f"{found}/") and _PAGE_OF_A_SITE.fullmatch(claimed, len(found)):
        weight, note = Weight.MINOR, "followed by what the address of a page adds"
    yield Difference(field="DOI", claimed=claimed, found=found, weight=weight, note=note)


_PAGE_OF_A_SITE = re.compile(r"/(?:\d{5,}|full|pdf|abstract|html|epub)(?:/.*)?")


# In the order in which they are said.
_LOOKS: tuple[Callable[[Claim, ComparableRecord], Iterator[Difference]], ...] = (
    title_differences,
    _authors,
    _year,
    _container,
    number_differences,
    _doi,
)
