"""Items of Wikidata: what becomes of their statements, and of a DOI that is another work's."""

import pytest
from tests.replay.server import FAULTS, ReplayServer

from mscref.errors import SourceError
from mscref.model.identifiers import Identifier, parse_identifier
from mscref.model.names import Name
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Settings
from mscref.sources.values import iso


@pytest.mark.parametrize(
    "text",
    [
        "Q900001", "q900001", "wikidata:Q900001", "QID: Q900001",
        "https://www.wikidata.org/wiki/Q900001", "http://www.wikidata.org/entity/Q900001",
        "https://m.wikidata.org/wiki/Q900001#P50",
        "https://www.wikidata.org/wiki/Special:EntityData/Q900001.json",
    ],
)  # fmt: skip
def test_spellings(text: str):
    assert parse_identifier(text) == Identifier("wikidata", "Q900001")


@pytest.mark.parametrize("text", ["Q0", "Q", "Q12a", "P50", "Q12345678901", "IQ900001"])
def test_what_is_no_item(text: str):
    assert not isinstance(parse_identifier(text), Identifier)


def resolved(resolver: Resolver, number: str) -> Resolved:
    outcome = resolver.resolve_one(number)
    assert isinstance(outcome, Resolved), outcome.error.message
    return outcome


def test_an_item_without_doi(resolver: Resolver):
    reference = resolved(resolver, "Q900001").reference
    assert reference.type == "article-journal"
    assert reference.names("author") == (
        Name("Roth", "Anna"), Name("Nowak", "Carla"), Name("Miller", "B. C.")
    )  # fmt: skip
    issued = reference.date("issued")
    assert issued is not None
    assert iso(issued.start) == "2019-03"
    expected = {
        "title": "On rain that falls upwards: a study", "container-title": "Journal of Streams",
        "volume": "12", "issue": "3", "page": "101-115",
    }  # fmt: skip
    assert {name: reference.text(name) for name in expected} == expected


def test_the_doi_is_resolved_where_it_is_the_work(resolver: Resolver):
    outcome = resolved(resolver, "Q900002")
    assert outcome.sources == ("crossref", "wikidata")
    assert outcome.reference.text("container-title") == "Journal of Examples"
    assert outcome.reference.text("PMID") == "99"
    assert outcome.provenance["PMID"] == "wikidata"


def test_a_stray_doi_is_left_out(resolver: Resolver):
    outcome = resolved(resolver, "Q900003")
    assert outcome.sources == ("wikidata",)
    assert "DOI" not in outcome.reference.fields
    assert outcome.reference.text("publisher") == "Example Press"
    assert outcome.reference.text("ISBN") == "9780262033848"
    assert "it is another work" in outcome.remarks[0].message


def test_a_year_before_christ_is_not_guessed(resolver: Resolver):
    reference = resolved(resolver, "Q900006").reference
    assert reference.type == "book"
    assert "issued" not in reference.fields
    assert "author" not in reference.fields


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        ("Q900010", 2, "Q900010 (Carla Nowak) is no work"),
        ("Q900004", 2, "Q900004 (Drizzle) is no work"),
        ("Q900005", 5, "no item with a title"),
        ("Q999999", 4, "is not known"),
    ],
)
def test_what_is_no_work(resolver: Resolver, number: str, code: int, words: str):
    outcome = resolver.resolve_one(number)
    assert isinstance(outcome, Unresolved)
    assert (int(outcome.error.exit_code), words in outcome.error.message) == (code, True)


@pytest.mark.parametrize("fault", ["500", "html", "empty", "half-json", "wrong-json", "deep"])
def test_an_outage_is_no_answer(server: ReplayServer, settings: Settings, fault: str):
    server.faults["wikidata"] = FAULTS[fault]
    with Resolver(settings) as resolver:
        outcome = resolver.resolve_one("Q900001")
    assert isinstance(outcome, Unresolved)
    assert isinstance(outcome.error, SourceError)
