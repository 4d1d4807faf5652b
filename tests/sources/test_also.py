"""OpenAlex, Semantic Scholar and DBLP: asked by whoever wants it, for what the others lack."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.replay.recorder import Recorder
from tests.replay.server import FAULTS, ReplayServer

from mscref.app.lookup import lookup
from mscref.cli.main import run
from mscref.errors import ConfigError, SourceError
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources.base import Request, SourceRecord
from mscref.sources.openalex import abstract_of
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import ALSO, Settings, make_settings
from mscref.sources.transport import HttpTransport
from mscref.sources.values import iso

TITLES = {
    "openalex": "A thesis that only OpenAlex has catalogued",
    "semanticscholar": "Graphs of rain that only scholars find",
    "dblp": "Compiling Rain & Snow on Imaginary Machines",
}


@pytest.fixture
def curious(settings: Settings) -> Iterator[Resolver]:
    with Resolver(replace(settings, also=ALSO)) as running:
        yield running


def titled(resolver: Resolver, source: str) -> SourceRecord:
    (found,) = resolver.search_title(source, TITLES[source])
    return found


def texts(reference: Reference, *names: str) -> list[str]:
    issued = reference.date("issued")
    return [
        reference.type if one == "type" else iso(issued.start) if one == "issued" and issued
        else reference.text(one)
        for one in names
    ]  # fmt: skip


def test_openalex(curious: Resolver):
    found = titled(curious, "openalex").reference
    assert texts(found, "type", "title", "issued") == ["thesis", TITLES["openalex"], "1987-01-01"]
    assert found.names("author") == (Name("Roth", "Anna"), Name("van der Nowak", "Carla"))


def test_semantic_scholar(curious: Resolver):
    found = titled(curious, "semanticscholar")
    assert texts(found.reference, "type", "issued", "volume") == ["article", "2021", ""]
    assert [str(one) for one in found.names] == ["arxiv:2101.99998"]
    assert found.reference.names("author") == (Name("Miller", "B."), Name("Nowak", "Carla"))


def test_dblp(curious: Resolver):
    found = titled(curious, "dblp").reference
    names = ("type", "title", "container-title", "page", "DOI")
    assert texts(found, *names) == [
        "paper-conference", TITLES["dblp"], "RainConf", "12-20", "10.5555/rain.2013",
    ]  # fmt: skip
    assert found.names("author") == (Name("Roth", "Anna"), Name("Wang", "Wei"))
    (posted,) = curious.search_title("dblp", "Posted rain for imaginary machines")
    assert posted.reference.type == "article"
    assert [str(one) for one in posted.names] == ["arxiv:2101.99997"]


def test_by_doi_they_add_what_is_lacking(curious: Resolver):
    outcome = curious.resolve_one("10.5555/published")
    assert isinstance(outcome, Resolved)
    assert outcome.sources == ("crossref", *ALSO)
    assert outcome.provenance["title"] == "crossref"
    assert outcome.provenance["issue"] == "openalex"
    assert outcome.reference.text("abstract") == "We show what engines show again."
    assert outcome.reference.text("PMID") == "90000001"
    assert outcome.notices == ()  # the flag of OpenAlex alone accuses nobody


def test_nobody_is_asked_unless_wanted(server: ReplayServer, settings: Settings):
    with Resolver(settings) as resolver:
        resolver.resolve_one("10.5555/published")
    lookup("Nothing that anybody has ever written", settings, rows=3)
    assert not [one for one in server.log if one[0] in ALSO]


def test_lookup_asks_them(settings: Settings):
    found = lookup(TITLES["dblp"], replace(settings, also=ALSO), rows=3)
    assert found.suggestions[0].source == "dblp"


def test_a_doi_that_does_not_exist_is_not_saved_by_them(server: ReplayServer, curious: Resolver):
    outcome = curious.resolve_one("10.5555/rain.2013")
    assert isinstance(outcome, Unresolved)
    assert int(outcome.error.exit_code) == 4


def test_where_crossref_cannot_be_asked_they_answer(server: ReplayServer, curious: Resolver):
    server.faults["crossref"] = FAULTS["500"]
    server.faults["doi"] = FAULTS["500"]
    outcome = curious.resolve_one("10.5555/published")
    assert isinstance(outcome, Resolved)
    assert "openalex" in outcome.sources
    assert "the rest answered" in outcome.remarks[0].message


@pytest.mark.parametrize("source", ALSO)
@pytest.mark.parametrize("fault", ["500", "html", "empty", "half-json", "wrong-json", "deep"])
def test_an_outage_is_no_answer(
    server: ReplayServer, settings: Settings, soon_again: None, source: str, fault: str
):
    server.faults[source] = FAULTS[fault]
    with Resolver(replace(settings, also=(source,))) as resolver:
        with pytest.raises(SourceError):
            resolver.search_title(source, "A title nobody asked for")
        outcome = resolver.resolve_one("10.5555/published")
    assert isinstance(outcome, Resolved)
    assert outcome.sources == ("crossref",)
    assert "the rest answered" in outcome.remarks[-1].message


def test_each_key_goes_to_its_own_service_alone(tmp_path: Path):
    keys = {"openalex": "K1", "semanticscholar": "K2"}
    environ = {f"MSCREF_{name.upper()}_API_KEY": key for name, key in keys.items()}
    for name in ALSO:
        with Recorder() as stand_in:
            settings = make_settings(urls={name: stand_in.url}, environ=environ, also=ALSO)
            transport = HttpTransport(settings)
            transport.send(Request(name, "/x"), seconds=2)
            transport.close()
            seen = "".join(stand_in.seen)
        assert [key for key in keys.values() if key in seen] == [
            key for one, key in keys.items() if one == name
        ]


def test_a_name_that_is_none_of_them():
    with pytest.raises(ConfigError, match="none of them"):
        make_settings(urls={}, environ={}, also=["scholar"])


def test_an_index_that_is_no_abstract():
    assert abstract_of({"b": [1, -1, 10**9, "2"], "a": [0], "c": 7}) == "a b"
    assert abstract_of([]) == ""


@pytest.mark.parametrize("words", [["--also", "dblp"], ["--also", "openalex,dblp"]])
def test_the_option_asks_as_the_setting_does(
    server: ReplayServer, words: list[str], capsys: pytest.CaptureFixture[str]
):
    line = ["lookup", TITLES["dblp"], "--json", "--source-url", f"sources={server.url}"]
    run(line)
    assert not [one for one in server.log if one[0] in ALSO]
    capsys.readouterr()
    assert run([*line, *words]) == 0
    assert "dblp" in {one["source"] for one in json.loads(capsys.readouterr().out)}
    assert run([*line, "--also", "scholar"]) == 2
    assert "openalex, semanticscholar, dblp" in capsys.readouterr().err
