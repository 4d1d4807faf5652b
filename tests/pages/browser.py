"""A real browser for the tests of pages: Debian's Chromium, driven by Playwright.

Every request that a page makes is noted, and every message of its console: the policy of a page
would refuse what an attacker slipped in, and the browser would say so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PATIENCE = 180_000  # milliseconds
NARROW, WIDE = 390, 1200
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """The path of the browser; skips the test where there is none."""
    pytest.importorskip("playwright", reason="Playwright is not installed: pip install --group dev")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium (make browser)")
    return found


@contextmanager
def running() -> Iterator[Browser]:
    """A browser without a window."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # A container has no user name space of its own, and little shared memory.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """One page in a context of its own, with what it asked for and what it complained of."""

    def __init__(self, browser: Browser, *, width: int = WIDE, theme: str = "light") -> None:
        scheme: dict[str, object] = {"color_scheme": theme}
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            permissions=["clipboard-read", "clipboard-write"],
            **scheme,  # type: ignore[arg-type]
        )
        self.page: Page = self.context.new_page()
        # A browser on a busy machine is slow; no test asks how slow.
        self.page.set_default_timeout(_PATIENCE)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def show(self, html: str, folder: Path) -> Page:
        """Open a page from a file, as who was sent it would."""
        file = folder / "page.html"
        file.write_text(html, encoding="utf-8")
        self.page.goto(file.as_uri())
        return self.page

    @property
    def foreign_requests(self) -> list[str]:
        """What was asked for beyond the page itself."""
        return self.requests[1:]


AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")  # says what falls short
