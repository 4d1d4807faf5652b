"""One web page: an address that somebody typed in, the page that stands there out.

The strictest way of asking, since anybody may have written what comes back: one attempt within a
deadline, 8 MB unpacked, five redirects, none from https to http or to an address with a password,
nothing of the user's goes along (no mail address, no key). Addresses of this machine and of
private networks are asked only where the user typed just that one: no page sends us there.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import SplitResult, urljoin, urlsplit

from mscref.errors import (
    MscrefError,
    NotFoundError,
    RateLimitedError,
    RefusedError,
    SourceError,
    UnaskedError,
    UsageError,
)
from mscref.sources.base import Request, Response
from mscref.sources.settings import Settings, place_of
from mscref.sources.transport import HttpTransport, is_no_worse

SERVICE = "page"
_LARGEST = 8_000_000
_ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.8, */*;q=0.5"
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at an address: `url` is where the redirects ended, `kind` its media type in
    lower case, `charset` what the header says of it, `linked` the header `Link`."""

    url: str
    kind: str
    charset: str
    linked: str
    body: bytes


class Visitor:
    """Fetches pages; close it, or use it as a context manager.

    `address` is the one that was given; where the user typed it (`is_typed`) it may be on this
    machine, and no other.
    """

    def __init__(self, address: str, settings: Settings, *, is_typed: bool) -> None:
        address_parts(address)
        self._settings, self._typed = settings, address if is_typed else ""
        self._transports: dict[str, _PageTransport] = {}

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *error: object) -> None:
        for transport in self._transports.values():
            transport.close()

    def fetch(self, url: str) -> Page:
        """The page at `url`, which is the typed address or a link of the page there.

        Raises NotFoundError where there is none, and a SourceError that says why it cannot be had.
        """
        shown = shown_address(url)
        if self._settings.offline:
            raise UnaskedError(shown, by=self._settings.offline_by)
        parts = address_parts(url)
        query = f"?{parts.query}" if parts.query else ""
        request = Request(SERVICE, f"{parts.path or '/'}{query}", accept=_ACCEPT)
        try:
            transport = self._transport_to(f"{parts.scheme}://{parts.netloc}")
            response = transport.send(request, seconds=self._settings.timeout)
        except SourceError as error:
            raise _about(shown, error) from error
        _check_status(shown, response)
        kind, _, rest = response.headers.get("content-type", "").partition(";")
        return Page(
            url=response.url,
            kind=kind.strip().lower(),
            charset=rest.lower().partition("charset=")[2].strip(" \"'").split(";")[0],
            linked=response.headers.get("link", "")[:20_000],
            body=response.body,
        )

    def _transport_to(self, base: str) -> _PageTransport:
        if base not in self._transports:
            bare = Settings({**self._settings.urls, SERVICE: base}, timeout=self._settings.timeout)
            self._transports[base] = _PageTransport(bare, self._typed)
        return self._transports[base]


class _PageTransport(HttpTransport):
    """Real connections to places that nobody vouches for."""

    largest = _LARGEST

    def __init__(self, settings: Settings, typed: str) -> None:
        super().__init__(settings)
        self._typed = place_of(typed)

    def may_follow(self, target: str, url: str, base: str) -> bool:
        """To any public place; what a name turns out to mean is looked at when it is connected."""
        place = place_of(target)
        if place is None or not is_no_worse(target, url):
            return False
        return self._is_typed(place[1], place[2]) or not is_private(place[1])

    def may_connect(self, host: str, port: int, address: str) -> bool:
        """Public addresses, and the one that was typed."""
        return self._is_typed(host, port) or not is_private(address)

    def _is_typed(self, host: str, port: int) -> bool:
        return self._typed is not None and self._typed[1:] == (host, port)


def is_same_site(url: str, page: str) -> bool:
    """Whether a link of a page leads to the page's own site, over a way that is no worse."""
    place, home = place_of(url), place_of(page)
    if place is None or home is None or not is_no_worse(url, page):
        return False
    if place[1:] == home[1:]:
        return True
    hosts = [one[1].removeprefix("www.") for one in (place, home)]
    is_within = hosts[0].endswith(f".{hosts[1]}") or hosts[1].endswith(f".{hosts[0]}")
    return place[2] in (80, 443) and (hosts[0] == hosts[1] or is_within)


def is_private(host: str) -> bool:
    """Whether a host is an address of this machine or a private network, or named like one."""
    host = host.lower().rstrip(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS)
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global


def address_parts(url: str) -> SplitResult:
    """The parts of a web address; raises UsageError where it is none."""
    try:
        parts = urlsplit(url)
        if place_of(url) is not None and not parts.username and not parts.password:
            return parts
    except ValueError:
        pass  # brackets that hold no address
    raise UsageError(f"`{shown_address(url)}` is not a web address", hint="give https://…")


def typed_address(word: str) -> str:
    """What a person typed as an address: with `https://`, and the host in its ASCII form."""
    url = word.strip()
    url = url if "://" in url else f"https://{url}"
    parts = urlsplit(url) if "[" not in url else None
    if parts is None or parts.netloc.isascii():
        return url
    try:
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (UnicodeError, ValueError):
        return url
    return parts._replace(netloc=f"{host}{port}").geturl() if "@" not in parts.netloc else url


def joined(base: str, href: str) -> str:
    """Where a link of a page leads; "" for one that leads nowhere."""
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return ""
    return url if place_of(url) is not None else ""


def shown_address(url: str) -> str:
    """An address for a message: without its query, where keys may stand, and not too long."""
    bare = url.split("?")[0].split("#")[0]
    bare = bare.partition("://")[2] or bare
    bare = "".join(char for char in bare.rpartition("@")[2] if char.isprintable()).rstrip("/")
    return bare if len(bare) <= 80 else f"{bare[:77]}…"


_BY_HAND = "open it in a browser, and give the DOI that it shows, or `mscref lookup TITLE`"
# Status → what it says of a page, in the words of somebody who wants to cite it.
_REFUSALS = MappingProxyType(
    {
        401: "it asks for a login",
        402: "it asks for money",
        403: "the site does not let programs in (status 403)",
        407: "a proxy asks for a login",
        418: "the site does not let programs in (status 418)",
        451: "it is withheld for legal reasons (status 451)",
        503: "the site is out of order, or does not let programs in (status 503)",
    }
)


def _check_status(shown: str, response: Response) -> None:
    status = response.status
    if status == 200:
        return
    if status in (404, 410):
        hint = "check the address; pages move, and their identifiers stay"
        raise NotFoundError(f"{shown}: there is no such page (status {status})", hint=hint)
    if status == 429:
        raise RateLimitedError(
            f"{shown}: the site asks us to slow down (status 429)", hint="try again later"
        )
    reason = _REFUSALS.get(status, f"the site answers with status {status}")
    raise RefusedError(f"{shown}: {reason}", status=status, hint=_BY_HAND)


def _about(shown: str, error: SourceError) -> MscrefError:
    """The same failure, naming the address that it is about."""
    named = type(error).__new__(type(error), error.message)
    named.__dict__.update(error.__dict__, message=f"{shown}: {error.message}")
    return named
