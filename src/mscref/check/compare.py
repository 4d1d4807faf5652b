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

from mscref.check.match import Claim, grams_of, score_candidate
from mscref.check.record import Record
from mscref.check.text import (
    american,
    is_abbreviation_of,
    is_acronym_within,
    is_shortened,
    significant_words,
    tokens,
)
from mscref.model.names import Name


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
_TRUNCATED = re.compile(
    r"\bet\.?\s*al\b|\bu\.\s?a\.|\band others\b|\by otros\b|\bund andere\b|\bmfl\b|…|\.\.\.",
    re.IGNORECASE,
)
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


def _without_version(doi: str) -> str:
    doi = doi.casefold()
    return re.sub(r"v\d+$", "", doi) if doi.startswith("10.48550/arxiv.") else doi


# ---------------------------------------------------------------- title


def _title(claim: Claim, record: Record) -> Iterator[Difference]:
    found, claimed = record.title, claim.record.title
    if not found or not (claimed or claim.text):
        return
    squeezed = american(found)
    if squeezed == american(claimed) or (claim.text and squeezed in american(claim.words)):
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


def _lacks_the_subtitle(claim: Claim, record: Record) -> bool:
    """True where the main title stands in the text, and nothing like the subtitle does."""
    main = record.main_title
    if len(main) <= 8 or main not in claim.squeezed:
        return False
    subtitle = grams_of("".join(record.title).removeprefix(main))
    return len(subtitle & claim.grams) * 2 < len(subtitle)


def _is_main_title(short: Sequence[str], full: str) -> bool:
    """True where `short` is `full` up to one of its subtitles."""
    parts = _SUBTITLE.split(full)
    squeezed = american(short)
    heads = (american(tokens(" ".join(parts[:count]))) for count in range(1, len(parts)))
    return len(squeezed) > 8 and any(head == squeezed for head in heads)


# ---------------------------------------------------------------- authors


def _authors(claim: Claim, record: Record) -> Iterator[Difference]:
    found = record.families
    if not found or not (claim.record.families or claim.text):
        return
    note = _authors_of_text(claim, record) if claim.text else _authors_of_fields(claim, record)
    if note:
        names = claim.reference.names("author") or claim.reference.names("editor")
        shown = "; ".join(_short_name(name) for name in names)
        of_record = "; ".join(_short_name(name) for name in _creators(record))
        yield Difference("author", shown, of_record, Weight.CONTRADICTION, note)


def _authors_of_fields(claim: Claim, record: Record) -> str:
    """What is wrong with a list of names, or ""."""
    claimed, found = claim.record.families, record.families
    strangers = [name for name in claimed if not _known(name, record)]
    if strangers:
        return f"not among the authors of the record: {', '.join(strangers)}"
    if not alike(claimed[0], found[0]) and not _known_first(claimed[0], record):
        return "another first author"
    absent = [name for name in found if not any(alike(name, one) for one in claimed)]
    if absent and len(claimed) < len(found) and not _is_truncated(claim):
        return f"left out: {', '.join(absent)}"
    names = claim.reference.names("author") or claim.reference.names("editor")
    return "other given names" if _given_names_clash(names, _creators(record)) else ""


def _authors_of_text(claim: Claim, record: Record) -> str:
    """What is wrong with the names in a text, or "": looked at from the record."""
    found = record.families
    absent = [name for name in found if not _stands_in(name, claim)]
    if not absent or not claim.record.families:
        return ""
    if found[0] in absent and not _known_in_text(record, claim):
        return "another first author"
    strangers = [name for name in claim.record.families if not _known(name, record)]
    title = {*record.title, *(word for words in record.containers for word in words)}
    strangers = [name for name in strangers if name not in title]
    if strangers and len(strangers) * 2 >= len(claim.record.families):
        return f"not among the authors of the record: {', '.join(strangers)}"
    if not _is_truncated(claim):
        return f"left out: {', '.join(absent)}"
    return ""


def _stands_in(name: str, claim: Claim) -> bool:
    """True where the name, or a name one slip away from it, is a word of the text."""
    if name in claim.word_set or (len(name) > 3 and name in claim.squeezed):
        return True
    return any(alike(name, one) for one in claim.record.families)


def _known_in_text(record: Record, claim: Claim) -> bool:
    """True where the first author stands in the text by another part of the name."""
    first = _creators(record)[:1]
    return any(
        len(word) > 2 and word in claim.word_set
        for one in first
        for word in tokens(f"{one.given} {one.family} {one.literal}")
    )


def _creators(record: Record) -> tuple[Name, ...]:
    reference = record.reference
    return reference.names("author") or reference.names("editor")


def _known(name: str, record: Record) -> bool:
    """True where the name is a family name of the record, or a given name written as one."""
    if any(alike(name, one) for one in record.families):
        return True
    for one in _creators(record):
        whole = "".join(tokens(f"{one.given}{one.family}{one.literal}"))
        turned = "".join(tokens(f"{one.family}{one.given}"))
        if len(name) > 1 and (
            name in (whole, turned)
            or name in tokens(one.given)
            or name == "".join(tokens(one.given))
            or (len(name) > 4 and name in whole)
        ):
            return True
    return False


def _known_first(name: str, record: Record) -> bool:
    first = _creators(record)[:1]
    return any(name in (*tokens(one.given), "".join(tokens(one.given))) for one in first)


def _is_truncated(claim: Claim) -> bool:
    if claim.text:
        return bool(_TRUNCATED.search(claim.text))
    names = claim.reference.names("author")
    return any(name.is_others or _TRUNCATED.search(name.literal or name.family) for name in names)


