"""A server that notes every byte it is sent, and answers 302 to where it is told, else 404.

Named as a proxy, it sees what leaves for other hosts.
"""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class Recorder(ThreadingHTTPServer):
    """Listens on this machine; a context manager. `seen` holds each request: line and headers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, location: str = "", *, host: str = "127.0.0.1") -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), _Handler)
        self.location, self._host = location, host
        self.seen: list[str] = []

    def __enter__(self) -> Recorder:
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


class _Handler(BaseHTTPRequestHandler):
    server: Recorder

    def do_GET(self) -> None:
        """Note the request and answer."""
        self.server.seen.append(f"{self.requestline}\n{self.headers}")
        location = self.server.location.replace("{query}", self.path.partition("?")[2])
        self.send_response(302 if location else 404)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_CONNECT = do_GET  # noqa: N815 — the name that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        """The log is `seen`."""
