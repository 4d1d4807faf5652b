"""Do the people a reference names agree with those of the record? Pure.

What crosses the border: a `Claim` and a `Record` in; what is wrong with the names, or None,
out. Lists cut by *et al.*, particles, slips of one letter, one half of a double name, umlauts
written as two letters, given names written as family names, swapped names and groups that stand
beside people agree; another person, another first author and people left out do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from mscref.match.claim import Claim, is_mentioned
from mscref.match.given import given_names_clash, initials_clash
from mscref.match.groups import (
    groups_alone,
    have_common,
    names_a_group_of,
    other_groups,
    people_of,
    without_groups,
)
from mscref.match.record import ComparableRecord, creators_of, family_alone, family_of
from mscref.match.scripts import are_in_other_scripts
from mscref.match.text import (
    is_one_slip,
    is_pinyin_syllable,
    squeezed,
    tokens,
    without_umlauts,
)
from mscref.model.names import Name

_TRUNCATED = re.compile(
    r"\bet\.?\s*al\b|\bu\.\s?a\.|\band others\b|\by otros\b|\bund andere\b|\bmfl\b|…|\.\.\.",
    re.IGNORECASE,
)
PARTICLES = re.compile(
    r"(?:van|von|vom|zu[mr]?|de[nrls]?|della|di|da[ls]?|dos|du|la|les?|el|al|ten?|ter|mac|mc|o|d"
    r"|san|st|abu|ben|ibn|bin|y|e){1,6}"  # `dede` can be read in many ways
)
_WHOLE = 5  # letters of a name that stands in another by chance no more
_SHORTEST_HALF = 3  # letters of such a half where the spaces say that it is one


class NameFault(Enum):
    """What is wrong with the names of a claim; the value is how it is said."""

    STRANGERS = "not among the authors of the record"
    FIRST = "another first author"
    LEFT_OUT = "left out"
    GIVEN = "other given names"
    SCRIPT = "the record has the names in another script"
    GROUP = "the record names only a group"


@dataclass(frozen=True, slots=True)
class WrongNames:
    """A fault, and the names that it is about, folded."""

    fault: NameFault
    names: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The fault in words."""
        names = f": {', '.join(self.names)}" if self.names else ""
        return f"{self.fault.value}{names}"


def wrong_names(claim: Claim, record: ComparableRecord) -> WrongNames | None:
    """What is wrong with the names of a claim, or None."""
    if not claim.text and names_a_group_of(claim.record, record):
        return None
    if not claim.text and (others := other_groups(claim.record, record)):
        return WrongNames(NameFault.STRANGERS, others)
    if not claim.text and (groups := groups_alone(record)):
        named = [name.literal for name in creators_of(claim.reference) if name.literal]
        if have_common(named, groups):
            return None  # with people beside it, whom the record leaves out
        if any(name.family for name in creators_of(claim.reference)):
            return WrongNames(NameFault.GROUP)
    claim, record = _turned(without_groups(claim), record), people_of(record)
    if not record.families or not (claim.record.families or claim.text):
        return None
    if claim.record.families and are_in_other_scripts(claim.record.families[0], record.families[0]):
        return WrongNames(NameFault.SCRIPT)
    return _in_text(claim, record) if claim.text else _in_fields(claim, record)


def shown_names(names: Sequence[Name]) -> str:
    """Names in a line of a report."""
    return "; ".join(_short_name(name) for name in names)


def alike(one: str, other: str) -> bool:
    """True where two folded family names are one: same, with or without particle, one slip.

    Letters written as two, as in `Baer` for Bär, do not count.
    """
    if one == other or without_umlauts(one) == without_umlauts(other):
        return True
    if is_pinyin_syllable(one) and is_pinyin_syllable(other):
        return False  # Chen is no slip of Cheng
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:  # somebody who has one name, cut down to its initial
        return longer.startswith(shorter)
    if longer.startswith(shorter) or longer.endswith(shorter):
        rest = longer.removeprefix(shorter) if longer.startswith(shorter) else ""
        rest = rest or longer.removesuffix(shorter)
        # `Lin` is no half of Lindqvist, nor `Roberts` of Robertson.
        if len(shorter) > 2 and PARTICLES.fullmatch(rest):
            return True
    return len(shorter) > 3 and len(longer) - len(shorter) <= 1 and is_one_slip(shorter, longer)


# ---------------------------------------------------------------- lists of fields


