# ruff: noqa: E501  # a record is one line
"""Whole records of other formats → BibTeX, and BibTeX → them, judged by the formats' documentation.

RIS specification and EndNote's table of its tags, MEDLINE's elements, CSL 1.0.2, pandoc's manual,
Hayagriva's file format, Word's bibliography schema, the biblatex manual (#11).
"""

import json

import pytest

from mscref.app.convert import convert, lost_told
from mscref.formats.bibtex.reader import read as read_bibtex
from mscref.formats.bibtex.scan import scan
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"


def ris(kind: str, *lines: str) -> str:
    return "\n".join([f"TY  - {kind}", *lines, "ER  - ", ""])


def word(body: str) -> str:
    return f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Tag>k</b:Tag>{body}</b:Source></b:Sources>"


def endnote(number: int, body: str) -> str:
    return f"<xml><records><record><ref-type>{number}</ref-type>{body}</record></records></xml>"


def item(**fields: object) -> str:
    return json.dumps([{"id": "k", **fields}])


# Format, record, entry type, fields that the entry has (None: has not).
TO_BIBLATEX = [
    ("ris", ris("CPAPER", "AU  - Vaswani, A.", "TI  - Attention is All You Need",
                "T2  - Advances in Neural Information Processing Systems 30", "PY  - 2017",
                "SP  - 5998", "EP  - 6008", "PB  - Curran Associates, Inc."),
     "inproceedings", {"booktitle": "Advances in {Neural} {Information} {Processing} {Systems} 30",
                       "pages": "5998--6008", "publisher": "Curran Associates, Inc."}),
    ("ris", ris("CHAP", "A1  - de la Cruz, María José, Jr.", "A2  - Smith, John", "TI  - Part",
                "BT  - The book", "T3  - Lecture notes", "SN  - 978-3-540-92673-9", "ET  - 2nd"),
     "inbook", {"author": "{de la Cruz}, Jr., María José", "editor": "Smith, John",
                "booktitle": "The book", "series": "Lecture notes", "edition": "2",
                "isbn": "978-3-540-92673-9"}),
    ("ris", ris("THES", "AU  - Doe, Jane", "TI  - On trees & bushes: 50% of it",
                "PB  - University of Oslo", "M3  - Ph.D. dissertation", "DA  - 2015/06/12/",
                "PY  - 2015"),
     "thesis", {"title": r"On trees \& bushes: 50\% of it", "institution": "University of Oslo",
                "type": "Ph.D. dissertation", "date": "2015-06-12"}),
    ("ris", ris("JOUR", "AU  - World Health Organization,", "JO  - J. Biol. Chem.",
                "JF  - Journal of Biological Chemistry", "SP  - e123", "LA  - ger",
                "DO  - https://doi.org/10.1000/xyz", "Y2  - 2012/01/02/"),
     "article", {"author": "{World Health Organization}", "shortjournal": "J. Biol. Chem.",
                 "journaltitle": "Journal of Biological Chemistry", "pages": "e123",
                 "doi": "10.1000/xyz", "urldate": "2012-01-02", "langid": "de"}),
    ("ris", ris("PAT", "AU  - Inventor, I.", "M1  - US 1,234,567 B2", "CY  - US"),
     "patent", {"number": "US 1,234,567 B2", "location": "US"}),
    ("enw", "%0 Journal Article\n%A van der Berg, Jan\n%T On trees\n%J J\n%N 3\n%D 2010\n%8 May 3, "
     "2010\n%@ 1234-5678\n%R doi:10.1000/x\n",
     "article", {"author": "{van der Berg}, Jan", "date": "2010-05-03", "issn": "1234-5678",
                 "doi": "10.1000/x", "number": "3"}),
    ("enw", "%A Brian W. Kernighan\n%A Dennis M. Ritchie\n%T The language\n%I Prentice-Hall\n"
     "%C Englewood Cliffs, NJ\n%D 1978\n",
     "misc", {"author": "Kernighan, Brian W. and Ritchie, Dennis M.",
              "location": "Englewood Cliffs, NJ", "date": "1978"}),
    ("enw", "%0 Book Section\n%A A, B\n%E C, D\n%T Part\n%B Whole\n%S Series\n%7 2nd ed.\n%& 3\n",
     "inbook", {"booktitle": "Whole", "series": "Series", "edition": "2", "chapter": "3"}),
    ("nbib", "PMID- 7\nTI  - The effect of\n      beta: a trial.\nFAU - Smith, John A Jr\nCN  - ABC "
     "Group\nDP  - 2019 Nov-Dec\nTA  - Lancet\nJT  - Lancet (London, England)\nLID - 10.1000/x "
     "[doi]\nIS  - 1234-5678 (Print)\nPMC - PMC12\nLA  - eng\n",
     "article", {"title": "The effect of beta: a trial",
                 "author": "Smith, Jr, John A and {ABC Group}", "date": "2019-11/2019-12",
                 "journaltitle": "Lancet (London, England)", "shortjournal": "Lancet",
                 "doi": "10.1000/x", "issn": "1234-5678", "pmid": "7", "pmcid": "PMC12"}),
    ("nbib", "BTI - Whole\nTI  - Part.\nFAU - Li, B\nFED - Ed, E\nPB  - P\nPL  - Here\nDP  - 2020 Jan\n",
     "inbook", {"booktitle": "Whole", "title": "Part", "editor": "Ed, E", "location": "Here",
                "date": "2020-01"}),
    ("csljson", item(type="article-journal", title="The <i>E. coli</i> of H<sub>2</sub>O & 50%",
                     author=[{"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"},
                             {"literal": "The Group"}],
                     DOI="10.1000/a_b", page="1-5", language="en-GB"),
     "article", {"title": r"The \emph{{E}. coli} of {H}\textsubscript{2}{O} \& 50\%",
                 "author": "{van Beethoven}, L. and {The Group}", "doi": "10.1000/a_b",
                 "pages": "1--5", "langid": "british"}),
    ("csljson", item(type="chapter", title="P", **{"container-title": "W", "collection-title": "S",
                     "collection-number": "5", "number-of-volumes": "3"},
                     issued={"date-parts": [[2001], [2003]]}),
     "inbook", {"booktitle": "W", "series": "S", "number": "5", "volumes": "3",
                "date": "2001/2003"}),
    ("csljson", item(type="motion_picture", title="M",
                     issued={"date-parts": [[2010]], "season": 2}),
     "movie", {"date": "2010-22"}),
    ("csljson", item(type="journal-article", title=["T"], **{"container-title": ["J"]},
                     author=[{"name": "A Group"}]),
     "article", {"title": "T", "journaltitle": "J", "author": "{A Group}"}),
    ("cslyaml", "- id: k\n  type: book\n  title: The iPhone and *E. coli* in h~2~o\n"
     "  author:\n  - literal: AT\\&T\n  issued: 2010-05\n  page: 1--3\n  doi: 10.1000/a_b\n",
     "book", {"title": r"The {iPhone} and \emph{{E}. coli} in h\textsubscript{2}o",
              "author": r"{AT\&T}", "date": "2010-05", "pages": "1--3", "doi": "10.1000/a_b"}),
    ("cslyaml", "- id: k\n  type: book\n  title: 2 \\* 3 snake_case\n  issued: {year: 2001, month: 3}\n",
     "book", {"title": r"2 * 3 snake\_case", "date": "2001-03"}),
    ("hayagriva", "k:\n  type: Article\n  title: On {pH}\n  author:\n  - name: Beethoven\n"
     "    given-name: Ludwig\n    prefix: van\n  page-range: 98-100\n  url: {value: 'http://x.y/a_b', "
     "date: 2020-05-01}\n  parent: {type: Periodical, title: {value: Annual, short: Ann.}, "
     "volume: 65}\n",
     "article", {"title": "On {pH}", "author": "{van Beethoven}, Ludwig", "pages": "98--100",
                 "url": "http://x.y/a_b", "urldate": "2020-05-01", "journaltitle": "Annual",
                 "shortjournal": "Ann.", "volume": "65"}),
    ("hayagriva", "k:\n  type: Book\n  title: T\n  volume: 5\n  page-total: 768\n  date: 2003-06-21\n"
     "  publisher: {name: B, location: L}\n  serial-number: {isbn: 978-0747551003}\n",
     "book", {"volume": "5", "pagetotal": "768", "date": "2003-06-21", "publisher": "B",
              "location": "L", "isbn": "978-0747551003"}),
    ("wordsources", word(
        "<b:SourceType>JournalArticle</b:SourceType><b:Title>T</b:Title><b:Year>2010</b:Year>"
        "<b:Month>May</b:Month><b:Day>3</b:Day><b:JournalName>J</b:JournalName><b:Pages>1-3"
        "</b:Pages><b:Author><b:Author><b:NameList><b:Person><b:Last>Doe</b:Last><b:First>Jane"
        "</b:First><b:Middle>Q.</b:Middle></b:Person></b:NameList></b:Author></b:Author>"),
     "article", {"author": "Doe, Jane Q.", "date": "2010-05-03", "journaltitle": "J",
                 "pages": "1--3"}),
    ("wordsources", word(
        "<b:SourceType>InternetSite</b:SourceType><b:Title>S</b:Title><b:URL>http://a.b</b:URL>"
        "<b:YearAccessed>2020</b:YearAccessed><b:MonthAccessed>March</b:MonthAccessed>"
        "<b:DayAccessed>4</b:DayAccessed><b:Author><b:Author><b:Corporate>Food, Inc."
        "</b:Corporate></b:Author></b:Author>"),
     "online", {"url": "http://a.b", "urldate": "2020-03-04", "author": "{Food, Inc.}"}),
    ("endnotexml", endnote(
        17, "<contributors><authors><author><style>Doe, Jane</style></author></authors>"
        "</contributors><titles><title><style>On </style><style>E. coli</style></title></titles>"
        "<periodical><full-title>Journal of Bio</full-title><abbr-1>J Bio</abbr-1></periodical>"
        "<dates><year>2010</year><pub-dates><date>May 3</date></pub-dates></dates>"),
     "article", {"author": "Doe, Jane", "title": "On {E}. coli", "journaltitle": "Journal of Bio",
                 "shortjournal": "J Bio", "date": "2010-05-03"}),
    ("endnotexml", endnote(
        5, "<titles><title>Part</title><secondary-title>Whole</secondary-title><tertiary-title>"
        "Series</tertiary-title></titles><section>3</section><edition>2nd</edition>"),
     "inbook", {"booktitle": "Whole", "series": "Series", "chapter": "3", "edition": "2"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "record", "kind", "expected"), TO_BIBLATEX)
def test_to_biblatex(name, record, kind, expected):
    references = find_format(name).reader()(record, path="x").references
    text = convert(references, to="biblatex", is_exact=False)
    (entry,) = scan(text).entries()
    written = {field: value[1:-1] for field, value in entry.raw_fields()}
    assert entry.type == kind
    assert {field: written.get(field) for field in expected} == expected
    (back,) = read_bibtex(text, path="x").references
    assert back.type == references[0].type
    assert back.names("author") == references[0].names("author")


ARTICLE = (
    "@article{k, title={The {iPhone} and \\emph{E. coli}}, author={van der Berg, Jan and King, Jr., "
    "Martin Luther and {World Health Organization}}, journal={Journal of Things}, year=2010, "
    'month="3~" # may, volume=12, number={3-4}, pages={1--5}, doi={10.1000/a_b}, issn={1234-5678}, '
    "keywords={a, b}}"
)
CHAPTER = (
    "@incollection{k, title={Part}, booktitle={Whole}, author={d'Alembert, J.}, editor={Ed, E. and "
    "Fd, F.}, series={Notes}, publisher={Springer}, address={Berlin}, year=2001, edition={Second}, "
    "chapter=3, isbn={978-0-262-03384-8}}"
)
THESIS = "@phdthesis{k, title={T}, author={Doe, J.}, school={MIT}, year=1999}"
REPORT = "@techreport{k, title={R}, institution={NASA}, number={TM-1}, type={Memo}, year=2000}"
SEASON = "@article{k, title={T}, journal={J}, year=2010, month={Spring}, author={Doe, J.}}"
RANGE = "@article{k, title={T}, journal={J}, year=2019, month={dec/jan}, author={Doe, J.}}"
PAGE = "@online{k, title={P}, url={http://x.y/a_b}, urldate={2020-01-02}, date={2019}}"
# BibTeX, format, lines that are written, and what must not be.
FROM_BIBTEX = [
    (ARTICLE, "ris", ["TY  - JOUR", "AU  - van der Berg, Jan", "AU  - King, Martin Luther, Jr.",
     "AU  - World Health Organization", "DA  - 2010/05/03", "PY  - 2010", "SP  - 1", "EP  - 5",
     "DO  - 10.1000/a_b", "SN  - 1234-5678", "KW  - a", "KW  - b"], ["nocase", "{"]),
    (ARTICLE, "enw", ["%0 Journal Article", "%A van der Berg, Jan", "%J Journal of Things",
     "%D 2010", "%P 1-5", "%R 10.1000/a_b", "%@ 1234-5678", "%K a"], ["nocase"]),
    (ARTICLE, "nbib", ["TI  - The iPhone and <i>E. coli</i>.", "FAU - King, Martin Luther Jr.",
     "CN  - World Health Organization", "DP  - 2010 May 3", "LID - 10.1000/a_b [doi]",
     "IS  - 1234-5678", "PT  - Journal Article"], ["nocase"]),
    (ARTICLE, "endnotexml", ["<author><style>van der Berg, Jan</style></author>",
     "<year><style>2010</style></year>"], ["nocase"]),
    (ARTICLE, "csljson", ['"title": "The iPhone and <i>E. coli</i>"',
     '"suffix": "Jr."', '"literal": "World Health Organization"', '"page": "1-5"'], []),
    (ARTICLE, "cslyaml", ["  title: The iPhone and *E. coli*", "  DOI: 10.1000/a_b"],
     ["<i>"]),
    (ARTICLE, "hayagriva", ["  page-range: 1-5", "    prefix: van der", "  date: '2010-05-03'",
     "    title: Journal of Things", "    volume: '12'"], []),
    (CHAPTER, "ris", ["TY  - CHAP", "AU  - d'Alembert, J.", "T2  - Whole", "T3  - Notes",
     "A2  - Ed, E.", "A2  - Fd, F.", "SE  - 3", "CY  - Berlin", "SN  - 978-0-262-03384-8"], []),
    (CHAPTER, "enw", ["%0 Book Section", "%A d'Alembert, J.", "%B Whole", "%S Notes", "%E Ed, E.",
     "%& 3"], []),
    (CHAPTER, "nbib", ["BTI - Whole", "TI  - Part.", "FED - Fd, F.", "PL  - Berlin"], []),
    (CHAPTER, "hayagriva", ["    title: Whole", "    title: Notes", "  edition: '2'",
     "    isbn: 978-0-262-03384-8"], []),
    (THESIS, "ris", ["TY  - THES", "PB  - MIT", "M3  - PhD thesis"], []),
    (THESIS, "enw", ["%0 Thesis", "%I MIT", "%9 PhD thesis"], []),
    (THESIS, "nbib", ["PT  - Academic Dissertation"], []),
    (REPORT, "ris", ["TY  - RPRT", "M1  - TM-1", "M3  - Memo", "PB  - NASA"], []),
    (REPORT, "enw", ["%0 Report", "%@ TM-1", "%I NASA"], []),
    (REPORT, "hayagriva", ["  type: report", "    serial: TM-1", "  publisher: NASA"], []),
    (SEASON, "nbib", ["DP  - 2010 Spring"], []),
    (RANGE, "nbib", ["DP  - 2019 Dec-2020 Jan"], []),
    (SEASON, "hayagriva", ["  date: 2010-21"], []),
    (PAGE, "ris", ["TY  - ELEC", "UR  - http://x.y/a_b", "Y2  - 2020/01/02"], []),
    (PAGE, "enw", ["%0 Web Page", "%U http://x.y/a_b", "%[ 2020/01/02"], []),
    (PAGE, "hayagriva", ["  type: web", "    value: http://x.y/a_b", "    date: '2020-01-02'"], []),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "name", "lines", "absent"), FROM_BIBTEX)
