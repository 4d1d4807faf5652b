"""Crossref through habanero, with our connections beneath it. The only user of habanero.

habanero knows Crossref's routes, filters and error documents. It opens a connection for every
call, hides headers, follows no redirect and encodes no DOI (docs/sources.md); so its HTTP module
is replaced by one that hands each GET to our `Client`, which pools, waits, retries and bounds.
The next release renames arguments: pyproject.toml pins 2.9, and a test fails when this moves;
users of such a release are served by our client alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from mscref.errors import PayloadChangedError
from mscref.records import replaced as replace
from mscref.sources.base import Request, Response
from mscref.sources.client import Client
from mscref.sources.settings import SERVICES

_WORKS = "/works"


class HabaneroClient:
    """Carries the requests of the source `crossref`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def fetch(self, request: Request) -> Response:
        """The answer with status 200 or 404, as `Client.fetch` gives it."""
        import habanero

        if not _put_forwarder_beneath():
            return self._client.fetch(request)
        crossref = habanero.Crossref(
            base_url=self._client.settings.url("crossref"),
            timeout=self._client.settings.timeout,
        )
        _current.answers = []
        _current.fetch = lambda path, params: self._client.fetch(
            replace(request, path=path, params=params)
        )
        try:
            crossref.works(**_arguments(request))
        except _NotFound:
            pass
        # habanero takes the shape of a list for granted: a message that is no object ends so.
        except (habanero.RequestError, AttributeError, TypeError, KeyError) as error:
            title = SERVICES["crossref"].title
            raise PayloadChangedError(f"{title} sent something that is not a record") from error
        finally:
            _current.fetch = None
        return _current.answers[-1]


def _arguments(request: Request) -> dict[str, Any]:
    """The arguments with which habanero asks what `request` asks."""
    if request.path.startswith(f"{_WORKS}/"):
        return {"ids": [request.path.removeprefix(f"{_WORKS}/")]}
    arguments: dict[str, Any] = {}
    for name, value in request.params:
        if name == "filter":
            arguments["filter"] = _filters(value)
        elif name == "rows":
            arguments["limit"] = int(value)
        elif name.startswith("query."):
            arguments[name.replace(".", "_").replace("-", "_")] = value
        else:
            arguments[name] = value
    return arguments


def _filters(written: str) -> dict[str, list[str]]:
    """`doi:a,doi:b` as habanero takes it: `{"doi": ["a", "b"]}`."""
    filters: dict[str, list[str]] = {}
    for one in written.split(","):
        name, _, value = one.partition(":")
        filters.setdefault(name.replace("-", "_"), []).append(value)
    return filters


class _NotFound(Exception):  # noqa: N818 - never leaves this module
    """Status 404, on its way through habanero."""


class _Current(threading.local):
    """The request of this thread: how to fetch, and what came back."""

    fetch: Callable[[str, tuple[tuple[str, str], ...]], Response] | None = None
    answers: list[Response]


_current = _Current()


class _Answer:
    """What habanero uses of an httpx2 response."""

    def __init__(self, response: Response) -> None:
        self._response = response
        self.status_code = response.status
        self.headers = {"Content-Type": response.headers.get("content-type", "")}

    @property
    def text(self) -> str:
        return self._response.text()

    def json(self) -> Any:
        return self._response.json()

    def raise_for_status(self) -> None:
        if self.status_code == 404:
            raise _NotFound


class _Forwarder:
    """Stands in for the module httpx2 inside habanero; everything but `get` is the module's."""

    def __init__(self, module: Any) -> None:
        self._module = module

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Any:
        if _current.fetch is None:  # somebody else in this process uses habanero
            return self._module.get(url, params=params, headers=headers, timeout=timeout)
        path = url[url.index(_WORKS) :]
        response = _current.fetch(path, tuple((params or {}).items()))
        _current.answers.append(response)
        return _Answer(response)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


_lock = threading.Lock()


def _put_forwarder_beneath() -> bool:
    """Replace the module that habanero calls, once per process; False where it calls another."""
    from importlib import import_module

    with _lock:
        # Not getattr(habanero, "request"): the package exports a function of that name.
        modules: list[Any] = [
            import_module(name) for name in ("habanero.request", "habanero.request_class")
        ]
        if not all(hasattr(module, "httpx2") for module in modules):
            return False
        for module in modules:
            if not isinstance(module.httpx2, _Forwarder):
                module.httpx2 = _Forwarder(module.httpx2)
    return True
