"""One CSL-JSON item ↔ one reference, without loss: what we do not know goes back where it was.

Grammar: the JSON schema csl-data.json of citation-style-language/schema (1.0.2). Members of the
`custom` object and unknown members travel in `Reference.extra`.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import cast

from mscref.formats.registry import LEFTOVERS
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES
from mscref.records import replaced

# Spellings that CSL-JSON of citeproc-js, Zotero and Mendeley uses beside those of the schema.
ALIASES = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short"}

TEXT_VARIABLES = VARIABLES - NAME_VARIABLES - DATE_VARIABLES
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
_NAME_BREAK = re.compile(r"[;\n]")
_AND = " and "
_NESTED = frozenset([list, dict])
_MOST_COMMAS = 2  # `Family, Given, Suffix`
_FIRST_LONG_NUMBER = 10**9
_DATE_NUMBER = re.compile(r"[+-]?\d{1,8}", re.ASCII)
_LONGEST_DATE, _LONGEST_RANGE = 3, 2  # year, month, day; beginning, end
_OPEN_ENDS: tuple[Json, ...] = ([], [0], None, [None], [""])
_DATE_TEXTS = frozenset(["season", "literal", "raw"])
_POINT_PARTS = ("year", "month", "day")
_DATE_KNOWN = frozenset(["date-parts", "season", "circa", "literal", "raw"])


def reference_from_json(item: dict[str, Json], *, default_id: str = "") -> Reference:
    """One CSL-JSON item as a reference; a value of the wrong kind is kept in `extra`."""
    fields: dict[str, FieldValue] = {}
    extra: dict[str, Json] = {}
    for member, value in item.items():
        if type(value) is str and member in TEXT_VARIABLES and member not in fields:  # most are
            fields[member] = value
            continue
        if member in ("id", "type"):
            continue
        if member == "custom" and isinstance(value, dict):
            _read_custom(value, extra)
            continue
        variable = ALIASES.get(member, member)
        if isinstance(value, list) and variable in TEXT_VARIABLES:
            value, several = _first_text(value)
            if several:
                _keep(extra, variable, several)
        parsed = _field_from_json(variable, value)
        if parsed is None or variable in fields:
            extra[member] = value
        else:
            fields[variable] = parsed
    identifier = item.get("id", default_id)
    kind = item.get("type", "")
    if not isinstance(kind, str):
        _keep(extra, "type", kind)
        kind = ""
    elif kind not in ITEM_TYPES:
        kind = _foreign_type(kind, extra)
    return Reference(str(identifier), kind, fields, extra)


def _foreign_type(kind: str, extra: dict[str, Json]) -> str:
    """The type of Crossref's content negotiation (`journal-article`) as CSL's; others stay."""
    from mscref.model.crossref_types import TYPES

    meant = TYPES.get(kind)
    if meant is None:
        return kind
    _keep(extra, "type", kind)
    return meant


def _keep(extra: dict[str, Json], name: str, value: Json) -> None:
    """Keep what the item said in more words than CSL has, under `custom`."""
    custom = extra.get("custom", {})
    extra["custom"] = {**(custom if isinstance(custom, dict) else {"custom": custom}), name: value}


def _first_text(values: list[Json]) -> tuple[Json, list[Json]]:
    """The text of a list of one or more (Crossref writes titles and serial numbers so), and the
    whole list where it says more; a list of anything else stays as it is."""
    if not values or not all(isinstance(one, str) for one in values):
        return values, []
    return values[0], values if len(values) > 1 else []


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
        elif member not in reference.fields or is_kept_as_written(member, reference):
            item[member] = kept
        else:
            custom[member] = kept
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


def is_kept_as_written(name: str, reference: Reference) -> bool:
    """Whether what stands in `extra` under the name of a variable says the same as the variable."""
    if name not in reference.fields:
        return False
    from mscref.formats.cslmeaning import is_as_meant

    return is_as_meant(name, _field_from_json(name, reference.extra[name]), reference)


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
    """A list of CSL-JSON names; a text is a name as people write it. None for anything else."""
    if isinstance(value, str):
        value = list[Json](_names_in_text(value))
    if isinstance(value, dict):  # one name without its list
        value = [value]
    if not isinstance(value, list) or not all(isinstance(one, dict | str) for one in value):
        return None
    return tuple(
        [name_from_json(one) if isinstance(one, dict) else _name_in_text(str(one)) for one in value]
    )


def _names_in_text(text: str) -> list[str]:
    """Names between semicolons or lines; an `and` stands between names where each of them is
    `Family, Given`, and in a name otherwise (`Simon and Garfunkel`)."""
    names: list[str] = []
    for part in _NAME_BREAK.split(text):
        joined = part.split(_AND)
        names += joined if all(one.count(",") == 1 for one in joined) else [part]
    return [name for name in names if name.strip()]


def _name_in_text(text: str) -> Name:
    """A name with its family name first; more commas than a name has make no name."""
    text = text.strip()
    if text.count(",") > _MOST_COMMAS:
        return Name(literal=text)
    from mscref.formats.invertednames import parse_inverted_name  # 3 ms that few files need

    return parse_inverted_name(text)


def name_from_json(value: dict[str, Json]) -> Name:
    """One CSL-JSON name."""
    family, given = value.get("family"), value.get("given")
    if len(value) == 2 and type(family) is str and type(given) is str:  # nearly all have no more
        return _person(family, given)
    unknown = {
        member: one
        for member, one in value.items()
        if member not in _NAME_KNOWN or type(one) in _NESTED
    }
    literal = value.get("literal")
    if not literal and "name" in unknown and not family:
        literal = unknown.pop("name")  # how Crossref writes an institution
    parse_names = value.get("parse-names")
    # Positional: this runs once for every name of a library.
    return Name(
        _plain(family),
        _plain(given),
        _plain(value.get("dropping-particle")),
        _plain(value.get("non-dropping-particle")),
        _plain(value.get("suffix")),
        _plain(literal),
        bool(value.get("comma-suffix")),
        bool(value.get("static-ordering")),
        None if parse_names is None else bool(parse_names),
        json.dumps(unknown, ensure_ascii=False) if unknown else "",
    )


@lru_cache(maxsize=4096)
def _person(family: str, given: str) -> Name:
    """The name of these two parts: one object, since few write one paper only, and it is quicker
    to make and to compare."""
    return Name(family, given)


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
    """A CSL-JSON date variable; parts that are not numbers leave it to `extra` (None).

    A bare year and a bare list of parts, which the schema does not know, mean what they say.
    """
    if isinstance(value, str):
        return _understood(Date(raw=value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = [value]
    if isinstance(value, list):
        value = {"date-parts": value}
    if not isinstance(value, dict):
        return None
    if "year" in value and "date-parts" not in value:
        value = _with_date_parts(value)
    points = value.get("date-parts")
    start, end, open_ended = _range_from_json(points)
    if start is None and (points or value.keys().isdisjoint(_DATE_TEXTS)):
        return None
    if len(value) == 1 and start is not None:  # nearly all have no more
        return Date(start, end, open_ended)
    unknown = {
        member: one
        for member, one in value.items()
        if member not in _DATE_KNOWN or (member != "date-parts" and type(one) in _NESTED)
    }
    circa = value.get("circa")
    date = Date(
        start,
        end,
        open_ended,
        bool(circa) and circa not in ("false", "0"),
        _plain(value.get("season")),
        _plain(value.get("literal")),
        _plain(value.get("raw")),
        json.dumps(unknown, ensure_ascii=False) if unknown else "",
    )
    return _understood(date) if date.raw else date


def _understood(date: Date) -> Date:
    """A date with what its `raw` text says, where nothing else says when; the text stays."""
    if date.start is not None or date.literal or date.season:
        return date
    from mscref.model.raw_dates import parse_raw_date

    said = parse_raw_date(date.raw)
    if said.start is None:
        return date
    return replaced(
        date,
        start=said.start,
        end=said.end,
        open_ended=said.open_ended,
        circa=date.circa or said.circa,
    )


def _with_date_parts(value: dict[str, Json]) -> dict[str, Json]:
    """`{"year": 2012, "month": 3}`, as some programs have it, with `date-parts`."""
    parts: list[Json] = [value[name] for name in _POINT_PARTS if name in value]
    rest = {name: one for name, one in value.items() if name not in _POINT_PARTS}
    return {"date-parts": [parts], **rest}


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
    if not isinstance(points, list) or not 1 <= len(points) <= _LONGEST_DATE:
        return None, None, False
    if not any(isinstance(one, list) for one in points):
        points = [points]  # `[2020, 4]`: a pair of brackets too few
    if len(points) > _LONGEST_RANGE:
        return None, None, False
    start = _point_from_json(points[0])
    if start is None or len(points) == 1:
        return start, None, False
    end = _point_from_json(points[1])
    is_open = end is None and points[1] in _OPEN_ENDS
    return (start, end, is_open) if end or is_open else (None, None, False)


def _point_from_json(point: Json) -> PartialDate | None:
    """`[y, m, d]`, numbers or their text; parts at the end that are not known may be null."""
    if not isinstance(point, list) or len(point) > _LONGEST_DATE:
        return None
    if point and all(type(one) is int for one in point):  # nearly all are
        whole = cast("list[int]", point)
        return PartialDate(*whole) if whole != [0] and _is_short(whole) else None
    known = list(point)
    while known and known[-1] in (None, ""):
        known.pop()
    numbers = [number for number in map(_date_number, known) if number is not None]
    if not numbers or len(numbers) < len(known) or numbers == [0]:
        return None
    return PartialDate(*numbers)


def _is_short(numbers: list[int]) -> bool:
    return all(abs(one) < _FIRST_LONG_NUMBER for one in numbers)


def _date_number(part: Json) -> int | None:
    """`4`, `4.0`, `"04"`."""
    if isinstance(part, float) and part.is_integer():
        part = int(part)
    if isinstance(part, bool) or not isinstance(part, int | str):
        return None
    return int(part) if _DATE_NUMBER.fullmatch(str(part).strip()) else None


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
