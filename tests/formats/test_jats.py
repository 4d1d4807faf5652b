"""JATS as publishers write it: citations of every shape, and what is damaged or hostile (#18)."""

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.formats import jats, jatsmixed
from mscref.formats.articlexml.ids import id_of, key_of
from mscref.formats.registry import guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN"
 "JATS-journalpublishing1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">
<front><article-meta><title-group><article-title>Not a reference</article-title></title-group>
</article-meta></front><body><p>See <xref rid="B1">1</xref>.</p></body>
<back><ref-list><title>References</title>
<ref id="B1"><label>1</label><element-citation publication-type="journal">
<person-group person-group-type="author"><name><surname>van der Berg</surname>
<given-names>A. B.</given-names></name><name><surname>Beethoven</surname><given-names>Ludwig van
</given-names></name><collab>The RECOVERY Group</collab><etal/></person-group>
<article-title>Growth of <italic>E. coli</italic> at 37&deg;C&nbsp;&mdash;
H<sub>2</sub>O</article-title>
<source>J. Ex.</source><year>2020</year><month>4</month><day>01</day><volume>11</volume>
<issue>2</issue><fpage>216</fpage><lpage>228</lpage>
<comment>doi: <ext-link ext-link-type="uri" xlink:href="http://dx.doi.org/10.1000/abc">10.1000/abc
</ext-link></comment><pub-id pub-id-type="pmid">123</pub-id><pub-id pub-id-type="pmcid">456</pub-id>
</element-citation></ref>
<ref id="B2"><label>2</label><mixed-citation publication-type="book"><name><surname>Doe</surname>,
<given-names>J</given-names></name>. <chapter-title>On leaves</chapter-title>. In:
<person-group person-group-type="editor"><string-name><given-names>R</given-names>
<surname>Roe</surname></string-name></person-group>, editor. <source>Trees</source>. <edition>2nd
</edition> ed. <publisher-loc>Paris</publisher-loc>: <publisher-name>Ash &amp; Co</publisher-name>;
<year iso-8601-date="1999">1999b</year>. p.
<fpage>3</fpage>–<lpage>9</lpage>.</mixed-citation></ref>
<ref id="B3"><mixed-citation>Smith J, Jones K. On bark. J Trees. 2001;3:4-5.</mixed-citation></ref>
<ref id="B4"><label>4</label><mixed-citation publication-type="journal"><article-title>First
</article-title><source>A</source></mixed-citation><mixed-citation publication-type="journal">
<article-title>Second</article-title><source>B</source></mixed-citation></ref>
<ref id="B5"><citation-alternatives><element-citation publication-type="data"><data-title>Rain
</data-title><source>Zenodo</source><version>2</version></element-citation><mixed-citation>Rain,
v. 2.
Zenodo.</mixed-citation></citation-alternatives></ref>
</ref-list></back></article>"""


def one(body, kind="journal"):
    text = f'<element-citation publication-type="{kind}">{body}</element-citation>'
    (found,) = jats.read(text, path="x").references
    return found


def test_an_article_is_recognised_and_every_reference_of_it_is_read():
    row = guess_format(ARTICLE, path="article.xml")
    assert row is not None
    assert row.name == "jats"
    result = jats.read(ARTICLE, path="article.xml")
    assert result.diagnostics == []
    first, second, third, fourth, fifth, sixth = result.references
    assert (first.id, first.type) == ("B1", "article-journal")
    assert first.fields == {
        "author": (
            Name("Berg", "A. B.", "", "van der"),
            Name("Beethoven", "Ludwig", "van"),
            Name(literal="The RECOVERY Group"),
            Name(literal="others", parse_names=False),
        ),
        "title": "Growth of <i>E. coli</i> at 37°C\xa0— H<sub>2</sub>O",
        "container-title": "J. Ex.",
        "issued": Date(PartialDate(2020, 4, 1)),
        "volume": "11",
        "issue": "2",
        "page": "216-228",
        "DOI": "10.1000/abc",
        "PMID": "123",
        "PMCID": "PMC456",
    }
    assert first.extra == {}
    assert (second.type, second.text("title")) == ("chapter", "On leaves")
    assert second.text("container-title") == "Trees"
    assert second.names("author") == (Name("Doe", "J"),)
    assert second.names("editor") == (Name("Roe", "R"),)
    assert second.text("publisher") == "Ash & Co"
    assert second.date("issued") == Date(PartialDate(1999))
    assert (third.fields, third.string) == ({}, "Smith J, Jones K. On bark. J Trees. 2001;3:4-5.")
    assert [fourth.text("title"), fifth.text("title")] == ["First", "Second"]
    assert [fourth.id, fifth.id] == ["B4", "B4-2"]
    assert (sixth.type, sixth.text("title"), sixth.string) == (
        "dataset",
        "Rain",
        "Rain, v. 2. Zenodo.",
    )


@pytest.mark.parametrize(
    ("body", "kind", "csl_type", "title", "container"),
    [
        ("<source>Trees</source>", "book", "book", "Trees", ""),
        ("<source>Trees</source>", "journal", "article-journal", "", "Trees"),
        (
            "<article-title>A</article-title><source>P</source>",
            "confproc",
            "paper-conference",
            "A",
            "P",
        ),
        ("<article-title>A</article-title><source>P</source>", "book-chapter", "chapter", "A", "P"),
        ("<source>W</source>", "web-site", "webpage", "W", ""),
        ("<article-title>P</article-title><source>Site</source>", "web", "webpage", "P", "Site"),
        ("<source>S</source><publisher-name>P</publisher-name>", "", "book", "S", ""),
        (
            "<article-title>A</article-title><source>S</source>",
            "undeclared",
            "article-journal",
            "A",
            "S",
        ),
        ("<chapter-title>C</chapter-title><source>S</source>", "other", "document", "C", "S"),
    ],
)
def test_types_and_titles(body, kind, csl_type, title, container):
    found = one(body, kind)
    assert (found.type, found.text("title"), found.text("container-title")) == (
        csl_type,
        title,
        container,
    )


@pytest.mark.parametrize(
    ("body", "page"),
    [
        ("<fpage>3</fpage>", "3"),
        ("<fpage>3</fpage><lpage>3</lpage>", "3"),
        ("<fpage>e3</fpage><lpage>e9</lpage>", "e3-e9"),
        ("<page-range>3–5, 9</page-range><fpage>3</fpage>", "3-5, 9"),
        ("<elocation-id>e0123</elocation-id>", "e0123"),
    ],
)
def test_pages(body, page):
    assert one(body).text("page") == page


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<year>2008a</year>", Date(PartialDate(2008))),
        ("<year>2008</year><month>Mar</month>", Date(PartialDate(2008, 3))),
        ("<year>2008</year><season>Spring</season>", Date(PartialDate(2008, 21))),
        (
            '<year iso-8601-date="2008/2010">2008–10</year>',
            Date(PartialDate(2008), PartialDate(2010)),
        ),
        ("<string-date>in press</string-date>", Date(literal="in press")),
    ],
)
def test_dates(body, date):
    assert one(body).date("issued") == date


def test_what_has_no_place_is_kept_and_written_back_where_it_stood():
    body = "<article-title>T</article-title><conf-sponsor>ACME</conf-sponsor><pub-id "
    body += 'pub-id-type="pii">S1</pub-id><x-own>own</x-own>'
    found = one(body)
    assert found.extra == {
        "jats": {"conf-sponsor": ["ACME"], "pub-id@pii": ["S1"], "x-own": ["own"]}
    }
    written = jats.write([found])
    assert "<conf-sponsor>ACME</conf-sponsor>" in written
    assert '<pub-id pub-id-type="pii">S1</pub-id>' in written
    assert '<named-content content-type="x-own">own</named-content>' in written


def test_unknown_types_and_people_are_kept():
    found = one(
        '<person-group person-group-type="illuminator"><name><surname>Doe</surname></name>'
        "</person-group><source>S</source>",
        "codex",
    )
    assert found.type == "document"
    assert found.extra == {
        "jats": {"publication-type": ["codex"], "person-group@illuminator": ["Doe"]}
    }


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ('<!DOCTYPE article [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>', "entities"),
        ('<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "entities"),
    ],
)
def test_entities_of_the_files_own_are_refused(body, part):
    result = jats.read(f"{body}<ref-list><ref><citation>&b;</citation></ref></ref-list>", path="x")
    assert result.references == []
    assert [one.code for one in result.diagnostics] == ["jats-refused"]
    assert part in result.diagnostics[0].message


def test_a_damaged_article_gives_what_stands_before_the_damage():
    result = jats.read(ARTICLE[: ARTICLE.index('<ref id="B3">')], path="x")
    assert [one.id for one in result.references] == ["B1", "B2"]
    assert [one.code for one in result.diagnostics] == ["jats-syntax"]


KEYS = ["a b", "1x", "a:b", "é", "x_x0041_", "_x", "-a", "a/b&<>\"'", "𝔸", "a\tb", "", "_x0020_"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("colons", [True, False])
def test_every_key_comes_back_and_is_a_name(key, colons):
    written = id_of(key, colons=colons)
    assert key_of(written) == key
    ElementTree.fromstring(
        f'<a xmlns:x="x" id="{written}"><{written or "a"}/></a>'.replace(":", ".")
    )


WORDS = st.text(alphabet=st.sampled_from(list("ab<>&\"'/iéß𝔸 \x00\x0b\ud800]")), max_size=12)
TEXTS = st.lists(
    st.sampled_from(
        ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", '<span class="nocase">', "</span>", "x"]
    )
    | WORDS,
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(title=TEXTS, name=WORDS, note=TEXTS)
def test_whatever_a_reference_holds_is_well_formed_and_two_trips_agree(title, name, note):
    work = Reference(
        "k", "article-journal", {"title": title, "author": (Name(name, name),), "note": note}
    )
    for module in (jats, jatsmixed):
        text = module.write([work])
        ElementTree.fromstring(text)
    (back,) = jats.read(jats.write([work]), path="x").references
    assert jats.read(jats.write([back]), path="x").references == [back]


def test_mixed_citations_say_the_same_as_element_citations():
    works = jats.read(ARTICLE, path="x").references
    plain = jats.read(jats.write(works), path="x").references
    mixed = jats.read(jatsmixed.write(works), path="x").references
    assert [one.fields for one in mixed] == [one.fields for one in plain]
    assert mixed[0].string.startswith("van der Berg A. B.")
