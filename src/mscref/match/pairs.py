"""Which references are the same work, and why: identifiers first, then title, authors and year.

A *certain* match may be merged without asking. Whatever speaks against it (two DOIs, other
pages, another part number) makes it *possible*: shown, never merged by itself.

What crosses the border: references in, matches with their reasons out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from mscref.match.claim import Claim
from mscref.match.containers import may_be_one_container
from mscref.match.people import NameFault, alike, wrong_names
from mscref.match.record import family_of, first_page
from mscref.match.text import american, arabic, search_words, squeezed
from mscref.model.identifiers import Identifier
from mscref.model.identities import identifiers_of
from mscref.model.names import Name
from mscref.model.reference import Reference

# Schemes that name one work.
_STRONG = frozenset(["doi", "pmid", "pmcid", "arxiv", "nct"])
_LABELS = {
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "arxiv": "arXiv identifier",
    "nct": "NCT number",
    "isbn": "ISBN",
}
# The whole book has the ISBN; its chapters have it too and are works of their own.
WHOLE_BOOKS = frozenset(["book", "collection", "report", "thesis", "document", "manual"])
SAME_TITLE = 0.93  # similarity from which titles with a slip are taken for one
OTHER_TITLE = 0.55  # similarity under which one identifier on two titles is a mistake
_TELLING_TITLE = 8  # words from which a title alone, without authors, is a work's own
_PART = re.compile(r"(?:\d+|[ivxl]+)\Z")
_SHORTEST_TITLE = 3  # words; fewer (`Introduction`) are a title of many works
_BLOCK = 60  # works of one author in one year that are compared with each other


@dataclass(frozen=True, slots=True)
class Match:
    """Two references, by their places in the list, that are one work."""

    first: int
    second: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """All references that are certainly one work, in the order of the list, and why."""

    members: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What a reference is compared by; made once, compared often."""

    identifiers: frozenset[Identifier]
    isbns: frozenset[str]
    title: str
    title_parts: frozenset[str]
    authors: tuple[str, ...]
    year: int | None
    type: str
    container: str
    volume: str
    issue: str
    first_page: str
    claim: Claim  # which keeps the names that it has folded


def features(reference: Reference) -> Features:
    """What a reference is compared by."""
    title = [american([word]) for word in search_words(reference.text("title"))]
    names = reference.names("author") or reference.names("editor")
    date = reference.date("issued")
    return Features(
        identifiers=frozenset(_identifiers(reference)),
        isbns=frozenset(_isbns(reference)),
        title=" ".join(title),
        title_parts=frozenset(arabic(word) for word in title if _PART.match(word)),
        authors=tuple(filter(None, map(_family, names))),
        year=date.year if date else None,
        type=reference.type,
        container=reference.text("container-title"),
        volume=reference.text("volume"),
        issue=reference.text("issue"),
        first_page=first_page(reference.text("page")),
        claim=Claim(reference),
    )


def _family(name: Name) -> str:
    """The family name folded, "" for nobody in particular."""
    is_nobody = name.is_others or name.literal == "Anonymous"
    return "" if is_nobody else family_of(name) or squeezed(name.given)


