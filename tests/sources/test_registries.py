"""What the registries beside Crossref say, as references."""

from __future__ import annotations

from typing import Any

import pytest

from mscref.formats.cslitem import reference_to_json
from mscref.model.identifiers import Identifier
from mscref.model.reference import Json
from mscref.sources import values
from mscref.sources.base import SourceRecord
from mscref.sources.medline import cited_date, whole_range, without_stop
from mscref.sources.registry import find_source
from mscref.sources.xml import parse_xml


def item(record: SourceRecord) -> dict[str, Any]:
    return dict(reference_to_json(record.reference))


def says(actual: dict[str, Any], expected: dict[str, Any]) -> None:
    assert {name: actual.get(name) for name in expected} == expected


# ── DataCite ─────────────────────────────────────────────────────────────────────────────────


def datacite(**attributes: Any) -> SourceRecord:
    base: dict[str, Any] = {
        "doi": "10.5555/d",
        "titles": [{"title": "A title"}],
        "publicationYear": 2018,
    }
    return find_source("datacite").parse({"attributes": {**base, **attributes}})


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ({"resourceTypeGeneral": "Dataset"}, "dataset"),
        ({"resourceTypeGeneral": "Software"}, "software"),
        ({"resourceTypeGeneral": "Preprint"}, "article"),
        ({"resourceTypeGeneral": "JournalArticle"}, "article-journal"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Doctoral Thesis"}, "thesis"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Conference paper"}, "paper-conference"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Journal article"}, "article-journal"),
        ({"resourceTypeGeneral": "Text"}, "document"),
        ({"resourceTypeGeneral": "Film"}, "document"),
        (None, "document"),
    ],
)
def test_datacite_types(types, kind):
    assert datacite(types=types).reference.type == kind


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        (
            {"name": "Doe, Jane", "givenName": "Jane", "familyName": "Doe"},
            {"family": "Doe", "given": "Jane"},
        ),
        ({"name": "Doe, Jane", "nameType": "Personal"}, {"family": "Doe", "given": "Jane"}),
        (
            {"name": "Jane van der Meer", "nameType": "Personal"},
            {"family": "van der Meer", "given": "Jane"},
        ),
        (
            {"name": "Statistique Canada", "nameType": "Organizational"},
            {"literal": "Statistique Canada"},
        ),
        (
            {"name": "European Southern Observatory in Garching"},
            {"literal": "European Southern Observatory in Garching"},
        ),
        (
            {"name": "National Oceanographic Institute"},
            {"literal": "National Oceanographic Institute"},
        ),
    ],
)
def test_datacite_creators(creator, name):
    assert item(datacite(creators=[creator]))["author"] == [name]


def test_datacite_fields():
    issn = {"identifier": "0317-8471", "identifierType": "ISSN"}
    record = datacite(
        titles=[{"title": "Main"}, {"title": "More", "titleType": "Subtitle"}],
        publisher={"name": "Zenodo"},
        creators=[{"name": ":unav"}],
        contributors=[{"name": "Roe, R", "contributorType": "Editor", "nameType": "Personal"}],
        dates=[
            {"date": "2018-03-01", "dateType": "Issued"},
            {"date": "2011", "dateType": "Created"},
        ],
        version="2.0",
        language="en",
        container={**issn, "title": "A Journal", "volume": "3", "firstPage": "1", "lastPage": "9"},
        types={"resourceTypeGeneral": "JournalArticle"},
        rightsList=[{"rights": "x"}, {"rightsUri": "https://cc.example/by"}],
        descriptions=[{"description": "Text.", "descriptionType": "Abstract"}],
    )
    says(
        item(record),
        {
            "title": "Main: More",
            "publisher": "Zenodo",
            "author": None,
            "editor": [{"family": "Roe", "given": "R"}],
            "issued": {"date-parts": [[2018, 3, 1]]},
            "version": "2.0",
            "container-title": "A Journal",
            "page": "1-9",
            "ISSN": "0317-8471",
            "license": "https://cc.example/by",
            "abstract": "Text.",
        },
    )


# ── PubMed ───────────────────────────────────────────────────────────────────────────────────


