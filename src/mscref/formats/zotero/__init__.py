"""Zotero's own JSON: the items of its web and local API, and of Better BibTeX's export.

`tables.py` says what means what, `item.py` makes references of items, `extrafield.py` reads the
lines of `extra`, `jsonitems.py` what an API sends, `writing.py` goes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult, second_of_its_id
from mscref.formats.identify import fill_ids
from mscref.formats.zotero.item import PLACE, ZoteroItem, reference_of
from mscref.formats.zotero.jsonitems import items_of
from mscref.formats.zotero.writing import item_of
from mscref.model.characters import nests_deeper, storable_json
from mscref.model.reference import Json, Reference

_DEEPEST = 200


def read(text: str, *, path: str) -> ReadResult:
    """Read a list of items, one item, or an object that holds a list of `items`."""
    try:
        payload: Json = json.loads(text)
    except json.JSONDecodeError as error:
        span = Span(path, error.lineno, error.colno)
        return ReadResult([], [_finding("zotero-syntax", error.msg, span)])
    except (RecursionError, ValueError):  # too deep, or a number that nobody can hold
        return ReadResult([], [_finding("zotero-syntax", "cannot be read", Span(path))])
    if nests_deeper(payload, _DEEPEST):
        return ReadResult([], [_finding("zotero-syntax", "nested too deeply", Span(path))])
    return read_items(_listed(storable_json(payload)), path=path)


def _listed(payload: Json) -> list[Json]:
    items = payload.get("items", payload) if isinstance(payload, dict) else payload
    return items if isinstance(items, list) else [items]


def read_items(
    payload: Iterable[Json],
    *,
    path: str,
    collections: dict[str, str] | None = None,
    address: str = "",
) -> ReadResult:
    """The references of decoded items; `collections` has the paths of collections by their keys."""
    found = items_of(payload, collections=collections)
    result = result_of(found.items, path=path, address=address)
    for number in found.unread:
        message = f"item {number} is none of Zotero's"
        result.diagnostics.append(_finding("zotero-item", message, Span(path)))
    if found.alone:
        result.diagnostics.append(standing_alone(found.alone, path))
    return result


def result_of(items: Iterable[ZoteroItem], *, path: str, address: str = "") -> ReadResult:
    """The references of items with an id each; the second of an id is a finding."""
    references = fill_ids([reference_of(one) for one in items])
    place = Span(path)
    spans: dict[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    for one in references:
        if one.id in spans:
            diagnostics.append(second_of_its_id(one.id, place, first=place, format_name=PLACE))
        spans[one.id] = place
    return ReadResult(references, diagnostics, spans, address=address)


def standing_alone(count: int, path: str) -> Diagnostic:
    """The finding about notes and files that belong to no work."""
    said = (
        "1 note or file stands by itself and is no reference"
        if count == 1
        else f"{count} notes or files stand by themselves and are no references"
    )
    return Diagnostic(Severity.INFO, "zotero-alone", said, Span(path))


def _finding(code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, span)


def write(references: Sequence[Reference]) -> str:
    """The items as an API takes them."""
    return json.dumps([item_of(one) for one in references], ensure_ascii=False, indent=2) + "\n"
