"""By what people whose names may agree are found among many: a key that both have. Pure.

What crosses the border: what a work is compared by in, what it offers and what it asks for out.
Where neither of two works asks for what the other offers, their authors do not agree, as
`pairs.compare` sees it; where one does, they may. Each way to agree of `people.wrong_names`, which
looks at the first person of a list and at groups, has its line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mscref.match.claim import LONG, Claim
from mscref.match.groups import (
    MANY,
    heads_of_group,
    initials_of_group,
    is_collective,
    names_of_group,
    people_of,
)
from mscref.match.people import PARTICLES, halves_of, may_be_turned
from mscref.match.record import ComparableRecord, creators_of, family_of
from mscref.match.text import squeezed, tokens, without_umlauts
from mscref.model.names import Name

_END = 19  # letters at either end of a long name: a slip leaves one of the ends as it is
_NOBODY = "nobody"
_ANYBODY = "anybody"
_MANY = "many people"


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a work offers to others that ask for it, and what it asks for."""

    offers: frozenset[str]
    asks: frozenset[str]


def name_keys(authors: Sequence[str], claim: Claim) -> NameKeys:
    """The keys of the claim that a work makes whose family names, folded, are these."""
    if not authors:
        return NameKeys(frozenset([_NOBODY]), frozenset([_NOBODY]))
    record, people = claim.record, people_of(claim.record)
    first = {authors[0], *people.families[:1], *_first_families(creators_of(people.reference))}
    both = {
        *_alike(first),
        *_halves(first, (*creators_of(record.reference), *creators_of(people.reference))),
        *_groups(creators_of(record.reference)),
    }
    return NameKeys(
        frozenset({*both, *_offers(first, record, people)}),
        frozenset({*both, *_asks(first, record, people)}),
    )


def _first_families(names: Iterable[Name]) -> Iterator[str]:
    """That of the first who has one, and the given name where both may be turned."""
    name = next((one for one in names if family_of(one)), None)
    if name is not None:
        yield family_of(name)
        if may_be_turned(name):
            yield squeezed(name.given)


def _alike(families: Iterable[str]) -> Iterator[str]:
    """What names have in common that `people.alike` takes for one, but for single letters."""
    for family in families:
        for one in (family, *_without_particle(family)):
            yield f"is {without_umlauts(one)}"
        if len(family) > 3:
            yield from _slips(family)


def _without_particle(family: str) -> Iterator[str]:
    for place in range(1, len(family)):
        front, rest = family[:place], family[place:]
        if len(rest) > 2 and PARTICLES.fullmatch(front):
            yield rest
        if len(front) > 2 and PARTICLES.fullmatch(rest):
            yield front


def _slips(family: str) -> Iterator[str]:
    """Without each of its letters in turn a name is what another with one slip is, too."""
    if len(family) >= 2 * _END:
        yield f"begins {family[:_END]}"
        yield f"ends {family[-_END:]}"
    if len(family) <= 2 * _END + 1:
        yield f"slip {family}"
        yield from (f"slip {family[:at]}{family[at + 1 :]}" for at in range(len(family)))


def _halves(families: Iterable[str], names: Sequence[Name]) -> Iterator[str]:
    """The parts of a double name, and the double names that a name is part of."""
    turned = (Name(family=one.given, given=one.family) for one in names if may_be_turned(one))
    for whole, parts in halves_of((*names, *turned)).items():
        for family in families:
            if family == whole:
                yield from (f"is {without_umlauts(part)}" for part in parts)
            if family in parts:
                yield f"is {without_umlauts(whole)}"


def _groups(names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        if name.literal:
            yield from (f"group {one}" for one in names_of_group(name.literal))
            if heads := heads_of_group(name.literal):
                yield f"words {heads}"


def _offers(
    families: Iterable[str], record: ComparableRecord, people: ComparableRecord
) -> Iterator[str]:
    yield _ANYBODY
    yield from (f"letter {family[0]}" for family in families if family)
    for name in creators_of(people.reference)[:1]:
        yield from (f"given {one}" for one in (*tokens(name.given), squeezed(name.given)))
    if len(people.families) > 1:
        yield from (f"run {family[:LONG]}" for family in families)
    for name in creators_of(record.reference):
        yield from (f"initials {one}" for one in initials_of_group(name.literal))
    if len(record.families) >= MANY:
        yield _MANY


def _asks(
    families: Iterable[str], record: ComparableRecord, people: ComparableRecord
) -> Iterator[str]:
    yield from (f"letter {family}" for family in families if len(family) == 1)
    yield from (f"given {family}" for family in families)
    if not people.families:
        yield _ANYBODY
    if len(people.families) == 1:
        for name in creators_of(people.reference)[:1]:
            yield from (f"run {run}" for run in _runs(name))
    for name in creators_of(record.reference):
        yield from (f"initials {one}" for one in names_of_group(name.literal))
    if all(map(is_collective, creators_of(record.reference))):
        yield _MANY


def _runs(name: Name) -> Iterator[str]:
    """What may be the first of several names that stand in one: words, or many letters."""
    orders = [(name.given, name.family)]
    if may_be_turned(name):
        orders.append((name.family, name.given))
    for given, family in orders:
        words = tokens(f"{given} {family} {name.suffix} {name.literal}")
        text = "".join(words)
        yield from (text[at : at + LONG] for at in range(len(text) - LONG + 1))
        for start in range(len(words)):
            yield from _short_runs(words[start : start + LONG])


def _short_runs(words: Sequence[str]) -> Iterator[str]:
    for end in range(1, len(words) + 1):
        run = "".join(words[:end])
        if len(run) >= LONG:
            return
        yield run
