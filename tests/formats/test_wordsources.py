"""Word's own sources: every kind of name, the dates, and files that are damaged or hostile."""

import pytest

from mscref.formats.registry import find_format, guess_format
from mscref.formats.wordsources import read
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name

NAMESPACE = 'xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"'


def sources(*bodies: str) -> str:
    inside = "".join(f"<b:Source>{body}</b:Source>" for body in bodies)
    return f"<?xml version='1.0'?><b:Sources SelectedStyle='' {NAMESPACE}>{inside}</b:Sources>"


ARTICLE = """<b:Tag>Lov20</b:Tag><b:SourceType>JournalArticle</b:SourceType><b:Guid>{1}</b:Guid>
<b:Author>
  <b:Author><b:NameList>
    <b:Person><b:Last>Lovelace</b:Last><b:First>Ada</b:First><b:Middle>K.</b:Middle></b:Person>
    <b:Person><b:Last>Babbage</b:Last><b:First>Charles</b:First></b:Person>
  </b:NameList></b:Author>
  <b:Editor><b:NameList><b:Person><b:Last>Somerville</b:Last></b:Person></b:NameList></b:Editor>
</b:Author>
<b:Title>Notes &amp; numbers</b:Title><b:JournalName>Journal of Examples</b:JournalName>
<b:Year>2020</b:Year><b:Month>4</b:Month><b:Volume>11</b:Volume><b:Issue>2</b:Issue>
<b:Pages>216-228</b:Pages><b:StandardNumber>10.1000/a</b:StandardNumber>
<b:YearAccessed>2021</b:YearAccessed><b:MonthAccessed>May</b:MonthAccessed>
<b:DayAccessed>3</b:DayAccessed><b:RefOrder>1</b:RefOrder><b:Medium>print</b:Medium>"""


def test_an_article():
    (one,) = read(sources(ARTICLE), path="Sources.xml").references
    assert (one.id, one.type) == ("Lov20", "article-journal")
    assert one.fields == {
        "author": (Name("Lovelace", "Ada K."), Name("Babbage", "Charles")),
        "editor": (Name("Somerville"),),
        "title": "Notes & numbers",
        "container-title": "Journal of Examples",
        "issued": Date(PartialDate(2020, 4)),
        "accessed": Date(PartialDate(2021, 5, 3)),
        "volume": "11",
        "issue": "2",
        "page": "216-228",
        "DOI": "10.1000/a",
    }
    assert one.extra == {"wordsources": {"Guid": ["{1}"], "RefOrder": ["1"], "Medium": ["print"]}}


def test_an_institution_and_a_source_without_a_tag():
    body = """<b:SourceType>Report</b:SourceType><b:Title>Health</b:Title><b:Year>2019</b:Year>
    <b:Author><b:Author><b:Corporate>World Health Organization</b:Corporate></b:Author></b:Author>
    <b:StandardNumber>978-3-16-148410-0</b:StandardNumber>"""
    (one,) = read(sources(body), path="Sources.xml").references
    assert one.names("author") == (Name(literal="World Health Organization"),)
    assert one.text("ISBN") == "978-3-16-148410-0"
    assert one.id


def test_it_is_recognised_among_other_xml():
    row = guess_format(sources(ARTICLE), path="Sources.xml")
    assert row is find_format("wordsources")
    assert guess_format("<xml><records></records></xml>", path="a.xml") is find_format("endnotexml")


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        (sources(ARTICLE)[:-20], "wordsources-syntax", 1),
        (f"<!DOCTYPE a [<!ENTITY x 'y'>]>{sources('&x;')}", "wordsources-refused", 0),
        (sources("<b:a>" * 100), "wordsources-refused", 0),
        ("no xml", "wordsources-syntax", 0),
    ],
)
def test_damaged_and_hostile_files(text: str, code: str, count: int):
    result = read(text, path="Sources.xml")
    assert [one.code for one in result.diagnostics] == [code]
    assert len(result.references) == count
