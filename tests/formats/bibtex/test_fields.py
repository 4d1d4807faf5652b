"""Fields as people and programs write them: languages, months, article numbers, escapes (#11)."""

import pytest

from mscref.formats.bibtex.months import Months, parse_months
from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.verbatim import verbatim, verbatim_doi
from mscref.formats.cslitem import reference_to_json
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name


def first(text: str):
    return read(text, path="x.bib").references[0]


def field_of(body: str, variable: str):
    return reference_to_json(first(f"@article{{k, title={{T}}, {body}}}")).get(variable)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mar", Months(3)),
        ("10~mar", Months(3, 10)),
        ("dec 25", Months(12, 25)),
        ("4th July", Months(7, 4)),
        ("July-Aug.", Months(7, 0, 8, 0)),
        ("nov/dec", Months(11, 0, 12, 0)),
        ("sep 30--oct 2", Months(9, 30, 10, 2)),
        ("12--14 May", Months(5, 12, 5, 14)),
        ("Fall", Months(23)),
        ("Herbst", Months(23)),
        ("Févr.", Months(2)),
        ("marzo", Months(3)),
        ("10 de marzo", Months(3, 10)),
        ("Октябрь", Months(10)),
        ("07", Months(7)),
        ("7/8", Months(7, 0, 8, 0)),
        ("March 2018", Months(3)),
        ("", Months()),
        ("early", Months(is_whole=False)),
        ("mid March", Months(3, is_whole=False)),
        ("Michaelmas term", Months(is_whole=False)),
        ("8/7", Months(is_whole=False)),
        ("May 45", Months(5, is_whole=False)),
    ],
)
def test_months(text, expected):
    assert parse_months(text, year="2018") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('year=2018, month="10~" # mar', [[2018, 3, 10]]),
        ('year=2018, month=jul # "~18"', [[2018, 7, 18]]),
        ('year=2018, month=nov # "/" # dec', [[2018, 11], [2018, 12]]),
        ("year=2018, month={Dec.-Jan.}", [[2018, 12], [2019, 1]]),
        ("year=2018, month={Spring}", [[2018, 21]]),
        ("year=2018, month={Juillet}", [[2018, 7]]),
        ("year=2018, month=may, day={3--5}", [[2018, 5, 3], [2018, 5, 5]]),
    ],
)
def test_dates_of_a_month(body, expected):
    assert field_of(body, "issued") == {"date-parts": expected}


def test_a_month_that_is_none_stays_and_is_reported():
    result = read("@book{k, title={T}, year=2018, month={Trinity term}}", path="x.bib")
    (one,) = result.references
    assert one.extra == {"bibtex": {"month": "Trinity term"}}
    assert [finding.code for finding in result.diagnostics] == ["bibtex-month"]
    assert "Trinity term" in result.diagnostics[0].message


@pytest.mark.parametrize(
    ("written", "tag", "title"),
    [
        ("fr", "fr", "La Chute Libre"),
        ("fre", "fr", "La Chute Libre"),
        ("fra", "fr", "La Chute Libre"),
        ("fr_CA", "fr-CA", "La Chute Libre"),
        ("Français", "fr", "La Chute Libre"),
        ("{\\'E}tait", None, "La Chute Libre"),  # no language; not known to be English
        ("Klingon", None, "La Chute Libre"),
        ("eng", "en", "La chute libre"),
        ("en-GB", "en-GB", "La chute libre"),
        ("", None, "La chute libre"),
    ],
)
def test_languages(written, tag, title):
    one = first(f"@article{{k, title={{La Chute Libre}}, language={{{written}}}}}")
    assert (one.fields.get("language"), one.text("title")) == (tag, title)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("articleno = {17}", "17"),
        ("Article-Number = {{e17}}", "e17"),
        ("art_number = 17, pages = {{}}", "17"),
        ("artnum = {A1}, pages = {}", "A1"),
        ("articleno = {17}, pages = {1--9}", "1-9"),
    ],
)
def test_article_numbers(body, expected):
    assert field_of(body, "page") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"https://a.b/c\_d", "https://a.b/c_d"),
        (r"https://a.b/c{\_}d{\%}20", "https://a.b/c_d%20"),
        (r"https://a.b/{\textasciitilde}me", "https://a.b/~me"),
        (r"https://a.b/\textasciitilde me/$\sim$you", "https://a.b/~me/~you"),
        (r"\url{https://a.b/{\~{}}me}", "https://a.b/~me"),
        (r"https://a.b/?x=1{\&}y=2&amp;z=3", "https://a.b/?x=1&y=2&z=3"),
        ("https://a.b/$x$/{y}", "https://a.b/$x$/{y}"),
        (r"https://a.b/e\{\_\}057\{\_\}06", "https://a.b/e_057_06"),
    ],
)
def test_addresses_are_freed_of_escapes(text, expected):
    assert verbatim(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"10.1000/a{\textless}1::b{\textgreater}2", "10.1000/a<1::b>2"),
        ("10.1000/a$<$1::b$>$2", "10.1000/a<1::b>2"),
        ("10.1000/a&lt;1::b&gt;2", "10.1000/a<1::b>2"),
        ("https://doi.org/10.1000/a%3C1::b%3E2", "10.1000/a<1::b>2"),
        ("DOI: 10.1000/A_b", "10.1000/A_b"),
    ],
)
def test_dois_are_freed_of_escapes(text, expected):
    assert verbatim_doi(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://dx.doi.org/10.1/X", "10.1/X"),
        ("doi:10.1/x", "10.1/x"),
        ("https://doi.org/https://doi.org/10.1/x", "10.1/x"),
        ("info:doi/10.1/x", "10.1/x"),
        ("10.1/a%2Fb", "10.1/a%2Fb"),
        ("https://a.b/10.1/x", "https://a.b/10.1/x"),
        ("", ""),
    ],
)
def test_a_bare_doi(text, expected):
    assert bare_doi(text) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Bo Li 0003", (Name("Li", "Bo"),)),
        ("Li, Bo 0003 and Wei Wu", (Name("Li", "Bo"), Name("Wu", "Wei"))),
        ('J{\\"o}rg M{\\"u}ller 0017', (Name("Müller", "Jörg"),)),
        ("{Group 0001}", (Name(literal="Group 0001"),)),
        ("Agent 1999", (Name("1999", "Agent"),)),  # no number of DBLP
    ],
)
def test_the_numbers_of_dblp_are_no_names(author, expected):
    assert first(f"@book{{k, author={{{author}}}}}").names("author") == expected


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("eprint={arXiv:2001.01234}", "https://arxiv.org/abs/2001.01234"),
        ("eprint={arxiv:2001.01234}, archiveprefix={arXiv}", "https://arxiv.org/abs/2001.01234"),
        ("eprint={hep-th/9901001}, eprinttype={arxiv}", "https://arxiv.org/abs/hep-th/9901001"),
        ("eprint={2001.01234}", None),
    ],
)
def test_eprints(body, url):
    assert field_of(body, "URL") == url


