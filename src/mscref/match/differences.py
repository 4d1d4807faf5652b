"""Field by field: does what is claimed agree with the record that was found? Pure.

`match.py` asks whether two references can be one work, and forgives; this module assumes that
they are and names every difference. What crosses the border: a `Claim` and a `Record` in,
`Difference`s out. For a claim that is text, a value of the record that stands in the text agrees,
however the text was parsed: a slip of the parser must never accuse anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from types import MappingProxyType

from mscref.match.claim import Claim, grams_of, is_mentioned
from mscref.match.containers import (
    SameContainer,
    compare_containers,
    is_server,
    same_container,
)
from mscref.match.evidence import title_level
from mscref.match.levels import Level
from mscref.match.people import NameFault, shown_names, wrong_names
from mscref.match.record import Record, creators_of
from mscref.match.scripts import are_in_other_scripts
from mscref.match.text import american, arabic, is_one_slip, tokens
from mscref.model.arxiv import ARXIV


class Weight(Enum):
    """What a difference means for the verdict."""

    CONTRADICTION = "contradiction"
    UNCONFIRMED = "unconfirmed"
    MINOR = "minor"


class Why(Enum):
    """Why nothing contradicts and yet is not confirmed; the value is how it is said."""

    SCRIPT = "the record is in another script, which cannot be compared"
    GROUP = "the record names only a group, and not the people"
    PREPRINT = "only the preprint was found; where it was published is not confirmed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which claim and record do not agree, with both values as text.

    `why` is set where the weight is that of what is unconfirmed.
    """

    field: str
    claimed: str
    found: str
    weight: Weight
    note: str = ""
    why: Why | None = None


_SUBTITLE = re.compile(r"(?:(?<!\s)\s++)?[:?!.–—(\[]\s*|(?<!\s)\s++-+\s+")
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550/arxiv|1101/|64898/|26434/|31234/|31219/|2139/ssrn|21203/rs|20944/preprints)"
)
_YEARS_APART = 1  # online first and in print


def differences(claim: Claim, record: Record) -> list[Difference]:
    """Every difference between a claim and the record of the same work."""
    found = (*_title(claim, record), *_authors(claim, record), *_year(claim, record))
    return [*found, *_container(claim, record), *_numbers(claim, record), *_doi(claim, record)]


def is_preprint(record: Record) -> bool:
    """True where the record is that of a preprint server."""
    return record.reference.type == "article" or bool(_PREPRINT_DOI.match(record.doi))


def same_doi(one: str, other: str) -> bool:
    """True where two DOIs name one work; the version of an arXiv paper does not count."""
    return _without_version(one) == _without_version(other)


def is_whole_of(claim: Claim, record: Record) -> bool:
    """True where the record is the book or the proceedings in which the claimed work stands."""
    reference = claim.reference
    container = reference.text("container-title")
    if reference.type not in _PARTS or record.reference.type != "book" or not tokens(container):
        return False
    return same_container(container, record.reference.text("title"))


_PARTS = frozenset("chapter paper-conference entry entry-dictionary entry-encyclopedia".split())


def _without_version(doi: str) -> str:
    doi = doi.casefold()
    return re.sub(r"v\d+$", "", doi) if doi.startswith("10.48550/arxiv.") else doi


# ---------------------------------------------------------------- title


def _title(claim: Claim, record: Record) -> Iterator[Difference]:
    found, claimed = record.title, claim.record.title
    if not found or not (claimed or claim.text) or _is_title_of(claim, record):
        return
    shown = claim.reference.text("title")
    full = record.reference.text("title")
    if claim.text and _lacks_the_subtitle(claim, record):
        yield Difference(
            field="title",
            claimed=shown,
            found=full,
            weight=Weight.MINOR,
            note="without the subtitle",
        )
    elif not claimed:
        # A style without titles says nothing; a text that holds nearly this title does.
        if title_level(claim, record) in (Level.NEAR, Level.LIKE):
            yield Difference("title", claim.text, full, Weight.CONTRADICTION)
    else:
        weight, note = _weight_of_title(claim, record)
        why = Why.SCRIPT if weight is Weight.UNCONFIRMED else None
        yield Difference(
            field="title", claimed=shown, found=full, weight=weight, note=note, why=why
        )


def _is_title_of(claim: Claim, record: Record) -> bool:
    """True where what is claimed is one of the record's titles, whatever the spelling."""
    claimed = {american(one) for one in (claim.record.title, *claim.record.other_titles)}
    return any(
        american(found) in claimed or (claim.text and _stands_in(found, claim.words))
        for found in (record.title, *record.other_titles)
    )


