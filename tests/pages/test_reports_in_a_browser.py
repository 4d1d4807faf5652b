"""The pages of `verify` and `check` as who opens them sees them."""

import pytest
from tests.pages.browser import AUDIT, NARROW, WIDE
from tests.pages.samples import ATTACK, CHECKED, VERIFIED

from mscref.pages.reports import report_page

SHOWN = ATTACK.replace("\u202e", "\N{REPLACEMENT CHARACTER}")
REPORTS = {"verify": VERIFIED, "check": CHECKED}


def keys(page):
    return [one.inner_text() for one in page.locator(".card:visible .key").all()]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", REPORTS)
def test_everybody_can_read_it(tab, tmp_path, name, width, theme):
    page = tab(width=width, theme=theme).show(report_page(REPORTS[name]), tmp_path)
    assert page.evaluate(AUDIT) == []


def test_the_audit_sees_what_falls_short(tab, tmp_path):
    bad = (
        "<!DOCTYPE html><html><body style='background:#fff'><p style='color:#999'>pale</p>"
        "<input><div style='width:3000px' id=a>wide</div><i id=a>twice</i></body></html>"
    )
    page = tab().show(bad, tmp_path)
    assert page.evaluate(AUDIT) == [
        "P.: contrast 2.85",
        "INPUT has no name",
        "no language",
        "not one h1",
        "wider than the screen",
        "an id twice",
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_hostile_is_text_and_nothing_leaves_the_page(tab, tmp_path, name):
    opened = tab()
    page = opened.show(report_page(REPORTS[name]), tmp_path)
    assert SHOWN in page.inner_text("main")
    assert page.locator("img").count() == 0
    assert opened.foreign_requests == []
    assert opened.complaints == []


def test_the_policy_refuses_what_was_slipped_in(tab, tmp_path):
    opened = tab()
    slipped = "<script>document.title='stolen'</script><img src='https://example.org/x.png'>"
    page = opened.show(report_page(VERIFIED).replace("</main>", f"{slipped}</main>"), tmp_path)
    assert page.title() != "stolen"
    assert any("Content Security Policy" in one for one in opened.complaints)


def test_the_worst_is_first_and_what_is_typed_or_unticked_goes(tab, tmp_path):
    page = tab().show(report_page(VERIFIED), tmp_path)
    assert keys(page) == ["off", "lost", "good"]
    page.fill("#query", "WHALÈS")
    assert keys(page) == ["good"]
    assert page.inner_text("#count") == "1 of 3 shown"
    page.fill("#query", "")
    page.uncheck("[data-kind-box][value=verified]")
    assert keys(page) == ["off", "lost"]


def test_words_that_differ_are_marked_and_no_others(tab, tmp_path):
    page = tab().show(report_page(VERIFIED), tmp_path)
    card = page.locator(".card", has_text="the year differs")
    assert card.locator("tr.differs mark").all_inner_texts() == ["2018", "2020", "ice", "rocks"]
    good = page.locator(".card", has_text="agrees with its record")
    assert good.locator("mark").count() == 0


def test_keyboard_alone(tab, tmp_path):
    page = tab().show(report_page(VERIFIED), tmp_path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Tab")
    page.keyboard.type("seals")
    assert keys(page) == ["off"]
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert keys(page) == ["lost", "good"]


def test_what_is_folded_is_printed(tab, tmp_path):
    page = tab().show(report_page(VERIFIED), tmp_path)
    assert not page.locator("details").first.get_attribute("open")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.emulate_media(media="print")
    assert not page.locator(".controls").first.is_visible()


def test_findings_by_rule_and_by_entry(tab, tmp_path):
    page = tab().show(report_page(CHECKED), tmp_path)
    headings = "section[data-group] > h2"
    assert page.locator(headings).all_inner_texts() == [
        "key-duplicate (1)",
        "doi-as-url (2)",
        "field-empty (1)",
    ]
    page.click("text=by entry")
    assert page.locator(headings).all_inner_texts() == ["adams (2)", "roth (2)"]
    page.fill("#query", "twice")
    assert page.locator(f"{headings}:visible").all_inner_texts() == ["adams (2)"]
    page.click("text=by rule")
    assert page.locator(f"{headings}:visible").all_inner_texts() == ["key-duplicate (1)"]


def test_without_scripts_everything_is_there(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    file = tmp_path / "page.html"
    file.write_text(report_page(CHECKED), encoding="utf-8")
    page.goto(file.as_uri())
    assert page.locator(".card:visible").count() == 4
    assert not page.locator("#query").is_visible()
    context.close()