def _in_fields(claim: Claim, record: ComparableRecord) -> WrongNames | None:
    claimed, found = claim.record.families, record.families
    if len(claimed) == 1 < len(found) and _are_run_together(claim, record):
        return None
    halves = _halves(claim.record, record)
    strangers = [
        name for name in _without_partner(claimed, found, halves) if not _known(name, record)
    ]
    if strangers:
        return WrongNames(NameFault.STRANGERS, tuple(strangers))
    if not _is_one(claimed[0], found[0], halves) and not _known_first(claimed[0], record):
        return WrongNames(NameFault.FIRST)
    absent = _without_partner(found, claimed, halves)
    if absent and len(claimed) < len(found) and not _is_truncated(claim):
        return WrongNames(NameFault.LEFT_OUT, tuple(absent))
    names = creators_of(claim.reference)
    differ = _given_names_differ(names, creators_of(record.reference))
    return WrongNames(NameFault.GIVEN) if differ else None


def _are_run_together(claim: Claim, record: ComparableRecord) -> bool:
    """True where one name holds all: `Vale R, Stone A` without the `and` of BibTeX."""
    (one, *_) = creators_of(claim.reference)
    words = tokens(f"{one.given} {one.family} {one.suffix} {one.literal}")
    return all(is_mentioned(family, words) for family in record.families)


def _turned(claim: Claim, record: ComparableRecord) -> Claim:
    """The claim, names that stand turned as PubMed writes them (`Vale R`) the right way round."""
    names = creators_of(claim.reference)
    turned = tuple(
        Name(one.given, one.family) if _is_turned(one, record.families) else one for one in names
    )
    if turned == names:
        return claim
    return Claim(claim.reference.with_fields({"author": turned}), claim.text)


def _is_turned(name: Name, families: Sequence[str]) -> bool:
    family, given = squeezed(name.family), squeezed(name.given)
    return may_be_turned(name) and family not in families and given in families


def may_be_turned(name: Name) -> bool:
    """Whether the family name of somebody may be initials, and the given name the family's."""
    return name.family.isupper() and len(squeezed(name.family)) <= _MOST_INITIALS


_MOST_INITIALS = 3
_Halves: TypeAlias = "Mapping[str, frozenset[str]]"


def _halves(*records: ComparableRecord) -> _Halves:
    return halves_of(name for record in records for name in creators_of(record.reference))


def halves_of(names: Iterable[Name]) -> _Halves:
    """Folded double names → the words that they are made of: `diazgarcia` → diaz, garcia."""
    found = {}
    for name in names:
        words = tokens(name.family)
        if sum(len(word) >= _SHORTEST_HALF for word in words) > 1:
            found[family_of(name)] = frozenset(_parts_of(words))
    return found


def _parts_of(words: Sequence[str]) -> Iterator[str]:
    """Each word, and what the name begins and ends with: `dasilva` of Lula da Silva."""
    yield from (word for word in words if len(word) >= _SHORTEST_HALF)
    for place in range(1, len(words)):
        yield "".join(words[:place])
        yield "".join(words[place:])


def _is_one(one: str, other: str, halves: _Halves) -> bool:
    """True where two names are alike, or one is half of the other, a double name."""
    return alike(one, other) or one in halves.get(other, ()) or other in halves.get(one, ())


def _without_partner(names: Sequence[str], others: Sequence[str], halves: _Halves) -> list[str]:
    """The names that pair with none of the others; each other name pairs once."""
    left = list(others)
    alone = []
    for name in names:
        partner = next((one for one in left if one == name), None)
        partner = partner or next((one for one in left if _is_one(name, one, halves)), None)
        if partner is None:
            alone.append(name)
        else:
            left.remove(partner)
    return alone


def _known(name: str, record: ComparableRecord) -> bool:
    """True for a given name written as a family name, or the whole name in one, either way."""
    for one in creators_of(record.reference):
        if alike(family_of(one), name):
            continue  # it stands for another name of the claim
        whole = squeezed(f"{one.given}{one.family}{one.literal}")
        turned = squeezed(f"{one.family}{one.given}")
        if len(name) > 1 and (
            name in (whole, turned)
            or name in tokens(one.given)
            or name == squeezed(one.given)
            or (len(name) >= _WHOLE and name in whole)
        ):
            return True
    return False


def _known_first(name: str, record: ComparableRecord) -> bool:
    first = creators_of(record.reference)[:1]
    return any(name in (*tokens(one.given), squeezed(one.given)) for one in first)


# ---------------------------------------------------------------- names in a text


