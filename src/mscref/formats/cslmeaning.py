"""What the values of a CSL-JSON or CSL-YAML file mean where people write more than CSL asks for.

A DOI behind a resolver is bare, an edition in words is its number, a name loses the number by which
DBLP tells namesakes apart. What crosses the border: a reference in, the same as it is meant out.
Editions and names stay in `Reference.extra` under the name of their variable, as the file has
them; a writer of CSL-JSON puts them back as long as they still mean the same (`is_as_meant`). An
item that a program hands over is taken at its word (suite: textcase_RepeatedTitleBug).
"""

from __future__ import annotations

from collections.abc import Callable

from mscref.model.editions import edition_number
from mscref.model.homonyms import name_without_number
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference


def as_meant(reference: Reference, to_json: Callable[[Name], Json]) -> Reference:
    """The reference with its values as they are meant; `to_json` is how a name was written."""
    fields, extra = reference.fields, reference.extra
    changed: dict[str, FieldValue] = {}
    written: dict[str, Json] = {}
    for variable, value in fields.items():
        if value.__class__ is tuple:
            names = _names(value)
            if names is not None:
                changed[variable] = names
                written[variable] = [to_json(name) for name in reference.names(variable)]
        elif variable == "DOI" and isinstance(value, str):
            if bare_doi(value) != value:
                changed[variable] = bare_doi(value)
        elif variable == "edition" and isinstance(value, str):
            number = edition_number(value)
            if number != value:
                changed[variable], written[variable] = number, value
    if not changed:
        return reference
    kept = {name: value for name, value in written.items() if name not in extra}
    return Reference(reference.id, reference.type, {**fields, **changed}, {**extra, **kept})


def is_as_meant(variable: str, read: FieldValue | None, reference: Reference) -> bool:
    """Whether what a file has for a variable (`read`) still means what the reference says."""
    value = reference.fields.get(variable)
    if isinstance(read, tuple):
        return (_names(read) or read) == value
    return variable == "edition" and isinstance(read, str) and edition_number(read) == value


def _names(value: object) -> tuple[Name, ...] | None:
    """The names without the numbers of DBLP, None where there are none."""
    if not isinstance(value, tuple):
        return None
    for name in value:
        if "0" in name.family + name.given + name.literal + name.suffix:
            break
    else:
        return None
    bare = tuple([name_without_number(name) for name in value])
    return bare if bare != value else None
