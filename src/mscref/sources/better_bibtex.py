"""Better BibTeX's JSON-RPC: what it makes of the items of a running Zotero, under its own keys.

Its manual: `user.groups` lists the libraries with their collections, `item.search` answers with
CSL-JSON that has the citation key of each item. What crosses the border: an `Address` and
`Settings` in, references out.
"""

from __future__ import annotations

import json

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import PayloadChangedError, RefusedError
from mscref.formats.base import ReadResult, second_of_its_id
from mscref.formats.cslitem import reference_from_json
from mscref.formats.identify import fill_ids
from mscref.formats.zotero.collections import chosen, joined_paths, no_group
from mscref.model.homes import Address
from mscref.model.reference import Json, Reference
from mscref.records import replaced
from mscref.sources.base import Request
from mscref.sources.client import Client
from mscref.sources.settings import Settings
from mscref.sources.transport import NoConnectionError

_SERVICE = "bbt"
_PATH = "/json-rpc"
_MINE = 1  # the number of a person's own library
_EVERYTHING: Json = [["noChildren", "true"]]
_KEYS = ("citation-key", "citekey")  # members of an item that hold its key
_OF_ZOTERO = frozenset([*_KEYS, "library", "itemKey", "itemID", "libraryID"])


def read_rpc(address: Address, settings: Settings, *, path: str) -> ReadResult:
    """The works at an address; raises SourceError, and NotFoundError for what is not there."""
    client = Client(settings)
    try:
        items, address = _items(client, address, path)
        return replaced(_result(items, path), address=address.word)
    finally:
        client.close()


def _items(client: Client, address: Address, path: str) -> tuple[list[dict[str, Json]], Address]:
    """The items at an address, and the address as it is spelt there."""
    library = _library(client, address.group)
    number = library.get("id")
    if not address.path:
        return _objects(_ask(client, "item.search", [_EVERYTHING, number])), address
    listed = {
        key: (name, above if isinstance(above, str) else None)
        for one in _objects(library.get("collections"))
        if isinstance(key := one.get("key"), str) and isinstance(name := one.get("name"), str)
        for above in [one.get("parentCollection")]
    }
    paths = joined_paths(listed)
    wanted = chosen(paths, address.path, place=path)
    found: dict[str, dict[str, Json]] = {}
    for key in [key for key, one in paths.items() if one in wanted.paths]:
        search: Json = [["collection", "is", key]]
        for item in _objects(_ask(client, "item.search", [search, number])):
            found.setdefault(str(item.get("id")), item)
    return list(found.values()), address.at(wanted.path)


def _library(client: Client, group: str) -> dict[str, Json]:
    libraries = _objects(_ask(client, "user.groups", [True]))
    if not group:
        own = [one for one in libraries if one.get("id") == _MINE]
        return own[0] if own else {"id": _MINE}
    named = {str(one.get("name")): one for one in libraries if one.get("id") != _MINE}
    if group not in named:
        raise no_group(group, named)
    return named[group]


def _result(items: list[dict[str, Json]], path: str) -> ReadResult:
    references = fill_ids([_reference(one) for one in items])
    place = Span(path)
    spans: dict[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    for one in references:
        if one.id in spans:
            diagnostics.append(second_of_its_id(one.id, place, first=place, format_name=_SERVICE))
        spans[one.id] = place
    without = sum(not _key_of(one) for one in items)
    if without:
        message = f"{without} items have no citation key yet; keys were made for them"
        diagnostics.append(Diagnostic(Severity.WARNING, "bbt-no-key", message, place))
    return ReadResult(references, diagnostics, spans)


def _reference(item: dict[str, Json]) -> Reference:
    kept = {name: value for name, value in item.items() if name not in _OF_ZOTERO}
    return reference_from_json({**kept, "id": _key_of(item)})


def _key_of(item: dict[str, Json]) -> str:
    found = (item.get(name) for name in _KEYS)
    return next((one for one in found if isinstance(one, str) and one), "")


def _ask(client: Client, method: str, params: list[Json]) -> Json:
    """The result of a call; raises SourceError where there is none."""
    call = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    try:
        answer = client.fetch(Request(_SERVICE, _PATH, body=json.dumps(call).encode())).json()
    except NoConnectionError as error:
        raise NoConnectionError(
            "Zotero is not running on this computer",
            hint="start it; zotero: reads its database, and Better BibTeX's keys, without it",
        ) from error
    except RefusedError as error:
        if error.status not in (403, 404):
            raise
        raise RefusedError(
            "the running Zotero has no Better BibTeX that answers",
            status=error.status,
            hint="install Better BibTeX, or use zotero: or zotero+api:",
        ) from error
    if not isinstance(answer, dict) or "result" not in answer:
        raise PayloadChangedError(f"Better BibTeX does not do `{method}`{_said(answer)}")
    return answer["result"]


def _said(answer: Json) -> str:
    error = answer.get("error") if isinstance(answer, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    return f": {message[:200]}" if isinstance(message, str) else ""


def _objects(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
