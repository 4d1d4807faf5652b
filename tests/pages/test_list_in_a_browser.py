"""The page of `list` and `search`: filter, sort, copy."""

import pytest
from tests.pages.browser import AUDIT, NARROW, WIDE
from tests.pages.samples import ATTACK

from mscref.pages.list_page import ListedReference, list_page


def listed(key, authors, year, title, *, journal="", doi="", url=""):
    return ListedReference(
        key=key,
        type="book",
        authors=authors,
        year=year,
        title=title,
        journal=journal,
        doi=doi,
        url=url,
        formatted=f"{authors} ({year}). {title}.",
        bibtex=f"@book{{{key},\n  title = {{{title}}},\n}}\n",
    )


LISTED = [
    listed("roth10", "Roth", "2010", "On Whales", journal="J. Seas", doi="10.1000/182"),
    listed("roth9", "Müller & Roth", "1999", ATTACK, url="javascript:alert(1)"),
    listed("a key", "Adams", "2020", "On Seals", url="https://example.org/?a=1&b=2"),
]
PAGE = list_page(LISTED, title=f"References of {ATTACK}", style="APA", version="1.0")


@pytest.fixture
def opened(tab, tmp_path):
    made = tab()
    made.show(PAGE, tmp_path)
    return made


def keys(page):
    return page.locator("tbody tr:visible th").all_inner_texts()


def copied(page):
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_everybody_can_read_it(tab, tmp_path, width, theme):
    page = tab(width=width, theme=theme).show(PAGE, tmp_path)
    assert page.evaluate(AUDIT) == []


def test_what_is_hostile_is_text_and_nothing_leaves_the_page(opened):
    assert "</script><img src=x onerror=alert(1)>" in opened.page.inner_text("tbody")
    assert opened.page.locator("img").count() == 0
    hrefs = [one.get_attribute("href") for one in opened.page.locator("main a").all()]
    assert hrefs == ["https://doi.org/10.1000/182", "https://example.org/?a=1&b=2"]
    assert (opened.foreign_requests, opened.complaints) == ([], [])


def test_filter_as_you_type(opened):
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("muller")
    assert keys(page) == ["roth9"]
    page.fill("#query", "on 20")
    assert keys(page) == ["roth10", "a key"]
    assert page.inner_text("#count") == "2 of 3 shown"


def test_sort(opened):
    page = opened.page
    page.select_option("#sort", "key")
    assert keys(page) == ["a key", "roth9", "roth10"]
    page.select_option("#sort", "year")
    assert keys(page) == ["roth9", "roth10", "a key"]
    page.select_option("#sort", "as listed")
    assert keys(page) == ["roth10", "roth9", "a key"]


def test_copy_one_and_all_that_are_shown(opened):
    page = opened.page
    page.click("text=Copy >> nth=0")
    page.locator("[data-copy]").first.click()
    assert copied(page) == "[@roth10]"
    page.select_option("#copy-as", "formatted")
    page.locator("[data-copy]").nth(1).click()
    assert copied(page).startswith("Müller & Roth (1999). </script>")
    page.select_option("#copy-as", "bibtex")
    page.fill("#query", "whales")
    page.click("#copy-all")
    assert copied(page) == "@book{roth10,\n  title = {On Whales},\n}"
    page.fill("#query", "")
    page.select_option("#copy-as", "key")
    page.select_option("#sort", "key")
    page.click("#copy-all")
    assert copied(page) == "[@{a key}; @roth9; @roth10]"
    assert page.inner_text("#said") == "copied 3 references"


def test_keyboard_alone(opened):
    page = opened.page
    page.focus("#sort")
    page.keyboard.press("k")
    assert keys(page) == ["a key", "roth9", "roth10"]
    page.locator("[data-copy]").first.focus()
    page.keyboard.press("Enter")
    assert copied(page) == "[@{a key}]"
