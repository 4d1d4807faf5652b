"""CSL-JSON ↔ references, without loss: what we do not know goes back where it was.

Grammar: the JSON schema csl-data.json of citation-style-language/schema (1.0.2). Members of the
`custom` object and unknown members travel in `Reference.extra`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import cast

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult
from mscref.formats.registry import LEFTOVERS
from mscref.model.characters import storable_json
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import DATE_VARIABLES, NAME_VARIABLES, VARIABLES

# Spellings that CSL-JSON of citeproc-js, Zotero and Mendeley uses beside those of the schema.
ALIASES = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short"}

_quoted = json.encoder.encode_basestring

# CSL-JSON member → attribute of Name.
_NAME_PARTS = (
    ("family", "family"),
    ("given", "given"),
    ("dropping-particle", "dropping_particle"),
    ("non-dropping-particle", "non_dropping_particle"),
    ("suffix", "suffix"),
    ("literal", "literal"),
)
_NAME_FLAGS = (("comma-suffix", "comma_suffix"), ("static-ordering", "static_ordering"))
_NAME_KNOWN = frozenset([member for member, _ in (*_NAME_PARTS, *_NAME_FLAGS)] + ["parse-names"])
_LONGEST_NUMBER = 18  # digits: what 64 bits hold, and SQLite with them
_LONGEST_DATE_PART = 9
_DATE_KNOWN = frozenset(["date-parts", "season", "circa", "literal", "raw"])


def read(text: str, *, path: str) -> ReadResult:
    """Read a JSON array of items, one item, or an object with an `items` array."""
    try:
        payload = storable_json(json.loads(text, parse_int=_whole_number))
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = (
            (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
        )
        message = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return ReadResult([], [_error("csljson-syntax", message, Span(path, line, column))])
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    for number, item in enumerate(_items(payload), start=1):
        if isinstance(item, dict):
            references.append(reference_from_json(item, default_id=f"item{number}"))
        else:
            message = f"item {number} is not a JSON object"
            diagnostics.append(_error("csljson-item", message, Span(path)))
    return ReadResult(references, diagnostics)


def _whole_number(digits: str) -> int | str:
    """A number as JSON spells it; one that no counter reaches stays text (Python reads 4,300
    digits at most)."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def write(references: Sequence[Reference]) -> str:
    """Write a JSON array, one member per line, UTF-8."""
    items: list[Json] = [reference_to_json(reference) for reference in references]
    return _indented(items, "\n") + "\n"


def _indented(value: Json, newline: str) -> str:
    """`json.dumps(value, ensure_ascii=False, indent=2)`, three times as fast.

    With an indent the standard library leaves its C encoder; a library of 60,000 references
    takes it three seconds. `newline` is the line end with the indent of the place.
    """
    if isinstance(value, str):
        return _quoted(value)
    deeper = newline + "  "
    if isinstance(value, dict) and value:
        members = [f"{_quoted(name)}: {_indented(one, deeper)}" for name, one in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(members)}{newline}}}"
    if isinstance(value, list) and value:
        inside = [_indented(one, deeper) for one in value]
        return f"[{deeper}{f',{deeper}'.join(inside)}{newline}]"
    return json.dumps(value, ensure_ascii=False)


def reference_from_json(item: dict[str, Json], *, default_id: str = "") -> Reference:
    """One CSL-JSON item as a reference; a value of the wrong kind is kept in `extra`."""
    fields: dict[str, FieldValue] = {}
    extra: dict[str, Json] = {}
    for member, value in item.items():
        if member in ("id", "type"):
            continue
        if member == "custom" and isinstance(value, dict):
            _read_custom(value, extra)
            continue
        variable = ALIASES.get(member, member)
        parsed = _field_from_json(variable, value)
        if parsed is None or variable in fields:
            extra[member] = value
        else:
            fields[variable] = parsed
    identifier = item.get("id", default_id)
    kind = item.get("type", "")
    return Reference(str(identifier), kind if isinstance(kind, str) else "", fields, extra)


def reference_to_json(reference: Reference) -> dict[str, Json]:
    """One reference as a CSL-JSON item."""
    item: dict[str, Json] = {"id": reference.id, "type": reference.type}
    for variable, value in reference.fields.items():
        if isinstance(value, Date):
            item[variable] = date_to_json(value)
        elif isinstance(value, tuple):
            item[variable] = [name_to_json(name) for name in value]
        else:
            item[variable] = value
    custom: dict[str, Json] = {}
    for member, kept in reference.extra.items():
        if member in LEFTOVERS:
            custom[member] = kept
        else:
            item[member] = kept
    if custom:
        own = item.get("custom")
        item["custom"] = {**(own if isinstance(own, dict) else {}), **custom}
    return item


def _read_custom(custom: dict[str, Json], extra: dict[str, Json]) -> None:
    """The leftovers of other formats, which travel in `custom`; the rest of it stays there."""
    rest = {member: value for member, value in custom.items() if member not in LEFTOVERS}
    extra.update({member: value for member, value in custom.items() if member in LEFTOVERS})
    if rest or not custom:
        extra["custom"] = rest


