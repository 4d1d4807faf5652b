"""A stand-in for Zotero's API: answers of the documented shape, by pages, for tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from tests.zoterodata.serving import Answering, Serving


class ZoteroServer(Serving):
    """`lists` has what stands at each path; `status` is answered to all instead, with `headers`.

    `asked` holds each request: its path and its parameters.
    """

    def __init__(self, lists: Mapping[str, object]) -> None:
        self.lists = dict(lists)
        self.status = 200
        self.headers: dict[str, str] = {}
        self.failures: list[int] = []  # answered first, one each
        self.version = 1
        self.meanwhile: list[Callable[[], None]] = []  # run before each further page of a list
        self.posted: list[dict[str, object]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(self._handler())

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append((path, query))
        if self.failures:
            return self.failures.pop(0), self.headers, b"failed"
        if self.status != 200:
            return self.status, self.headers, b"refused"
        if path not in self.lists:
            return 404, {}, b"Not found"
        found = self.lists[path]
        if callable(found):
            found = found(self.posted[-1])
            return 200, self.headers, json.dumps(found).encode()
        headers = dict(self.headers)
        if isinstance(found, list):
            start, limit = int(query.get("start", 0)), int(query.get("limit", 25))
            if start and self.meanwhile:
                self.meanwhile.pop(0)()
                found = self.lists[path]
                assert isinstance(found, list)
            headers["Total-Results"] = str(len(found))
            headers["Last-Modified-Version"] = str(self.version)
            found = found[start : start + limit]
        return 200, headers, found if isinstance(found, bytes) else json.dumps(found).encode()

    def _handler(self) -> type[Answering]:
        answer, posted = self.answer, self.posted

        class Handler(Answering):
            def do_GET(self) -> None:  # noqa: N802 - as http.server asks
                self.reply(*answer(*self.target()))

            def do_POST(self) -> None:  # noqa: N802 - as http.server asks
                posted.append(json.loads(self.sent()))
                self.do_GET()

        return Handler
