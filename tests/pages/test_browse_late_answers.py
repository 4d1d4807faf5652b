"""The page of `browse` where answers come in another order than they were asked for.

An answer is held back, what somebody does meanwhile is answered, and then it comes. `heard` counts
in the page what was answered, so that a test waits until the page has made of it what it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browse.conftest import serving
from tests.browse.test_server import LIBRARY

from mscref.app.browsing.browser import Browser

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

# The promise that the page waits for is settled behind this, and before anything else is evaluated.
HEARD = """
const read = Response.prototype.json;
let heard = 0;
Response.prototype.json = async function () {
  const found = await read.call(this);
  document.documentElement.dataset.heard = String(++heard);
  return found;
};
"""
TWO = LIBRARY + "@misc{more2001, title = {More}, year = {2001}, doi = {doi:10.1000/5}}\n"
LONG = "".join(f"@misc{{m{number}, title = {{Many}}, year = {{2001}}}}\n" for number in range(120))


@pytest.fixture
def library(tmp_path, request):
    file = tmp_path / "refs.bib"
    file.write_text(getattr(request, "param", TWO), encoding="utf-8")
    return file


@pytest.fixture
def page(tab, library, tmp_path):
    browser = Browser(
        library, cache_folder=tmp_path / "cache", state_folder=tmp_path / "state", patience=60
    )
    with serving(browser) as started:
        browser.settle()
        made = tab()
        made.page.add_init_script(HEARD)
        made.page.goto(started.address)
        made.page.wait_for_selector("html[data-heard='1']", state="attached")
        yield made.page
        assert made.complaints == []


def heard(page: Page) -> int:
    return int(page.evaluate("document.documentElement.dataset.heard"))


def wait_heard(page: Page, number: int) -> None:
    while heard(page) < number:
        page.wait_for_timeout(5)


class Late:
    """The first answer to a path, which is late; those behind it come at once."""

    def __init__(self, page: Page, path: str) -> None:
        self._page = page
        self._routes: list[Route] = []
        page.route(f"**/{path}*", self._hold)

    def _hold(self, route: Route) -> None:
        if self.is_asked:
            route.continue_()
        else:
            self._routes.append(route)

    @property
    def is_asked(self) -> bool:
        return bool(self._routes)

    def wait_asked(self) -> None:
        """Wait until the page has asked for it."""
        while not self.is_asked:
            self._page.wait_for_timeout(5)

    def comes(self, answer: object = None) -> None:
        """Let it come, or another in its place, and wait until the page has heard it."""
        before = heard(self._page)
        if answer is None:
            self._routes[0].continue_()
        else:
            self._routes[0].fulfill(json=answer)
        wait_heard(self._page, before + 1)


def command(page: Page) -> str:
    return page.inner_text("#command")


def said(page: Page) -> str:
    return page.text_content("#said") or ""


def accept(page: Page, key: str) -> None:
    """Accept the repair of an entry, and wait for it and for the list that is asked for anew."""
    button = f"[data-key={key}] [data-wish=accept]"
    page.wait_for_selector(button)
    before = heard(page)
    page.click(button)
    wait_heard(page, before + 2)


def test_what_was_looked_for_before_a_repair(page):
    late = Late(page, "find")
    page.fill("#query", "whale")
    late.wait_asked()
    page.click("[data-view=repairs]")
    accept(page, "roth2020")
    late.comes()
    assert command(page).startswith("mscref edit roth2020 doi=10.1000/182")
    assert said(page).startswith("repaired")
    page.click("[data-view=library]")  # where it is of use all the same
    assert page.locator("#rows button").all_inner_texts() == ["roth2020"]


def test_repairs_that_were_looked_at_before_the_library(page):
    late = Late(page, "repairs")
    page.click("[data-view=repairs]")
    late.wait_asked()
    before = heard(page)
    page.click("[data-view=library]")
    wait_heard(page, before + 1)
    late.comes()
    assert command(page).startswith("mscref list")
    assert said(page) == "3 references"


def test_a_repair_that_is_made_while_something_else_is_looked_for(page):
    """The command is that of the newer search; that it was made is said all the same."""
    page.click("[data-view=repairs]")
    page.wait_for_selector("[data-key=roth2020] [data-wish=accept]")
    late = Late(page, "accept")
    page.click("[data-key=roth2020] [data-wish=accept]")
    late.wait_asked()
    before = heard(page)
    page.click("[data-view=library]")
    wait_heard(page, before + 1)
    late.comes()
    assert command(page).startswith("mscref list")
    assert said(page).startswith("repaired")


def test_what_was_typed_first_answers_last(page):
    late = Late(page, "find")
    page.fill("#query", "wh")
    late.wait_asked()
    before = heard(page)
    page.fill("#query", "more")
    wait_heard(page, before + 1)
    late.comes()
    assert page.locator("#rows button").all_inner_texts() == ["more2001"]
    assert "more*" in command(page)
    assert said(page) == "1 reference"


def test_the_reference_that_was_opened_last_is_shown(page):
    late = Late(page, "entry")
    page.click("text=roth2020")
    late.wait_asked()
    page.click("text=adams1999")
    page.wait_for_selector("#entry:has-text('Sea Press')")
    late.comes()
    assert "Sea Press" in page.inner_text("#entry")
    assert command(page).startswith("mscref format adams1999")


def test_a_reference_does_not_open_in_another_view(page):
    late = Late(page, "entry")
    page.click("text=roth2020")
    late.wait_asked()
    page.click("[data-view=repairs]")
    page.wait_for_selector("[data-wish]")
    late.comes()
    assert not page.is_visible("#entry")
    assert command(page).startswith("mscref check")


def test_repairs_of_before_a_change_do_not_come_back(page):
    """Two lists are asked for: the first, from before it was undone, comes behind the second."""
    page.click("[data-view=repairs]")
    accept(page, "roth2020")
    stale = page.inner_html("#proposals")
    late = Late(page, "repairs")
    page.click("[data-view=repairs]")
    late.wait_asked()
    before = heard(page)
    page.click("#undo")
    wait_heard(page, before + 2)
    late.comes({"html": stale, "command": "mscref check"})
    assert "roth2020" in page.inner_text("#proposals")
    assert command(page).startswith("mscref undo")


@pytest.mark.parametrize("library", [LONG], indirect=True)
def test_more_asked_for_twice_comes_once(page):
    late = Late(page, "find")
    page.click("#more")
    late.wait_asked()
    before = heard(page)
    page.click("#more")
    wait_heard(page, before + 1)
    late.comes()
    keys = page.locator("#rows button").all_inner_texts()
    assert keys == [f"m{number}" for number in range(100)]


def test_who_went_elsewhere_is_not_called_back_to_the_repairs(page):
    page.click("[data-view=repairs]")
    page.wait_for_selector("[data-key=roth2020] [data-wish=accept]")
    late = Late(page, "accept")
    page.click("[data-key=roth2020] [data-wish=accept]")
    late.wait_asked()
    page.focus("[data-view=verify]")
    late.comes()
    page.wait_for_selector("#proposals:not(:has-text('roth2020')) [data-wish]")
    assert page.evaluate("document.activeElement.dataset.view") == "verify"


def test_a_row_that_stays_keeps_the_focus(page):
    late = Late(page, "find")
    page.select_option("#facet-type", "article-journal")
    late.wait_asked()
    page.focus("#rows [data-key=roth2020]")
    late.comes()
    assert page.locator("#rows button").all_inner_texts() == ["roth2020"]
    assert page.evaluate("document.activeElement.dataset.key") == "roth2020"
