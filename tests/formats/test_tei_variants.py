"""Variants of `biblStruct` that TEI P5 (3.12, 13) and the documentation of GROBID show; the
expectations were written before anything was run (#18)."""

import pytest

from mscref.formats import tei
from mscref.formats.registry import guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name

ROE, DOE = Name("Roe", "Jane"), Name("Doe", "K.")


def of(inside, around='<listBibl xmlns="http://www.tei-c.org/ns/1.0">{}</listBibl>', more=""):
    (found,) = tei.read(
        around.format(f"<biblStruct {more}>{inside}</biblStruct>"), path="x"
    ).references
    return found


def article(inside="", imprint="", monogr=""):
    return of(
        f"<analytic><title level='a'>T</title>{inside}</analytic><monogr>"
        f"<title level='j'>J</title>{monogr}<imprint>{imprint}</imprint></monogr>"
    )


PERSON = "<author><persName><surname>Roe</surname><forename>Jane</forename></persName></author>"


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        (PERSON, (ROE,)),
        ("<author><surname>Roe</surname>, <forename>Jane</forename></author>", (ROE,)),
        ("<author><name><surname>Roe</surname><forename>Jane</forename></name></author>", (ROE,)),
        ("<author>Roe, Jane</author>", (ROE,)),
        ("<author><persName>Jane Roe</persName></author>", (ROE,)),
        (
            "<author><persName><forename type='first'>J</forename><forename type='middle'>R"
            "</forename><surname>Roe</surname><genName>Jr.</genName></persName></author>",
            (Name("Roe", "J R", suffix="Jr."),),
        ),
        (
            "<author><persName><forename>Vincent</forename> <nameLink>van der</nameLink>"
            " <surname>Ash</surname></persName></author>",
            (Name("Ash", "Vincent", "", "van der"),),
        ),
        (
            "<author><persName><roleName>Sir</roleName><forename>Jane</forename>"
            "<surname>Roe</surname></persName></author>",
            (ROE,),
        ),
        ("<author><orgName>UNESCO</orgName></author>", (Name(literal="UNESCO"),)),
        ("<author role='org'><orgName>Oak, Inc.</orgName></author>", (Name(literal="Oak, Inc."),)),
        (
            "<author><persName><surname>Roe</surname><forename>Jane</forename></persName>"
            "<affiliation><orgName>Oak University</orgName></affiliation></author>",
            (ROE,),
        ),
        (
            f"{PERSON}<author><persName><surname>Doe</surname><forename>K.</forename></persName>"
            "</author>",
            (ROE, DOE),
        ),
        (
            "<author><persName><forename full='init'>J.</forename><surname>Müller-Lüdenscheid"
            "</surname></persName><idno type='ORCID'>0000-0002-1825-0097</idno></author>",
            (Name("Müller-Lüdenscheid", "J."),),
        ),
    ],
)
def test_authors(inside, names):
    found = article(inside)
    assert tuple(Name(**{**vars_of(one)}) for one in found.names("author")) == names


def vars_of(name):
    """A name without what is kept beside it."""
    parts = ("family", "given", "dropping_particle", "non_dropping_particle", "suffix", "literal")
    return {part: getattr(name, part) for part in parts}


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("<date when='2020-04-01'/>", Date(PartialDate(2020, 4, 1))),
        ("<date type='published' when='2020-04'>Apr. 2020</date>", Date(PartialDate(2020, 4))),
        ("<date from='2019' to='2021'/>", Date(PartialDate(2019), PartialDate(2021))),
        (
            "<date from='2019-03' to='2019-05'>March to May 2019</date>",
            Date(PartialDate(2019, 3), PartialDate(2019, 5)),
        ),
        ("<date notBefore='1850' notAfter='1860'/>", Date(PartialDate(1850), PartialDate(1860))),
        ("<date when='1850' cert='low'/>", Date(PartialDate(1850), circa=True)),
        ("<date>1999</date>", Date(PartialDate(1999))),
        ("<date when='2020-04-01T10:00:00Z'>1 April 2020</date>", Date(PartialDate(2020, 4, 1))),
    ],
)
def test_dates(date, issued):
    assert article(imprint=date).date("issued") == issued


