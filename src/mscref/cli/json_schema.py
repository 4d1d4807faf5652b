"""Types → JSON Schema (2020-12), for the outputs of commands and for the settings.

What crosses the border: a type made of TypedDicts, lists, dictionaries, unions, literals and plain
values in; plain data out, in which each TypedDict stands once below `$defs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from mscref.cli.outputs import SHAPES, CslItem
from mscref.config import SETTINGS
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_PLAIN: Mapping[Any, str] = MappingProxyType(
    {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
)
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_TEXT_OR_TEXTS: Schema = {"anyOf": [{"type": "string"}, _TEXTS]}
# What may stand in a settings file, by the name of what a row of `SETTINGS` parses with.
_OF_SETTINGS: Mapping[str, Schema] = MappingProxyType(
    {
        "_text": {"type": "string"},
        "_path": {"type": "string", "minLength": 1},
        "_paths": _TEXT_OR_TEXTS,
        "_codes": _TEXT_OR_TEXTS,
        "_flag": {"type": "boolean"},
        "_seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": 3600},
    }
)


def output_schema(command: str) -> Schema:
    """The schema of what a command writes with `--json`, or in a line of its JSON Lines; KeyError
    for one that writes none."""
    shape = SHAPES[command]
    definitions: dict[str, Schema] = {}
    schema = _schema_of(shape.type, definitions)
    return {
        "$schema": DIALECT,
        "title": f"mscref {command}{', a line of JSON Lines' if shape.is_line else ' --json'}",
        "version": shape.version,
        **schema,
        **({"$defs": definitions} if definitions else {}),
    }


def settings_schema() -> Schema:
    """The schema of `mscref.toml`, of `[tool.mscref]` and of the user's `config.toml`."""
    properties = {
        key: {**_OF_SETTINGS[row.parse.__name__], "description": row.help}
        for key, row in SETTINGS.items()
    }
    addresses = {
        "type": "object",
        "description": "The addresses of sources; in the user's own file only.",
        "additionalProperties": {"type": "string"},
    }
    return {
        "$schema": DIALECT,
        "title": "mscref settings",
        "version": 1,
        "type": "object",
        "properties": {**properties, "sources": addresses},
        "additionalProperties": False,
    }


def _schema_of(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type
    """The schema of a type; those of TypedDicts are added to `definitions`."""
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if is_typeddict(kind):
        return _reference_to(kind, definitions)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is list:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin is dict:
        values = _schema_of(arguments[1], definitions)
        return {"type": "object", "additionalProperties": values}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema_of(one, definitions) for one in arguments]}
    raise TypeError(f"no schema for {kind}")


def _reference_to(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401
    name = kind.__name__.removesuffix("Json")
    if name not in definitions:
        definitions[name] = {}  # for a type that holds itself
        definitions[name] = _csl_item() if kind is CslItem else _object(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401
    properties: dict[str, Schema] = {}
    required = []
    for name, hint in get_type_hints(kind, include_extras=True).items():
        is_optional = get_origin(hint) is NotRequired
        properties[name] = _schema_of(get_args(hint)[0] if is_optional else hint, definitions)
        if not is_optional:
            required.append(name)
    described = _description(kind)
    return {
        "type": "object",
        **({"description": described} if described else {}),
        "properties": properties,
        "required": required,
    }


def _description(kind: type) -> str:
    """The docstring; of those that are made by a call there is only that of `dict`."""
    text = kind.__doc__ or ""
    return "" if text == dict.__doc__ else " ".join(text.split())


def _csl_item() -> Schema:
    """An item by the lists of CSL 1.0.2; unknown members travel in it as they came."""
    text: Schema = {"type": ["string", "number"]}
    name: Schema = {
        "type": "object",
        "properties": {part: {"type": "string"} for part in ("family", "given", "literal")},
    }
    date: Schema = {
        "type": "object",
        "properties": {"date-parts": {"type": "array"}, "raw": {"type": "string"}},
    }
    properties: dict[str, Schema] = {
        "id": {"type": "string"},
        "type": {"type": "string", "examples": sorted(ITEM_TYPES)},
    }
    for variable in sorted(VARIABLES):
        if variable in NAME_VARIABLES:
            properties[variable] = {"type": "array", "items": name}
        else:
            properties[variable] = date if variable in DATE_VARIABLES else text
    return {
        "type": "object",
        "description": " ".join((CslItem.__doc__ or "").split()),
        "properties": properties,
        "required": ["id", "type"],
    }


def broken_by(old: Schema, new: Schema, place: str = "") -> list[str]:
    """What programs that were written for `old` would miss in what `new` allows, with its place.

    What is taken away, is no longer always there, or may be of another kind. Members that are new
    break nothing.
    """
    broken: list[str] = []
    for name in ("type", "anyOf", "enum", "$ref", "items", "additionalProperties"):
        before, after = old.get(name), new.get(name)
        if name in ("items", "additionalProperties") and _are_schemas(before, after):
            broken += broken_by(before or {}, after or {}, f"{place}/{name}")
        elif before is not None and before != after:
            broken.append(f"{place or '/'}: {name} was {before}, is {after}")
    broken += [
        f"{place}/{name} need not be there any more"
        for name in old.get("required", ())
        if name not in new.get("required", ())
    ]
    for group in ("properties", "$defs"):
        later = new.get(group, {})
        for name, schema in old.get(group, {}).items():
            if name in later:
                broken += broken_by(schema, later[name], f"{place}/{name}")
            else:
                broken.append(f"{place}/{name} is gone")
    return broken


def _are_schemas(before: object, after: object) -> bool:
    return isinstance(before, dict) and isinstance(after, dict)
