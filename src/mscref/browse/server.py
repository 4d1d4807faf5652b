"""HTTP for a `Site` on 127.0.0.1, with the standard library; the guard is asked before all else."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from mscref.browse.guard import Guard, new_token
from mscref.browse.site import Site, SiteAnswer

_LONGEST_BODY = 100_000
_MOST_FIELDS = 20
_WAIT = 30  # seconds for a request that was begun
_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_REFUSED = SiteAnswer(403, "text/plain", "Open the address that mscref printed.\n")
_TOO_MUCH = SiteAnswer(413, "text/plain", "That is too much.\n")


class SiteServer(ThreadingHTTPServer):
    """The server of one site; `address` is what to open."""

    daemon_threads = True

    def __init__(self, site: Site, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = site
        self.guard = Guard(new_token(), self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away before its answer came; of a bug its name."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            sys.stderr.write(f"error: a page was not answered: a bug of ours ({error!r})\n")

    @property
    def address(self) -> str:
        """Where the page is, token included."""
        return f"http://127.0.0.1:{self.guard.port}/{self.guard.token}/"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "mscref"
    sys_version = ""
    timeout = _WAIT
    # Head and body leave in one piece: else the body waits 40 ms for the head to be acknowledged.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: SiteServer

    def do_GET(self) -> None:
        """SiteAnswer a question."""
        parts = urlsplit(self.path)
        path = self.server.guard.path("GET", parts.path, dict(self.headers.items()))
        if path is None:
            self._send(_REFUSED)
            return
        try:
            asked = dict(parse_qsl(parts.query, max_num_fields=_MOST_FIELDS))
        except ValueError:
            self._send(_TOO_MUCH)
            return
        self._send(self.server.site.get(path, asked))

    def do_POST(self) -> None:
        """Change something."""
        headers = dict(self.headers.items())
        path = self.server.guard.path("POST", urlsplit(self.path).path, headers)
        length = self.headers.get("Content-Length", "")
        is_counted = length.isascii() and length.isdecimal()
        if path is None or not is_counted or "Transfer-Encoding" in headers:
            self.close_connection = True  # the body is not read
            self._send(_REFUSED)
            return
        if len(length) > len(str(_LONGEST_BODY)) or int(length) > _LONGEST_BODY:
            self.close_connection = True
            self._send(_TOO_MUCH)
            return
        body = self.rfile.read(int(length))
        self._send(self.server.site.post(path, body))

    def _send(self, answer: SiteAnswer) -> None:
        content = answer.text.encode("utf-8", "replace")
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in _HEADERS:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the address holds the token."""
