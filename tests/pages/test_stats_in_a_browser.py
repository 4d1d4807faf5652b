"""The pages of `stats` and `styles preview`."""

import json

import pytest
from tests.pages.browser import AUDIT, NARROW, WIDE
from tests.pages.samples import ATTACK

from mscref.app.stats import stats_of, to_look_at
from mscref.app.stats_page import page_of
from mscref.app.styles import preview_page_of, preview_styles
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.pages.reading import data_in

REFERENCES = [
    Reference(
        f"roth{year}",
        "article-journal",
        {
            "title": title,
            "author": (Name(family="Roth", given="Anna"), Name(literal=ATTACK)),
            "container-title": "Journal of Seas",
            "issued": Date(PartialDate(year)),
            "volume": "7",
        },
        {},
    )
    for year, title in ((2020, "On whales"), (2021, ATTACK), (2021, "RETRACTED: On seals"))
]
STATS = page_of(stats_of(REFERENCES, this_year=2026), title=f"Statistics of {ATTACK}")
STYLES = ["apa", "nature", "vancouver"]


@pytest.fixture(scope="module")
def preview():
    return preview_page_of(preview_styles(STYLES, REFERENCES[:2]), STYLES)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_everybody_can_read_them(tab, tmp_path, preview, width, theme):
    for html in (STATS, preview):
        page = tab(width=width, theme=theme).show(html, tmp_path)
        assert page.evaluate(AUDIT) == []


def test_what_is_hostile_is_text_and_nothing_leaves_the_pages(tab, tmp_path, preview):
    for html in (STATS, preview):
        opened = tab()
        page = opened.show(html, tmp_path)
        assert "</script><img src=x onerror=alert(1)>" in page.inner_text("main")
        assert page.locator("img").count() == 0
        assert (opened.foreign_requests, opened.complaints) == ([], [])


def test_a_bar_is_as_long_as_its_number_says(tab, tmp_path):
    page = tab().show(STATS, tmp_path)
    years = page.locator("section", has_text="Years").first
    assert years.locator("tr").all_inner_texts() == ["2020\t1\t", "2021\t2\t"]
    short, long = (one.bounding_box() for one in years.locator("rect").all())
    assert short is not None
    assert long is not None
    assert long["width"] == pytest.approx(2 * short["width"], rel=0.02)


def test_data_of_stats_can_be_read_back():
    data = json.loads(data_in(STATS) or "")
    assert data["references"] == 3
    assert data["median-age"] == 5
    assert data["years"] == [{"name": "2020", "count": 1}, {"name": "2021", "count": 2}]
    assert data["retracted"] == [{"name": "roth2021", "count": 1}]
    assert {"name": "DOI", "count": 3} in data["missing"]
    assert data["authors"][0] == {"name": ATTACK, "count": 3}


def test_old_years_of_a_long_row_are_one_bar_and_all_are_in_the_data():
    old = [
        REFERENCES[0].with_fields({"issued": Date(PartialDate(year))}) for year in range(1900, 1950)
    ]
    counted = stats_of(old, this_year=2026)
    shown = to_look_at(counted)[0].rows
    assert [(one.name, one.number) for one in shown[:2]] == [("before 1920", 20), ("1920", 1)]
    assert sum(one.number for one in shown) == 50
    assert len(counted.sections[0].rows) == 50


def test_the_first_style_is_unmarked_and_what_others_do_is_marked(tab, tmp_path, preview):
    page = tab().show(preview, tmp_path)
    rows = page.locator("section").first.locator("tbody tr")
    assert rows.locator("th").all_inner_texts() == STYLES
    assert rows.nth(0).locator("mark").count() == 0
    nature = rows.nth(1)
    assert any("J" in one for one in nature.locator("mark i").all_inner_texts())
    assert nature.locator("mark b").all_inner_texts() == ["7"]
    assert "whales" not in "".join(nature.locator("mark").all_inner_texts())
