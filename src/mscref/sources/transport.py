"""One attempt at one request: connections, deadlines, sizes, redirects. The only user of httpx2.

What crosses the border: a `Request` in, a wholly read `Response` out, or one of
UnreachableError, RefusedError, PayloadChangedError. Nothing is tried twice here, and no message
holds an address with its query: mail addresses and keys travel there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin, urlsplit

from mscref import __version__
from mscref.errors import PayloadChangedError, RefusedError, UnreachableError
from mscref.sources.base import Request, Response
from mscref.sources.settings import MAX_BODY_BYTES, REDIRECT_HOSTS, SERVICES, Settings

if TYPE_CHECKING:
    import httpx2

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


class NoConnectionError(UnreachableError):
    """No connection was made: no name, no network, refused, or no certificate."""


class TooLargeError(PayloadChangedError):
    """More than any record needs; asking again would only bring it again."""


class Transport(Protocol):
    """One attempt at one request."""

    def prepare(self) -> None:
        """Do what the first request would otherwise be late for."""
        ...

    def send(self, request: Request, *, seconds: float) -> Response:
        """The answer, whatever its status, within `seconds`."""
        ...

    def close(self) -> None:
        """Give the connections back."""
        ...


class HttpTransport:
    """Real connections, pooled for the whole run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._client: httpx2.Client | None = None

    def prepare(self) -> None:
        """Make the connection pool (200 ms): a first request that leaves late meets the second."""
        self._open()

    def send(self, request: Request, *, seconds: float) -> Response:
        """The answer, whatever its status, within `seconds` of now."""
        import httpx2

        title = SERVICES[request.service].title
        _deadline.at = time.monotonic() + seconds
        try:
            return self._follow(request, seconds)
        except (httpx2.TimeoutException, TimeoutError) as error:
            raise UnreachableError(
                f"{title} did not answer within {seconds:.3g} s",
                hint="try again later, or allow more with --timeout",
            ) from error
        except httpx2.DecodingError as error:
            raise PayloadChangedError(f"{title} sent an answer that cannot be unpacked") from error
        except httpx2.RemoteProtocolError as error:
            raise UnreachableError(f"{title} broke off in the middle of its answer") from error
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
            raise RefusedError(f"{title} cannot be asked at that address", status=0) from error
        except (httpx2.ReadError, httpx2.WriteError) as error:
            raise UnreachableError(f"{title} broke off in the middle of its answer") from error
        except (httpx2.TransportError, OSError) as error:
            raise NoConnectionError(
                f"{title} cannot be reached ({_reason(error)})",
                hint="check the network; --offline uses only what is kept from earlier",
            ) from error
        finally:
            _deadline.at = None

    def close(self) -> None:
        """Give the connections back."""
        if self._client is not None:
            self._client.close()

    def _follow(self, request: Request, seconds: float) -> Response:
        """Follow redirects by hand: only http(s), only to services we know, tokens not along."""
        base = self._settings.url(request.service)
        url, params = base + request.path, self._params(request)
        title = SERVICES[request.service].title
        for _ in range(_MAX_REDIRECTS + 1):
            response = self._get(request, url, params, seconds)
            if response.status not in _REDIRECTS:
                return response
            target = urljoin(url, response.headers.get("location", ""))
            if not self._may_follow(target, base):
                host = (urlsplit(target).hostname or "another place")[:100]
                place = host if host.isprintable() and host.isascii() else "another place"
                raise RefusedError(
                    f"{title} sends us to {place}, which is not a service we ask",
                    status=response.status,
                )
            # A redirect names the whole address; our own parameters go along to the same host.
            url, params = target, (params if "?" not in target else ())
        raise RefusedError(f"{title} sends us in circles", status=310)

    def _may_follow(self, target: str, base: str) -> bool:
        try:
            parts, origin = urlsplit(target), urlsplit(base)
            same_place = (parts.hostname, parts.port) == (origin.hostname, origin.port)
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or parts.username or parts.password:
            return False
        if same_place:
            return parts.scheme == "https" or origin.scheme == "http"
        known_port = parts.port in (None, 80, 443)
        return known_port and (parts.hostname or "") in REDIRECT_HOSTS

    def _get(
        self, request: Request, url: str, params: Iterable[tuple[str, str]], seconds: float
    ) -> Response:
        pairs = tuple(params)
        with self._open().stream(
            "GET",
            url,
            params=pairs or None,
            headers=self._headers(request, url),
            timeout=seconds,
        ) as answer:
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    title = SERVICES[request.service].title
                    raise TooLargeError(f"{title} sent more than {MAX_BODY_BYTES // 1_000_000} MB")
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Response(request.service, answer.status_code, headers, bytes(body), url)

    def _headers(self, request: Request, url: str) -> Mapping[str, str]:
        contact = f"; mailto:{self._settings.mailto}" if self._settings.mailto else ""
        headers = {
            "User-Agent": f"mscref/{__version__} (command-line reference manager{contact})",
            "Accept": request.accept,
        }
        is_crossref = url.startswith(self._settings.url("crossref"))
        if request.service == "crossref" and is_crossref and self._settings.plus_token:
            headers["Crossref-Plus-API-Token"] = f"Bearer {self._settings.plus_token}"
        return headers

    def _params(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The request's own parameters and those that say who asks."""
        settings, params = self._settings, request.params
        if request.service == "crossref" and settings.mailto:
            params = (*params, ("mailto", settings.mailto))
        if request.service in ("pubmed", "idconv"):
            params = (*params, ("tool", "mscref"))
            params += (("email", settings.mailto),) if settings.mailto else ()
        if request.service == "pubmed" and settings.ncbi_key:
            params = (*params, ("api_key", settings.ncbi_key))
        if request.service == "googlebooks" and settings.google_key:
            params = (*params, ("key", settings.google_key))
        return params

    def _open(self) -> httpx2.Client:
        with self._lock:
            if self._client is None:
                import httpx2

                self._client = httpx2.Client(follow_redirects=False)
                _bound_every_read(self._client)
            return self._client


# ── deadlines ────────────────────────────────────────────────────────────────────────────────
# httpx bounds each read, not the whole answer: a server that drips one byte a second is never
# "late". So the deadline of the current request is kept per thread and every network operation
# beneath httpx is given what is left of it.


class _Deadline(threading.local):
    at: float | None = None

    def left(self, timeout: float | None) -> float | None:
        if self.at is None:
            return timeout
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if timeout is None else min(left, timeout)


_deadline = _Deadline()


class _BoundedStream:
    """A network stream whose reads and writes end at the deadline of their thread."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data: bytes = self._stream.read(max_bytes, _deadline.left(timeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _deadline.left(timeout))

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> _BoundedStream:
        left = _deadline.left(timeout)
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _BoundedBackend:
    """httpcore's network backend, connecting within the deadline of its thread."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> _BoundedStream:
        stream = self._backend.connect_tcp(host, port, timeout=_deadline.left(timeout), **options)
        return _BoundedStream(stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)


def _bound_every_read(client: httpx2.Client) -> None:
    """Put the deadline beneath the client's pools.

    httpx offers no place for it, so this reaches for attributes that are not promised; the test
    of slow drips fails loudly when they move.
    """
    mounts: dict[Any, Any] = getattr(client, "_mounts", {})
    for transport in [getattr(client, "_transport", None), *mounts.values()]:
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _BoundedBackend(pool._network_backend)


def _reason(error: BaseException) -> str:
    """The plain reason of a connection error; never an address."""
    text = str(error).lower()
    for sign, reason in _REASONS:
        if sign in text:
            return reason
    return "no connection"


_REASONS = (
    ("name or service not known", "its name cannot be looked up"),
    ("temporary failure in name", "its name cannot be looked up"),
    ("nodename nor servname", "its name cannot be looked up"),
    ("getaddrinfo", "its name cannot be looked up"),
    ("refused", "connection refused"),
    ("reset", "connection reset"),
    ("certificate", "its certificate is not trusted"),
    ("ssl", "no secure connection"),
    ("unreachable", "the network is unreachable"),
)
