"""The browser is started once for all tests of a process that look at pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from tests.pages.browser import Tab, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as started:
        yield started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Makes tabs, and closes them."""
    made: list[Tab] = []

    def make(*, width: int = 1200, theme: str = "light") -> Tab:
        made.append(Tab(browser, width=width, theme=theme))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
