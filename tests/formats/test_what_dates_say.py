"""Dates that numbers cannot say, through every format that has dates as text (#18).

What is expected is the date that went in, its season as a month: no format may give another one."""

import pytest

from mscref.formats.datetexts import said_by, settled, ways_to_say
from mscref.formats.mapping import parse_loose_date
from mscref.formats.registry import FORMATS
from mscref.model.dates import Date, PartialDate
from mscref.model.reference import Reference

P = PartialDate
DATES = [
    Date(P(2020), season="2"),
    Date(P(2020, 23)),
    Date(P(2020, 14)),
    Date(P(2020), season="Winter"),
    Date(P(2019), P(2020)),
    Date(P(2019, 3), P(2019, 4)),
    Date(P(2019, 12, 30), P(2020, 1, 2)),
    Date(P(2019, 23), P(2020, 24)),
    Date(P(2019), open_ended=True),
    Date(P(1850), circa=True),
    Date(P(1850, 5), circa=True),
    Date(P(1850), P(1860), circa=True),
    Date(P(-44)),
    Date(P(-44, 3, 15)),
    Date(P(-44), circa=True),
    Date(P(-50), P(14)),
    Date(P(800)),
    Date(P(1500, 5, 3)),
    Date(literal="in press"),
    Date(literal="3 May"),
]


@pytest.mark.parametrize("name", ["jats", "tei", "cff"])
@pytest.mark.parametrize("variable", ["issued", "accessed", "original-date"])
def test_a_date_is_read_as_it_was(name, variable):
    row = FORMATS[name]
    works = [Reference(f"k{n}", "book", {"title": "T", variable: d}) for n, d in enumerate(DATES)]
    found = row.reader()(row.writer()(works), path="x").references
    dates = [one.date(variable) for one in found]
    assert [settled(one) for one in dates if one] == [settled(one) for one in DATES]


@pytest.mark.parametrize("name", ["jats", "tei", "cff"])
def test_a_term_that_is_no_season_keeps_its_word(name):
    row = FORMATS[name]
    work = Reference("k", "book", {"title": "T", "issued": Date(P(2020), season="Michaelmas")})
    assert "Michaelmas 2020" in row.writer()([work])


def test_a_text_that_is_read_otherwise_is_not_written():
    assert said_by(Date(P(2020, 21)), parse_loose_date, ["2020", "Spring 2020"]) == "Spring 2020"
    assert said_by(Date(raw="one day"), lambda text: None, ways_to_say(Date(raw="one day"))) == ""


def test_jats_names_the_season_for_people():
    work = Reference("k", "article-journal", {"title": "T", "issued": Date(P(2020, 22))})
    for name in ("jats", "jatsmixed"):
        assert "<season>Summer</season>" in FORMATS[name].writer()([work])
