"""A server of web pages on this machine: each address answers as its row says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass
class Served:
    """One answer; `act` writes to the socket itself, for servers that misbehave."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[Any], None] | None = None


class PageServer(ThreadingHTTPServer):
    """Listens on this machine; a context manager. `rows` is what stands at each path, `seen` the
    requests with their headers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.rows: dict[str, Served] = {}
        self.seen: list[str] = []

    def __enter__(self) -> PageServer:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: PageServer

    def do_GET(self) -> None:
        self.server.seen.append(f"{self.requestline}\n{self.headers}")
        row = self.server.rows.get(self.path.partition("?")[0], Served(b"gone", status=404))
        if row.act is not None:
            row.act(self)
            return
        self.send_response(row.status)
        headers = {"Content-Type": row.kind, "Content-Length": str(len(row.body)), **row.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(row.body)

    def log_message(self, format: str, *args: object) -> None:
        """The log is `seen`."""
