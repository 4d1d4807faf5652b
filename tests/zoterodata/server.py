"""A stand-in for Zotero's API: answers of the documented shape, by pages, for tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class ZoteroServer:
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
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> ZoteroServer:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((parts.path, query))
        if self.failures:
            return self.failures.pop(0), self.headers, b"failed"
        if self.status != 200:
            return self.status, self.headers, b"refused"
        if parts.path not in self.lists:
            return 404, {}, b"Not found"
        found = self.lists[parts.path]
        if callable(found):
            found = found(self.posted[-1])
            return 200, self.headers, json.dumps(found).encode()
        headers = dict(self.headers)
        if isinstance(found, list):
            start, limit = int(query.get("start", 0)), int(query.get("limit", 25))
            if start and self.meanwhile:
                self.meanwhile.pop(0)()
                found = self.lists[parts.path]
                assert isinstance(found, list)
            headers["Total-Results"] = str(len(found))
            headers["Last-Modified-Version"] = str(self.version)
            found = found[start : start + limit]
        return 200, headers, found if isinstance(found, bytes) else json.dumps(found).encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer, posted = self.answer, self.posted

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = answer(self.path)
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                posted.append(json.loads(self.rfile.read(length)))
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
