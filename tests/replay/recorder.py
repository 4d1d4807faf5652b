"""A server that notes every byte it is sent, and answers 302 to where it is told, else 404.

Named as a proxy, it sees what leaves for other hosts.
"""

from __future__ import annotations

from tests.replay.listening import ListeningHandler, ListeningServer


class Recorder(ListeningServer):
    """Listens on this machine; a context manager. `seen` holds each request: line and headers."""

    def __init__(self, location: str = "", *, host: str = "127.0.0.1") -> None:
        super().__init__(_Handler, host=host)
        self.location = location


class _Handler(ListeningHandler):
    server: Recorder

    def answer(self) -> None:
        location = self.server.location.replace("{query}", self.path.partition("?")[2])
        self.send_response(302 if location else 404)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_CONNECT = ListeningHandler.do_GET  # noqa: N815 — the name that http.server calls
