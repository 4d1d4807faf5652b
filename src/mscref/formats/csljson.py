"""CSL-JSON: a list of items, one of them, or an object that holds a list; `cslitem.py` reads each.

What crosses the border: text or items in, references with what means nothing in them out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult, second_of_its_id
from mscref.formats.cslitem import (
    is_kept_as_written,
    name_to_json,
    reference_from_json,
    reference_to_json,
)
from mscref.formats.cslmeaning import as_meant
from mscref.model.characters import nests_deeper, spells_unstorable, storable_json
from mscref.model.reference import Json, Reference
from mscref.model.vocabulary import VARIABLES

if TYPE_CHECKING:
    from mscref.formats.itemplaces import ItemPlaces

_quoted = json.encoder.encode_basestring

_DEEPEST = 200  # lists and objects in one another; an item needs five
_LONGEST_NUMBER = 18  # digits: what 64 bits hold, and SQLite with them


def read(text: str, *, path: str) -> ReadResult:
    """Read a JSON array of items, one item, or an object with an `items` array."""
    try:
        payload, repeated = _parse(text)
    except json.JSONDecodeError as error:
        span = Span(path, error.lineno, error.colno)
        return ReadResult([], [_error("csljson-syntax", error.msg, span)])
    except RecursionError:
        return ReadResult([], [_error("csljson-syntax", "nested too deeply", Span(path, 0, 0))])
    from mscref.formats.itemplaces import ItemPlaces, json_items

    places = ItemPlaces(path, lambda: json_items(text))
    said = [*_beside(payload, path), *(_twice(repeated, places) if repeated else ())]
    return read_items(_items(payload), path=path, diagnostics=said, places=places)


def _parse(text: str) -> tuple[Json, list[str]]:
    """The data that a text of JSON spells, storable, and the members that stand twice in it.

    Raises JSONDecodeError, and RecursionError for data of a depth that no writer could manage.
    """
    repeated: list[str] = []

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = Counter(name for name, _ in pairs)
            repeated.extend(name for name, count in names.items() if count > 1)
        return found

    payload = json.loads(text, parse_int=_whole_number, object_pairs_hook=members)
    if nests_deeper(payload, _DEEPEST):
        raise RecursionError
    # To look at every value takes as long as all the rest of the reading.
    return storable_json(payload) if spells_unstorable(text) else payload, repeated


def read_items(
    items: Iterable[Json],
    *,
    path: str,
    diagnostics: list[Diagnostic],
    places: ItemPlaces,
    format_name: str = "csljson",
) -> ReadResult:
    """The references of CSL-JSON items; what is no item, or means nothing in one, is a finding."""
    references: list[Reference] = []
    ids: dict[str, int] = {}
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            reference = reference_of_file(item, number)
            references.append(reference)
            unread = _unread(item, reference)
            if unread:
                place = places.item(number)
                diagnostics += [_value_unread(message, place) for message in unread]
            if reference.id in ids:
                first, second = places.item(ids[reference.id]), places.item(number)
                diagnostics.append(
                    second_of_its_id(reference.id, second, first=first, format_name=format_name)
                )
            ids.setdefault(reference.id, number)
        else:
            message = f"item {number} is not a JSON object: {_shown(item)}"
            diagnostics.append(_error("csljson-item", message, places.item(number)))
    return ReadResult(references, diagnostics, places)


def reference_of_file(item: dict[str, Json], number: int) -> Reference:
    """The reference of an item as a file has it, the one of that number."""
    return as_meant(reference_from_json(item, default_id=f"item{number}"), name_to_json)


def _twice(names: Sequence[str], places: ItemPlaces) -> Iterator[Diagnostic]:
    """Members that stand twice in one object: the last one counts (RFC 8259, 4)."""
    found = dict(places.repeated())
    for name in dict.fromkeys(names):
        span = found.get(name) or places.item(0)
        message = f"`{name}` stands twice in one object; only the last one is read"
        yield Diagnostic(Severity.WARNING, "csljson-repeated", message, span)


def _beside(payload: Json, path: str) -> list[Diagnostic]:
    """What stands beside the list of items, and is no reference."""
    if not isinstance(payload, dict) or not isinstance(payload.get("items"), list):
        return []
    names = [f"`{name}`" for name in payload if name != "items"]
    if not names:
        return []
    message = f"beside the items stand {', '.join(names)}, which are not read"
    return [Diagnostic(Severity.INFO, "csljson-beside", message, Span(path))]


def _unread(item: dict[str, Json], reference: Reference) -> list[str]:
    """What of an item means nothing to us: it is kept where it was, and said once."""
    kept = [
        name
        for name in reference.extra
        if name in VARIABLES and not is_kept_as_written(name, reference)
    ]
    if not isinstance(item.get("type", ""), str):
        kept.insert(0, "type")
    return [
        f"`{name}` of `{reference.id}` is kept as it is and not used: "
        + _shown(item.get(name, reference.extra.get(name)))
        for name in kept
    ]


def _value_unread(message: str, span: Span) -> Diagnostic:
    hint = "write it as csl-data.json has it"
    return Diagnostic(
        severity=Severity.WARNING, code="csljson-value", message=message, span=span, hint=hint
    )


def _shown(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]


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


def _items(payload: Json) -> Iterable[Json]:
    if isinstance(payload, list):
        return payload
    if isinstance(payload, dict) and isinstance(payload.get("items"), list):
        return cast("list[Json]", payload["items"])
    return [payload]


def _error(code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, span)
