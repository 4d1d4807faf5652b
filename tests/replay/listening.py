"""A server of HTTP on this machine, as long as a `with` lasts; what it answers say its heirs."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class ListeningServer(ThreadingHTTPServer):
    """Listens at a free port; `seen` are the requests: the line and the headers of each."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, handler: type[BaseHTTPRequestHandler], *, host: str = "127.0.0.1") -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), handler)
        self._host = host
        self.seen: list[str] = []

    def __enter__(self) -> Self:
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
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.server_address[1]}"


class ListeningHandler(BaseHTTPRequestHandler):
    """Notes requests in `seen`, keeps no other log, and lets `answer` answer."""

    server: ListeningServer

    def do_GET(self) -> None:
        """Note the request, and answer it."""
        self.server.seen.append(f"{self.requestline}\n{self.headers}")
        self.answer()

    def answer(self) -> None:
        """Say what there is."""
        raise NotImplementedError

    def log_message(self, format: str, *args: object) -> None:
        """The log is `seen`."""
