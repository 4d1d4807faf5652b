"""Do the people a reference names agree with those of the record? Pure.

What crosses the border: a `Claim` and a `Record` in; what is wrong with the names, as a note, or ""
out. Lists cut by *et al.*, particles, slips of one letter, one half of a double name, umlauts
written as two letters, given names written as family names, swapped names and groups that stand
beside people agree; another person, another first author and people left out do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from mscref.match.evidence import Claim
from mscref.match.record import Record, creators_of, family_of
from mscref.match.text import tokens
from mscref.model.names import Name

_TRUNCATED = re.compile(
    r"\bet\.?\s*al\b|\bu\.\s?a\.|\band others\b|\by otros\b|\bund andere\b|\bmfl\b|…|\.\.\.",
    re.IGNORECASE,
)
_PARTICLES = re.compile(
    r"(?:van|von|vom|zu[mr]?|de[nrls]?|della|di|da[ls]?|dos|du|la|les?|el|al|ten?|ter|mac|mc|o|d"
    r"|san|st|abu|ben|ibn|bin|y|e)+"
)
_WHOLE = 5  # letters of a name that may be one half of a double name
_SHORTEST_HALF = 3  # letters of such a half where the spaces say that it is one
_UMLAUT = re.compile(r"(?<=[aou])e|(?<=a)a")  # `Baer` is Bär, `Aangstroem` Ångström


def wrong_names(claim: Claim, record: Record) -> str:
    """What is wrong with the names of a claim, or ""."""
    claim, record = _without_groups(claim), _people_of(record)
    if not record.families or not (claim.record.families or claim.text):
        return ""
    return _in_text(claim, record) if claim.text else _in_fields(claim, record)


def _without_groups(claim: Claim) -> Claim:
    people = _people_of(claim.record)
    return claim if people is claim.record else Claim(people.reference, claim.text)


def _people_of(record: Record) -> Record:
    """The record without the groups among its people: registries differ on naming them.

    A literal name of one word is a person who has no other.
    """
    names = record.reference.names("author")
    people = tuple(name for name in names if " " not in name.literal.strip())
    if len(people) == len(names) or all(name.is_others for name in people):
        return record
    families = tuple(filter(None, map(family_of, people)))
    return replace(
        record, reference=record.reference.with_fields({"author": people}), families=families
    )


def shown_names(names: Sequence[Name]) -> str:
    """Names in a line of a report."""
    return "; ".join(_short_name(name) for name in names)


def alike(one: str, other: str) -> bool:
    """True where two folded family names are one: same, with or without particle, one slip.

    Letters written as two, as in `Baer` for Bär, do not count.
    """
    if one == other or _UMLAUT.sub("", one) == _UMLAUT.sub("", other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:  # somebody who has one name, cut down to its initial
        return longer.startswith(shorter)
    if longer.startswith(shorter) or longer.endswith(shorter):
        rest = longer.removeprefix(shorter) if longer.startswith(shorter) else ""
        rest = rest or longer.removesuffix(shorter)
        # `Lin` is no half of Lindqvist; `García` may be one of García Márquez.
        if len(shorter) >= _WHOLE or (len(shorter) > 2 and _PARTICLES.fullmatch(rest)):
            return True
    return len(shorter) > 3 and len(longer) - len(shorter) <= 1 and _one_slip(shorter, longer)


# ---------------------------------------------------------------- lists of fields


def _in_fields(claim: Claim, record: Record) -> str:
    claimed, found = claim.record.families, record.families
    halves = _halves(claim.record, record)
    strangers = [
        name for name in _without_partner(claimed, found, halves) if not _known(name, record)
    ]
    if strangers:
        return f"not among the authors of the record: {', '.join(strangers)}"
    if not _is_one(claimed[0], found[0], halves) and not _known_first(claimed[0], record):
        return "another first author"
    absent = _without_partner(found, claimed, halves)
    if absent and len(claimed) < len(found) and not _is_truncated(claim):
        return f"left out: {', '.join(absent)}"
    names = creators_of(claim.reference)
    return "other given names" if _given_names_clash(names, creators_of(record.reference)) else ""


_Halves: TypeAlias = "Mapping[str, frozenset[str]]"


def _halves(*records: Record) -> _Halves:
    """Folded double names → the words that they are made of: `diazgarcia` → diaz, garcia."""
    found = {}
    for record in records:
        for name in creators_of(record.reference):
            words = [word for word in tokens(name.family) if len(word) >= _SHORTEST_HALF]
            if len(words) > 1:
                found[family_of(name)] = frozenset(words)
    return found


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


def _known(name: str, record: Record) -> bool:
    """True for a given name written as a family name, or the whole name in one, either way."""
    for one in creators_of(record.reference):
        whole = "".join(tokens(f"{one.given}{one.family}{one.literal}"))
        turned = "".join(tokens(f"{one.family}{one.given}"))
        if len(name) > 1 and (
            name in (whole, turned)
            or name in tokens(one.given)
            or name == "".join(tokens(one.given))
            or (len(name) >= _WHOLE and name in whole)
        ):
            return True
    return False


def _known_first(name: str, record: Record) -> bool:
    first = creators_of(record.reference)[:1]
    return any(name in (*tokens(one.given), "".join(tokens(one.given))) for one in first)


# ---------------------------------------------------------------- names in a text


def _in_text(claim: Claim, record: Record) -> str:
    """Looked at from the record: a slip of the parser must not accuse anybody."""
    found, claimed = record.families, claim.record.families
    absent = _absent_from_text(claim, record)
    if not absent or not claimed:
        return ""
    if found[0] in absent and not claim.mentions(found[0]) and not _first_in_text(record, claim):
        return "another first author"
    strangers = _strangers_in_text(claim, record)
    if strangers and len(strangers) * 2 >= len(claimed):
        return f"not among the authors of the record: {', '.join(strangers)}"
    if not _is_truncated(claim):
        return f"left out: {', '.join(absent)}"
    replaced = _replaced(claimed, strangers, absent, record)
    return f"not among the authors of the record: {replaced}" if replaced else ""


def _absent_from_text(claim: Claim, record: Record) -> list[str]:
    """The names that do not stand in the text, as often as the record has them."""
    halves = _halves(claim.record, record)
    alone = _without_partner(record.families, claim.record.families, halves)
    return [
        name
        for name in alone
        if claim.words.count(name) < record.families.count(name)
        and not (len(name) > 3 and record.families.count(name) == 1 and claim.mentions(name))
    ]


def _strangers_in_text(claim: Claim, record: Record) -> list[str]:
    """Claimed names that are no person of the record, and no word of its title or container."""
    title = {*record.title, *(word for words in record.containers for word in words)}
    halves = _halves(claim.record, record)
    alone = _without_partner(claim.record.families, record.families, halves)
    return [name for name in alone if name not in title and not _known(name, record)]


def _replaced(
    claimed: Sequence[str], strangers: Sequence[str], absent: Sequence[str], record: Record
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


def _first_in_text(record: Record, claim: Claim) -> bool:
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
