"""Groups among the people of a work: collaborations, institutions, consortia. Pure.

What crosses the border: claims and records in; which groups they name, whether these are one, and
the people without them, out. A group is known by its name, with or without `The`, or initials.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord, creators_of, family_of
from mscref.match.text import LITTLE_WORDS, american, is_shortened, squeezed, tokens
from mscref.model.names import Name
from mscref.patterns import SPACE_BEFORE
from mscref.records import replaced as replace


def names_a_group_of(claimed: ComparableRecord, found: ComparableRecord) -> bool:
    """True where a claim names nobody but a group, and the record has it, or is that of many."""
    names = creators_of(claimed.reference)
    groups = [name.literal for name in names if name.literal and not name.is_others]
    if not groups or len(groups) + sum(name.is_others for name in names) < len(names):
        return False
    known = [name.literal for name in creators_of(found.reference) if name.literal]
    if all(any(_same_group(one, other) for other in known) for one in groups):
        return True
    # Registries list the members of a collaboration and may leave its name away.
    is_of_many = len(found.families) >= MANY
    return is_of_many and all(map(is_collective, names))


def other_groups(claimed: ComparableRecord, found: ComparableRecord) -> tuple[str, ...]:
    """The groups of a claim, where the record has others.

    Beside people the groups must have no word in common: registries name them in many ways.
    """
    names = creators_of(claimed.reference)
    groups = tuple(name.literal for name in names if is_collective(name))
    known = [name.literal for name in creators_of(found.reference) if is_collective(name)]
    if not groups or not known or have_common(groups, known):
        return ()
    is_alone = len(groups) == len(names)
    return groups if is_alone or not _share_a_word(groups, known) else ()


def _share_a_word(groups: Sequence[str], others: Sequence[str]) -> bool:
    ours, theirs = (
        {word for group in some for word in tokens(_COLLECTIVE.sub(" ", group))} - _OF_GROUPS
        for some in (groups, others)
    )
    pairs = product(ours, theirs)
    return (
        not ours
        or not theirs
        or any(one.startswith(like) or like.startswith(one) for one, like in pairs)
    )


# What many groups have in their names, and what no name consists of.
_OF_GROUPS = LITTLE_WORDS | frozenset(
    """cohort study trial trials scientific writing steering research international national
    clinical working on behalf members""".split()
)


def have_common(groups: Sequence[str], others: Sequence[str]) -> bool:
    """True where one group stands in both lists."""
    return any(_same_group(one, other) for one in groups for other in others)


def groups_alone(record: ComparableRecord) -> list[str]:
    """The groups of a record that names nobody else."""
    names = creators_of(record.reference)
    groups = [name.literal for name in names if is_collective(name)]
    return groups if len(groups) == len(names) else []


def is_collective(name: Name) -> bool:
    """Whether somebody calls itself a group, a collaboration, a consortium …"""
    return bool(_COLLECTIVE.search(name.literal))


MANY = 10  # names from which on a list may be that of a group's members
_COLLECTIVE = re.compile(
    r"\b(?:collaborat|consorti|group|investigator|network|team|initiative|committee|project)\w*",
    re.IGNORECASE,
)


def _same_group(one: str, other: str) -> bool:
    """True for a group by its name, with or without `The`, abbreviated, or by its initials.

    Two that are written out and have the same initials are two: `Delta Cohort Consortium`, `Danube
    Cohort Consortium`.
    """
    ours, theirs = names_of_group(one), names_of_group(other)
    is_same = ours & theirs or initials_of_group(one) & theirs or ours & initials_of_group(other)
    return bool(is_same) or _are_abbreviated(one, other)


def names_of_group(group: str) -> set[str]:
    """The name of a group folded, whole and without its kind, and one that stands in brackets."""
    bare, proper = _bare(group), _COLLECTIVE.sub(" ", _bare(group))
    names = {squeezed(name).removeprefix("the") for name in (bare, bare.replace("-", ""), proper)}
    return (names | {squeezed(one) for one in _IN_BRACKETS.findall(group)}) - {""}


def initials_of_group(group: str) -> set[str]:
    """The initials of a group, as of `World Health Organization`."""
    bare, proper = _bare(group), _COLLECTIVE.sub(" ", _bare(group))
    ways = {_initials(name) for name in (bare, bare.replace("-", ""), proper)}
    if tokens(proper)[:1] == ["the"] and _initials(proper):  # TCGA: The Cancer Genome Atlas
        ways.add(f"t{_initials(proper)}")
    return ways - {""}


def _bare(group: str) -> str:
    return _FOR_A_GROUP.sub("", _IN_BRACKETS.sub(" ", group))


def heads_of_group(group: str) -> str:
    """What the words of a group begin with, in American spelling; "" where there are few."""
    words = _telling(_bare(group))
    return " ".join(american([word])[:_HEAD] for word in words) if len(words) > 2 else ""


def _are_abbreviated(one: str, other: str) -> bool:
    """True where each word stands for its counterpart: shortened, or in British or American."""
    heads = heads_of_group(one)
    if not heads or heads != heads_of_group(other):
        return False
    pairs = zip(_telling(_bare(one)), _telling(_bare(other)), strict=True)
    return all(
        is_shortened(*sorted((american([word]), american([like])), key=len)) for word, like in pairs
    )


_HEAD = 3  # letters, which most abbreviations keep: `Int.`, `Intl.`, `Natl.`


def _telling(name: str) -> list[str]:
    return [word for word in tokens(name) if word not in LITTLE_WORDS]


def _initials(name: str) -> str:
    words = _telling(name)
    return "".join(word[0] for word in words) if len(words) >= _FEWEST_INITIALS else ""


_FEWEST_INITIALS = 3  # two letters are those of many groups: `ATLAS Collaboration`, `ALICE …`
_IN_BRACKETS = re.compile(rf"{SPACE_BEFORE}\([^()]*\)")
_FOR_A_GROUP = re.compile(r"^\W*(?:(?:on behalf of|for|and)\s+)+(?:the\s+)?", re.IGNORECASE)


def without_groups(claim: Claim) -> Claim:
    """The claim as far as it names people."""
    people = people_of(claim.record)
    return claim if people is claim.record else Claim(people.reference, claim.text)


def people_of(record: ComparableRecord) -> ComparableRecord:
    """The record without the groups among its people: registries differ on naming them.

    A literal name of one word is a person who has no other, but beside the people who made
    software or data (`rOpenSci`).
    """
    names = record.reference.names("author")
    is_made = record.reference.type in ("software", "dataset") and any(n.family for n in names)
    people = tuple(name for name in names if name.is_others or not _is_group(name, is_made=is_made))
    if len(people) == len(names) or all(name.is_others for name in people):
        return record
    families = tuple(filter(None, map(family_of, people)))
    return replace(
        record, reference=record.reference.with_fields({"author": people}), families=families
    )


def _is_group(name: Name, *, is_made: bool) -> bool:
    return " " in name.literal.strip() or (is_made and bool(name.literal))
