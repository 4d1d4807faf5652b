"""`mscref browse` as somebody with a browser uses it."""

from __future__ import annotations

import pytest
from tests.browse.conftest import serving
from tests.browse.test_server import LIBRARY
from tests.pages.browser import AUDIT, NARROW, WIDE
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.app.browsing.browser import Browser
from mscref.sources.settings import SERVICES, Rate, Settings


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


def test_what_cannot_be_done_is_seen(opened):
    page = opened.page
    page.click("#undo")
    page.wait_for_selector("#trouble:not([hidden])")
    assert "refs.bib" in page.inner_text("#trouble")
    page.click("[data-view=repairs]")
    page.wait_for_selector("#trouble[hidden]", state="attached")


def test_a_long_reference_is_seen_from_its_head_and_can_be_closed(tab, server, library):
    text = " ".join(f"word{number}" for number in range(600))
    library.write_text(f"@book{{long, title={{{text}}}, note={{{text}}}}}", encoding="utf-8")
    page = tab(width=NARROW).page
    page.goto(server.address)
    page.click("text=long")
    page.wait_for_selector("#entry:not([hidden])")
    top, height = page.evaluate(
        "[document.querySelector('#entry').getBoundingClientRect().top, innerHeight]"
    )
    assert -1 <= top < height / 2
    page.click("#close")
    page.wait_for_selector("#entry[hidden]", state="attached")


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


# ---- verify, findings, documents ----

MORE = (
    LIBRARY
    + """
@article{retracted,
  title = {A finding that did not hold},
  author = {Lovelace, Ada},
  year = {2020},
  doi = {10.5555/retracted},
}
"""
)


@pytest.fixture(scope="module")
def registries():
    with ReplayServer(load()) as running:
        yield running


@pytest.fixture
def verifying(tab, library, registries, tmp_path):
    library.write_text(MORE, encoding="utf-8")
    (tmp_path / "paper.md").write_text("[@roth2020; @lost]", encoding="utf-8")
    rates = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    settings = Settings(urls=registries.urls(), timeout=20, rates=rates, cache_folder=tmp_path)
    browser = Browser(
        library, cache_folder=tmp_path / "c", state_folder=tmp_path / "s", settings=settings,
        patience=60,
    )  # fmt: skip
    with serving(browser) as started:
        browser.settle()
        made = tab()
        made.page.goto(started.address)
        answered(made.page, "")
        yield made


def test_verify_shows_findings_and_leaves_marks(verifying):
    page = verifying.page
    page.click("[data-view=verify]")
    page.wait_for_selector("#scope:has-text('all 3 references')")
    assert page.inner_text("#command").startswith("mscref verify -l ")
    page.click("#start")
    page.wait_for_selector("#verified:has-text('3 of 3 verified, done')")
    assert page.locator("#verdicts .card").count() == 3 - page.inner_text("#verdict-counts").count(
        "1 verified"
    )
    assert "retraction" in page.inner_text("#verdicts")
    assert page.locator("img").count() == 0
    assert page.evaluate(AUDIT) == []
    assert page.inner_text("#command").startswith("mscref verify -l ")
    page.click("[data-view=library]")
    page.wait_for_selector(".marks .badge")
    page.select_option("#facet-verdict", "retracted")
    page.wait_for_selector("#rows:not(:has(tr + tr))")
    assert keys(page) == ["retracted"]
    assert verifying.complaints == []


def test_stop_and_start_again(verifying, registries):
    page = verifying.page
    registries.faults.update(dict.fromkeys(SERVICES, FAULTS["hang"]))
    try:
        page.click("[data-view=verify]")
        page.click("#start")
        page.click("#stop:not([disabled])")
        page.wait_for_selector("#stop[disabled]")
    finally:
        registries.faults.clear()
    page.wait_for_selector("#start:not([disabled])")
    page.click("#start")
    page.wait_for_selector("#verified:has-text('3 of 3 verified, done')")
    assert verifying.complaints == []


def test_a_document_and_a_finding_narrow_the_library(verifying):
    page = verifying.page
    page.select_option("#document", "paper.md")
    page.wait_for_selector("#missing li:has-text('lost')")
    assert keys(page) == ["roth2020"]
    page.select_option("#among", "unused")
    page.wait_for_selector("#rows tr + tr")
    assert keys(page) == ["adams1999", "retracted"]
    page.select_option("#document", "")
    page.select_option("#facet-finding", "doi-as-url")
    page.wait_for_selector("#rows:not(:has(tr + tr))")
    assert keys(page) == ["roth2020"]
    assert page.evaluate(AUDIT) == []


def test_a_command_that_is_only_the_nearest_is_called_so(verifying, monkeypatch):
    monkeypatch.setattr("mscref.browse.commands._FEW", 0)
    page = verifying.page
    page.select_option("#document", "paper.md")
    page.select_option("#among", "unused")
    page.fill("#query", "finding")
    page.wait_for_selector("#nearest:not([hidden])")
    assert not page.is_visible("#same")
    page.fill("#query", "")
    page.wait_for_selector("#same:not([hidden])")
    assert not page.is_visible("#nearest")
    assert " --unused " in page.inner_text("#command")


def test_all_of_it_by_keyboard(verifying):
    """Tab and Enter alone: to a repair and its acceptance, and to the verification."""
    page = verifying.page

    def tab_to(selector):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        raise AssertionError(selector)

    tab_to("[data-view=repairs]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-wish]")
    tab_to("[data-wish=accept]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said:has-text('repaired')", state="attached")
    page.keyboard.press("Shift+Tab")
    page.evaluate("document.querySelector('#content').focus()")
    tab_to("[data-view=verify]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#verify:not([hidden])")
    tab_to("#start")
    page.keyboard.press("Enter")
    page.wait_for_selector("#verified:has-text('done')")


def test_a_server_that_ended_is_said(opened):
    page = opened.page
    page.route("**/find*", lambda route: route.abort())
    page.fill("#query", "whale")
    page.wait_for_selector("#count:has-text('does not answer')")
