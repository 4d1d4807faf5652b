"""One attempt at one request: connections, deadlines, sizes, redirects. The only user of httpx2.

What crosses the border: a `Request` in, a wholly read `Response` out, or one of
UnreachableError, RefusedError, PayloadChangedError. Nothing is tried twice here, and no message
holds an address with its query: mail addresses and keys travel there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote_plus, urljoin, urlsplit

from mscref import __version__
from mscref.errors import PayloadChangedError, RefusedError, UnreachableError
from mscref.sources.base import Request, Response
from mscref.sources.settings import (
    MAX_BODY_BYTES,
    REDIRECT_HOSTS,
    SERVICES,
    Settings,
    is_private_way,
    is_this_machine,
    place_of,
    service_of,
)

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

    largest = MAX_BODY_BYTES

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

        title = service_of(request.service).title
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
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, ValueError) as error:
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
        """Follow redirects by hand: only to services we know, and no secret to another host."""
        base = self._settings.url(request.service)
        url, params = base + request.path, request.params + self._identity(request)
        title = service_of(request.service).title
        for _ in range(_MAX_REDIRECTS + 1):
            response = self._get(request, url, params, seconds)
            if response.status not in _REDIRECTS or request.body:
                return response
            target = _joined(url, response.headers.get("location", ""))
            if not self.may_follow(target, url, base):
                raise RefusedError(
                    f"{title} sends us to {_shown_host(target)}, where we do not follow",
                    status=response.status,
                )
            # A redirect names the whole address; our own parameters go along to the same place.
            params = () if "?" in target else params if _same_place(target, base) else ()
            url = target
        raise RefusedError(f"{title} sends us in circles", status=310)

    def may_connect(self, host: str, port: int, address: str) -> bool:
        """Whether a connection that was made to `address` for this host is used; any is."""
        return True

    def may_follow(self, target: str, url: str, base: str) -> bool:
        """Never from https to http, never to an address with a password, and to another host
        only where it is a service's and nothing of ours stands in the address."""
        place = place_of(target)
        if place is None or not is_no_worse(target, url):
            return False
        if _same_place(target, base):
            return True
        _, host, port = place
        return port in (80, 443) and host in REDIRECT_HOSTS and not self._tells_secret(target)

    def _tells_secret(self, target: str) -> bool:
        """Whether a server wrote what we sent it into the address of another one."""
        settings = self._settings
        keys = tuple(settings.key(one) for one in SERVICES if SERVICES[one].key_setting)
        mine = (settings.plus_token, *keys, settings.mailto)
        plain = unquote_plus(target)
        return any(secret and (secret in target or secret in plain) for secret in mine)

    def _get(
        self, request: Request, url: str, params: Iterable[tuple[str, str]], seconds: float
    ) -> Response:
        pairs = tuple(params)
        with self._open().stream(
            "POST" if request.body else "GET",
            url,
            params=pairs or None,
            content=request.body or None,
            headers=self._headers(request, url),
            timeout=seconds,
        ) as answer:
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > self.largest:
                    title = service_of(request.service).title
                    raise TooLargeError(f"{title} sent more than {self.largest // 1_000_000} MB")
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Response(
                service=request.service,
                status=answer.status_code,
                headers=headers,
                body=bytes(body),
                url=url,
            )

    def _headers(self, request: Request, url: str) -> Mapping[str, str]:
        """Who asks and what for; mail address and token only where the service itself stands."""
        settings, base = self._settings, self._settings.url(request.service)
        is_at_home = _same_place(url, base)
        contact = f"; mailto:{settings.mailto}" if settings.mailto and is_at_home else ""
        headers = {
            "User-Agent": f"mscref/{__version__} (command-line reference manager{contact})",
            "Accept": request.accept,
        }
        if request.body:
            headers["Content-Type"] = "application/json"
        if is_at_home and is_private_way(url):
            headers |= dict(request.headers)
        key_header, key = service_of(request.service).key_header, settings.key(request.service)
        if key_header and key and is_at_home and is_private_way(url):
            headers[key_header] = key
        token_header = service_of(request.service).token_header
        may_tell = token_header and is_at_home and is_private_way(url)
        if settings.plus_token and may_tell:
            headers[token_header] = f"Bearer {settings.plus_token}"
        return headers

    def _identity(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The parameters that say who asks; keys only where nobody on the way reads them."""
        settings, row = self._settings, service_of(request.service)
        key = settings.key(request.service)
        is_private = bool(key) and is_private_way(settings.url(request.service))
        params = (
            (row.tool_parameter, "mscref"),
            (row.mail_parameter, settings.mailto),
            (row.key_parameter, key if is_private else ""),
        )
        return tuple((name, value) for name, value in params if name and value)

    def _open(self) -> httpx2.Client:
        with self._lock:
            if self._client is None:
                import httpx2

                direct = _direct_hosts(self._settings)
                self._client = httpx2.Client(follow_redirects=False, mounts=direct)
                _bound_every_read(self._client, self.may_connect)
            return self._client


def _direct_hosts(settings: Settings) -> dict[str, None]:
    """The addresses on this machine, for which a proxy of the environment is not asked.

    The bases are all of them: a redirect to this machine is followed to its base only.
    """
    places = [place_of(settings.url(service)) for service in SERVICES]
    hosts = {place[1] for place in places if place and is_this_machine(place[1])}
    return {f"all://[{host}]" if ":" in host else f"all://{host}": None for host in hosts}


def _joined(url: str, location: str) -> str:
    """Where a redirect leads; "" for an address that cannot be one."""
    try:
        return urljoin(url, location) if location else ""
    except ValueError:
        return ""


def is_no_worse(target: str, url: str) -> bool:
    """Whether a redirect leads to a web address without a password, and from https to https."""
    place, here = place_of(target), place_of(url)
    if place is None or here is None or "@" in urlsplit(target).netloc:
        return False
    return not (here[0] == "https" and place[0] == "http")


def _same_place(url: str, base: str) -> bool:
    """Whether an address is at the host and port of a service; https instead of http counts."""
    place, home = place_of(url), place_of(base)
    if place is None or home is None or place[1] != home[1]:
        return False
    return place == home or (place[0], place[2], home[2]) == ("https", 443, 80)


def _shown_host(target: str) -> str:
    """The host of an address for a message; nothing else of it."""
    place = place_of(target)
    return place[1][:100] if place else "another place"


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
    """httpcore's network backend, connecting within the deadline of its thread, and only where
    `may_connect` lets it: by host, port and the address that the host turned out to have."""

    def __init__(self, backend: Any, may_connect: Callable[[str, int, str], bool]) -> None:
        self._backend, self._may_connect = backend, may_connect

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> _BoundedStream:
        stream = self._backend.connect_tcp(host, port, timeout=_deadline.left(timeout), **options)
        peer = stream.get_extra_info("server_addr")
        if not self._may_connect(host, port, str(peer[0]) if peer else ""):
            stream.close()
            raise RefusedError(f"{host[:100]} is a private address, and not asked", status=0)
        return _BoundedStream(stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)


def _bound_every_read(client: httpx2.Client, may_connect: Callable[[str, int, str], bool]) -> None:
    """Put the deadline beneath the client's pools, and the say in connections beneath the direct
    one: what lies behind a proxy is looked up by the proxy.

    httpx offers no place for it, so this reaches for attributes that are not promised; the test
    of slow drips fails loudly when they move.
    """
    mounts: dict[Any, Any] = getattr(client, "_mounts", {})
    direct = getattr(client, "_transport", None)
    for transport in [direct, *mounts.values()]:
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            allows = may_connect if transport is direct else _anywhere
            pool._network_backend = _BoundedBackend(pool._network_backend, allows)


def _anywhere(host: str, port: int, address: str) -> bool:
    return True


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