def test_control_entries_are_no_references():
    text = """@IEEEtranBSTCTL{a, CTLuse_forced_etal = "yes"} @CONTROL{b, pages="1"}
    @set{c, entryset={d,e}} @xdata{x, publisher={P}} @misc{d, title={D}}"""
    assert [one.id for one in read(text, path="x").references] == ["d"]


@pytest.mark.parametrize("first_field", ["title", "booktitle"])
def test_crossref_is_independent_of_the_order_of_fields(first_field):
    fields = ["title={Whole}", "booktitle={Proc.}"]
    if first_field == "booktitle":
        fields.reverse()
    parent = ", ".join(fields)
    text = f"@inproceedings{{a, title={{Part}}, crossref={{p}}}} @proceedings{{p, {parent}}}"
    assert first(text).text("container-title") == "Whole"


def test_granular_xdata():
    text = """@xdata{a-b, author={One, A. and Two, B.}, address={Here and There}, title={{Own}}}
    @xdata{loop, title={xdata=loop-title}}
    @book{k, author={Zero, Z. and xdata=a-b-author-2}, location={xdata=a-b-location-1},
        title={xdata=a-b-title}, publisher={xdata=a-b-publisher}, note={xdata=none-note}}
    @book{l, title={xdata=loop-title}, author={xdata=a-b-author-3}}"""
    one, two = read(text, path="x").references
    assert one.names("author") == (Name("Zero", "Z."), Name("Two", "B."))
    assert (one.text("publisher-place"), one.text("title")) == ("Here", "Own")
    assert one.text("publisher") == "xdata=a-b-publisher"  # not there: stays, to be seen
    assert two.text("title").lower() == "xdata=loop-title"


@pytest.mark.parametrize("month", ["13", "16", "20", "25", "0"])
def test_a_number_that_is_no_month_and_no_season_stays_text(month):
    result = read(f"@misc{{k, year=2020, month={{{month}}}}}", path="x")
    assert result.references[0].date("issued") == Date(PartialDate(2020))
    assert result.references[0].extra == {"bibtex": {"month": month}}
    assert [one.code for one in result.diagnostics] == ["bibtex-month"]


@pytest.mark.parametrize("date", ["2020-13", "2020-20-01", "2019/2020-17"])
def test_a_date_with_such_a_month_stays_text(date):
    result = read(f"@misc{{k, date={{{date}}}}}", path="x")
    assert result.references[0].date("issued") == Date(literal=date)
    assert [one.code for one in result.diagnostics] == ["bibtex-date"]


@pytest.mark.parametrize(
    ("written", "number"),
    [("lokakuu", 10), ("szeptember", 9), ("травня", 5), ("Ιουνίου", 6), ("martie", 3), ("març", 3)],
)
def test_months_of_further_languages(written, number):
    assert parse_months(written) == Months(number)


@pytest.mark.parametrize("date", ["~2004", "2004~", "2004%"])
def test_a_date_that_is_near_is_so_on_either_side(date):
    assert first(f"@misc{{k, date={{{date}}}}}").date("issued") == Date(
        PartialDate(2004), circa=True
    )
