"""A server of web pages on this machine: each address answers as its row says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.replay.listening import ListeningHandler, ListeningServer


@dataclass
class Served:
    """One answer; `act` writes to the socket itself, for servers that misbehave."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[Any], None] | None = None


class PageServer(ListeningServer):
    """Listens on this machine; a context manager. `rows` is what stands at each path, `seen` the
    requests with their headers."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.rows: dict[str, Served] = {}


class _Handler(ListeningHandler):
    server: PageServer

    def answer(self) -> None:
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
