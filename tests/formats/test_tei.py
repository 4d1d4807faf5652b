"""TEI as GROBID and Zotero write it, and what is damaged or hostile (#18)."""

import xml.etree.ElementTree as ElementTree

import pytest

from mscref.formats import tei
from mscref.formats.registry import guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

GROBID = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:space="preserve" xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader xml:lang="en"><fileDesc><sourceDesc><biblStruct><analytic><title level="a">The paper
itself
</title></analytic><monogr><imprint><date/></imprint></monogr></biblStruct></sourceDesc></fileDesc>
</teiHeader><text><back><div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a" type="main">On <hi
rend="italic">trees</hi></title>
<author><persName><forename type="first">Jane</forename><forename type="middle">R</forename>
<surname>Doe</surname></persName></author><author><persName><surname>Roe</surname></persName></author>
<idno type="DOI">10.1000/abc</idno><ptr target="https://example.org/a"/></analytic>
<monogr><title level="j">Journal of Trees</title><title level="j" type="abbrev">J. Trees</title>
<idno type="ISSN">1234-5679</idno><imprint><biblScope unit="volume">11</biblScope>
<biblScope unit="issue">2</biblScope><biblScope unit="page" from="216" to="228"/>
<date type="published" when="2020-04-01">April 2020</date></imprint></monogr>
<note type="raw_reference">Doe JR, Roe. On trees. J. Trees 11(2) 2020.</note></biblStruct>
<biblStruct xml:id="b1"><analytic><title level="a" type="main">Bark</title></analytic><monogr>
<title level="m">Proc. of Trees</title><meeting>Trees
2019<address><addrLine>Paris</addrLine></address>
</meeting><editor><persName><forename>A</forename><surname>Ash</surname></persName></editor>
<imprint><publisher>ACM</publisher><date type="published" when="2019">2019</date>
<biblScope unit="page">7</biblScope></imprint></monogr></biblStruct>
<biblStruct xml:id="b2"><monogr><title level="m"
type="main">Roots</title><author><persName><surname>
Fir</surname></persName></author><imprint><date type="published" when="2001" /></imprint></monogr>
<note type="report_type">PhD thesis</note></biblStruct>
<biblStruct xml:id="b3"><monogr><title/><imprint><biblScope unit="fascicle">3</biblScope></imprint>
</monogr></biblStruct><bibl>Elm, T. Leaves. 1999.</bibl>
</listBibl></div></back></text></TEI>"""


def test_the_references_of_grobid_are_read_and_the_paper_itself_is_none():
    row = guess_format(GROBID, path="paper.tei.xml")
    assert row is not None
    assert row.name == "tei"
    result = tei.read(GROBID, path="x")
    assert result.diagnostics == []
    first, second, third, fourth, fifth = result.references
    assert first.fields == {
        "author": (Name("Doe", "Jane R"), Name("Roe")),
        "title": "On <i>trees</i>",
        "container-title": "Journal of Trees",
        "container-title-short": "J. Trees",
        "volume": "11",
        "issue": "2",
        "page": "216-228",
        "issued": Date(PartialDate(2020, 4, 1)),
        "ISSN": "1234-5679",
        "DOI": "10.1000/abc",
        "URL": "https://example.org/a",
    }
    assert (first.id, first.type) == ("b0", "article-journal")
    assert first.string.startswith("Doe JR")
    assert (second.type, second.text("event-title"), second.text("event-place")) == (
        "paper-conference",
        "Trees 2019",
        "Paris",
    )
    assert second.names("editor") == (Name("Ash", "A"),)
    assert (third.type, third.text("title"), third.text("genre")) == (
        "thesis",
        "Roots",
        "PhD thesis",
    )
    assert fourth.extra == {"tei": {"biblScope@fascicle": ["3"]}}
    assert (fifth.fields, fifth.string) == ({}, "Elm, T. Leaves. 1999.")


def test_a_citation_that_stands_alone_is_read():
    text = "<biblStruct><monogr><title level='m'>Roots</title></monogr></biblStruct>"
    (found,) = tei.read(text, path="x").references
    assert found.text("title") == "Roots"


def test_roles_subtitles_and_series():
    text = """<biblStruct type="book"><monogr><title level="m">Roots</title><title level="m"
    type="sub">a history</title><editor role="translator"><name>Ash, A.</name></editor>
    <editor role="seriesEditor"><persName><forename>B</forename><surname>Elm</surname></persName>
    </editor><editor role="printer"><persName><surname>Fir</surname></persName></editor>
    <imprint><date/></imprint></monogr><series><title level="s">Studies</title></series>
    </biblStruct>"""
    (found,) = tei.read(text, path="x").references
    assert found.text("title") == "Roots: a history"
    assert found.text("collection-title") == "Studies"
    assert found.names("translator") == (Name(literal="Ash, A."),)
    assert found.names("collection-editor") == (Name("Elm", "B"),)
    assert found.extra == {"tei": {"editor@printer": ["Fir"]}}


@pytest.mark.parametrize(
    "name",
    [
        Name("Berg", "A.", "", "van der"),
        Name("Beethoven", "Ludwig", "van"),
        Name("King", "M. L.", suffix="Jr.", comma_suffix=True),
        Name(literal="A & B"),
        Name("毛", "泽东", static_ordering=True),
        Name(literal="others", parse_names=False),
    ],
)
def test_names_come_back(name):
    work = Reference("k", "book", {"title": "T", "author": (name,)})
    text = tei.write([work])
    ElementTree.fromstring(text)
    (back,) = tei.read(text, path="x").references
    assert back.fields == work.fields


def test_dates_come_back():
    dates = {
        "issued": Date(PartialDate(2008), PartialDate(2010)),
        "accessed": Date(PartialDate(2021, 5, 3)),
        "original-date": Date(PartialDate(1850), circa=True),
        "submitted": Date(literal="in spring"),
    }
    work = Reference("k", "article-journal", {"title": "T", **dates})
    (back,) = tei.read(tei.write([work]), path="x").references
    assert back.fields == work.fields


def test_entities_of_the_files_own_are_refused():
    bomb = '<!DOCTYPE TEI [<!ENTITY a "aaaa">]><listBibl><bibl>&a;</bibl></listBibl>'
    result = tei.read(bomb, path="x")
    assert result.references == []
    assert [one.code for one in result.diagnostics] == ["tei-refused"]
