"""Variables that people keep in the `note` of a reference, because their program has no field.

note line  = variable ":" value                "original-date: 1924-05"
anywhere   = "{:" variable ":" value "}"       "{:container-title-short: JAMA}"

Only lines at the top of the note count, up to the first that has another form. Names are written
"Family || Given", one line each.
"""

from __future__ import annotations

import re

from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES
from mscref.patterns import lazy

_LINE = lazy(r"([A-Za-z][-_A-Za-z]*):[ \t]*(\S.*)")
_BRACED = lazy(r"\{:([A-Za-z][-_A-Za-z]*):[ \t]*+([^{}]*)\}")


def with_note_fields(reference: Reference, own: frozenset[str] = frozenset()) -> Reference:
    """The reference with the variables of its note as fields; fields it has already stay.

    `own` are variables beyond those of CSL that count, too (a style's own). Dates are the
    exception: the note gives what the date field of a program could not hold.
    """
    note = reference.text("note")
    if ":" not in note:
        return reference
    found, rest = _split_note(note, own)
    if not found:
        return reference
    fields = dict(reference.fields)
    names: dict[str, list[Name]] = {}
    item_type = reference.type
    for variable, value in found:
        if variable == "type":
            item_type = value if value in ITEM_TYPES else item_type
        elif variable in NAME_VARIABLES:
            names.setdefault(variable, []).append(_name(value))
        elif variable in DATE_VARIABLES:
            from mscref.model.raw_dates import parse_raw_date

            fields[variable] = parse_raw_date(value)
        else:
            fields.setdefault(variable, value)
    for variable, people in names.items():
        fields.setdefault(variable, tuple(people))
    _set_note(fields, rest)
    return Reference(reference.id, item_type, fields, reference.extra)


def _split_note(note: str, own: frozenset[str]) -> tuple[list[tuple[str, str]], str]:
    """The variables of a note and what is left of it."""
    found: list[tuple[str, str]] = []

    def is_variable(word: str) -> bool:
        return word == "type" or (word in VARIABLES and word != "note") or word in own

    def take(match: re.Match[str]) -> str:
        if not is_variable(match[1]):
            return match[0]
        found.append((match[1], match[2].strip()))
        return ""

    note = _BRACED.sub(take, note)
    lines = note.split("\n")
    rest: list[str] = []
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            rest += lines[number:]
            break
        if is_variable(match[1]):
            found.append((match[1], match[2].strip()))
        else:
            rest.append(line)
    return found, "\n".join(rest).strip()


def _name(text: str) -> Name:
    family, separator, given = text.partition("||")
    if not separator:
        return Name(literal=text.strip())
    return Name(family=family.strip(), given=given.strip())


def _set_note(fields: dict[str, FieldValue], rest: str) -> None:
    if rest:
        fields["note"] = rest
    else:
        fields.pop("note", None)