def compare(one: Features, other: Features) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why two references are one work, and what speaks against it; no reason means they are not."""
    alike = _title_similarity(one.title, other.title)
    shared = _shared_identifiers(one, other)
    if shared:
        doubts = []
        if one.title and other.title and alike < OTHER_TITLE:
            doubts.append("the titles differ")
        if not parts_agree(one, other):
            doubts.append("the part numbers in the titles differ")
        return tuple(f"the same {label}" for label in shared), tuple(doubts)
    if alike < SAME_TITLE or not one.title or _parts_differ(one, other):
        return (), ()
    if not _authors_agree(one, other) or not _years_near(one, other):
        return (), ()
    same = "the same title" if one.title == other.title else "nearly the same title"
    reasons = [same]
    if one.authors:
        reasons.append("the same first author" if one.authors[0] != "" else "no authors")
    if one.year is not None and one.year == other.year:
        reasons.append("the same year")
    differences = list(_number_differences(one, other))
    if len(differences) > 1 and one.type == other.type:
        return (), ()  # a column that appears in every issue
    return tuple(reasons), (*_doubts(one, other), *differences)


def find_matches(references: Sequence[Reference]) -> list[Match]:
    """Every pair that is certainly or possibly one work, in the order of the list."""
    known = [features(reference) for reference in references]
    found: list[Match] = []
    for first, second in sorted(_candidate_pairs(known)):
        reasons, doubts = compare(known[first], known[second])
        if reasons:
            found.append(Match(first, second, reasons, doubts))
    return found


def group(matches: Iterable[Match]) -> list[WorkGroup]:
    """The certain matches as groups: what matches one of a group belongs to it."""
    parent: dict[int, int] = {}

    def root(member: int) -> int:
        while parent.setdefault(member, member) != member:
            member = parent[member]
        return member

    certain = [match for match in matches if match.is_certain]
    for match in certain:
        one, other = sorted((root(match.first), root(match.second)))
        parent[other] = one
    members: dict[int, list[int]] = {}
    for member in sorted(parent):
        members.setdefault(root(member), []).append(member)
    return [
        WorkGroup(
            tuple(some),
            tuple(
                dict.fromkeys(
                    r for m in certain if root(m.first) == root(some[0]) for r in m.reasons
                )
            ),
        )
        for some in members.values()
    ]


def _identifiers(reference: Reference) -> Iterator[Identifier]:
    for one in identifiers_of(reference):
        if one.scheme in _STRONG:
            yield Identifier(one.scheme, one.work)


def _isbns(reference: Reference) -> Iterator[str]:
    return (one.value for one in identifiers_of(reference) if one.scheme == "isbn")


def _shared_identifiers(one: Features, other: Features) -> list[str]:
    shared = sorted({found.scheme for found in one.identifiers & other.identifiers})
    both_books = {one.type, other.type} <= WHOLE_BOOKS
    if both_books and one.isbns & other.isbns and one.volume == other.volume:
        shared.append("isbn")
    return [_LABELS[scheme] for scheme in shared]


def titles_may_be_one(one: str, other: str) -> bool:
    """False where two titles are those of two works: neither alike nor one a part of the other."""
    words = [search_words(title) for title in (one, other)]
    mine, theirs = (" ".join(american([word]) for word in some) for some in words)
    shorter, longer = sorted(map(frozenset, words), key=len)
    return shorter <= longer or _title_similarity(mine, theirs) >= OTHER_TITLE


def _title_similarity(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other, score_cutoff=OTHER_TITLE)


def _parts_differ(one: Features, other: Features) -> bool:
    """`Part I` and `Part II`, `2019` and `2020` in titles are different works."""
    return one.title_parts != other.title_parts


def parts_agree(one: Features, other: Features) -> bool:
    """Whether no part number tells two works of one identifier apart."""
    return not _parts_differ(one, other) or _is_cut(one, other)


def _is_cut(one: Features, other: Features) -> bool:
    """One title is the beginning of the other: of what is cut off no number says anything."""
    shorter, longer = sorted((one.title, other.title), key=len)
    return bool(shorter) and longer.startswith(f"{shorter} ")


def _authors_agree(one: Features, other: Features) -> bool:
    """The first authors are the same; two works without any agree as well."""
    if not one.authors or not other.authors:
        return one.authors == other.authors
    return alike(one.authors[0], other.authors[0]) or _fault_of_names(one, other) is None


def _fault_of_names(one: Features, other: Features) -> NameFault | None:
    """What is wrong with the names of one, laid beside those of the other; either way is enough:
    the longer list may be that of the record, and the shorter end in *et al.*"""
    faults = [
        wrong_names(claimed.claim, found.claim.record)
        for claimed, found in ((one, other), (other, one))
    ]
    return next((found.fault for found in faults if found and None not in faults), None)


def _years_near(one: Features, other: Features) -> bool:
    """Online first and print differ by a year; an unknown year says nothing."""
    return one.year is None or other.year is None or abs(one.year - other.year) <= 1


def _doubts(one: Features, other: Features) -> Iterator[str]:
    """What speaks against a match that no identifier proves."""
    if one.title != other.title:
        yield "the titles are not quite the same"
    if (one.year is None) != (other.year is None):
        yield "a year is missing"
    if not one.authors and not (one.title == other.title and _tells(one.title)):
        yield "there are no authors to compare"
    elif (fault := _fault_of_names(one, other)) is not None:
        is_longer = len(one.authors) != len(other.authors) and fault is not NameFault.GIVEN
        yield "the author lists differ in length" if is_longer else _SAID_OF_NAMES[fault]
    if len(one.title.split()) < _SHORTEST_TITLE and one.container != other.container:
        yield "the title is short"
    for label, scheme in (("DOIs", "doi"), ("PMIDs", "pmid")):
        ours = {found for found in one.identifiers if found.scheme == scheme}
        theirs = {found for found in other.identifiers if found.scheme == scheme}
        if ours and theirs and not ours & theirs:
            yield f"the {label} differ"
    if one.type != other.type:
        yield "the types differ"
    elif (
        one.container
        and other.container
        and not may_be_one_container(one.container, other.container)
    ):
        yield "they appeared in different places"


_SAID_OF_NAMES = MappingProxyType(
    {
        NameFault.STRANGERS: "the authors differ",
        NameFault.FIRST: "the first authors differ",
        NameFault.LEFT_OUT: "the author lists differ in length",
        NameFault.GIVEN: "the given names differ",
        NameFault.SCRIPT: "the names are in two scripts",
        NameFault.GROUP: "one names only a group",
    }
)


def _tells(title: str) -> bool:
    """True for a title so long that no other work has it (a trial, a dataset)."""
    return len(title.split()) >= _TELLING_TITLE


def _number_differences(one: Features, other: Features) -> Iterator[str]:
    """Numbers that both have and that differ."""
    for label, ours, theirs in (
        ("years", str(one.year or ""), str(other.year or "")),
        ("volumes", one.volume, other.volume),
        ("issues", one.issue, other.issue),
        ("pages", one.first_page, other.first_page),
    ):
        if ours and theirs and ours != theirs:
            yield f"the {label} differ"


def _candidate_pairs(known: Sequence[Features]) -> set[tuple[int, int]]:
    """The pairs worth comparing: with an identifier, a title, or author and year in common."""
    blocks: dict[object, list[int]] = {}
    for place, one in enumerate(known):
        for identifier in one.identifiers:
            blocks.setdefault(identifier, []).append(place)
        for isbn in one.isbns:
            blocks.setdefault(("isbn", isbn), []).append(place)
        if one.title:
            blocks.setdefault(("title", one.title), []).append(place)
        if one.authors and one.year is not None:
            # Two years each, so that neighbours in time meet.
            for year in (one.year, one.year + 1):
                blocks.setdefault(("work", one.authors[0], year), []).append(place)
    return {
        pair
        for places in blocks.values()
        if 1 < len(places) <= _BLOCK
        for pair in combinations(places, 2)
    }
