"""A reference as an item of Zotero's APIs: the way back of `item.py`, by the same tables.

What no field of the item type is for becomes a line of `extra` that Zotero's own citations read.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.formats.invertednames import family_with_particles
from mscref.formats.zotero.extrafield import name_line
from mscref.formats.zotero.item import KIND, PLACE, TAGS, keywords_of
from mscref.formats.zotero.tables import (
    CREATORS,
    ITEM_TYPES,
    KEY_FIELD,
    NEAREST,
    PLACES,
    TYPE_OF,
    VARIABLE_OF,
    ItemType,
)
from mscref.model.dates import Date, PartialDate
from mscref.model.editions import edition_number
from mscref.model.markup import strip_case_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference

_ELSEWHERE = frozenset(["note", "keyword", "citation-key"])
# What of the leftovers is no field of an item.
_NOT_FIELDS = frozenset([KIND, "key", "collections", "notes", TAGS])


def item_of(reference: Reference, *, key_in_extra: bool = False) -> dict[str, Json]:
    """The item; with `key_in_extra` its citation key is a line there, which every Zotero takes."""
    kept = reference.extra.get(PLACE)
    left: dict[str, Json] = kept if isinstance(kept, dict) else {}
    kind = _kind(reference, left)
    row = ITEM_TYPES[kind]
    item: dict[str, Json] = {"itemType": kind}
    lines: list[str] = []
    if reference.id and key_in_extra:
        lines.append(f"Citation Key: {reference.id}")
    elif reference.id:
        item[KEY_FIELD] = reference.id
    if row.csl != reference.type and reference.type:
        lines.append(f"type: {reference.type}")
    creators: list[Json] = []
    for variable, value in reference.fields.items():
        if isinstance(value, tuple):
            creators += _creators(variable, value, row, lines)
        elif variable not in _ELSEWHERE:
            _add_field(item, lines, variable=variable, value=value, kind=kind)
    item["creators"] = creators
    item["tags"] = [{"tag": one} for one in _tags(reference, left)]
    for name, kept_value in left.items():
        if not isinstance(kept_value, str) or name in _NOT_FIELDS or name not in row.fields:
            continue
        if name == "edition" and edition_number(kept_value) == item.get(name):
            item[name] = kept_value
        else:
            item.setdefault(name, kept_value)
    note = reference.text("note")
    extra = "\n".join([*lines, *([note] if note else [])])
    if extra:
        item["extra"] = extra
    return item


def _kind(reference: Reference, left: dict[str, Json]) -> str:
    """The item type: the one it had, where that still means the type of the reference."""
    known = left.get(KIND)
    if isinstance(known, str) and known in ITEM_TYPES and ITEM_TYPES[known].csl == reference.type:
        return known
    return TYPE_OF.get(reference.type) or NEAREST.get(reference.type, "document")


def _add_field(
    item: dict[str, Json], lines: list[str], *, variable: str, value: FieldValue, kind: str
) -> None:
    text = _date_text(value) if isinstance(value, Date) else strip_case_markup(str(value))
    field = _field(variable, kind)
    is_range = isinstance(value, Date) and value.is_range
    if field is None or item.get(field, text) != text:
        lines.append(f"{variable}: {' '.join(text.split())}")
        return
    item[field] = text
    if is_range:  # a field for dates has one
        lines.append(f"{variable}: {text}")
        item[field] = text.partition("/")[0]


def _field(variable: str, kind: str) -> str | None:
    row = ITEM_TYPES[kind]
    if variable in PLACES.get(kind, ()):
        return "place"
    fields = (one for one in row.fields if VARIABLE_OF.get(one) == variable)
    return next((one for one in fields if not (one == "place" and kind in PLACES)), None)


def _creators(
    variable: str, names: tuple[Name, ...], row: ItemType, lines: list[str]
) -> Iterator[Json]:
    creator = row.creators[0] if variable == "author" else None
    for one in row.creators[1:]:
        if creator is None and CREATORS.get(one) == variable:
            creator = one
    for name in names:
        if creator is None:
            lines.append(f"{variable}: {name_line(name)}")
        elif not name.is_truncation:
            yield _creator(creator, name)


def _creator(creator: str, name: Name) -> Json:
    if name.literal:
        return {"creatorType": creator, "name": name.literal}
    given = f"{name.given}, {name.suffix}" if name.suffix else name.given
    if not given:
        return {"creatorType": creator, "name": family_with_particles(name)}
    return {"creatorType": creator, "firstName": given, "lastName": family_with_particles(name)}


def _tags(reference: Reference, left: dict[str, Json]) -> list[str]:
    """The tags that the keywords were made of, where they still say the same; else the keywords."""
    text, kept = reference.text("keyword"), left.get(TAGS)
    tags = [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
    if tags and keywords_of(tags) == text:
        return tags
    return [one.strip() for one in text.split(",") if one.strip()]


def _date_text(date: Date) -> str:
    """ISO 8601, a range with a slash; text stays text."""
    if date.start is None:
        return date.literal or date.raw or date.season
    text = _point(date.start)
    if date.end is not None:
        text = f"{text}/{_point(date.end)}"
    elif date.open_ended:
        text = f"{text}/"
    return f"{text}~" if date.circa and not date.is_range else text


def _point(point: PartialDate) -> str:
    parts = [f"{point.year:04d}", f"{point.month:02d}", f"{point.day:02d}"]
    return "-".join(parts[: 3 if point.day else 2 if point.month else 1])
