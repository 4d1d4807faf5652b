"""Zotero's API: the local one of a running Zotero, and the one of zotero.org with a key.

Both speak version 3 of the web API, read by pages: `/users/N/items`, `/groups/N/collections/KEY/
items`, notes and files as items of their own. What crosses the border: an `Address` and `Settings`
in, references out; a SourceError that says what to switch on, or which right a key lacks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from urllib.parse import quote

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import PayloadChangedError, RefusedError
from mscref.formats.base import ReadResult
from mscref.formats.zotero import read_items
from mscref.formats.zotero.collections import chosen, joined_paths, no_group
from mscref.model.homes import Address
from mscref.model.reference import Json
from mscref.sources.base import Request, Response
from mscref.sources.client import Client
from mscref.sources.settings import Settings
from mscref.sources.transport import NoConnectionError

_T = TypeVar("_T")
LOCAL, WEB = "zoterolocal", "zoteroweb"
_PAGE = 100  # the most that the web API gives at once
_MOST_PAGES = 5_000
_AGAIN = 3  # times that a list is read again because it changed meanwhile
# What is new comes last, so that it moves nothing to another page.
OLDEST_FIRST = (("sort", "dateAdded"), ("direction", "asc"))
_LONGEST_PAUSE = 20.0  # seconds; of what `Backoff` asks for
KEY_VARIABLE = "$MSCREF_ZOTERO_API_KEY"
_SWITCH = (
    "in Zotero's Settings > Advanced, allow other applications on this computer to communicate"
    " with Zotero"
)


def read_api(address: Address, settings: Settings, *, path: str) -> ReadResult:
    """The works at an address; with a key those at zotero.org, else those of the running Zotero.

    Raises SourceError, and NotFoundError for a group or collection that is not there.
    """
    client = Client(settings)
    api = ZoteroApi(client, WEB if settings.zotero_key else LOCAL)
    try:
        return _read(api, address, path)
    finally:
        client.close()


def _read(api: ZoteroApi, address: Address, path: str) -> ReadResult:
    result, is_of_one_moment = settled(api, lambda reading: _read_once(reading, address, path))
    if not is_of_one_moment:
        message = "Zotero changed each time that it was read: works may be missing here"
        hint = "try again when nobody writes to it"
        result.diagnostics.append(
            Diagnostic(Severity.ERROR, "zotero-changing", message, Span(path), hint=hint)
        )
    return result


def settled(api: ZoteroApi, read: Callable[[ZoteroReading], _T]) -> tuple[_T, bool]:
    """What `read` makes of lists of one moment; read again, up to a bound, where they are not.

    The second value says whether they are in the end.
    """
    for _ in range(_AGAIN):
        reading = ZoteroReading(api)
        result = read(reading)
        if reading.is_consistent:
            return result, True
    reading = ZoteroReading(api)
    return read(reading), reading.is_consistent


def _read_once(reading: ZoteroReading, address: Address, path: str) -> ReadResult:
    library = reading.api.library(address.group)
    paths = collection_paths(reading.whole(f"{library}/collections"))
    if not address.path:
        items = reading.whole(f"{library}/items", OLDEST_FIRST)
    else:
        wanted = chosen(paths, address.path, place=path)
        address = address.at(wanted.path)
        keys = [key for key, one in paths.items() if one in wanted.paths]
        items = [
            item
            for key in keys
            for item in reading.whole(
                f"{library}/collections/{quote(key, safe='')}/items", OLDEST_FIRST
            )
        ]
    every = list({_key(item, number): item for number, item in enumerate(items)}.values())
    return read_items(every, path=path, collections=paths, address=address.word)


def _key(item: Json, number: int) -> str:
    key = _member(item, "key")
    return key if isinstance(key, str) else str(number)


def collection_paths(collections: Iterable[Json]) -> dict[str, str]:
    """The path of each collection by its key."""
    found: dict[str, tuple[str, str | None]] = {}
    for one in collections:
        data = _member(one, "data")
        key, name = _member(one, "key"), _member(data, "name")
        above = _member(data, "parentCollection")
        if isinstance(key, str) and isinstance(name, str):
            found[key] = (name, above if isinstance(above, str) else None)
    return joined_paths(found)


class ZoteroReading:
    """Lists that are to be of one moment. Each answer says the version of its library
    (`Last-Modified-Version`) and the length of its list (`Total-Results`); before version 10 the
    running Zotero counts versions only when it syncs, so that the members are looked at, too."""

    def __init__(self, api: ZoteroApi) -> None:
        self.api = api
        self.is_consistent = True
        self._version = ""

    def whole(self, path: str, params: tuple[tuple[str, str], ...] = ()) -> list[Json]:
        """A list as a whole; notes whether it changed while it was read."""
        found: list[Json] = []
        totals: set[str] = set()
        for listed, headers in self.api.pages(path, params):
            found += listed
            totals.add(headers.get("total-results", ""))
            version = headers.get("last-modified-version", self._version)
            self.is_consistent &= version == (self._version or version)
            self._version = version
        names = {_key(one, number) for number, one in enumerate(found)}
        is_whole = totals <= {"", str(len(found))}
        self.is_consistent &= is_whole and len(totals) < 2 and len(names) == len(found)
        return found


class ZoteroApi:
    """Questions to one of the two; raises SourceError in the words of Zotero's settings."""

    def __init__(self, client: Client, service: str) -> None:
        self._client = client
        self.service = service
        self.server = ""  # the name of a running Zotero of version 10 or later

    def library(self, group: str) -> str:
        """The beginning of the paths of this person's library, or that of a group by its name."""
        user = f"/users/{self._user()}"
        if not group:
            return user
        groups = {
            name: number
            for listed, _ in self.pages(f"{user}/groups")
            for one in listed
            if isinstance(number := _member(one, "id"), int)
            and isinstance(name := _member(_member(one, "data"), "name"), str)
        }
        if group not in groups:
            raise no_group(group, groups)
        return f"/groups/{groups[group]}"

    def _user(self) -> int:
        """The number of this person; the running Zotero has one only, who is 0."""
        if self.service == LOCAL:
            return 0
        number = _member(self._ask("/keys/current", ()).json(), "userID")
        if isinstance(number, int):
            return number
        raise PayloadChangedError("zotero.org does not say whose key this is")

    def pages(
        self, path: str, params: tuple[tuple[str, str], ...] = ()
    ) -> Iterator[tuple[list[Json], Mapping[str, str]]]:
        """The members of a list, asked for page by page, each page with its headers."""
        start = 0
        for _ in range(_MOST_PAGES):
            place = (("start", str(start)), ("limit", str(_PAGE)))
            response = self._ask(path, (*params, *place))
            listed = response.json()
            if not isinstance(listed, list):
                raise PayloadChangedError("Zotero answered with something that is no list")
            yield listed, response.headers
            start += len(listed)
            total = response.headers.get("total-results", "")
            if not listed or (start >= int(total) if total.isdecimal() else len(listed) < _PAGE):
                return
            self._pause(response)

    def _pause(self, response: Response) -> None:
        """Wait as long as the service asks for, up to a bound."""
        seconds = response.headers.get("backoff", "")
        if seconds.isdecimal():
            self._client.stopping.wait(min(float(seconds[:6]), _LONGEST_PAUSE))

    def post(
        self, path: str, payload: Json, headers: Mapping[str, str], *, once: bool = False
    ) -> Json:
        """The answer to JSON that is posted; raises RefusedError with the status for who asks."""
        body = json.dumps(payload, ensure_ascii=False).encode()
        request = Request(
            self.service,
            path,
            _VERSION,
            pool="single",
            body=body,
            headers=tuple(headers.items()),
            once=once,
        )
        response = self._sent(request)
        self._pause(response)
        return response.json()

    def get(self, path: str, params: tuple[tuple[str, str], ...] = ()) -> Json:
        """One answer that is no list."""
        return self._ask(path, params).json()

    def _ask(self, path: str, params: tuple[tuple[str, str], ...]) -> Response:
        try:
            return self._sent(Request(self.service, path, (*_VERSION, *params)))
        except RefusedError as error:
            raise self._in_its_words(error) from error

    def _sent(self, request: Request) -> Response:
        try:
            response = self._client.fetch(request)
        except NoConnectionError as error:
            if self.service == WEB:
                raise
            raise type(error)(
                "Zotero is not running on this computer",
                hint="start it; zotero: reads its database without it",
            ) from error
        self.server = response.headers.get("zotero-server-id", self.server)
        return response

    def _in_its_words(self, error: RefusedError) -> RefusedError:
        """A refusal with what to do about it, where Zotero documents what it means."""
        said = _REFUSALS.get((self.service, error.status))
        if said is None:
            return error
        return RefusedError(said[0], status=error.status, hint=said[1])


_VERSION = (("v", "3"),)
_REFUSALS = {
    (LOCAL, 403): ("Zotero does not let other programs read its library", _SWITCH),
    (LOCAL, 404): (
        "Zotero has no local API, or not this library",
        "the API is there since Zotero 7; zotero: reads the database of any since 5",
    ),
    (WEB, 403): (
        "zotero.org: the key may not read this library",
        f"zotero.org/settings/keys says what the key of {KEY_VARIABLE} may do",
    ),
    (WEB, 404): (
        "zotero.org does not know this key, or this library",
        f"zotero.org/settings/keys lists your keys; {KEY_VARIABLE} holds one",
    ),
}


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None