def _weight_of_title(claim: Claim, record: Record) -> tuple[Weight, str]:
    """What it means that two titles are not the same, and in what they differ."""
    shown, full = claim.reference.text("title"), record.reference.text("title")
    if are_in_other_scripts("".join(claim.record.title), full):
        return Weight.UNCONFIRMED, "the record has it in another script"
    claimed, found = claim.record.title, record.title
    if _is_main_title(claimed, full) or _is_main_title(found, shown):
        # The parser may have cut a text off where another subtitle goes on.
        is_other = bool(claim.text) and _has_other_subtitle(claim, record)
        return (Weight.CONTRADICTION, "") if is_other else (Weight.MINOR, "without the subtitle")
    if american(tokens(_REPOSITORY.sub("", full))) == american(claimed):
        return Weight.MINOR, "the record begins with the name of the repository"
    if _is_slip(claimed, found):
        return Weight.MINOR, "a slip of one letter"
    return Weight.CONTRADICTION, ""


_REPOSITORY = re.compile(r"^[\w.-]+/(?=[\w.-]+\s*:)")  # GitHub's releases at Zenodo
_LONG_WORD = 7  # letters of a word in which one that is missing or exchanged is a slip


def _is_slip(claimed: Sequence[str], found: Sequence[str]) -> bool:
    """True where one long word has a letter less or more inside, or two exchanged.

    Another letter may be another word (`hypertension`, `hypotension`), and an end another form.
    """
    if len(claimed) != len(found):
        return False
    apart = [(one, other) for one, other in zip(claimed, found, strict=True) if one != other]
    if len(apart) != 1:
        return False
    short, full = sorted(apart[0], key=len)
    is_inside = short[0] == full[0] and short[-1] == full[-1] and full.isalpha()
    is_other_letter = len(short) == len(full) and sorted(short) != sorted(full)
    long = len(short) >= _LONG_WORD - 1 and not is_other_letter
    return is_inside and long and is_one_slip(short, full)


def _stands_in(title: Sequence[str], words: Sequence[str]) -> bool:
    """True where the title stands in the text, in British or American, and ends with a word.

    A footnote's number may follow; letters may not: `… data` does not stand in `… datasets`.
    """
    squeezed, text = american(title), american(words)
    place = text.find(squeezed)
    if place < 0:
        return False
    end = place + len(squeezed)
    rest = next(
        (stop - end for stop in accumulate(len(american([one])) for one in words) if stop >= end), 0
    )
    return not text[end : end + rest].isalpha()


def _lacks_the_subtitle(claim: Claim, record: Record) -> bool:
    """True where the main title stands in the text, and nothing like the subtitle does."""
    main = record.main_title
    if len(main) <= 8 or main not in claim.squeezed:
        return False
    subtitle = grams_of("".join(record.title).removeprefix(main))
    return len(subtitle & claim.grams) * 2 < len(subtitle)


def _has_other_subtitle(claim: Claim, record: Record) -> bool:
    """True where the text goes on behind the main title nearly like the record, and not quite."""
    main = record.main_title
    if not main or main not in claim.squeezed:
        return False
    subtitle = "".join(record.title).removeprefix(main)
    behind = claim.squeezed[claim.squeezed.index(main) + len(main) :][: len(subtitle) + 2]
    ours, theirs = grams_of(behind), grams_of(subtitle)
    return subtitle not in behind and len(ours & theirs) * 3 > len(theirs)


def _is_main_title(short: Sequence[str], full: str) -> bool:
    """True where `short` is `full` up to one of its subtitles."""
    squeezed, head = american(short), ""
    if len(squeezed) <= 8:
        return False
    for part in _SUBTITLE.split(full)[:-1]:
        head += american(tokens(part))
        if len(head) >= len(squeezed):
            return head == squeezed
    return False


# ---------------------------------------------------------------- authors


def _authors(claim: Claim, record: Record) -> Iterator[Difference]:
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


def _may_be_of_a_version(claim: Claim, record: Record) -> bool:
    """True where the end of a preprint's list is missing: its versions may name others."""
    claimed = claim.record.families
    is_beginning = len(claimed) > 1 and record.families[: len(claimed)] == claimed
    return is_preprint(record) and is_beginning and not claim.text


# ---------------------------------------------------------------- year, container, numbers


def _year(claim: Claim, record: Record) -> Iterator[Difference]:
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


def _of_a_later_year(claim: Claim, record: Record) -> tuple[Weight, str]:
    """What a year after that of a preprint means."""
    year = min(claim.record.years)
    if str(year) in record.published_in:
        return Weight.MINOR, "the year in which it was published"
    if year <= record.latest:
        return Weight.MINOR, "the year of a later version"
    if claim.record.containers:
        return Weight.UNCONFIRMED, "the record is that of the preprint"
    return Weight.CONTRADICTION, ""


def _years_outside_title(claim: Claim, record: Record) -> frozenset[int]:
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


def _container(claim: Claim, record: Record) -> Iterator[Difference]:
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
    return has_number and not _ARXIV_NUMBER.fullmatch(volume)


_ARXIV_NUMBER = re.compile(rf"\s*(?:arxiv:\s*)?(?:abs/)?{ARXIV}\s*", re.IGNORECASE)


