"""`mscref browse` as somebody with a browser uses it."""

from __future__ import annotations

import pytest
from tests.browse.conftest import serving
from tests.browse.test_server import LIBRARY
from tests.pages.browser import AUDIT, NARROW, WIDE

from mscref.app.browsing.browser import Browser


@pytest.fixture
def library(tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(LIBRARY, encoding="utf-8")
    return file


@pytest.fixture
def server(library, tmp_path):
    browser = Browser(
        library, cache_folder=tmp_path / "cache", state_folder=tmp_path / "state", patience=60
    )
    with serving(browser) as started:
        yield started


@pytest.fixture
def opened(tab, server):
    made = tab()
    made.page.goto(server.address)
    answered(made.page, "")
    return made


def answered(page, words):
    """Wait for the rows; to wait for a function would need what the policy forbids."""
    page.wait_for_selector(f"html[data-answered='{words}']", state="attached")


def type_in(page, words):
    page.fill("#query", words)
    answered(page, words)


def keys(page):
    return page.locator("#rows button").all_inner_texts()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_everybody_can_read_it(tab, server, width, theme):
    page = tab(width=width, theme=theme).page
    page.goto(server.address)
    page.click("text=adams1999")
    page.wait_for_selector("#entry:not([hidden])")
    assert page.evaluate(AUDIT) == []
    page.click("[data-view=repairs]")
    page.wait_for_selector("[data-wish]")
    assert page.evaluate(AUDIT) == []


def test_search_facets_and_an_entry_in_a_style(opened):
    page = opened.page
    type_in(page, "sea ro")
    assert keys(page) == ["roth2020"]
    type_in(page, "")
    page.select_option("#facet-type", "book")
    page.wait_for_selector("#rows:not(:has(tr + tr))")
    assert keys(page) == ["adams1999"]
    page.fill("#style", "apa")
    page.click("text=adams1999")
    page.wait_for_selector("#entry:not([hidden])")
    assert "Adams, B. (1999)" in page.inner_text("#entry")
    assert "</script><img src=x onerror=alert(1)>" in page.inner_text("#entry")
    assert page.locator("img").count() == 0
    assert page.inner_text("#command").startswith("mscref format adams1999 -s apa")
    assert opened.complaints == []


def test_nothing_is_asked_of_anybody_else(opened, server):
    opened.page.click("text=roth2020")
    opened.page.wait_for_selector("#entry:not([hidden])")
    assert all(url.startswith(server.address) for url in opened.requests)


def test_accept_undo_reject(opened, library):
    page = opened.page
    page.click("[data-view=repairs]")
    page.click("[data-wish=accept]")
    page.wait_for_selector("text=There is nothing to repair.")
    page.wait_for_selector("#said:has-text('repaired')", state="attached")
    assert "doi = {10.1000/182}" in library.read_text(encoding="utf-8")
    assert page.inner_text("#command").startswith("mscref edit roth2020 doi=10.1000/182 -l")
    page.click("#undo")
    page.wait_for_selector("[data-wish]")
    assert library.read_text(encoding="utf-8") == LIBRARY
    page.click("[data-wish=reject]")
    page.wait_for_selector("text=There is nothing to repair.")
    assert library.read_text(encoding="utf-8") == LIBRARY


def test_keyboard_alone(opened):
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("whal")
    answered(page, "whal")
    page.locator("#rows button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#entry:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "entry"
    page.keyboard.press("Escape")
    assert not page.locator("#entry").is_visible()
