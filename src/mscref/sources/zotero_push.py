"""Writing to Zotero: new items and collections, by the local API (Zotero 10) or that of zotero.org.

Each request carries a write token, so that one that is repeated, because its answer was lost, is
done once. The running Zotero asks its user and gives a key. What crosses the border: items as
`formats/zotero` writes them in; the key of each, or why it has none, out.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple, Protocol

from mscref.errors import PayloadChangedError, RefusedError, SourceError
from mscref.model.reference import Json
from mscref.sources.client import Client
from mscref.sources.settings import Settings
from mscref.sources.zotero_api import KEY_VARIABLE, LOCAL, WEB, ZoteroApi, settled

_MOST = 50  # objects in one request, as documented
_PATIENCE = 180.0  # seconds for a person to answer a dialog
_LONGEST = 300  # characters of what Zotero says of a failure
_LEVELS = 20  # collections in one another


class ItemFate(NamedTuple):
    """What became of an item: `number` is its place; `key` is "" where it failed, and `data` what
    Zotero keeps of it."""

    number: int
    key: str
    data: Json = None
    reason: str = ""


class LocalKeys(Protocol):
    """Where the keys are kept that a running Zotero gave for good, by its name."""

    def get(self, server: str) -> str:
        """The key, "" for none."""
        ...

    def put(self, server: str, key: str) -> None:
        """Keep a key, or forget it where it is ""."""
        ...


class ZoteroWriter:
    """Writes to one library; `tell` is told what a person has to do meanwhile."""

    def __init__(
        self,
        api: ZoteroApi,
        library: str,
        *,
        settings: Settings,
        keys: LocalKeys,
        tell: Callable[[str], None],
    ) -> None:
        self._api = api
        self._library = library
        self._settings = settings
        self._keys = keys
        self._tell = tell

    def check(self) -> None:
        """Raise RefusedError where it is known beforehand that nothing may be written."""
        if self._api.service == LOCAL and not self._api.server:
            raise RefusedError(
                "this Zotero takes no changes from other programs: that came with version 10",
                status=405,
                hint=f"with a key of zotero.org in {KEY_VARIABLE}, --to zotero+api: writes there",
            )
        if self._api.service == WEB and not self._has_right():
            raise _in_words(RefusedError("", status=403), WEB)

    def _has_right(self) -> bool:
        """What zotero.org says of the key; where it says nothing, writing will tell."""
        access = _member(self._api.get("/keys/current"), "access")
        kind, _, number = self._library.strip("/").partition("/")
        rights = _member(access, "user") if kind == "users" else _group_rights(access, number)
        return not isinstance(rights, dict) or rights.get("write") is True

    def template(self, kind: str) -> frozenset[str]:
        """The fields that items of a type have there; empty where it is not said."""
        try:
            found = self._api.get("/items/new", (("itemType", kind),))
        except RefusedError:
            return frozenset()
        return frozenset(found) if isinstance(found, dict) else frozenset()

    def make_collection(self, names: Sequence[str], above: str) -> str:
        """Make collections in one another; returns the key of the last one."""
        for name in names[:_LEVELS]:
            wanted: Json = {"name": name, "parentCollection": above or False}
            try:
                answer = self._write("/collections", [wanted])
            except AlreadyDoneError as error:
                raise RefusedError(
                    f"Zotero did not say whether it made the collection `{name}`",
                    status=412,
                    hint="run the command again",
                ) from error
            (found,) = _fates(answer, [0])
            if not found.key:
                raise RefusedError(
                    f"Zotero did not make the collection `{name}`: {found.reason}", status=400
                )
            above = found.key
        return above

    def make_items(
        self, items: Sequence[dict[str, Json]], before: frozenset[str]
    ) -> Iterator[ItemFate]:
        """What became of each item; `before` are the keys of those that were there.

        A SourceError ends it: what was not told yet may be there or not.
        """
        for start in range(0, len(items), _MOST):
            numbers = range(start, min(start + _MOST, len(items)))
            for one in self._make(items, numbers, before):
                if one.key:
                    before |= {one.key}
                yield one

    def _make(
        self, items: Sequence[dict[str, Json]], numbers: Sequence[int], before: frozenset[str]
    ) -> Iterator[ItemFate]:
        wanted: list[Json] = [items[number] for number in numbers]
        try:
            answer = self._write("/items", wanted)
        except AlreadyDoneError:
            yield from self._found_again(items, numbers, before)
            return
        except RefusedError as error:
            if error.status != _TOO_LARGE:
                raise
            if len(numbers) == 1:
                yield ItemFate(numbers[0], "", reason="it is larger than Zotero takes")
                return
            middle = len(numbers) // 2
            yield from self._make(items, numbers[:middle], before)
            yield from self._make(items, numbers[middle:], before)
            return
        yield from _fates(answer, numbers)

    def _found_again(
        self, items: Sequence[dict[str, Json]], numbers: Sequence[int], before: frozenset[str]
    ) -> Iterator[ItemFate]:
        """The items of a request that was done, though its answer never came."""
        listed, _ = settled(self._api, lambda one: one.whole(f"{self._library}/items/top"))
        new = [one for one in listed if _member(one, "key") not in before]
        for number in numbers:
            mine = items[number]
            same = next((one for one in new if _is_same(mine, _member(one, "data"))), None)
            if same is None:
                reason = "Zotero says that it has it already, and it is not there"
                yield ItemFate(number, "", reason=reason)
                continue
            new.remove(same)
            yield ItemFate(number, str(_member(same, "key")), same)

    def _write(self, path: str, objects: list[Json]) -> Json:
        """The answer to a request; raises AlreadyDoneError where an earlier try of it was heard."""
        token = secrets.token_hex(16)
        for is_last in (False, True):
            headers = {"Zotero-Write-Token": token, **self._local_headers()}
            try:
                return self._api.post(self._library + path, objects, headers)
            except RefusedError as error:
                if error.status == 401 and self._api.service == LOCAL and not is_last:
                    self._keys.put(self._api.server, "")  # taken back, or good for once
                    continue
                raise _in_words(error, self._api.service) from error
        raise AssertionError  # the last try returns or raises

    def _local_headers(self) -> Mapping[str, str]:
        server = self._api.server
        if self._api.service != LOCAL:
            return {}
        key = self._keys.get(server) or self._asked_key(server)
        return {"Zotero-Server-ID": server, "Zotero-API-Key": key}

    def _asked_key(self, server: str) -> str:
        """The key that the person at Zotero grants."""
        self._tell("Zotero asks whether mscref may write: answer there (Always Allow asks no more)")
        client = Client(replace(self._settings, timeout=max(self._settings.timeout, _PATIENCE)))
        try:
            patient = ZoteroApi(client, LOCAL)
            answer = patient.post(
                "/local/authorize", {"appName": "mscref"}, {"Zotero-Server-ID": server}, once=True
            )
        except RefusedError as error:
            if error.status != 403:
                raise _in_words(error, LOCAL) from error
            raise RefusedError(
                "Zotero was told not to let mscref write", status=403, hint="nothing was sent"
            ) from error
        finally:
            client.close()
        key = _member(answer, "key")
        if not isinstance(key, str) or not key.isalnum() or not key.isascii():
            raise PayloadChangedError("Zotero allowed it and gave no key")
        if _member(answer, "remember") is True:
            self._keys.put(server, key)
        return key


class AlreadyDoneError(RefusedError):
    """The write token was seen before: an earlier try of the same request was done."""


_TOO_LARGE = 413
_IN_WORDS: Mapping[tuple[str, int], tuple[str, str]] = MappingProxyType(
    {
        (WEB, 403): (
            "zotero.org: the key may not write to this library",
            f"zotero.org/settings/keys gives the key of {KEY_VARIABLE} the right",
        ),
        (LOCAL, 401): ("Zotero does not take the key that it gave", "run the command again"),
        (LOCAL, 403): (
            "Zotero does not let this library be written to",
            "is it the library of a group in which you may only read?",
        ),
        (LOCAL, 405): (
            "this Zotero takes no changes from other programs",
            "that came with version 10",
        ),
    }
)
_OF_EITHER: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        404: ("Zotero has no such library any more", "run the command again"),
        409: ("Zotero has locked the library", "wait until it has synced, and try again"),
        428: ("Zotero asks for something that mscref did not send", "is mscref up to date?"),
    }
)


def _in_words(error: RefusedError, service: str) -> SourceError:
    if error.status == 412:
        return AlreadyDoneError("Zotero has had this request already", status=412)
    status = 405 if service == LOCAL and error.status == 501 else error.status
    said = _IN_WORDS.get((service, status)) or _OF_EITHER.get(status)
    return RefusedError(said[0], status=error.status, hint=said[1]) if said else error


def _fates(answer: Json, numbers: Sequence[int]) -> Iterator[ItemFate]:
    """What an answer says of each object, by its place in what was sent."""
    made = _member(answer, "successful") or _member(answer, "success")
    same, failed = _member(answer, "unchanged"), _member(answer, "failed")
    for place, number in enumerate(numbers):
        one = _member(made, str(place)) or _member(same, str(place))
        key = one if isinstance(one, str) else _member(one, "key")
        if isinstance(key, str) and key:
            yield ItemFate(number, key, one)
            continue
        message = _member(_member(failed, str(place)), "message")
        reason = message[:_LONGEST] if isinstance(message, str) else "Zotero does not say why"
        yield ItemFate(number, "", reason=" ".join(reason.split()))


_TELLING = ("itemType", "title", "DOI", "date", "url")


def _is_same(mine: Mapping[str, Json], theirs: Json) -> bool:
    return all(_member(theirs, name) == mine[name] for name in _TELLING if mine.get(name))


def _group_rights(access: Json, number: str) -> Json:
    groups = _member(access, "groups")
    own, every = _member(groups, number), _member(groups, "all")
    if own is None:
        return every if isinstance(every, dict) else {} if isinstance(access, dict) else None
    return own


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None
