"""A stand-in for a Zotero that can be written to: what zotero.org and Zotero 10 document, checked.

It refuses what they refuse: no array, more than fifty objects, a token that is none or was seen, no
token and no version, fields that a type does not have, collections that are not there, a key
without the right. `local` is the running Zotero: it wants its name and a key that it granted.
"""

from __future__ import annotations

import json
import re
import threading
import time
from typing import Any

from tests.zoterodata.serving import Answering, Serving

from mscref.formats.zotero.tables import ITEM_TYPES

SERVER, MOST = "sPMHtLD6HHBd", 50
_TOKEN = re.compile(r"[0-9a-f]{32}")
_ALWAYS = {"itemType", "creators", "tags", "collections", "relations", "extra"}

Answer = tuple[int, dict[str, str], Any]


class WritableZotero(Serving):
    """`items` and `collections` are what is there; `failures` are answered first, one each, as a
    status with headers; `lost` answers of writes are never sent, all of them wait for `hangs`
    seconds, and until they `may_answer`."""

    def __init__(self, *, local: bool, user: int = 0, key: str = "") -> None:
        self.local, self.user, self.web_key = local, user, key
        self.items: list[dict[str, Any]] = []
        self.collections: list[dict[str, Any]] = []
        self.groups: list[dict[str, Any]] = []
        self.access: dict[str, Any] = {"user": {"library": True, "write": True}}
        self.unknown_fields: set[str] = set()
        self.version = 7
        self.is_ten, self.answer_of_person, self.remember = True, "allow", True
        self.keys: set[str] = set()
        self.asked_person = 0
        self.tokens: set[str] = set()
        self.writes: list[tuple[str, list[Any], dict[str, str]]] = []
        self.failures: list[tuple[int, dict[str, str]]] = []
        self.lost, self.hangs = 0, 0.0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.most_bytes = 10**9
        self._made = 0
        super().__init__(self._handler())

    def collection(self, key: str, name: str, above: str | bool = False) -> None:
        data = {"key": key, "name": name, "parentCollection": above}
        self.collections.append({"key": key, "data": data})

    def item(self, key: str, **data: Any) -> None:
        whole = {"key": key, "version": 1, "itemType": "book", "collections": [], **data}
        self.items.append({"key": key, "version": 1, "data": whole})

    # ------------------------------------------------------------ answers

    def get(self, path: str, query: dict[str, str]) -> Answer:
        headers = {"Last-Modified-Version": str(self.version)}
        if self.local and self.is_ten:
            headers["Zotero-Server-ID"] = SERVER
        if not self.local and query.get("key") != self.web_key:
            return 403, {}, "Forbidden"
        if path == "/keys/current":
            return 200, {}, {"userID": self.user, "access": self.access}
        if path == "/items/new":
            row = ITEM_TYPES[query["itemType"]]
            fields = {one: "" for one in row.fields if one not in self.unknown_fields}
            return 200, headers, {"itemType": query["itemType"], **fields, "extra": ""}
        kind = path.removeprefix("/users/" + str(self.user)).removeprefix("/groups/77")
        found = {
            "/items": self.items,
            "/items/top": self.items,
            "/collections": self.collections,
            "/groups": self.groups,
        }
        for one in self.collections:
            found[f"/collections/{one['key']}/items"] = [
                item for item in self.items if one["key"] in item["data"]["collections"]
            ]
        if kind not in found:
            return 404, headers, "Not found"
        start, limit = int(query.get("start", 0)), int(query.get("limit", 25))
        headers["Total-Results"] = str(len(found[kind]))
        return 200, headers, found[kind][start : start + limit]

    def post(self, path: str, query: dict[str, str], sent: dict[str, str], body: bytes) -> Answer:
        if self.local and sent.get("zotero-server-id") != SERVER:
            return (412 if "zotero-server-id" in sent else 428), {}, "Zotero-Server-ID"
        if path == "/local/authorize":
            return self._authorized(json.loads(body))
        if self.local and not self.is_ten:
            return 405, {}, "Method not allowed"
        key = sent.get("zotero-api-key", "")
        if self.local and key not in self.keys:
            return 401, {"WWW-Authenticate": "Zotero-API-Key"}, "Unauthorized"
        if self.local and not self.remember:
            self.keys.discard(key)
        if not self.local and query.get("key") != self.web_key:
            return 403, {}, "Forbidden"
        objects = json.loads(body)
        if not isinstance(objects, list):
            return 400, {}, "Uploaded data must be a JSON array"
        if len(objects) > MOST or len(body) > self.most_bytes:
            return 413, {}, "Too many items"
        token = sent.get("zotero-write-token", "")
        if "if-unmodified-since-version" not in sent and not _TOKEN.fullmatch(token):
            return 428, {}, "no token and no version"
        if token in self.tokens:
            return 412, {}, "Write token already used"
        self.tokens.add(token)
        self.writes.append((path, objects, sent))
        return 200, {"Last-Modified-Version": str(self.version)}, self._saved(path, objects)

    def _authorized(self, asked: dict[str, Any]) -> Answer:
        self.asked_person += 1
        assert asked["appName"] == "mscref"
        if self.answer_of_person != "allow":
            return 403, {}, {"denied": True}
        key = f"{self.asked_person:032d}"
        self.keys.add(key)
        return 200, {}, {"key": key, "remember": self.remember}

    def _saved(self, path: str, objects: list[Any]) -> dict[str, Any]:
        self.version += 1
        answer: dict[str, Any] = {"successful": {}, "unchanged": {}, "failed": {}}
        for place, one in enumerate(objects):
            fault = _fault_of_collection(one) if path.endswith("/collections") else self._fault(one)
            if fault:
                answer["failed"][str(place)] = {"key": "", "code": 400, "message": fault}
                continue
            self._made += 1
            key = f"N{self._made:07d}"
            saved = {"key": key, "version": self.version, "data": {**one, "key": key}}
            (self.collections if path.endswith("/collections") else self.items).append(saved)
            answer["successful"][str(place)] = saved
        return answer

    def _fault(self, one: dict[str, Any]) -> str:
        row = ITEM_TYPES.get(one.get("itemType", ""))
        if row is None:
            return f"'{one.get('itemType')}' is not a valid item type"
        if "BAD" in one.get("title", ""):
            return "this title is refused"
        allowed = {*_ALWAYS, *row.fields} - self.unknown_fields
        wrong = sorted(set(one) - allowed)
        if wrong:
            return f"'{wrong[0]}' is not a valid field for type '{one['itemType']}'"
        known = {each["key"] for each in self.collections}
        if not set(one["collections"]) <= known:
            return "Collection doesn't exist"
        bad = [each for each in one["creators"] if each["creatorType"] not in row.creators]
        return f"'{bad[0]['creatorType']}' is not a valid creator type" if bad else ""

    def _handler(self) -> type[Answering]:
        zotero = self

        class Handler(Answering):
            def do_GET(self) -> None:  # noqa: N802 - as http.server asks
                self.said(zotero.get(*self.target()))

            def do_POST(self) -> None:  # noqa: N802 - as http.server asks
                body = self.sent()
                time.sleep(zotero.hangs)
                zotero.may_answer.wait()
                if zotero.failures:
                    status, headers = zotero.failures.pop(0)
                    self.said((status, headers, "failed"))
                    return
                sent = {name.lower(): value for name, value in self.headers.items()}
                answer = zotero.post(*self.target(), sent, body)
                if zotero.lost and answer[0] == 200 and "authorize" not in self.path:
                    zotero.lost -= 1
                    self.connection.close()
                    return
                self.said(answer)

            def said(self, answer: Answer) -> None:
                status, headers, payload = answer
                self.reply(status, headers, json.dumps(payload).encode())

        return Handler


def _fault_of_collection(one: dict[str, Any]) -> str:
    return "" if one.get("name") else "Collection name cannot be empty"
