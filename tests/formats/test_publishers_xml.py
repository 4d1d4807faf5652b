"""Variants of the XML of publishers that the standards allow (JATS tag library, XML 1.0); the
expectations were written before anything was run (#18)."""

import pytest

from mscref.cli.main import run
from mscref.formats import jats
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name

ROE, DOE = Name("Roe", "J."), Name("Doe", "K.")
DTD = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.1//EN"'
    ' "JATS-journalpublishing1.dtd">'
)


def of(inside, kind="element", more=""):
    name = f"{kind}-citation"
    text = f'<ref-list><ref id="B1"><{name} {more}>{inside}</{name}></ref></ref-list>'
    (found,) = jats.read(text, path="x").references
    return found


@pytest.mark.parametrize(
    ("inside", "variable", "value"),
    [
        (
            '<person-group person-group-type="author"><name><surname>Roe</surname>'
            "<given-names>J.</given-names></name><name><surname>Doe</surname>"
            "<given-names>K.</given-names></name></person-group>",
            "author",
            (ROE, DOE),
        ),
        (
            "<string-name><given-names>J.</given-names> <surname>Roe</surname></string-name>",
            "author",
            (ROE,),
        ),
        ("<collab>The <italic>E. coli</italic> Group</collab>", "author", None),
        ("<collab>WHO, Geneva</collab>", "author", (Name(literal="WHO, Geneva"),)),
        (
            '<name name-style="eastern"><surname>Mao</surname><given-names>Z.</given-names></name>',
            "author",
            (Name("Mao", "Z.", static_ordering=True),),
        ),
        ('<pub-id pub-id-type="doi">https://doi.org/10.1000/X</pub-id>', "DOI", "10.1000/x"),
        ('<pub-id pub-id-type="pmid">123</pub-id>', "PMID", "123"),
        ('<pub-id pub-id-type="pmcid">456</pub-id>', "PMCID", "PMC456"),
        ("<elocation-id>e1234</elocation-id>", "page", "e1234"),
        ("<fpage>S1</fpage><lpage>S9</lpage>", "page", "S1-S9"),
        ("<page-range>1&#x2013;3, 7</page-range>", "page", "1-3, 7"),
        (
            '<ext-link xmlns:xlink="http://www.w3.org/1999/xlink" ext-link-type="uri" '
            'xlink:href="https://x.org/a">here</ext-link>',
            "URL",
            "https://x.org/a",
        ),
        ("<year>2019</year><season>Winter</season>", "issued", Date(PartialDate(2019, 24))),
        (
            '<year iso-8601-date="2019-05-03">2019</year><month>May</month>',
            "issued",
            Date(PartialDate(2019, 5, 3)),
        ),
        ("<string-date><year>2019</year></string-date>", "issued", Date(PartialDate(2019))),
        ("<year>2019a</year>", "issued", Date(PartialDate(2019))),
        ("<article-title>A<xref>1</xref></article-title><source>S</source>", "title", None),
    ],
)
def test_what_an_element_says(inside, variable, value):
    found = of(inside, more='publication-type="journal"')
    if value is None:
        assert found.fields[variable]
    else:
        assert found.fields[variable] == (value if variable != "DOI" else found.text("DOI"))
        assert variable != "DOI" or found.text("DOI").lower() == value


@pytest.mark.parametrize("kind", ["element", "mixed", "nlm"])
def test_every_kind_of_citation(kind):
    found = of("<article-title>T</article-title><source>S</source><volume>1</volume>", kind)
    assert (found.text("title"), found.text("container-title")) == ("T", "S")


def test_a_citation_inside_alternatives_and_notes():
    text = (
        '<ref-list><ref id="r"><note><p>see</p></note><citation-alternatives><element-citation>'
        "<article-title>T</article-title><source>S</source></element-citation>"
        "<mixed-citation>Roe, T.</mixed-citation></citation-alternatives></ref></ref-list>"
    )
    (found,) = jats.read(text, path="x").references
    assert found.text("title") == "T"
    assert found.string == "Roe, T."


@pytest.mark.parametrize(
    ("entity", "shown"),
    [("&mdash;", "—"), ("&nbsp;", "\xa0"), ("&eacute;", "é"), ("&amp;", "&"), ("&#8211;", "–")],
)
def test_entities_of_the_dtd(entity, shown):
    text = (
        f"{DTD}<article><back><ref-list><ref><element-citation><source>a{entity}b</source>"
        "</element-citation></ref></ref-list></back></article>"
    )
    (found,) = jats.read(text, path="x").references
    assert found.text("title") == f"a{shown}b"


@pytest.mark.parametrize("prefix", ["", "j:"])
def test_a_namespace_changes_nothing(prefix):
    name = f' xmlns{":j" if prefix else ""}="https://jats.nlm.nih.gov/ns"'
    text = (
        f"<{prefix}ref-list{name}><{prefix}ref><{prefix}element-citation><{prefix}source>T</{prefix}source>"
        f"</{prefix}element-citation></{prefix}ref></{prefix}ref-list>"
    )
    (found,) = jats.read(text, path="x").references
    assert found.text("title") == "T"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding, tmp_path, capsys):
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><ref-list><ref><element-citation>'
        "<source>Été</source></element-citation></ref></ref-list>"
    )
    path = tmp_path / "article.xml"
    path.write_bytes(text.encode(encoding))
    assert run(["list", "-l", str(path), "--json"]) == 0
    assert "Été" in capsys.readouterr().out


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]>',
    ],
)
def test_bombs_are_refused(head):
    citation = "<element-citation><source>&b;</source></element-citation>"
    text = f"{head}<ref-list><ref>{citation}</ref></ref-list>"
    result = jats.read(text, path="x")
    assert result.references == []
    assert [one.severity.name for one in result.diagnostics] == ["ERROR"]
