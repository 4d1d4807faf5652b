"""A style file from an address: one GET, no cache, no redirect to another server.

An address in, the bytes of the file out, or a SourceError.
"""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, urlsplit

from mscref.errors import UsageError
from mscref.records import replaced as replace
from mscref.sources.base import Request
from mscref.sources.client import Client
from mscref.sources.settings import Settings

SERVICE = "styles"


def fetch_style(url: str, settings: Settings) -> bytes:
    """The bytes at `url`; raises SourceError, and UsageError where `url` is no web address."""
    parts = _parts(url)
    base = f"{parts.scheme}://{parts.netloc}"
    client = Client(replace(settings, urls={**settings.urls, SERVICE: base}))
    request = Request(
        SERVICE,
        parts.path or "/",
        tuple(parse_qsl(parts.query)),
        accept="application/vnd.citationstyles.style+xml, application/xml, text/xml, */*",
    )
    try:
        return client.fetch(request).body
    finally:
        client.close()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and not parts.username:
            return parts
    except ValueError:
        pass  # brackets that hold no address
    raise UsageError(f"`{url}` is not the address of a file", hint="give https://…")
