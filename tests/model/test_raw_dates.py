"""Dates written as text, and those that must stay text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.model.dates import Date, PartialDate
from mscref.model.raw_dates import parse_raw_date


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("2020", (2020, 0, 0)),
        ("2020-05", (2020, 5, 0)),
        ("2020-5-3", (2020, 5, 3)),
        ("20200503", (2020, 5, 3)),
        ("2020/05/03", (2020, 5, 3)),
        ("2020-05-03T12:00:00Z", (2020, 5, 3)),
        ("5/3/2020", (2020, 5, 3)),
        ("25/3/2020", (2020, 3, 25)),
        ("3.5.2020", (2020, 5, 3)),
        ("05/2020", (2020, 5, 0)),
        ("May 2020", (2020, 5, 0)),
        ("3 May 2020", (2020, 5, 3)),
        ("May 3rd, 2020", (2020, 5, 3)),
        ("Monday, May 3, 2020", (2020, 5, 3)),
        ("2020 Sept. 3", (2020, 9, 3)),
        ("août 2020", (2020, 8, 0)),
        ("3. März 2020", (2020, 3, 3)),
        ("Spring 2020", (2020, 21, 0)),
        ("2020 fall", (2020, 23, 0)),
        ("2020-23", (2020, 23, 0)),
        ("100 BC", (-100, 0, 0)),
        ("100 B.C.E.", (-100, 0, 0)),
        ("44 AD", (44, 0, 0)),
        ("2020年5月3日", (2020, 5, 3)),
        ("[1850]", (1850, 0, 0)),
        ("2020-00-00", (2020, 0, 0)),
    ],
)
def test_points(text, point):
    assert parse_raw_date(text) == Date(PartialDate(*point))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2019-2020", (2019, 0, 0), (2020, 0, 0)),
        ("1998-99", (1998, 0, 0), (1999, 0, 0)),
        ("1998–99", (1998, 0, 0), (1999, 0, 0)),
        ("May-June 2020", (2020, 5, 0), (2020, 6, 0)),
        ("May 3-5, 2020", (2020, 5, 3), (2020, 5, 5)),
        ("3–5 May 2020", (2020, 5, 3), (2020, 5, 5)),
        ("3 May - 5 June 2020", (2020, 5, 3), (2020, 6, 5)),
        ("May 3, 2019 - June 5, 2020", (2019, 5, 3), (2020, 6, 5)),
        ("2020-05-03/2020-06-07", (2020, 5, 3), (2020, 6, 7)),
        ("Spring/Summer 2020", (2020, 21, 0), (2020, 22, 0)),
    ],
)
def test_ranges(text, start, end):
    assert parse_raw_date(text) == Date(PartialDate(*start), PartialDate(*end))


@pytest.mark.parametrize("text", ["c. 1850", "ca 1850", "circa 1850", "1850?"])
def test_about_a_date(text):
    assert parse_raw_date(text) == Date(PartialDate(1850), circa=True)


@pytest.mark.parametrize("text", ["2020-", "2020/..", "2020–present", "2020/"])
def test_a_range_without_end(text):
    assert parse_raw_date(text) == Date(PartialDate(2020), open_ended=True)


@pytest.mark.parametrize(
    "text",
    [
        "forthcoming",
        "n.d.",
        "19th century",
        "1850s",
        "between 1850 and 1860",
        "1999, 2001",
        "June",
        "Marshall 2020",
        "31.31.2020",
        "June-May 2020",
        "2020-2019",
        "",
        "?",
        "²",
    ],
)
def test_what_is_not_wholly_understood_stays_text(text):
    assert parse_raw_date(text) == Date(literal=text)


@given(st.text(alphabet="0123456789 -–/.,?[]MayJuneBCcsprng年", max_size=24))
def test_nothing_raises_and_nothing_is_lost(text):
    date = parse_raw_date(text)
    assert date.literal == text or date.start is not None
