"""Strangers' HTML: what is read stays, and nothing takes time with the square of its length."""

import pytest
from tests.counting import is_linear

from mscref.htmlguard import tamed
from mscref.manuscript.html import page_text

SNARES = (
    "<!--", "<![CDATA[", "<!x", "<?", "</", "</a ", "<a ", "<a x='", "<", "< ", "&#x", "&",
    "<script>", "<script></script ", "<title>", "<div>", "<!-->", "<!--->", "<![", "<!DOCTYPE",
    "<a b=c ", "&amp",
)  # fmt: skip


@pytest.mark.parametrize("snare", SNARES)
@pytest.mark.parametrize("end", ["", ">", "<p>end</p>"])
def test_no_text_takes_time_with_its_square(snare: str, end: str):
    assert is_linear(page_text, lambda size: snare * (size // len(snare)) + end, 200_000)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One</p>two", "One\n\ntwo"),
        ("<p>One <!-- not --> two</p>", "One two"),
        ("<p>a &lt; b</p> c < d", "a < b\n\nc < d"),
        ("<p>One</p><!-- never ends <p>two</p>", "One"),
        ("<?xml version='1.0'?><!DOCTYPE html><p>One</p>", "One"),
        ("<p><![CDATA[One]]></p>", "One]]>"),
        ("no tags at all", "no tags at all"),
    ],
)
def test_what_is_read_stays(page: str, expected: str):
    assert page_text(page).strip() == expected


def test_a_page_without_snares_is_itself():
    page = "<html><body class='x > y'><p>One &amp; <b>two</b></p></body></html> tail"
    assert tamed(page) == page
