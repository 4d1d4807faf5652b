"""The works of a person by their ORCID."""

from collections.abc import Iterator

import pytest
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.app.people import is_person
from mscref.app.resolve import resolve
from mscref.model.orcid import orcid_in, problem_of_orcid
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.settings import SERVICES, Rate, Settings

CARBERRY = "0000-0002-1825-0097"


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer(load()) as running:
        yield running


@pytest.fixture
def settings(server: ReplayServer, soon_again: None) -> Settings:
    server.faults.clear()
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    return Settings(urls=server.urls(), timeout=30, rates=unhurried)


@pytest.mark.parametrize(
    "text",
    [CARBERRY, f"orcid:{CARBERRY}", f"https://orcid.org/{CARBERRY}", f"ORCID iD {CARBERRY}",
     "orcid:0000000218250097", f"http://orcid.org/{CARBERRY}/"],
)  # fmt: skip
def test_spellings(text: str):
    assert orcid_in(text) == CARBERRY
    assert problem_of_orcid(CARBERRY) == ""


def test_check_digits():
    assert problem_of_orcid("0000-0002-1694-233X") == ""
    assert problem_of_orcid("0000-0001-5109-3700") == ""
    assert "check digit" in problem_of_orcid("0000-0002-1825-0098")
    assert "four groups" in problem_of_orcid("0000-0002-1825")
    assert not is_person("10.5555/published")
    assert not is_person("https://orcid.org.evil/0000-0002-1825-0097")


def test_works_of_a_person(settings: Settings):
    outcomes = list(
        resolve([f"orcid:{CARBERRY}", "10.14336/ad.2020.0228"], settings, visits_pages=True)
    )
    found = [one for one in outcomes if isinstance(one, Resolved)]
    assert len(found) == len(outcomes) == 5
    assert [one.reference.text("title")[:30] for one in found[:4]] == [
        "A preprint, published", "A talk that no registry has",
        "A chapter with the DOI of its ", "Unbekannte Arbeit: ein Versuch",
    ]  # fmt: skip
    assert [one.sources for one in found[:4]] == [("crossref",), *[("orcid",)] * 3]
    assert [one.reference.type for one in found[:4]] == [
        "article-journal", "speech", "chapter", "article-journal",
    ]  # fmt: skip
    assert "another work" in found[2].remarks[0].message
    assert "doi.org does not know it" in found[3].remarks[0].message
    assert "no authors" in found[1].remarks[0].message
    assert all("DOI" not in one.reference.fields for one in found[1:4])
    assert len({one.reference.id for one in found}) == 5


@pytest.mark.parametrize(
    ("word", "code", "words"),
    [
        ("orcid:0000-0002-1825-0098", 2, "check digit"),
        ("orcid:0000-0002-1694-233X", 4, "does not know"),
        ("orcid:0000-0001-5109-3700", 4, "lists no works"),
        ("orcid:someone", 2, "four groups"),
    ],
)
def test_who_has_none(settings: Settings, word: str, code: int, words: str):
    (outcome,) = resolve([word], settings, visits_pages=True)
    assert isinstance(outcome, Unresolved)
    assert (int(outcome.error.exit_code), words in outcome.error.message) == (code, True)


@pytest.mark.parametrize("fault", ["500", "html", "empty", "half-json", "wrong-json", "deep"])
def test_an_outage_is_no_answer(server: ReplayServer, settings: Settings, fault: str):
    server.faults["orcid"] = FAULTS[fault]
    (outcome,) = resolve([CARBERRY], settings, visits_pages=True)
    assert isinstance(outcome, Unresolved)
    assert int(outcome.error.exit_code) == 5


def test_where_the_registry_cannot_be_asked_the_list_itself_is_taken(
    server: ReplayServer, settings: Settings
):
    server.faults["crossref"] = FAULTS["500"]
    first = next(resolve([CARBERRY], settings, visits_pages=True))
    assert isinstance(first, Resolved)
    assert first.sources == ("orcid",)
    assert "10.5555/published" in first.remarks[0].message
