"""Markup in the words of a style, and characters that it escapes twice.

What is expected was compared with the reference processor.
"""

import pytest
from tests.csl.small import entry, people

from mscref.model.reference import Json

FIELDS: dict[str, Json] = {
    "author": people("Roe, Ann", "Doe, Bo"),
    "editor": people("Poe, Cy"),
    "edition": "2",
    "volume": "3",
    "issued": {"date-parts": [[2001, 2, 1]]},
}
DATE = (
    '<date variable="issued"><date-part name="day" form="ordinal"/>'
    '<date-part name="month" prefix=" "/></date>'
)


def printed(layout: str, term: str, text: str) -> str:
    terms = f'<locale><terms><term name="{term}">{text}</term></terms></locale>'
    return entry(layout, FIELDS, extra=terms)


@pytest.mark.parametrize(
    ("layout", "term", "expected"),
    [
        ('<number variable="edition" form="ordinal"/>', "ordinal", "2n<sup>o</sup>"),
        ('<label variable="volume"/>', "volume", "n<sup>o</sup>"),
        ('<text term="volume"/>', "volume", "N<sup>o</sup>"),
        (
            '<names variable="editor"><label prefix=" "/></names>',
            "editor",
            "Cy Poe n<sup>o</sup>",
        ),
        (
            '<names variable="author"><name and="text"/></names>',
            "and",
            "Ann Roe n<sup>o</sup> Bo Doe",
        ),
        (
            '<names variable="author"><name et-al-min="2" et-al-use-first="1"/></names>',
            "et-al",
            "Ann Roe n<sup>o</sup>",
        ),
        (DATE, "ordinal", "1n<sup>o</sup> February"),
        (DATE, "month-02", "1st n<sup>o</sup>"),
    ],
)
def test_markup_in_terms_is_markup(layout: str, term: str, expected: str):
    assert printed(layout, term, "n&lt;sup&gt;o&lt;/sup&gt;") == expected
    assert printed(layout, term, "n&amp;lt;sup&amp;gt;o&amp;lt;/sup&amp;gt;") == expected


@pytest.mark.parametrize(
    ("escaped", "expected"),
    [("a &amp;lt; b", "a &#60; b"), ("&amp;quot;b", '"b'), ("a &amp;amp; b", "a &#38;amp; b")],
)
def test_of_what_is_escaped_twice_only_the_ampersand_stays(escaped: str, expected: str):
    assert entry(f'<text variable="volume" prefix="{escaped}"/>', FIELDS) == f"{expected}3"


def test_markup_of_a_numeric_field_stays_text_beside_ordinals():
    fields: dict[str, Json] = {**FIELDS, "edition": "2<i>x</i>"}
    assert "&#60;i" in entry('<number variable="edition" form="ordinal"/>', fields)


@pytest.mark.parametrize(
    ("layout", "term", "expected"),
    [
        ('<number variable="edition" form="ordinal"/>', "ordinal", "2l’a"),
        ('<number variable="edition" form="long-ordinal"/>', "long-ordinal-02", "l’a"),
        ('<label variable="volume"/>', "volume", "l’a"),
        ('<text term="volume"/>', "volume", "L’a"),
        ('<names variable="editor"><label prefix=" "/></names>', "editor", "Cy Poe l’a"),
        (DATE, "month-02", "1st l’a"),
    ],
)
def test_an_apostrophe_in_a_term_is_one_as_in_a_field(layout: str, term: str, expected: str):
    """Dutch pagina’s, Ukrainian п’яте (reference processor)."""
    assert printed(layout, term, "l'a") == expected


def test_the_minutes_of_a_number_stay():
    assert entry('<number variable="edition"/>', {"edition": "5'"}) == "5'"
    assert entry('<number variable="edition"/>', {"edition": "12'-13'"}) == "12'-13'"