def _in_text(claim: Claim, record: ComparableRecord) -> WrongNames | None:
    """Looked at from the record: a slip of the parser must not accuse anybody."""
    found, claimed = record.families, claim.record.families
    absent = _absent_from_text(claim, record)
    if not absent or not claimed:
        return None
    if found[0] in absent and not claim.mentions(found[0]) and not _first_in_text(record, claim):
        return WrongNames(NameFault.FIRST)
    strangers = _strangers_in_text(claim, record)
    if strangers and len(strangers) * 2 >= len(claimed):
        return WrongNames(NameFault.STRANGERS, tuple(strangers))
    if not _is_truncated(claim):
        return WrongNames(NameFault.LEFT_OUT, tuple(absent))
    replaced = _replaced(claimed, strangers, absent, record)
    return WrongNames(NameFault.STRANGERS, (replaced,)) if replaced else None


def _absent_from_text(claim: Claim, record: ComparableRecord) -> list[str]:
    """The names that do not stand in the text, as often as the record has them."""
    halves = _halves(claim.record, record)
    alone = _without_partner(record.families, claim.record.families, halves)
    return [
        name
        for name in alone
        if claim.words.count(name) < record.families.count(name)
        and not (len(name) > 3 and record.families.count(name) == 1 and claim.mentions(name))
    ]


def _strangers_in_text(claim: Claim, record: ComparableRecord) -> list[str]:
    """Claimed names that are no person of the record, and no word of its title or container."""
    title = {*record.title, *(word for words in record.containers for word in words)}
    halves = _halves(claim.record, record)
    alone = _without_partner(claim.record.families, record.families, halves)
    return [
        name
        for name in alone
        if name not in title and not _known(name, record) and not _holds_one(name, record.families)
    ]


def _holds_one(name: str, families: Sequence[str]) -> bool:
    """True for what the parser has run together: `bradfordhmontamatg`."""
    return any(len(family) >= _WHOLE and family in name for family in families)


def _replaced(
    claimed: Sequence[str],
    strangers: Sequence[str],
    absent: Sequence[str],
    record: ComparableRecord,
) -> str:
    """The one stranger of a list cut short who stands where the record has somebody else.

    All the others must stand at their own places: then it is no slip of the parser.
    """
    if len(strangers) != 1 or len(claimed) < 3:
        return ""
    place = claimed.index(strangers[0])
    pairs = list(zip(claimed, record.families, strict=False))
    others = [alike(one, other) for at, (one, other) in enumerate(pairs) if at != place]
    is_replaced = place < len(pairs) and pairs[place][1] in absent and all(others)
    return strangers[0] if is_replaced else ""


def _first_in_text(record: ComparableRecord, claim: Claim) -> bool:
    """True where the first author stands in the text by another part of the name."""
    first = creators_of(record.reference)[:1]
    return any(
        len(word) > 2 and word in claim.word_set
        for one in first
        for word in tokens(f"{one.given} {one.family} {one.literal}")
    )


# ---------------------------------------------------------------- names


def _is_truncated(claim: Claim) -> bool:
    if claim.text:
        return bool(_TRUNCATED.search(claim.text))
    names = claim.reference.names("author")
    return any(
        name.is_others or _TRUNCATED.search(name.literal or f"{name.family} {name.given}")
        for name in names
    )


def _given_names_differ(claimed: Sequence[Name], found: Sequence[Name]) -> bool:
    """True where one given name is another's, or most begin with other letters.

    Compared are people of one family name; one of them that fits is enough.
    """
    by_family: dict[str, list[str]] = {}
    for name in found:
        if name.given:
            by_family.setdefault(squeezed(family_alone(name)), []).append(name.given)
    compared = others = 0
    for name in claimed:
        known = _given_names_of(squeezed(family_alone(name)), by_family) if name.given else []
        if not known:
            continue
        if all(given_names_clash(name.given, one) for one in known):
            return True
        compared += 1
        others += all(initials_clash(name.given, one) for one in known)
    return others * 2 > compared


def _given_names_of(family: str, by_family: Mapping[str, list[str]]) -> Sequence[str]:
    """Those of all who have this name; where nobody has it, of those whose name is alike."""
    exact = by_family.get(family)
    if exact is not None:
        return exact
    return [given for one, some in by_family.items() if alike(family, one) for given in some]


def _short_name(name: Name) -> str:
    if name.literal:
        return name.literal
    initial = f", {name.given[:1]}." if name.given else ""
    return f"{name.non_dropping_particle} {name.family}{initial}".strip()