def _items(payload: Json) -> Iterable[Json]:
    if isinstance(payload, list):
        return payload
    if isinstance(payload, dict) and isinstance(payload.get("items"), list):
        return cast("list[Json]", payload["items"])
    return [payload]


def _field_from_json(variable: str, value: Json) -> FieldValue | None:
    """The value in our own kinds, or None where it does not fit the variable."""
    if variable in NAME_VARIABLES:
        return names_from_json(value)
    if variable in DATE_VARIABLES:
        return date_from_json(value)
    if variable not in VARIABLES or isinstance(value, bool):
        return None
    if isinstance(value, str | int):
        return value
    return str(value) if isinstance(value, float) else None


def names_from_json(value: Json) -> tuple[Name, ...] | None:
    """A list of CSL-JSON names; None unless every element is an object."""
    if not isinstance(value, list):
        return None
    names = [name_from_json(one) for one in value if isinstance(one, dict)]
    return tuple(names) if len(names) == len(value) else None


def name_from_json(value: dict[str, Json]) -> Name:
    """One CSL-JSON name."""
    unknown = {member: one for member, one in value.items() if member not in _NAME_KNOWN}
    parse_names = value.get("parse-names")
    # Positional: this runs once for every name of a library.
    return Name(
        _plain(value.get("family")),
        _plain(value.get("given")),
        _plain(value.get("dropping-particle")),
        _plain(value.get("non-dropping-particle")),
        _plain(value.get("suffix")),
        _plain(value.get("literal")),
        bool(value.get("comma-suffix")),
        bool(value.get("static-ordering")),
        None if parse_names is None else bool(parse_names),
        json.dumps(unknown, ensure_ascii=False) if unknown else "",
    )


def name_to_json(name: Name) -> dict[str, Json]:
    """One name as a CSL-JSON object, without empty members."""
    item: dict[str, Json] = {}
    for member, attribute in (*_NAME_PARTS, *_NAME_FLAGS):
        value = getattr(name, attribute)
        if value:
            item[member] = value
    if name.parse_names is not None:
        item["parse-names"] = name.parse_names
    if name.extra:
        item.update(json.loads(name.extra))
    return item


def date_from_json(value: Json) -> Date | None:
    """A CSL-JSON date variable; parts that are not numbers leave it to `extra` (None)."""
    if isinstance(value, str):
        return Date(raw=value)
    if not isinstance(value, dict):
        return None
    points = value.get("date-parts")
    start, end, open_ended = _range_from_json(points)
    if points and start is None:
        return None
    unknown = {member: one for member, one in value.items() if member not in _DATE_KNOWN}
    circa = value.get("circa")
    return Date(
        start,
        end,
        open_ended,
        bool(circa) and circa not in ("false", "0"),
        _plain(value.get("season")),
        _plain(value.get("literal")),
        _plain(value.get("raw")),
        json.dumps(unknown, ensure_ascii=False) if unknown else "",
    )


def date_to_json(date: Date) -> dict[str, Json]:
    """A date as a CSL-JSON date variable."""
    item: dict[str, Json] = {}
    if date.start is not None:
        points: list[Json] = [_point_to_json(date.start)]
        if date.end is not None:
            points.append(_point_to_json(date.end))
        elif date.open_ended:
            # The schema wants at least one number; [0] is how pandoc writes an open end.
            points.append([0])
        item["date-parts"] = points
    for member in ("season", "literal", "raw"):
        text = getattr(date, member)
        if text:
            is_number = member == "season" and text.isdecimal() and len(text) < 3
            item[member] = int(text) if is_number else text
    if date.circa:
        item["circa"] = True
    if date.extra:
        item.update(json.loads(date.extra))
    return item


def _range_from_json(points: Json) -> tuple[PartialDate | None, PartialDate | None, bool]:
    """`[[y, m, d], [y, m, d]]` → start, end, open end (an empty, [0] or null second point)."""
    if not isinstance(points, list) or not points:
        return None, None, False
    start = _point_from_json(points[0])
    if start is None or len(points) == 1:
        return start, None, False
    end = _point_from_json(points[1])
    return start, end, end is None


def _point_from_json(point: Json) -> PartialDate | None:
    if not isinstance(point, list):
        return None
    try:
        numbers = [int(part) for part in point if isinstance(part, str | int) and part != ""]
    except ValueError:  # no number, or one of more digits than Python reads
        return None
    if not numbers or numbers == [0] or any(len(str(one)) > _LONGEST_DATE_PART for one in numbers):
        return None
    return PartialDate(*numbers[:3])


def _point_to_json(point: PartialDate) -> list[Json]:
    parts: list[Json] = [point.year]
    if point.month:
        parts.append(point.month)
        if point.day:
            parts.append(point.day)
    return parts


def _plain(value: Json) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, bool | list | dict) else str(value)


def _error(code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, span)