def pubmed(article: str = "", *, data: str = "", more: str = "") -> SourceRecord:
    document = f"""<PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
      <Journal><JournalIssue><PubDate><Year>2001</Year></PubDate></JournalIssue>
      <Title>Stem cells (Dayton, Ohio)</Title></Journal>{article}</Article>{more}</MedlineCitation>
      <PubmedData><ArticleIdList>{data}</ArticleIdList></PubmedData></PubmedArticle>"""
    return find_source("pubmed").parse(parse_xml(document.encode(), "PubMed"))


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("<ArticleTitle>On <i>E. coli</i>.</ArticleTitle>", {"title": "On <i>E. coli</i>"}),
        ("<ArticleTitle>[A translated title].</ArticleTitle>", {"title": "A translated title"}),
        ("<Pagination><MedlinePgn>212-8</MedlinePgn></Pagination>", {"page": "212-218"}),
        ("<Pagination><MedlinePgn>e12-4; quiz e20</MedlinePgn></Pagination>", {"page": "e12-e14"}),
        ('<ELocationID EIdType="pii">e1004</ELocationID>', {"page": "e1004"}),
        ("<Language>ger</Language>", {"language": "de"}),
        ("", {"container-title": "Stem cells", "PMID": "7", "issued": {"date-parts": [[2001]]}}),
        (
            "<AuthorList><Author><LastName>King</LastName><ForeName>M L</ForeName>"
            '<Suffix>Jr</Suffix></Author><Author ValidYN="N"><LastName>Wrong</LastName></Author>'
            "<Author><CollectiveName>The Trial Group</CollectiveName></Author></AuthorList>",
            {
                "author": [
                    {"family": "King", "given": "M L", "suffix": "Jr."},
                    {"literal": "The Trial Group"},
                ]
            },
        ),
        (
            '<Abstract><AbstractText Label="AIMS">To see.</AbstractText>'
            "<AbstractText>Seen.</AbstractText></Abstract>",
            {"abstract": "Aims: To see.\nSeen."},
        ),
    ],
)
def test_pubmed_fields(article, expected):
    says(item(pubmed(article)), expected)


def test_pubmed_identifiers_are_those_of_the_article_alone():
    reference = (
        '<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/cited'
        "</ArticleId></ArticleIdList></Reference></ReferenceList>"
    )
    own = '<ArticleId IdType="doi">10.5555/OWN</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId>'
    record = pubmed(data=own + reference)
    assert record.names == (
        Identifier("pmid", "7"),
        Identifier("doi", "10.5555/own"),
        Identifier("pmcid", "PMC9"),
    )


@pytest.mark.parametrize(
    ("kind", "notices", "about"),
    [
        ("RetractionIn", ["retraction"], []),
        ("ExpressionOfConcernIn", ["expression-of-concern"], []),
        ("ErratumIn", ["erratum"], []),
        ("RetractionOf", [], ["retraction"]),
        ("CommentIn", [], []),
        ("RepublishedFrom", [], []),
    ],
)
def test_pubmed_notices(kind, notices, about):
    more = f"""<CommentsCorrectionsList><CommentsCorrections RefType="{kind}">
      <RefSource>Lancet. 2010 Feb 6;375(9713):445. doi: 10.5555/notice</RefSource>
      </CommentsCorrections></CommentsCorrectionsList>"""
    record = pubmed(more=more)
    assert [one.kind for one in record.notices] == notices
    assert [one.kind for one in record.is_about] == about
    for one in (*record.notices, *record.is_about):
        assert (one.doi, one.date) == ("10.5555/notice", "2010-02-06")


def test_pubmed_says_retracted_by_the_type_alone():
    kind = "<PublicationType>Retracted Publication</PublicationType>"
    types = f"<PublicationTypeList>{kind}</PublicationTypeList>"
    assert [one.kind for one in pubmed(types).notices] == ["retraction"]


@pytest.mark.parametrize(
    ("pages", "whole"),
    [
        ("212-8", "212-218"),
        ("1297-305", "1297-1305"),
        ("S12-5", "S12-S15"),
        ("12-15", "12-15"),
        ("998-1002", "998-1002"),
        ("iv-vi", "iv-vi"),
        ("e12", "e12"),
    ],
)
def test_abbreviated_ranges(pages, whole):
    assert whole_range(pages) == whole