def test_from_bibtex(entry, name, lines, absent):
    text = convert(read_bibtex(entry, path="x").references, to=name)
    assert [line for line in lines if line not in text] == []
    assert [piece for piece in absent if piece in text] == []


@pytest.mark.parametrize(
    "written", ["2019 Nov-Dec", "2019 Dec-2020 Jan", "2020 Spring", "2020-2021"]
)
def test_dates_of_pubmed_come_back(written):
    row = find_format("nbib")
    references = row.reader()(f"TI  - T.\nDP  - {written}\n", path="x").references
    assert f"DP  - {written}\n" in row.writer()(references)


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("ris", "event-date (1)"),
        ("hayagriva", ""),
        ("nbib", "event-date (1)"),
        ("csljson", ""),
        ("biblatex", ""),
    ],
)
def test_what_a_format_has_no_place_for_is_told(name, lost):
    source = "@inproceedings{k, title={T}, booktitle={B}, eventtitle={E}, venue={V}, year=2010, "
    source += "eventdate={2009-05}}"
    references = read_bibtex(source, path="x").references
    told = lost_told(references, convert(references, to=name), to=name)
    assert (lost.partition(",")[0] in told) if lost else not told


OF_MANY = Reference(
    "k",
    "article-journal",
    {
        "title": "T",
        "author": (Name("Roe", "J."), Name("Doe", "K.")),
        "container-title": "J",
        "volume": "7",
        "page": "1-3",
        "issued": Date(PartialDate(2020, 5)),
        "abstract": "Words.",
        "medium": "Print",
    },
)


@pytest.mark.parametrize(
    ("doi", "told", "not_told"),
    [
        (
            "10.1000/x",
            ["abstract (1)", "medium (1)", "author (1), issued (1), page (1)"],
            ["volume", "title"],
        ),
        (
            "",
            ["abstract (1)", "issued (1), page (1)"],
            ["author", "volume"],
        ),  # all authors in the text
    ],
)
def test_what_crossref_gets_no_word_of_is_told(doi, told, not_told):
    works = [OF_MANY.with_fields({"DOI": doi or None})]
    said = lost_told(works, convert(works, to="crossref-citations"), to="crossref-citations")
    assert all(one in said for one in told)
    assert not any(one in said for one in not_told)


def test_what_mixed_citations_have_no_element_for_is_told():
    works = [OF_MANY.with_fields({"abstract": "Words.", "keyword": "a, b"})]
    said = lost_told(works, convert(works, to="jats-mixed"), to="jats-mixed")
    element = lost_told(works, convert(works, to="jats"), to="jats")
    assert said.partition(": ")[2] == element.partition(": ")[2]


def test_a_table_has_all_variables():
    assert lost_told([OF_MANY], convert([OF_MANY], to="csv"), to="csv") == ""