def _agreement(claimed: str, names: Sequence[str]) -> SameContainer:
    found = {compare_containers(claimed, one) for one in names}
    order = (SameContainer.YES, SameContainer.CUT_SHORT, SameContainer.SISTER)
    return next((one for one in order if one in found), SameContainer.NO)


def _is_published_in(claimed: str, record: Record) -> bool:
    """True where a preprint's record says that it appeared there: `Phys.Rev.Lett. 13 (1964)`."""
    said = _NUMBERS_ON.split(record.published_in, maxsplit=1)[0]
    return bool(said.strip()) and same_container(claimed, said.replace(".", ". "))


_NUMBERS_ON = re.compile(r"(?:(?<![\s,])[\s,]+)?\(?\d")


def _follows_title(container: Sequence[str], claim: Claim, record: Record) -> bool:
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


def _claimed_container(claim: Claim, record: Record) -> str:
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


_NUMBERS = (("volume", "volume"), ("page", "page"))
_FROM_ONE = re.compile(r"\s*1\s*[-–—]+\s*\d+\s*")
_SINGLE = re.compile(r"\s*[A-Za-z]?\d{3,}\s*")
_RANGE = re.compile(r"\s*([A-Za-z]*\d+)\s*[-–—]+\s*([A-Za-z]*\d+)\s*")
_ONE_NUMBER = re.compile(r"\s*0*(\d+)\s*")


def _numbers(claim: Claim, record: Record) -> Iterator[Difference]:
    for variable, attribute in _NUMBERS:
        claimed, found = getattr(claim.record, attribute), getattr(record, attribute)
        if not claimed or not found or arabic(claimed) == arabic(found):
            continue
        texts = claim.word_set | claim.inner_numbers
        if claim.text and (found in texts or _has_lost_its_dash(claimed, found)):
            continue
        shown = claim.reference.text(variable) or claimed, record.reference.text(variable) or found
        if variable == "page" and _is_article_number(*shown):
            continue
        if is_preprint(record) and _ARXIV_NUMBER.fullmatch(claim.reference.text("volume")):
            continue
        has_lost_its_letters = _digits(claimed) == _digits(found) != ""
        weight = Weight.MINOR if has_lost_its_letters else Weight.CONTRADICTION
        yield Difference(variable, *shown, weight)
    yield from _last_page(claim, record)
    yield from _issue(claim, record)


def _last_page(claim: Claim, record: Record) -> Iterator[Difference]:
    """Two ranges that begin on one page and end on others; 373–83 is 373–383."""
    shown = claim.reference.text("page"), record.reference.text("page")
    ours, theirs = (_RANGE.fullmatch(one) for one in shown)
    if ours is None or theirs is None or claim.record.page != record.page:
        return
    last, found = _whole_last(*ours.groups()), _whole_last(*theirs.groups())
    if last != found and not (claim.text and {found, theirs[2]} & claim.word_set):
        yield Difference("page", *shown, Weight.MINOR, "another last page")


def _whole_last(first: str, last: str) -> str:
    """The last page of a range, with the digits that it shares with the first."""
    first, last = first.casefold(), last.casefold()
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _issue(claim: Claim, record: Record) -> Iterator[Difference]:
    """Two issues that are single numbers."""
    shown = claim.reference.text("issue"), record.reference.text("issue")
    ours, theirs = (_ONE_NUMBER.fullmatch(one) for one in shown)
    if ours is None or theirs is None or ours[1] == theirs[1]:
        return
    if not (claim.text and theirs[1] in claim.word_set):
        yield Difference("issue", *shown, Weight.MINOR, "another issue")


def _digits(number: str) -> str:
    """`391` of `e391`."""
    return "".join(char for char in number if char.isdigit())


def _is_article_number(one: str, other: str) -> bool:
    """True where one side numbers the article and the other its pages, from 1."""
    return any(
        _FROM_ONE.fullmatch(pages) and _SINGLE.fullmatch(number)
        for pages, number in ((one, other), (other, one))
    )


def _has_lost_its_dash(claimed: str, found: str) -> bool:
    """True for the page `345352` of a text whose range 345–352 lost its dash in a conversion."""
    return claimed.startswith(found) and len(claimed) >= 2 * len(found) - 1 > 1


def _doi(claim: Claim, record: Record) -> Iterator[Difference]:
    claimed, found = claim.record.doi, record.doi
    if not claimed or not found or same_doi(claimed, found):
        return
    weight, note = Weight.CONTRADICTION, ""
    if claimed.startswith(f"{found}/") and _PAGE_OF_A_SITE.fullmatch(claimed, len(found)):
        weight, note = Weight.MINOR, "followed by what the address of a page adds"
    yield Difference(field="DOI", claimed=claimed, found=found, weight=weight, note=note)


_PAGE_OF_A_SITE = re.compile(r"/(?:\d{5,}|full|pdf|abstract|html|epub)(?:/.*)?")
