"""Pages without a browser: what is escaped, what is marked, what can be read back."""

import json
from html.parser import HTMLParser

import pytest
from tests.pages.samples import ATTACK, CHECKED, VERIFIED

from mscref.app.reports import read_report
from mscref.errors import FormatError
from mscref.pages.differing import compared
from mscref.pages.markup import element, joined, link, prose
from mscref.pages.reading import data_in
from mscref.pages.reports import report_page
from mscref.records import replaced as replace
from mscref.report import WRITERS, as_json, read_data


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("report", [VERIFIED, CHECKED], ids=["verify", "check"])
def test_a_page_is_read_back_as_the_report_it_shows(report, tmp_path):
    page = tmp_path / "report.html"
    page.write_text(report_page(report), encoding="utf-8")
    again = read_report(str(page), command=report.command)
    assert again == report
    assert report_page(again) == report_page(report)
    for writer in WRITERS.values():
        assert writer(again) == writer(report)


def test_json_is_read_back_too(tmp_path):
    file = tmp_path / "report.json"
    file.write_text(as_json(VERIFIED), encoding="utf-8")
    assert read_report(str(file), command="verify").items == VERIFIED.items


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", '{"items": 3}', '{"items": [3]}', '{"items": [{"severity": "bad"}]}',
        '{"items": [{"severity": "ok", "line": "x"}]}', '{"items": [{"severity": "ok", "key": 1}]}',
        "[" * 100_000, '<script type="application/json" id="data">', "@article{a, title = {b}}",
        '{"items": [], "command": "check"}',
    ],
)  # fmt: skip
def test_what_is_no_report_of_verify_is_said(tmp_path, text):
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError):
        read_report(str(file), command="verify")


@pytest.mark.parametrize("report", [VERIFIED, CHECKED], ids=["verify", "check"])
def test_no_text_becomes_markup(report):
    tags = Tags(report_page(report)).found
    assert {"img"}.isdisjoint(tag for tag, _ in tags)
    allowed = ("style", "on")
    assert not [name for _, found in tags for name in found if name.startswith(allowed)]


def _verified(*items):
    return replace(VERIFIED, items=items, count=len(items))


def test_the_head_names_sources_and_counts_identifiers():
    away = "did not answer within 5 s"
    failed = {
        "10.5555/a": f"10.5555/a: Crossref {away}",
        "12345": f"12345: PubMed {away}",
        "Europe PMC": f"Europe PMC {away}",
    }
    one = VERIFIED.items[0]
    page = report_page(_verified(replace(one, details={**one.details, "failed": failed})))
    assert "could not answer: Europe PMC · 2 identifiers not looked up" in page
    assert f"10.5555/a: Crossref {away}; 12345: PubMed {away}; Europe PMC" in page
    assert "10.5555/a: 10.5555/a" not in page.partition("<script")[0]


def test_who_was_not_asked_did_not_fail():
    away = "was not asked: working offline"
    failed = {
        "10.5555/a": f"10.5555/a: Crossref {away}",
        "2101.1": f"arXiv {away}",
        "Crossref": f"Crossref {away}",
    }
    details = {"answered": [], "failed": failed, "failed-identifiers": ["10.5555/a", "2101.1"]}
    one = replace(VERIFIED.items[0], details=details)
    page = report_page(_verified(one)).partition("<script")[0]
    assert "not asked, working offline: Crossref · 2 identifiers not looked up" in page
    assert "not asked: 10.5555/a, 2101.1, Crossref" in page
    assert "could not answer" not in page.partition("What the words mean")[0]
    assert "failed" not in page


def test_a_page_of_nothing_says_so():
    assert "There was no reference to verify." in report_page(_verified())
    assert "There was no reference to verify." not in report_page(VERIFIED)


def test_data_cannot_end_its_block():
    page = report_page(VERIFIED)
    data = data_in(page)
    assert data is not None
    assert "<" not in data
    assert read_data(json.loads(data)) == VERIFIED
    assert "</script><img" not in page


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://doi.org/10.1/x", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address, is_link):
    assert ("<a " in link(address, "text")) is is_link


def test_attributes_are_escaped():
    assert element("p", title='"><img src=x>') == '<p title="&quot;&gt;&lt;img src=x&gt;"></p>'
    assert joined("<b>", element("i", ATTACK[:9])) == "&lt;b&gt;<i>&lt;/script&gt;</i>"


@pytest.mark.parametrize(
    ("one", "other", "marks"),
    [
        ("On Whales", "on whales", 0),
        ("Über Wale", "Uber Wale", 0),
        ("On whales", "On seals", 2),
        ("On whales", "", 0),
        ("1995", "1996", 2),
        ("A, B", "A B", 1),
        ("鯨について", "鯨のこと", 2),
    ],
)
def test_what_differs_is_marked(one, other, marks):
    assert "".join(compared(one, other)).count("<mark>") == marks


def test_a_text_of_a_megabyte_is_cut():
    assert len("".join(compared("whale " * 200_000, "seal " * 200_000))) < 100_000


def test_what_stands_between_backticks_is_code() -> None:
    assert prose("`year` is empty & `a<b`") == (
        "<code>year</code> is empty &amp; <code>a&lt;b</code>"
    )


@pytest.mark.parametrize("said", ["a ` alone", "`a`b`", "``", "no code at all"])
def test_a_backtick_without_a_partner_stays(said: str) -> None:
    assert prose(said) == said