def test_how_medline_writes():
    assert without_stop("A title.") == "A title"
    assert without_stop("On <i>E. coli.</i>") == "On <i>E. coli</i>"
    assert without_stop("And so on...") == "And so on..."
    assert cited_date("J Ex. 2021 Mar;2(1):9") == "2021-03"
    assert cited_date("no date") == ""


# ── arXiv, books, trials, Europe PMC ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2101.00001", [2021, 1, 2]),
        ("2101.00001v2", [2021, 6, 7]),
        ("hep-th/9901001", [1999, 1, 1]),
    ],
)
def test_arxiv_is_dated_by_its_version(resolver, asked, day):
    outcome = resolver.resolve_one(asked)
    assert outcome.reference.extra["bibtex"]["eprint"] == asked
    assert outcome.reference.text("number") == f"arXiv:{asked}"
    says(
        dict(reference_to_json(outcome.reference)),
        {"issued": {"date-parts": [day]}, "publisher": "arXiv", "type": "article"},
    )


def test_open_library_and_google_books(resolver):
    first = resolver.resolve_one("978-0-262-03384-8").reference
    says(
        dict(reference_to_json(first)),
        {
            "issued": {"date-parts": [[2009, 7, 31]]},
            "edition": "3",
            "publisher-place": "Cambridge",
            "author": [
                {"family": "Cormen", "given": "Thomas H."},
                {"family": "Leiserson", "given": "Charles E."},
            ],
        },
    )
    second = resolver.resolve_one("0-8044-2957-X")
    assert second.provenance["title"] == "openlibrary"
    assert second.provenance["publisher"] == "googlebooks"


@pytest.mark.parametrize(
    ("party", "author"),
    [
        (
            {"type": "SPONSOR_INVESTIGATOR", "investigatorFullName": "Ada Lovelace"},
            {"family": "Lovelace", "given": "Ada"},
        ),
        ({"type": "SPONSOR"}, {"literal": "Ada Lovelace"}),
        (None, {"literal": "Ada Lovelace"}),
    ],
)
def test_the_sponsor_of_a_trial_is_a_person_only_where_the_registry_says_so(party, author):
    study: Json = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT00000001", "briefTitle": "A trial"},
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": "Ada Lovelace"},
                "responsibleParty": party,
            },
        }
    }
    assert item(find_source("clinicaltrials").parse(study))["author"] == [author]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Retraction in", "retraction"),
        ("Expression of concern in", "expression-of-concern"),
        ("Erratum in", "erratum"),
    ],
)
def test_europe_pmc_notices(kind, expected):
    result: Json = {
        "id": "1",
        "source": "MED",
        "title": "A title.",
        "commentCorrectionList": {
            "commentCorrection": [{"type": kind, "reference": "J. 2020 Feb 3"}]
        },
    }
    record = find_source("europepmc").parse(result)
    assert [(one.kind, one.date) for one in record.notices] == [(expected, "2020-02-03")]


# ── names and dates of all of them ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2020", "2020"),
        ("2020-02-30", "2020-02"),
        ("2020-13", "2020"),
        ("July 31, 2009", "2009-07-31"),
        ("31 July 2009", "2009-07-31"),
        ("2001 Winter", "2001"),
        ("1998 Dec-1999 Jan", "1998-12"),
        ("c1984", ""),
        ("[1984]", "1984"),
        ("2021-01-02T10:00:00Z", "2021-01-02"),
        ("no date", ""),
        ("99999", ""),
        ("", ""),
    ],
)
def test_dates_in_any_writing(text, shown):
    assert values.iso(values.point_from_text(text)) == shown


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Jan van der Meer", "van der Meer", "Jan"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Meer, Jan van der", "Meer", "Jan van der"),
        ("J. R. R. Tolkien", "Tolkien", "J. R. R."),
    ],
)
def test_names_in_one_text(text, family, given):
    name = values.person_from_text(text)
    assert name is not None
    assert (name.family, name.given) == (family, given)
