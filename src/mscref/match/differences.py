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

from mscref.match.containers import is_server, same_container
from mscref.match.evidence import Claim, grams_of, is_mentioned, score_candidate
from mscref.match.people import shown_names, wrong_names
from mscref.match.record import Record, creators_of
from mscref.match.text import american, arabic, tokens


class Weight(Enum):
    """What a difference means for the verdict."""

    CONTRADICTION = "contradiction"
    UNCONFIRMED = "unconfirmed"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which claim and record do not agree, with both values as text."""

    field: str
    claimed: str
    found: str
    weight: Weight
    note: str = ""


_SUBTITLE = re.compile(r"\s*[:?!.–—(\[]\s*|\s+-+\s+")
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
    if not found or not (claimed or claim.text):
        return
    if american(found) == american(claimed) or (claim.text and _stands_in(found, claim.words)):
        return
    shown = claim.reference.text("title")
    full = record.reference.text("title")
    if claim.text and _lacks_the_subtitle(claim, record):
        yield Difference("title", shown, full, Weight.MINOR, "without the subtitle")
        return
    if not claimed:
        # A style without titles says nothing; a text that holds nearly this title does.
        if score_candidate(claim, record).level("title") in ("near", "like"):
            yield Difference("title", claim.text, full, Weight.CONTRADICTION)
        return
    if _is_main_title(claimed, full) or _is_main_title(found, shown):
        yield Difference("title", shown, full, Weight.MINOR, "without the subtitle")
    else:
        yield Difference("title", shown, full, Weight.CONTRADICTION)


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
    note = wrong_names(claim, record)
    if note:
        claimed = shown_names(creators_of(claim.reference))
        found = shown_names(creators_of(record.reference))
        yield Difference("author", claimed, found, Weight.CONTRADICTION, note)


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
    elif is_preprint(record) and claim.record.containers and min(claimed) > max(record.years):
        weight, note = Weight.UNCONFIRMED, "the record is that of the preprint"
    yield Difference("issued", str(claimed[0]), str(record.years[0]), weight, note)


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
    if not tokens(claimed) or (is_server(claimed) and not claim.record.volume):
        return
    if any(same_container(claimed, " ".join(one)) for one in record.containers):
        return
    if claim.text and any(_follows_title(one, claim, record) for one in record.containers):
        return
    shown = record.reference.text("container-title")
    parsed = claim.reference.text("container-title")
    if claim.text and tokens(parsed) and set(tokens(parsed)) & set(tokens(claimed)):
        claimed = parsed
    if not record.containers or is_server(shown):
        if is_preprint(record):
            note = "only the preprint was found"
            yield Difference("container-title", claimed, shown, Weight.UNCONFIRMED, note)
        return
    yield Difference("container-title", claimed, shown, Weight.CONTRADICTION)


def _follows_title(container: Sequence[str], claim: Claim, record: Record) -> bool:
    """True where the container stands in the text, other than in the title."""
    place = _end_of(record.title, claim.words)
    return is_mentioned("".join(container), claim.words[place or 0 :])


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
        has_lost_its_letters = _digits(claimed) == _digits(found) != ""
        weight = Weight.MINOR if has_lost_its_letters else Weight.CONTRADICTION
        yield Difference(variable, *shown, weight)


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
    if claim.record.doi and record.doi and not same_doi(claim.record.doi, record.doi):
        yield Difference("DOI", claim.record.doi, record.doi, Weight.CONTRADICTION)
