"""Rules that cases of other engines brought up, and that the reference processor shares."""

import pytest
from tests.csl.engine import processor, style, work

from mscref.model.citation import Citation, Cite
from mscref.model.reference import Reference

QUOTED = '<text variable="title"{quotes}/>'


@pytest.mark.parametrize(
    ("title", "plain", "quoted"),
    [
        ("'so' and \"so\"", "“so” and ‘so’", "“‘so’ and ‘so’”"),
        ("\"so\" and 'so'", "“so” and ‘so’", "“‘so’ and ‘so’”"),
        ("'a \"b\" c'", "“a ‘b’ c”", "“‘a “b” c’”"),
        ("'so' and 'so'", "“so” and “so”", "“‘so’ and ‘so’”"),
        ("don't say \"it's\"", "don’t say “it’s”", "“don’t say ‘it’s’”"),
    ],
)
def test_of_two_kinds_of_straight_marks_the_first_is_the_outer_one(
    title: str, plain: str, quoted: str
):
    for attribute, expected in (("", plain), (' quotes="true"', quoted)):
        made = processor(style(QUOTED.format(quotes=attribute)), work("k", title=title))
        assert made.cite(Citation("c", (Cite("k"),))).text == expected


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_cites_that_the_keys_cannot_order_stay_as_they_were_cited(order: str):
    data = b"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
      <citation><sort><key variable="author"/></sort><layout delimiter=" ">
      <text variable="title"/></layout></citation></style>"""
    made = processor(data, *(work(key, "Roe", title=key) for key in "abc"))
    assert made.cite(Citation("c", tuple(map(Cite, order)))).text == " ".join(order)


NUMBERED = '<text variable="citation-number"/>'
RANGE = """<locale><terms><term name="citation-range-delimiter">{sign}</term></terms></locale>"""


@pytest.mark.parametrize(("sign", "expected"), [("~", "1~3; 5"), (" to ", "1 to 3; 5")])
def test_a_style_may_say_what_joins_ranges_of_citations(sign: str, expected: str):
    data = style(NUMBERED, attributes='collapse="citation-number"', extra=RANGE.format(sign=sign))
    made = processor(data, *(work(key) for key in "abcde"))
    assert made.cite(Citation("c", tuple(map(Cite, "abce")))).text == expected


def test_the_same_goes_for_ranges_of_year_suffixes():
    data = style(
        """<names variable="author"/><date variable="issued"><date-part name="year"/></date>""",
        attributes='collapse="year-suffix-ranged" disambiguate-add-year-suffix="true"',
        extra=RANGE.format(sign="~"),
    )
    made = processor(data, *(work(key, "Roe") for key in "abc"))
    assert made.cite(Citation("c", tuple(map(Cite, "abc")))).text == "Roe2000a~c"


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        (Cite("k", label="page"), "T page"),
        (Cite("k", "3", label="page"), "T page 3"),
        (Cite("k"), "T page"),
    ],
)
def test_a_label_stands_without_a_locator_unless_its_group_vanishes(cite: Cite, expected: str):
    layout = """<group delimiter=" "><text variable="title"/><label variable="locator"/>
      <text variable="locator"/></group>"""
    made = processor(style(layout), Reference("k", "book", {"title": "T"}))
    assert made.cite(Citation("c", (cite,))).text == expected