def _given_names_clash(claimed: Sequence[Name], found: Sequence[Name]) -> bool:
    """True where more than half of the given names begin with another letter."""
    compared = clashing = 0
    by_family: dict[str, list[Name]] = {}
    for name in found:
        by_family.setdefault("".join(tokens(name.family)), []).append(name)
    for name in claimed:
        others = by_family.get("".join(tokens(name.family)), [])
        initials = {"".join(tokens(one.given))[:1] for one in others} - {""}
        given = "".join(tokens(name.given))[:1]
        if given and initials:
            compared += 1
            clashing += given not in initials
    return compared > 1 and clashing * 2 > compared


def alike(one: str, other: str) -> bool:
    """True where two folded family names are one: same, with or without particle, one slip."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 2 and (longer.endswith(shorter) or longer.startswith(shorter)):
        return True
    return len(shorter) > 3 and len(longer) - len(shorter) <= 1 and _one_slip(shorter, longer)


def _one_slip(shorter: str, longer: str) -> bool:
    """One letter other, more, or two neighbours exchanged."""
    start = next(
        (place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b),
        len(shorter),
    )
    rest, other = shorter[start:], longer[start:]
    if len(shorter) == len(longer):
        return rest[1:] == other[1:] or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    return rest == other[1:]


def _short_name(name: Name) -> str:
    if name.literal:
        return name.literal
    initial = f", {name.given[:1]}." if name.given else ""
    return f"{name.non_dropping_particle} {name.family}{initial}".strip()


# ---------------------------------------------------------------- year, container, numbers


def _year(claim: Claim, record: Record) -> Iterator[Difference]:
    claimed = claim.record.years
    if not claimed or not record.years:
        return
    apart = min(abs(one - other) for one in claimed for other in record.years)
    if not apart or (claim.text and claim.text_years & set(record.years)):
        return
    weight, note = Weight.CONTRADICTION, ""
    if apart <= _YEARS_APART:
        weight, note = Weight.MINOR, "online first or in print"
    elif is_preprint(record) and claim.record.containers and min(claimed) > max(record.years):
        weight, note = Weight.UNCONFIRMED, "the record is that of the preprint"
    yield Difference("issued", str(claimed[0]), str(record.years[0]), weight, note)


def _container(claim: Claim, record: Record) -> Iterator[Difference]:
    claimed = _claimed_container(claim, record)
    if not tokens(claimed) or _is_server(claimed):
        return
    if any(_same_container(claimed, " ".join(one)) for one in record.containers):
        return
    if claim.text and any("".join(one) in claim.squeezed for one in record.containers):
        return
    shown = record.reference.text("container-title")
    parsed = claim.reference.text("container-title")
    if claim.text and tokens(parsed) and set(tokens(parsed)) & set(tokens(claimed)):
        claimed = parsed
    if not record.containers or _is_server(shown):
        if is_preprint(record):
            note = "only the preprint was found"
            yield Difference("container-title", claimed, shown, Weight.UNCONFIRMED, note)
        return
    yield Difference("container-title", claimed, shown, Weight.CONTRADICTION)


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
    """in available at from published online accessed and the of et al vol volume no nr issue pp p
    pages art article id doi url https http retrieved epub ahead print eds ed hrsg press jan feb
    mar apr may jun jul aug sep oct nov dec january february march april june july august
    september october november december a b c preprint""".split()
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


_SERVERS = frozenset(
    "arxiv corr biorxiv medrxiv chemrxiv psyarxiv ssrn preprint preprints research".split()
)


def _is_server(container: str) -> bool:
    words = significant_words(container)
    return bool(words) and words[0] in _SERVERS


def _same_container(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if tokens(shorter) == tokens(longer) or is_abbreviation_of(shorter, longer):
        return True
    if is_acronym_within(shorter, longer):
        return True
    left, right = significant_words(shorter), significant_words(longer)
    if not left:
        return False
    # Every word of the shorter one stands in the longer one, in order: "Proc. of the 3rd …".
    place = 0
    for word in right:
        if place < len(left) and is_shortened(*sorted((left[place], word), key=len)):
            place += 1
    # A place at the end ("Proc. Natl. Acad. Sci. USA") may be left over.
    return place >= len(left) - (len(left) > 3) and (len(left) > 1 or len(right) < 3)


_NUMBERS = (("volume", "volume"), ("page", "page"))


def _numbers(claim: Claim, record: Record) -> Iterator[Difference]:
    for variable, attribute in _NUMBERS:
        claimed, found = getattr(claim.record, attribute), getattr(record, attribute)
        if not claimed or not found or claimed == found:
            continue
        if claim.text and (found in claim.word_set or _has_lost_its_dash(claimed, found)):
            continue
        yield Difference(
            variable,
            claim.reference.text(variable) or claimed,
            record.reference.text(variable) or found,
            Weight.CONTRADICTION,
        )


def _has_lost_its_dash(claimed: str, found: str) -> bool:
    """True for the page `345352` of a text whose range 345–352 lost its dash in a conversion."""
    return claimed.startswith(found) and len(claimed) >= 2 * len(found) - 1 > 1


def _doi(claim: Claim, record: Record) -> Iterator[Difference]:
    if claim.record.doi and record.doi and not same_doi(claim.record.doi, record.doi):
        yield Difference("DOI", claim.record.doi, record.doi, Weight.CONTRADICTION)