@pytest.mark.parametrize(
    ("scope", "variable", "value"),
    [
        ("<biblScope unit='volume'>11</biblScope>", "volume", "11"),
        ("<biblScope unit='vol'>11</biblScope>", "volume", "11"),
        ("<biblScope type='vol'>11</biblScope>", "volume", "11"),
        ("<biblScope unit='issue'>2</biblScope>", "issue", "2"),
        ("<biblScope unit='number'>2</biblScope>", "issue", "2"),
        ("<biblScope type='issue' n='2'>2</biblScope>", "issue", "2"),
        ("<biblScope unit='page' from='216' to='228'/>", "page", "216-228"),
        ("<biblScope unit='page' from='216' to='228'>pp. 216–228</biblScope>", "page", "216-228"),
        ("<biblScope unit='pages'>216-228</biblScope>", "page", "216-228"),
        ("<biblScope type='pp'>216–228</biblScope>", "page", "216-228"),
        ("<biblScope unit='pp'>216–228</biblScope>", "page", "216-228"),
        ("<biblScope unit='page' from='7'>7</biblScope>", "page", "7"),
        ("<biblScope unit='volume' from='1' to='3'/>", "volume", "1-3"),
        ("<biblScope unit='chapter'>4</biblScope>", "chapter-number", "4"),
        ("<biblScope unit='chap'>4</biblScope>", "chapter-number", "4"),
    ],
)
def test_what_part_it_is(scope, variable, value):
    assert article(imprint=scope).text(variable) == value
    assert article(monogr=scope).text(variable) == value


@pytest.mark.parametrize(
    ("idno", "variable", "value"),
    [
        ("<idno type='DOI'>10.1000/abc</idno>", "DOI", "10.1000/abc"),
        ("<idno type='doi'>https://doi.org/10.1000/abc</idno>", "DOI", "10.1000/abc"),
        ("<idno>doi:10.1000/abc</idno>", "DOI", "10.1000/abc"),
        ("<idno type='PMID'>123</idno>", "PMID", "123"),
        ("<idno type='pmid'>123</idno>", "PMID", "123"),
        ("<idno type='PMCID'>PMC123</idno>", "PMCID", "PMC123"),
        ("<idno type='ISSN'>1234-5679</idno>", "ISSN", "1234-5679"),
        ("<idno type='eISSN'>1234-5679</idno>", "ISSN", "1234-5679"),
        ("<idno type='issn'>1234-5679</idno>", "ISSN", "1234-5679"),
        ("<idno type='isbn'>978-0-262-03384-8</idno>", "ISBN", "978-0-262-03384-8"),
        ("<idno type='ISBN-13'>978-0-262-03384-8</idno>", "ISBN", "978-0-262-03384-8"),
        ("<idno type='URL'>https://x.org/a</idno>", "URL", "https://x.org/a"),
        ("<idno type='URI'>https://x.org/a</idno>", "URL", "https://x.org/a"),
        (
            "<idno type='arXiv'>arXiv:1901.00001[cs]</idno>",
            "URL",
            "https://arxiv.org/abs/1901.00001",
        ),
        ("<ptr target='https://x.org/a'/>", "URL", "https://x.org/a"),
        ("<ptr type='open-access' target='https://x.org/a'/>", "URL", "https://x.org/a"),
        ("<ref target='https://x.org/a'>here</ref>", "URL", "https://x.org/a"),
    ],
)
def test_what_identifies_it(idno, variable, value):
    assert article(idno).text(variable) == value
    assert article(monogr=idno).text(variable) == value


BOOK = "<monogr><title level='m'>Roots</title><imprint/></monogr>"


@pytest.mark.parametrize(
    "around",
    [
        '<listBibl xmlns="http://www.tei-c.org/ns/1.0">{}</listBibl>',
        "<listBibl>{}</listBibl>",
        '<tei:listBibl xmlns:tei="http://www.tei-c.org/ns/1.0"><t:x xmlns:t="urn:t"/>{}'
        "</tei:listBibl>",
        "<listBibl><head>References</head><listBibl>{}</listBibl></listBibl>",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><back><div><listBibl>{}'
        "</listBibl></div></back></text></TEI>",
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI><text><body><p/></body><back>'
        "<listBibl>{}</listBibl></back></text></TEI></teiCorpus>",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><listBibl>{}</listBibl></p>'
        "</body></text></TEI>",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listBibl>{}</listBibl></standOff></TEI>',
    ],
)
def test_where_entries_stand(around):
    found = of(BOOK, around, "xml:id='b7'")
    assert (found.id, found.text("title")) == ("b7", "Roots")
    row = guess_format(around.format(f"<biblStruct>{BOOK}</biblStruct>"), path="x.xml")
    assert row is not None
    assert row.name == "tei"


