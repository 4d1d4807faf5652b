"""What a person or an institution has beside the name: an ORCID, where they work, mail, a site.

What crosses the border: `Name.extra` (members of a CSL-JSON name) in, the members by one set of
names out, and back. The names are those of CFF 1.2.0 (`person`, `entity`), the ORCID is spelled as
Crossref does in CSL-JSON; members of schema.org that CFF has under another name are in one table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mscref.model.names import Name
from mscref.model.orcid import orcid_in, problem_of_orcid
from mscref.model.reference import FieldValue, Json, Reference
from mscref.records import replaced

Members = dict[str, Json]
ORCID, AFFILIATION = "ORCID", "affiliation"
_ORCID_ORG = "https://orcid.org/"
_TYPE = "@type"
# Ours → what schema.org calls it (Person, Organization), where it is not the same.
_OF_SCHEMA = MappingProxyType({"website": "url", "tel": "telephone", "fax": "faxNumber"})
# Members of Person, Organization and Thing that schema.org calls as they stand in `extra`.
_AS_THEY_ARE = frozenset(
    """
    @id additionalName additionalType address alternateName award contactPoint department
    description disambiguatingDescription email honorificPrefix honorificSuffix identifier image
    jobTitle knowsAbout legalName location logo mainEntityOfPage memberOf nationality
    parentOrganization sameAs subOrganization worksFor
    """.split()
)
# Where an ORCID of a person stands in JSON-LD: the first that is free is written.
_IDENTIFIERS = ("@id", "identifier", "sameAs")
_JSON_LD = MappingProxyType({"id": "@id", "type": "@type"})  # as CodeMeta 3 calls them
# Members that Crossref has of an author's place in the list and of the ORCID, not of the person.
_NOT_OF_A_PERSON = frozenset(["sequence", "role", "authenticated-orcid"])


def members_of(name: Name) -> Members:
    """What stands beside a name; the ORCID under one name, as its address where it is one."""
    kept = json.loads(name.extra) if name.extra else {}
    orcid = next((one for one in kept if one.lower() == "orcid"), "")
    if orcid:
        said = kept.pop(orcid)
        kept[ORCID] = _address(said) or said
    return {member: value for member, value in kept.items() if value not in (None, "", [], {})}


def as_extra(members: Members) -> str:
    """The members as `Name.extra` holds them; in one order, so that equal people are equal."""
    return json.dumps(members, ensure_ascii=False, sort_keys=True) if members else ""


def in_one_form(value: FieldValue) -> FieldValue:
    """Names with what stands beside them in one form; another value as it is."""
    if not isinstance(value, tuple):
        return value
    return tuple(
        replaced(one, extra=as_extra(members_of(one))) if one.extra else one for one in value
    )


def told_members(reference: Reference) -> Iterator[str]:
    """What the people of a reference have beside their names, by what it is called."""
    for value in reference.fields.values():
        for name in value if isinstance(value, tuple) else ():
            if name.extra:
                yield from members_of(name).keys() - _NOT_OF_A_PERSON


def affiliations(members: Members) -> list[str]:
    """Where somebody works, as names: a text, an object with a `name` (Crossref), or several."""
    value = members.get(AFFILIATION)
    rows = value if isinstance(value, list) else [value]
    named = [one.get("name") if isinstance(one, dict) else one for one in rows]
    return [one for one in named if isinstance(one, str) and one]


def take_members(person: Mapping[str, Json], *, named: frozenset[str], kinds: Members) -> Members:
    """What an object of schema.org says beside the name; `named` are the members that are the name,
    `kinds` what its type is written as."""
    kept = {_JSON_LD.get(one, one): value for one, value in person.items() if one not in named}
    if kept.get(_TYPE) == kinds.get(_TYPE):
        kept.pop(_TYPE, None)
    found: Members = {}
    orcid = _take_orcid(kept)
    if orcid:
        found[ORCID] = orcid
    affiliation = kept.pop(AFFILIATION, None)
    if affiliation:
        found[AFFILIATION] = _plain_affiliation(affiliation)
    for ours, theirs in _OF_SCHEMA.items():
        if theirs in kept and ours not in kept:
            found[ours] = kept.pop(theirs)
    return {**found, **kept}


def put_members(person: Members, name: Name) -> Members:
    """The object of schema.org with what stands beside the name, as far as it has a word for it."""
    if not name.extra:
        return person
    members = members_of(name)
    work = dict(person)
    for member, value in members.items():
        if member == AFFILIATION:
            work[member] = _schema_affiliation(value, affiliations(members))
        elif member in _OF_SCHEMA:
            work[_OF_SCHEMA[member]] = value
        elif member in _AS_THEY_ARE or member == _TYPE:
            work[member] = value
    if members.get(ORCID):
        place = next((one for one in _IDENTIFIERS if one not in work), None)
        if place:
            work[place] = members[ORCID]
    return work


def _address(value: Json) -> str:
    """The address of an ORCID, however it is spelled; "" for what is none."""
    number = orcid_in(value) if isinstance(value, str) else None
    return f"{_ORCID_ORG}{number}" if number and not problem_of_orcid(number) else ""


def _take_orcid(person: Members) -> str:
    for member in _IDENTIFIERS:
        value = person.get(member)
        if isinstance(value, dict):  # a PropertyValue
            value = value.get("value", value.get("@id"))
        address = _address(value)
        if address:
            del person[member]
            return address
    return ""


def _plain_affiliation(value: Json) -> Json:
    """A name for an object that has no more than that; else as it stood."""
    rows = value if isinstance(value, list) else [value]
    plain = [_only_name(one) for one in rows]
    if not all(plain):
        return value
    return plain[0] if len(plain) == 1 else list[Json](plain)


def _only_name(value: Json) -> str:
    if isinstance(value, dict):
        kind = value.get(_TYPE, value.get("type"))
        is_more = value.keys() - {"name", _TYPE, "type"} or kind != "Organization"
        value = None if is_more else value.get("name")
    return value if isinstance(value, str) else ""


def _schema_affiliation(value: Json, names: list[str]) -> Json:
    """A name as an object; what is more than a name goes as it stands."""
    if isinstance(value, dict) or (isinstance(value, list) and len(names) != len(value)):
        return value
    rows = value if isinstance(value, list) else [value]
    objects: list[Json] = [
        one if isinstance(one, dict) else {_TYPE: "Organization", "name": one} for one in rows
    ]
    return objects if isinstance(value, list) else objects[0]
