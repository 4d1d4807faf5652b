"""A library, its server, and somebody who asks it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from mscref.app.browsing.browser import Browser
from mscref.browse.server import SiteServer
from mscref.browse.site import Site


@contextmanager
def serving(browser: Browser) -> Iterator[SiteServer]:
    """The server of a library, as long as this lasts."""
    with SiteServer(Site(browser)) as started:
        thread = threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield started
        finally:
            started.shutdown()
            thread.join()
            browser.close()


@pytest.fixture
def browser_of(tmp_path: Path) -> Callable[..., Browser]:
    """Makes browsers that wait for a library until it is read: a machine may be busy."""

    def make(library: Path, **more: Any) -> Browser:
        folders = {"cache_folder": tmp_path / "cache", "state_folder": tmp_path / "state"}
        return Browser(library, patience=60, **{**folders, **more})

    return make


def ask(server: SiteServer, path: str, *, method: str = "GET", token: str | None = None,
        body: str | None = None, **headers: str | None) -> tuple[int, Any, Any]:  # fmt: skip
    """The status, the answer, its head; `Host` and the headers of our own page unless given."""
    given = {
        "Host": f"127.0.0.1:{server.guard.port}",
        **({"Content-Type": "application/json", "X-Mscref": "1"} if method == "POST" else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    connection = HTTPConnection("127.0.0.1", server.guard.port, timeout=60)
    target = f"/{server.guard.token if token is None else token}/{path}"
    connection.request(method, target, body=body, headers={k: v for k, v in given.items() if v})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    is_json = answer.headers["Content-Type"].startswith("application/json")
    return answer.status, json.loads(text) if is_json else text, answer.headers


def wish(server: SiteServer, path: str, fields: dict[str, str], **headers: str | None) -> Any:
    """What comes of a wish."""
    return ask(server, path, method="POST", body=json.dumps(fields), **headers)
