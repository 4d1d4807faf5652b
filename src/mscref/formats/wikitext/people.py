"""The numbered people of a template ↔ names: `last2`, `first2`, `author2`, `vauthors`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from mscref.formats.bibtex.names import OTHERS
from mscref.formats.invertednames import family_with_particles, parse_inverted_name
from mscref.formats.record import Record
from mscref.formats.wikitext.tables import PARTS
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.patterns import lazy
from mscref.records import replaced as replace

_VANCOUVER = lazy(r"(.+?)[ ]([^\W\d_a-z]{1,4})(?:[ ]((?:Jr|Sr|[IVX]+|\d\w\w)\.?))?")
_VANCOUVER_ITEM = lazy(r"[ ]?\(\(([^()]*)\)\)|[^,;]+")
_ET_AL = frozenset(["et al", "et al.", "others"])
# `((…))`: the editor says that it is to be taken as it stands.
_AS_WRITTEN = lazy(r"\(\((.+)\)\)")
# Of a generation, as the documentation has it behind the first name.
_GENERATION = lazy(r"(?:[Jj]r|[Ss]r)\.?|I{2,3}|IV|2nd|3rd|4th")
# What writes a template's list of people: variable → (of a last name, of a first name, of another).
PEOPLE = MappingProxyType(
    {
        "author": ("last", "first", "author"),
        "editor": ("editor-last", "editor-first", "editor"),
        "translator": ("translator-last", "translator-first", "translator"),
        "interviewer": ("interviewer-last", "interviewer-first", "interviewer"),
        "contributor": ("contributor-last", "contributor-first", "contributor"),
    }
)
_Names = Mapping[str, tuple[Name, ...]]


def read_people(record: Record, csl_type: str) -> dict[str, FieldValue]:
    """The people of a template by their variable; who contributes a part is its author, and the
    authors beside are those of the whole."""
    found = {variable: _read(record, variable) for variable in PEOPLE}
    if csl_type in PARTS and found["contributor"] and found["author"]:
        found["container-author"] = found["author"]
        found["author"] = found.pop("contributor")
    return {variable: names for variable, names in found.items() if names}


def written_people(reference: Reference) -> Iterator[tuple[str, str]]:
    """The parameters of people, as text."""
    names: dict[str, tuple[Name, ...]] = {one: reference.names(one) for one in PEOPLE}
    if contributes(reference):
        names["contributor"], names["author"] = names["author"], reference.names("container-author")
    for variable in ("contributor", *PEOPLE) if contributes(reference) else PEOPLE:
        yield from _written(variable, names.pop(variable, ()))


def contributes(reference: Reference) -> bool:
    """Whether the authors of a part are others than those of the whole."""
    has_both = bool(reference.names("author") and reference.names("container-author"))
    return has_both and reference.type in PARTS and not reference.names("contributor")


def _read(record: Record, variable: str) -> tuple[Name, ...]:
    """The numbered people of one kind, or those in the order of Vancouver."""
    last, first, other = PEOPLE[variable]
    names: list[Name] = []
    number = 1
    while True:
        found = _person(record, last, first, other, number)
        if found is None:
            break
        names.append(found)
        number += 1
    names += _vancouver(record.take(f"v{other}s"))
    plural = record.take(f"{other}s") if not names else ""
    if plural:
        names.append(OTHERS if plural.casefold() in _ET_AL else Name(literal=plural))
    shown = f"display-{other}s"
    if record.first(shown).casefold().rstrip(".") in ("etal", "et al") and names:
        record.take(shown)
        names.append(OTHERS)
    return tuple(dict.fromkeys(names)) if names.count(OTHERS) > 1 else tuple(names)


def _person(record: Record, last: str, first: str, other: str, number: int) -> Name | None:
    """`last2` and `first2`; the first of a list may have no number."""
    ends = (str(number), "") if number == 1 else (str(number),)
    family = next((record.take(last + end) for end in ends if last + end in record), "")
    given = next((record.take(first + end) for end in ends if first + end in record), "")
    whole = next((record.take(other + end) for end in ends if other + end in record), "")
    if family and given:
        return _in_parts(family, given)
    if family or given:
        as_written = _AS_WRITTEN.fullmatch(family or given)
        if as_written or not family:
            return Name(literal=as_written[1] if as_written else given)
        return Name(family)
    return _whole(whole) if whole else None


def _in_parts(family: str, given: str) -> Name:
    given, comma, suffix = given.partition(", ") if given.count(",") == 1 else (given, "", "")
    words = given.split(" ")
    if not comma and len(words) > 1 and _GENERATION.fullmatch(words[-1]):
        suffix = words.pop()
    behind = len(words)
    while behind > 1 and words[behind - 1].islower():
        behind -= 1
    name = Name(family) if "," in family else parse_inverted_name(f"{family}, x")
    dropping = " ".join(words[behind:])
    return replace(name, given=" ".join(words[:behind]), dropping_particle=dropping, suffix=suffix)


def _whole(text: str) -> Name:
    as_written = _AS_WRITTEN.fullmatch(text)
    return Name(literal=as_written[1].strip()) if as_written else parse_inverted_name(text)


def _vancouver(text: str) -> list[Name]:
    """`Smith J, van der Berg AB, ((The Group)), et al.`"""
    names: list[Name] = []
    for item in _VANCOUVER_ITEM.finditer(text):
        said = item[0].strip()
        if item[1] is not None:
            names.append(Name(literal=item[1].strip()))
        elif said.casefold() in _ET_AL:
            names.append(OTHERS)
        elif said:
            person = _VANCOUVER.fullmatch(said)
            if person is None:
                names.append(Name(literal=said) if " " in said else Name(said))
                continue
            given = " ".join(f"{letter}." for letter in person[2])
            name = parse_inverted_name(f"{person[1]}, {given}")
            names.append(replace(name, given=given, suffix=person[3] or ""))
    return names


def _written(variable: str, people: Sequence[Name]) -> Iterator[tuple[str, str]]:
    last, first, other = PEOPLE[variable]
    names = [one for one in people if not one.is_truncation]
    for number, name in enumerate(names, start=1):
        literal = name.literal or ("" if name.family else name.given)
        if literal:
            is_read = parse_inverted_name(literal) == Name(literal=literal)
            yield f"{other}{number}", literal if is_read else f"(({literal}))"
            continue
        yield f"{last}{number}", family_with_particles(replace(name, dropping_particle=""))
        given = " ".join(one for one in (name.given, name.dropping_particle) if one)
        if name.suffix:
            given += f" {name.suffix}" if _GENERATION.fullmatch(name.suffix) else f", {name.suffix}"
        if given:
            yield f"{first}{number}", given
    if len(names) < len(people):
        yield f"display-{other}s", "etal"