def test_a_chapter_with_the_editors_of_its_book():
    found = of(
        f"<analytic>{PERSON}<title level='a'>Leaves</title></analytic><monogr>"
        "<title level='m'>Trees</title><editor><persName><surname>Doe</surname><forename>K."
        "</forename></persName></editor><edition>2nd ed.</edition><imprint><pubPlace>Graz"
        "</pubPlace><publisher>Oak Press</publisher><date when='2001'/></imprint></monogr>"
        "<series><title level='s'>Studies</title><biblScope unit='volume'>7</biblScope></series>"
    )
    assert found.type == "chapter"
    assert found.fields == {
        "author": (ROE,),
        "editor": (DOE,),
        "title": "Leaves",
        "container-title": "Trees",
        "edition": "2",
        "publisher-place": "Graz",
        "publisher": "Oak Press",
        "issued": Date(PartialDate(2001)),
        "collection-title": "Studies",
        "collection-number": "7",
    }


def test_people_by_what_they_are_said_to_have_done():
    found = of(
        "<monogr><title level='m'>Roots</title><respStmt><resp>Translated by</resp><name>Jane Roe"
        "</name></respStmt><editor role='translator'><persName><surname>Doe</surname>"
        "<forename>K.</forename></persName></editor><imprint><date when='2001'/></imprint></monogr>"
    )
    assert DOE in found.names("translator")
    said = str(found.extra) + str(found.names("translator"))
    assert "Roe" in said


@pytest.mark.parametrize(
    ("resp", "variable"),
    [
        ("translator", "translator"),
        ("Übersetzung", ""),
        ("ed. by", ""),
        ("Edited by", "editor"),
        ("illustrations", "illustrator"),
        ("interviewed by", "interviewer"),
    ],
)
def test_a_resp_says_what_was_done_or_stays_with_its_name(resp, variable):
    found = article(f"<respStmt><resp>{resp}</resp><name>Oak Board</name></respStmt>")
    if variable:
        assert found.names(variable) == (Name(literal="Oak Board"),)
        assert found.extra == {}
    else:
        assert "Oak Board" in str(found.extra)
        assert resp in str(found.extra)
        assert found.names("editor") == ()


def test_the_printed_string_of_grobid():
    text = "Roe J. T. J 2020."
    found = of(f"{BOOK}<note type='raw_reference'>{text}</note>")
    assert found.string == text


def test_a_title_of_a_book_with_its_main_and_subordinate():
    found = of(
        "<monogr><title level='m' type='main'>Roots</title><title level='m' type='sub'>a history"
        "</title><author><persName><surname>Roe</surname><forename>Jane</forename></persName>"
        "</author><imprint><pubPlace>Graz</pubPlace><pubPlace>Wien</pubPlace><publisher>Oak"
        "</publisher><date when='2001'/></imprint><extent>300 pp.</extent></monogr>"
    )
    assert found.type == "book"
    assert found.text("title") == "Roots: a history"
    assert "Wien" in found.text("publisher-place") + str(found.extra)
    assert "300" in found.text("number-of-pages") + str(found.extra)


def test_the_accessed_date_of_a_page():
    found = of(
        "<monogr><title>Leaves</title><imprint><date when='2001'/><note type='accessed'>"
        "<date when='2020-01-02'/></note></imprint></monogr><ptr target='https://x.org/a'/>"
    )
    assert found.text("title") == "Leaves"
    assert found.date("issued") == Date(PartialDate(2001))
    said = f"{found.date('accessed')} {found.extra}"
    assert "2020" in said


def test_a_bibl_with_elements():
    text = (
        "<listBibl><bibl><author>Roe, Jane</author>. <title level='a'>T</title>. <title level='j'>J"
        "</title> <biblScope unit='volume'>11</biblScope> (<date when='2020'>2020</date>)</bibl>"
        "</listBibl>"
    )
    (found,) = tei.read(text, path="x").references
    assert found.type == "article-journal"
    assert found.names("author") == (ROE,)
    assert found.text("volume") == "11"
