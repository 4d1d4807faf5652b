"""The 44 traps of docs/sources.md, each shown by the smallest work that has it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from mscref.formats.cslitem import reference_to_json
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier, normalize_doi
from mscref.model.names import Name
from mscref.model.reference import Json
from mscref.sources.base import Relation, Request, Response, SourceRecord
from mscref.sources.crossref import Crossref, batches
from mscref.sources.doi_agency import Agencies, agency
from mscref.sources.search import rank
from mscref.sources.status import StatusReport

OWN = "10.5555/own"


def parsed(**fields: Any) -> SourceRecord:
    """The record of a work with these fields (`_` stands for `-` in their names)."""
    work: dict[str, Any] = {"DOI": OWN, "type": "journal-article", "title": ["A title"]}
    work.update({name.replace("_", "-"): value for name, value in fields.items()})
    return Crossref().parse(work)


def csl(**fields: Any) -> dict[str, Any]:
    """The CSL-JSON of a work with these fields."""
    return dict(reference_to_json(parsed(**fields).reference))


def codes(record: SourceRecord) -> set[str]:
    return {remark.code for remark in record.remarks}


def dated(*parts: int | None) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


def notice(kind: str, doi: str = "10.5555/notice", source: str = "publisher") -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "source": source, "updated": dated(2010, 2, 6)}


# ── 1-5: notices ─────────────────────────────────────────────────────────────────────────────


def test_01_the_gravest_update_counts_wherever_it_stands():
    record = parsed(
        updated_by=[
            notice("correction", "10.5555/fix"),
            notice("retraction", source="retraction-watch"),
        ]
    )
    gravest = record.notices[0]
    assert (gravest.kind, gravest.doi) == ("retraction", "10.5555/notice")
    assert (gravest.date, gravest.source) == ("2010-02-06", "retraction-watch")


@pytest.mark.parametrize(
    ("fields", "serious"),
    [
        (
            {"update_to": [notice("new_version", OWN)], "updated_by": [notice("new_version", OWN)]},
            False,
        ),
        ({"updated_by": [notice("correction")]}, False),
        ({"updated_by": [notice("erratum")]}, False),
        ({"updated_by": [notice("expression_of_concern")]}, True),
        ({"updated_by": [notice("withdrawal")]}, True),
        ({"updated_by": [notice("removal")]}, True),
        ({"updated_by": []}, False),
    ],
)
def test_02_not_every_update_is_a_retraction(fields, serious):
    assert any(one.is_serious for one in parsed(**fields).notices) is serious


def test_03_a_retraction_in_place_names_the_work_itself():
    record = parsed(update_to=[notice("retraction", OWN.upper())])
    assert [one.kind for one in record.notices] == ["retraction"]
    assert record.is_about == ()


def test_04_a_title_that_says_retracted_is_a_hint_only():
    record = parsed(title=["Retracted: Influence of a Method"])
    assert record.notices == ()
    assert "record-title-says-retracted" in codes(record)


def test_05_a_notice_is_not_the_article():
    record = parsed(title=["Erratum"], update_to=[notice("erratum", "10.5555/other")])
    assert record.notices == ()
    assert [(one.kind, one.doi) for one in record.is_about] == [("erratum", "10.5555/other")]
    assert "record-is-a-notice" in codes(parsed(title=["Correction"]))


# ── 6-16: text ───────────────────────────────────────────────────────────────────────────────

TITLES = [
    (
        6,
        "Of <i>E. coli</i> and Ca<sub>2</sub><scp>dna</scp>",
        "Of <i>E. coli</i> and Ca<sub>2</sub><sc>dna</sc>",
    ),
    (6, "<jats:italic>In vitro</jats:italic> <jats:xref>x</jats:xref>", "<i>In vitro</i> x"),
    (
        6,
        '<span style="font-variant: small-caps">d</span>-Glucose <u>under</u>',
        "<sc>d</sc>-Glucose under",
    ),
    (6, "Open <i>without end", "Open <i>without end</i>"),
    (6, "End </i>without start", "End without start"),
    (6, "Values of p < 0.05 and q > 2", "Values of p < 0.05 and q > 2"),
    (
        7,
        "Epitaxial Mn<mml:math><mml:msub><mml:mi/><mml:mn>3</mml:mn></mml:msub></mml:math>Sn",
        "Epitaxial Mn<sub>3</sub>Sn",
    ),
    (
        7,
        "<math><msup><mi>x</mi><mrow><mn>2</mn><mi>n</mi></mrow></msup></math> law",
        "x<sup>2n</sup> law",
    ),
    (8, "Water Data &amp; Facts", "Water Data & Facts"),
    (9, "On &amp;lt;sup&amp;gt;13&amp;lt;/sup&amp;gt;C", "On <sup>13</sup>C"),
    (9, "&lt;p&gt;One&amp;nbsp;&lt;span&gt;two&lt;/span&gt;&lt;/p&gt;", "One two"),
    (11, " A\n            <i>b\n   c</i>\u2009d ", "A <i>b c</i> d"),
    (16, "MÃ´nica", "Mônica"),
    (16, "CafÃ© au lait", "Café au lait"),
    (16, "Ma\u0353kov\u0225", "Ma\u0353kov\u0225"),
    (43, "模糊测试技术研究", "模糊测试技术研究"),
    (44, "Multi\u2010Plant \u2013 a study", "Multi\u2010Plant \u2013 a study"),
]


@pytest.mark.parametrize(("trap", "written", "title"), TITLES)
def test_text_is_cleaned(trap, written, title):
    assert csl(title=[written])["title"] == title


def test_10_every_text_is_cleaned_not_only_titles():
    item = csl(container_title=["Cell &amp; Biology"], publisher="Smith &amp; Sons", volume=" 3\n")
    assert item["container-title"] == "Cell & Biology"
    assert (item["publisher"], item["volume"]) == ("Smith & Sons", "3")


def test_12_capitals_are_reported_and_kept():
    record = parsed(title=["THE IMPACT OF PARASITES ON HOSTS"])
    assert record.reference.text("title") == "THE IMPACT OF PARASITES ON HOSTS"
    assert "record-title-in-capitals" in codes(record)


def test_13_the_first_title_that_is_not_empty():
    assert csl(title=["", "Dynamic Research"])["title"] == "Dynamic Research"


def test_14_a_record_without_title_says_so():
    assert "record-without-title" in codes(parsed(title=[]))


@pytest.mark.parametrize(
    ("title", "subtitle", "joined"),
    [
        ("Large Provinces", "A Driver", "Large Provinces: A Driver"),
        ("Provinces: A Driver", "A driver", "Provinces: A Driver"),
        ("Provinces:", "A Driver", "Provinces: A Driver"),
        ("Why Provinces?", "A Driver", "Why Provinces? A Driver"),
        ("Provinces .", "A Driver", "Provinces: A Driver"),
        ("Provinces", "", "Provinces"),
        ("", "A Driver", "A Driver"),
    ],
)
def test_15_subtitle(title, subtitle, joined):
    assert csl(title=[title], subtitle=[subtitle])["title"] == joined


def test_16_characters_that_were_lost_are_reported():
    assert "record-damaged" in codes(parsed(title=["vehicles \ufffd Compressed"]))


# ── 17-23: names ─────────────────────────────────────────────────────────────────────────────

NAMES = [
    (
        17,
        {"name": "The Genome Consortium", "sequence": "first"},
        Name(literal="The Genome Consortium"),
    ),
    (18, {"family": "Neha"}, Name(family="Neha")),
    (
        20,
        {"family": "McAdams, III", "given": "H."},
        Name(family="McAdams", given="H.", suffix="III"),
    ),
    (20, {"family": "Waiss, Jr.", "given": "A."}, Name(family="Waiss", given="A.", suffix="Jr.")),
    (
        20,
        {"family": "King", "given": "M. L.", "suffix": "Jr."},
        Name(family="King", given="M. L.", suffix="Jr."),
    ),
    (21, {"family": "S\uff0eK", "given": "H\uff0eN"}, Name(family="S.K", given="H.N")),
    (23, {"family": "The PLOS ONE Staff"}, Name(literal="The PLOS ONE Staff")),
    (43, {"family": "조혜린"}, Name(family="조혜린")),
    (6, {"family": "<i>Smith</i>", "given": "J&amp;K"}, Name(family="Smith", given="J&K")),
]


@pytest.mark.parametrize(("trap", "written", "name"), NAMES)
def test_names(trap, written, name):
    assert parsed(author=[written]).reference.names("author") == (name,)


def test_17_a_group_keeps_its_place():
    authors = [
        {"given": "A", "family": "B", "sequence": "additional"},
        {"name": "The Group", "sequence": "first"},
    ]
    names = parsed(author=authors).reference.names("author")
    assert [name.display() for name in names] == ["A B", "The Group"]


def test_18_initials_inside_a_family_name_are_reported():
    assert "record-unsplit-name" in codes(parsed(author=[{"family": "G. S.  Soreghan"}]))


def test_19_an_empty_author_is_none():
    authors = [{"sequence": "additional"}, {"given": "Nigel", "family": "Taptiklis"}, {}, None]
    assert parsed(author=authors).reference.names("author") == (
        Name(family="Taptiklis", given="Nigel"),
    )


@pytest.mark.parametrize(
    ("author", "code"),
    [
        ({"given": "John", "family": "GUMLEY"}, "record-name-in-capitals"),
        ({"given": "Dr.Geetha", "family": "R"}, "record-name-with-title"),
    ],
)
def test_21_odd_names_are_reported(author, code):
    assert code in codes(parsed(author=[author]))


def test_22_a_work_without_authors_is_a_work():
    assert "author" not in csl()


# ── 24-28: dates and pages ───────────────────────────────────────────────────────────────────

DATES = [
    (24, {"issued": dated(None), "approved": dated(2021, 3, 7)}, (2021, 3, 7)),
    (24, {"issued": dated(None), "created": dated(2015, 1, 2)}, (2015, 1, 2)),
    (24, {"issued": {"date-parts": [[]]}}, None),
    (24, {"issued": dated(2020, 13, 45)}, (2020, 0, 0)),
    (
        25,
        {
            "published-print": dated(1997, 7),
            "published-online": dated(2005, 2, 18),
            "issued": dated(1997, 7),
        },
        (1997, 7, 0),
    ),
    (
        25,
        {
            "published-print": dated(2011, 2),
            "published-online": dated(2010, 12, 16),
            "issued": dated(2010, 12, 16),
        },
        (2011, 2, 0),
    ),
    (26, {"issued": dated(2001), "published-print": dated(2001, 2, 12)}, (2001, 2, 12)),
    (26, {"issued": dated(2001), "published-online": dated(2001, 3)}, (2001, 3, 0)),
    (24, {"journal-issue": {"published-print": dated(2012, 5)}}, (2012, 5, 0)),
]


@pytest.mark.parametrize(("trap", "fields", "day"), DATES)
def test_dates(trap, fields, day):
    issued = parsed(**fields).reference.date("issued")
    assert issued == (Date(PartialDate(*day)) if day else None)


def test_25_the_other_year_is_kept_beside():
    record = parsed(published_print=dated(2011, 2), published_online=dated(2010, 12, 16))
    assert record.reference.date("available-date") == Date(PartialDate(2010, 12, 16))


def test_24_a_date_of_registration_says_that_it_is_one():
    assert "record-date-of-registration" in codes(parsed(created=dated(2015, 1, 2)))


PAGES = [
    (27, {"article-number": "2403"}, "2403"),
    (27, {"article-number": "188947", "page": "188947"}, "188947"),
    (27, {"page": "e30"}, "e30"),
    (28, {"page": "no-no"}, ""),
    (28, {"page": "1-3, 10"}, "1-3, 10"),
    (28, {"page": "8-8"}, "8"),
    (28, {"page": "xv-xvii"}, "xv-xvii"),
    (28, {"page": "473s"}, "473s"),
    (28, {"page": "12\u201315"}, "12-15"),
    (28, {"page": "pp. 12 - 15."}, "12-15"),
]


@pytest.mark.parametrize(("trap", "fields", "page"), PAGES)
def test_pages(trap, fields, page):
    assert csl(**fields).get("page", "") == page


# ── 29-33: containers, preprints, relations ──────────────────────────────────────────────────

CONTAINERS = [
    (
        "journal-article",
        ["Soc Indic Res", "Social Indicators Research"],
        "Social Indicators Research",
        "",
    ),
    ("journal-article", ["Nature Genetics", "Nat Genet"], "Nature Genetics", ""),
    (
        "book-chapter",
        ["New Directions in Policy Research", "Visual Arts Work"],
        "Visual Arts Work",
        "New Directions in Policy Research",
    ),
    (
        "book-chapter",
        ["Soft Computing: State of the Art", "Studies in Fuzziness"],
        "Soft Computing: State of the Art",
        "Studies in Fuzziness",
    ),
    (
        "proceedings-article",
        ["Advances in Science", "Proceedings of the Conference 2021"],
        "Proceedings of the Conference 2021",
        "Advances in Science",
    ),
    ("book-chapter", ["Only a Book"], "Only a Book", ""),
    ("book", ["Lecture Notes in Physics"], "", "Lecture Notes in Physics"),
]


@pytest.mark.parametrize(("kind", "titles", "container", "series"), CONTAINERS)
def test_29_which_title_is_the_container(kind, titles, container, series):
    item = csl(type=kind, container_title=titles)
    assert (item.get("container-title", ""), item.get("collection-title", "")) == (
        container,
        series,
    )


def test_29_the_abbreviation_of_a_journal_is_kept():
    item = csl(container_title=["Soc Indic Res", "Social Indicators Research"])
    assert item["container-title-short"] == "Soc Indic Res"


@pytest.mark.parametrize(
    "institution", [{"name": "medRxiv", "place": ["-"]}, [{"name": "medRxiv"}]]
)
def test_30_the_server_of_a_preprint(institution):
    fields = {"subtype": "preprint", "posted": dated(2020, 1, 2), "group-title": "Epidemiology"}
    item = csl(type="posted-content", institution=institution, **fields)
    assert (item["type"], item["genre"], item["publisher"]) == ("article", "Preprint", "medRxiv")
    assert "publisher-place" not in item
    assert "container-title" not in item


def test_31_preprint_and_published_version():
    relation = {"is-preprint-of": [{"id": "10.5555/PUB", "id-type": "doi"}], "cites": [{"id": "x"}]}
    published = Identifier("doi", "10.5555/pub")
    assert parsed(relation=relation).relations == (Relation("is-preprint-of", published),)


def answered(message: Any, url: str = "") -> Response:
    import json

    body = json.dumps({"status": "ok", "message": message}).encode()
    return Response("crossref", 200, {}, body, url)


def test_32_an_alias_is_answered_by_another_name():
    work = {"DOI": "10.5555/new.v5", "aliases": ["10.5555/NEW"], "title": ["x"]}
    asked = Identifier("doi", "10.5555/new")
    assert Crossref().split(
        answered({"items": [work]}), [asked, Identifier("doi", "10.5555/b")]
    ) == {asked: work}
    redirected = answered(
        {"DOI": "10.5555/new.v5"}, "https://api.crossref.org/works/10.5555/new.v5"
    )
    assert asked in Crossref().split(redirected, [asked])


def test_32_an_answer_for_another_doi_is_no_answer():
    asked = Identifier("doi", "10.5555/asked")
    url = "https://api.crossref.org/works/10.5555%2Fasked"
    assert Crossref().split(answered({"DOI": "10.5555/other"}, url), [asked]) == {}


def test_33_the_same_content_under_two_names():
    relation = {"is-identical-to": [{"id": "10.5555/twin", "id-type": "doi"}]}
    assert parsed(relation=relation).relations[0].kind == "is-identical-to"


# ── 34-38: asking ────────────────────────────────────────────────────────────────────────────

SICI = "10.1002/(sici)1099-1190(200001/02)10:1<51::aid-nem357>3.0.co;2-g"


def request(*dois: str) -> Request:
    return Crossref().request_for([Identifier("doi", doi) for doi in dois])


def test_34_odd_names_are_encoded_and_commas_go_alone():
    assert request(SICI).path.endswith("%3C51%3A%3Aaid-nem357%3E3.0.co%3B2-g")
    assert request("10.5555/a#b").path == "/works/10.5555%2Fa%23b"
    split = batches([Identifier("doi", doi) for doi in ("10.5555/a", "10.5555/b,c", "10.5555/d")])
    assert sorted(len(batch) for batch in split) == [1, 2]


def test_35_names_are_compared_without_case():
    asked = Identifier("doi", "10.5555/abc")
    assert asked in Crossref().split(answered({"DOI": "10.5555/ABC"}), [asked])


def test_36_names_escaped_for_latex():
    assert normalize_doi(r"10.1162/tacl\_a\_00276.") == "10.1162/tacl_a_00276"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"DOI": "10.48550/x", "RA": "DataCite"}, "datacite"),
        ({"DOI": "10.5555/x", "RA": "CrossRef"}, "crossref"),
        ({"DOI": "10.5555/x", "RA": "KISTI"}, "kisti"),
        ({"DOI": "10.9999/x", "status": "DOI does not exist"}, ""),
    ],
)
def test_37_not_known_is_believed_of_the_agency_alone(row, name):
    assert agency(row) == name
    assert Agencies().request_for([Identifier("doi", "10.5555/a,b")]).path == "/ra/10.5555/a%2Cb"


def test_38_rows_are_asked_for_and_absent_ones_left_out():
    dois = [f"10.5555/{number}" for number in range(50)]
    assert ("rows", "50") in request(*dois).params
    identifiers = [Identifier("doi", doi) for doi in dois]
    found = Crossref().split(answered({"items": [{"DOI": "10.5555/7"}]}), identifiers)
    assert list(found) == [identifiers[7]]


@pytest.mark.parametrize("length", [12, 28, 60, 200])
def test_38_no_address_is_longer_than_crossref_takes(length):
    from urllib.parse import urlencode

    dois = [Identifier("doi", f"10.5555/{number:0{length}}") for number in range(120)]
    for batch in batches(dois):
        asked = Crossref().request_for(batch)
        assert len(asked.path) + len(urlencode(asked.params)) < 4_000
        assert len(batch) <= 50


# ── 39-44: candidates and types ──────────────────────────────────────────────────────────────


def test_39_posted_copies_go_last_whatever_their_score():
    works: list[Json] = [
        {"DOI": "10.5555/copy", "type": "posted-content", "title": ["Attention"], "score": 99.0},
        {"DOI": "10.5555/true", "type": "journal-article", "title": ["Attention"], "score": 50.0},
    ]
    assert [one.reference.id for one in rank(works)] == ["10.5555/true", "10.5555/copy"]


@pytest.mark.parametrize(
    ("kind", "csl_type"),
    [
        ("component", "document"),
        ("peer-review", "review"),
        ("journal-issue", "periodical"),
        ("journal", "periodical"),
    ],
)
def test_40_and_41_what_is_no_article_says_so(kind, csl_type):
    record = parsed(type=kind)
    assert record.reference.type == csl_type
    assert "record-not-an-article" in codes(record)


def test_42_shapes_that_changed_over_the_years():
    record = parsed(
        member="http://id.crossref.org/member/311",
        author=[{"given": "A", "family": "B", "role": [{"role": "author"}], "affiliation": None}],
        container_title="One Text",
        ISSN="0317-8471",
        issued={"date-parts": [[{"$numberInt": "2015"}]]},
        unknown={"a": [1]},
    )
    item = reference_to_json(record.reference)
    assert (item["container-title"], item["ISSN"]) == ("One Text", "0317-8471")
    assert record.reference.date("issued") == Date(PartialDate(2015))


def test_43_the_original_title_is_kept():
    item = csl(title=["Memory"], original_title=["Память"])
    assert (item["title"], item["original-title"]) == ("Memory", "Память")


def test_an_outage_is_never_clean():
    assert StatusReport(answered=("Crossref",), failed={"Europe PMC": "x"}).standing == "unknown"
    assert StatusReport().standing == "unknown"
    assert StatusReport(answered=("Crossref",)).standing == "clean"


# ── types ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {
                "type": "dissertation",
                "degree": ["PhD Thesis"],
                "institution": [{"name": "A University"}],
            },
            {"type": "thesis", "genre": "PhD Thesis", "publisher": "A University"},
        ),
        (
            {
                "type": "report",
                "institution": [{"name": "A Lab", "place": ["Richland"]}],
                "report-number": "R-1",
            },
            {
                "type": "report",
                "publisher": "A Lab",
                "publisher-place": "Richland",
                "number": "R-1",
            },
        ),
        (
            {"type": "standard", "standards-body": {"name": "BSI", "acronym": "BSI"}},
            {"type": "standard", "authority": "BSI"},
        ),
        ({"type": "dataset"}, {"type": "dataset"}),
        (
            {
                "type": "proceedings-article",
                "event": {
                    "name": "A Conference",
                    "location": "Austin",
                    "start": dated(2015, 11, 15),
                    "end": dated(2015, 11, 20),
                },
            },
            {
                "type": "paper-conference",
                "event-title": "A Conference",
                "event-place": "Austin",
                "event-date": {"date-parts": [[2015, 11, 15], [2015, 11, 20]]},
            },
        ),
        (
            {
                "type": "book",
                "editor": [{"given": "E", "family": "D"}],
                "edition-number": "2",
                "ISBN": ["http://id.crossref.org/isbn/9780262033848"],
            },
            {"editor": [{"family": "D", "given": "E"}], "edition": "2", "ISBN": "9780262033848"},
        ),
        (
            {"translator": [{"given": "T", "family": "R"}], "language": "de"},
            {"translator": [{"family": "R", "given": "T"}], "language": "de"},
        ),
        (
            {
                "license": [
                    {"URL": "https://tdm.example/", "content-version": "tdm"},
                    {"URL": "https://cc.example/by", "content-version": "vor"},
                ]
            },
            {"license": "https://cc.example/by"},
        ),
        (
            {
                "abstract": "<jats:title>Aim</jats:title><jats:p>A <jats:i>b</jats:i>.</jats:p>"
                "<jats:p>C.</jats:p>"
            },
            {"abstract": "Aim\nA b.\nC."},
        ),
        (
            {
                "ISSN": ["1111-1119", "0317-8471"],
                "issn-type": [
                    {"type": "electronic", "value": "1111-1119"},
                    {"type": "print", "value": "0317-8471"},
                ],
            },
            {"ISSN": "0317-8471"},
        ),
        ({"type": "never-heard-of"}, {"type": "document"}),
        ({"volume": "null", "issue": "0"}, {"volume": None, "issue": None}),
        ({"type": "book", "volume": "2"}, {"volume": "2"}),
        ({"type": "standard", "volume": "2"}, {"volume": "2"}),
        ({"type": "other", "container-title": ["A Book"]}, {"type": "chapter"}),
        ({"type": "book", "container-title": ["An Encyclopedia"]}, {"type": "entry-encyclopedia"}),
        ({"type": "book", "edition-number": "1"}, {"edition": None}),
        ({"type": "journal", "created": dated(2010, 5, 10)}, {"issued": None}),
        (
            {
                "type": "proceedings-article",
                "event": {"start": dated(2003, 5)},
                "created": dated(2004),
            },
            {"issued": {"date-parts": [[2003, 5]]}},
        ),
    ],
)
def test_types_and_their_fields(fields, expected):
    item = csl(**fields)
    assert {name: item.get(name) for name in expected} == expected


def test_every_trap_of_the_table_has_its_test():
    """docs/sources.md: one test per trap. The numbers stand in the names and in the tables."""
    named = {
        int(number)
        for name in globals()
        if name.startswith("test_")
        for number in re.findall(r"(?<=_)\d\d(?=_)", name)
    }
    listed = {row[0] for table in (TITLES, NAMES, DATES, PAGES) for row in table}
    assert named | listed >= {*range(1, 45)}
