"""What the words of schema.org do not hold, as `additionalProperty` ↔ variables of CSL.

What crosses the border: a reference and the work it was written as; the work with what is missing.
A property is a PropertyValue that has the name of the variable, and as `propertyID` the address of
the JSON schema of CSL, so that a property of somebody else is never taken for one.
"""

from __future__ import annotations

from mscref.formats.besidenames import in_one_form
from mscref.formats.cslitem import reference_from_json, reference_to_json
from mscref.formats.schemaorg import Work, read_work, write_work
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import VARIABLES

MEMBER = "additionalProperty"
SCHEMA = "https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json"
_Fields = dict[str, FieldValue]


def add_properties(work: Work, reference: Reference) -> None:
    """Add the variables that do not come back from `work` as they are."""
    back, _ = read_work(work)
    item = reference_to_json(Reference("", reference.type, reference.fields))
    rows: list[Json] = [
        {"@type": "PropertyValue", "propertyID": SCHEMA, "name": name, "value": item[name]}
        for name, value in reference.fields.items()
        if name in VARIABLES and back.fields.get(name) != in_one_form(value)
    ]
    if rows:
        work[MEMBER] = rows


def take_properties(rest: Work, reference: Reference) -> Reference:
    """The reference with what its properties say; what is no property of CSL stays in `rest`.

    Where a member of schema.org says another thing than the property (somebody changed the one and
    not the other), the member is right and the property stays.
    """
    value = rest.get(MEMBER)
    rows = value if isinstance(value, list) else [value]
    fields = dict(reference.fields)
    left = [one for one in rows if not _is_taken(one, reference, fields)]
    if len(left) == len(rows):
        return reference
    del rest[MEMBER]
    if left:
        rest[MEMBER] = left
    return Reference(reference.id, reference.type, fields, reference.extra)


def _is_taken(row: Json, reference: Reference, fields: _Fields) -> bool:
    if not isinstance(row, dict) or row.get("propertyID") != SCHEMA:
        return False
    name = row.get("name")
    if not isinstance(name, str) or name not in VARIABLES or "value" not in row:
        return False
    said = reference_from_json({"type": reference.type, name: row["value"]}).fields.get(name)
    if said is None:
        return False
    if name in fields:
        alone = Reference("", reference.type, {name: said})
        if read_work(write_work(alone))[0].fields.get(name) != fields[name]:
            return False
    fields[name] = said
    return True
