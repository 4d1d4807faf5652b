"""The HTTP server: recorded answers below `/<service>/`, Crossref's limits, and faults on request.

with ReplayServer(load(folder)) as server:
    server.faults["crossref"] = FAULTS["hang"]
    Settings(urls=server.urls())
"""

from __future__ import annotations

import functools
import gzip
import re
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from urllib.parse import parse_qsl, urlsplit

from tests.replay.recordings import Recordings
from tests.replay.routes import JSON, ROUTES, Answer

MAX_PATH_BYTES = 4_092  # Crossref answers 414 beyond it


# ── faults ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Fault:
    """What goes wrong; `times` bounds how often (0: always)."""

    name: str
    act: Callable[[Handler, Answer], None]
    times: int = 0


def _status(
    status: int, body: bytes, kind: str, **headers: str
) -> Callable[[Handler, Answer], None]:
    def act(handler: Handler, _answer: Answer) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.reply(Answer(body, status, kind, named))

    return act


def _hang(handler: Handler, _answer: Answer) -> None:
    handler.server.stopping.wait(60)


def _drip(handler: Handler, answer: Answer) -> None:
    handler.head(answer, len(answer.body))
    for byte in answer.body:
        if handler.server.stopping.wait(0.1):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def _drip_headers(handler: Handler, _answer: Answer) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000:
        if handler.server.stopping.wait(0.1):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def _truncated(handler: Handler, answer: Answer) -> None:
    handler.head(answer, len(answer.body))
    handler.wfile.write(answer.body[: len(answer.body) // 2])
    handler.wfile.flush()
    handler.close_connection = True


def _half_json(handler: Handler, answer: Answer) -> None:
    """Half a body that claims to be whole."""
    handler.reply(Answer(answer.body[: len(answer.body) // 2], 200, answer.content_type))


def _broken_gzip(handler: Handler, answer: Answer) -> None:
    packed = bytearray(gzip.compress(answer.body))
    packed[len(packed) // 2 :] = b"\0" * (len(packed) - len(packed) // 2)
    headers = {"Content-Encoding": "gzip"}
    handler.reply(Answer(bytes(packed), 200, answer.content_type, headers))


@functools.cache
def _packed_bomb() -> bytes:
    """200 MB in 0.2; made once, since the making takes a second."""
    return gzip.compress(b" " * 200_000_000, 1)


def _gzip_bomb(handler: Handler, answer: Answer) -> None:
    headers = {"Content-Encoding": "gzip"}
    handler.reply(Answer(_packed_bomb(), 200, answer.content_type, headers))


def _huge(handler: Handler, answer: Answer) -> None:
    handler.head(answer, 200_000_000)
    block = b" " * 1_000_000
    try:
        for _ in range(200):
            handler.wfile.write(block)
    except OSError:
        return


def _reset(handler: Handler, _answer: Answer) -> None:
    linger = b"\1\0\0\0\0\0\0\0"
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()
    handler.close_connection = True


def _deep(handler: Handler, answer: Answer) -> None:
    if "xml" in answer.content_type:
        body = b"<a>" * 100_000 + b"</a>" * 100_000
    else:
        body = b"[" * 100_000 + b"]" * 100_000
    handler.reply(Answer(body, 200, answer.content_type))


def _wrong_json(handler: Handler, answer: Answer) -> None:
    handler.reply(
        Answer(b'{"message": 7, "data": "x", "records": {"a": []}}', 200, answer.content_type)
    )


_HTML = b"<!DOCTYPE html><html><body>Checking your browser</body></html>"
_HOSTILE_XML = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]><feed>&b;&c;</feed>'
)

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        fault.name: fault
        for fault in (
            Fault("429", _status(429, b"<html>slow down</html>", "text/html")),
            Fault("429-retry-after", _status(429, b"", "text/plain", Retry_After="1")),
            Fault("429-for-an-hour", _status(429, b"", "text/plain", Retry_After="3600")),
            Fault("400", _status(400, b'{"status":"failed"}', JSON)),
            Fault("403", _status(403, b"blocked", "text/plain")),
            Fault("404", _status(404, b"Resource not found.", "text/plain")),
            Fault("500", _status(500, b'{"message-type":"exception","message":{}}', JSON)),
            Fault("503", _status(503, b"", "text/plain")),
            Fault("504-html", _status(504, _HTML, "text/html")),
            Fault("html", _status(200, _HTML, "text/html")),
            Fault("html-as-json", _status(200, _HTML, JSON)),
            Fault("empty", _status(200, b"", JSON)),
            Fault("null", _status(200, b"null", JSON)),
            Fault("wrong-json", _wrong_json),
            Fault("hostile-xml", _status(200, _HOSTILE_XML, "application/xml")),
            Fault("half-json", _half_json),
            Fault("truncated", _truncated),
            Fault("broken-gzip", _broken_gzip),
            Fault("gzip-bomb", _gzip_bomb),
            Fault("huge", _huge),
            Fault("deep", _deep),
            Fault("drip", _drip),
            Fault("drip-headers", _drip_headers),
            Fault("hang", _hang),
            Fault("reset", _reset),
            Fault("redirect-elsewhere", _status(302, b"", "text/plain", Location="http://evil.example/x")),
            Fault("redirect-file", _status(302, b"", "text/plain", Location="file:///etc/passwd")),
            Fault("redirect-loop", _status(302, b"", "text/plain", Location="?again=1")),
            Fault("redirect-ipv6", _status(302, b"", "text/plain", Location="http://[::1")),
            Fault("redirect-port", _status(302, b"", "text/plain", Location="http://doi.org:99999/")),
            Fault("redirect-user", _status(302, b"", "text/plain", Location="https://a:b@doi.org/")),
            Fault("redirect-space", _status(302, b"", "text/plain", Location="http://doi .org/")),
            Fault("redirect-long", _status(302, b"", "text/plain", Location="/" + "x" * 60_000)),
            Fault("redirect-script", _status(302, b"", "text/plain", Location="javascript:1")),
            Fault("redirect-nowhere", _status(302, b"", "text/plain")),
        )
    }
)  # fmt: skip


# ── Crossref's limits ────────────────────────────────────────────────────────────────────────


@dataclass
class Pool:
    """One pool of Crossref: so many requests in each second, so many at once."""

    name: str
    limit: int
    concurrent: int
    starts: deque[float] = field(default_factory=deque)
    under_way: int = 0

    def enter(self, now: float) -> bool:
        while self.starts and now - self.starts[0] >= 1.0:
            self.starts.popleft()
        if len(self.starts) >= self.limit or self.under_way >= self.concurrent:
            return False
        self.starts.append(now)
        self.under_way += 1
        return True

    def headers(self) -> dict[str, str]:
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-interval": "1s",
            "x-concurrency-limit": str(self.concurrent),
            "x-api-pool": self.name,
        }


def crossref_pools() -> dict[str, Pool]:
    """The pools as of December 2025; docs/sources.md says from where."""
    rows = (
        ("public-single", 5, 1),
        ("public-array", 1, 1),
        ("polite-single", 10, 3),
        ("polite-array", 3, 3),
    )
    return {name: Pool(name, limit, concurrent) for name, limit, concurrent in rows}


# ── the server ───────────────────────────────────────────────────────────────────────────────


class ReplayServer(ThreadingHTTPServer):
    """Serves recordings on localhost; a context manager.

    `latency` is in seconds; `enforce_limits` makes Crossref answer 429 beyond its limits;
    `faults` maps a service to what goes wrong there. `log` holds (service, path, status).
    """

    daemon_threads = True
    block_on_close = False

    def __init__(
        self,
        recordings: Recordings,
        *,
        port: int = 0,
        latency: float = 0.0,
        enforce_limits: bool = False,
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.recordings = recordings
        self.latency = latency
        self.pools = crossref_pools() if enforce_limits else {}
        self.faults: dict[str, Fault] = {}
        self.log: list[tuple[str, str, int]] = []
        self.lock = threading.Lock()
        self.stopping = threading.Event()

    def __enter__(self) -> ReplayServer:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        """The address under which every service stands by its name."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def urls(self) -> dict[str, str]:
        """The address of each service."""
        return {service: f"{self.url}/{service}" for service in ROUTES}

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are part of the tests."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: ReplayServer

    def do_GET(self) -> None:
        """Answer from the recordings, unless a limit or a fault comes first."""
        parts = urlsplit(self.path)
        if parts.path.startswith("/!"):  # /!hang/crossref/works/…: a fault for this request alone
            self.wanted_fault, _, rest = parts.path[2:].partition("/")
            parts = parts._replace(path=f"/{rest}")
        else:
            self.wanted_fault = ""
        service, _, rest = parts.path.lstrip("/").partition("/")
        if service not in ROUTES:  # a client that was given only the port means Crossref
            service, rest = "crossref", parts.path.lstrip("/")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.service, self.rest = service, f"/{rest}"
        pool = self._pool(query) if service == "crossref" else None
        if pool is not None:
            with self.server.lock:
                is_allowed = pool.enter(time.monotonic())
            if not is_allowed:
                self.reply(Answer(b"Too many requests", 429, "text/html", pool.headers()))
                return
        try:
            self._answer(service, query, pool)
        finally:
            if pool is not None:
                with self.server.lock:
                    pool.under_way -= 1

    def _answer(self, service: str, query: Mapping[str, str], pool: Pool | None) -> None:
        self.server.stopping.wait(self.server.latency)
        if len(self.path) > MAX_PATH_BYTES:
            self.reply(Answer(b"", 414, "text/plain"))
            return
        answer = ROUTES[service](self.server.recordings, self.rest, query)
        if answer.status in (301, 302) and answer.headers["location"].startswith("/"):
            location = f"/{service}{answer.headers['location']}"
            answer = Answer(answer.body, answer.status, answer.content_type, {"location": location})
        fault = self._fault(service)
        if fault is not None:
            fault.act(self, answer)
            return
        headers = {**answer.headers, **(pool.headers() if pool else {})}
        self.reply(Answer(answer.body, answer.status, answer.content_type, headers))

    def _fault(self, service: str) -> Fault | None:
        if self.wanted_fault:
            return FAULTS[self.wanted_fault]
        with self.server.lock:
            fault = self.server.faults.get(service)
            if fault is not None and fault.times:
                left = fault.times - 1
                if left:
                    self.server.faults[service] = Fault(fault.name, fault.act, left)
                else:
                    del self.server.faults[service]
            return fault

    def _pool(self, query: Mapping[str, str]) -> Pool | None:
        if not self.server.pools:
            return None
        agent = self.headers.get("User-Agent", "")
        is_polite = "mailto" in query or re.search(r"mailto:\S+@", agent) is not None
        kind = "single" if self.rest.startswith("/works/") else "array"
        return self.server.pools[f"{'polite' if is_polite else 'public'}-{kind}"]

    def reply(self, answer: Answer) -> None:
        """Send a whole answer."""
        with self.server.lock:
            self.server.log.append((self.service, self.rest, answer.status))
        self.head(answer, len(answer.body))
        self.wfile.write(answer.body)

    def head(self, answer: Answer, length: int) -> None:
        """Send the status and the headers."""
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The log is `server.log`."""
