"""Whole verifications against the replay server, every source failing in every way."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from tests.match.builders import reference
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.app.verify import Claimed, exit_code_of, report_of, verify, verify_against
from mscref.diagnostics import Span
from mscref.errors import ExitCode
from mscref.match.claim import Claim
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources.settings import SERVICES, Rate, Settings
from mscref.verifying.verdicts import Verdict

LENG = reference(
    "good",
    title="Transplantation of ACE2- Mesenchymal Stem Cells Improves the Outcome of Patients with"
    " COVID-19 Pneumonia",
    author="Leng, Zikuan; others",
    issued="2020",
    container_title="Aging and Disease",
    DOI="10.14336/AD.2020.0228",
)
RETRACTED = reference(
    "retracted",
    title="A finding that did not hold",
    author="Lovelace, Ada",
    issued="2020",
    DOI="10.5555/retracted",
)
CLAIMS = {
    "good": LENG,
    "retracted": RETRACTED,
    "wrong": LENG.with_fields({"DOI": "10.5555/published"}),
    "gone": LENG.with_fields({"DOI": "10.9999/nope"}),
    "differs": LENG.with_fields(reference(issued="2016").fields),
    "invented": reference("invented", title="Adaptive dynamics of imaginary cells revisited"),
}
EXPECTED = {
    "good": Verdict.VERIFIED,
    "retracted": Verdict.RETRACTED,
    "wrong": Verdict.WRONG_IDENTIFIER,
    "gone": Verdict.DIFFERS,
    "differs": Verdict.DIFFERS,
    "invented": Verdict.NOT_FOUND,
}


CLEAN = (Verdict.VERIFIED, Verdict.CORRECTED)


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer(load()) as running:
        yield running


def claimed(references: dict[str, Reference]) -> list[Claimed]:
    return [Claimed(key, Span("refs.bib"), Claim(one)) for key, one in references.items()]


def verdicts(server: ReplayServer, folder: Path, timeout: float = 20) -> dict[str, Verdict]:
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    settings = Settings(urls=server.urls(), timeout=timeout, rates=unhurried, cache_folder=folder)
    return {one.claimed.key: one.judgement.verdict for one in verify(claimed(CLAIMS), settings)}


def test_every_verdict_from_the_sources(server: ReplayServer, tmp_path: Path):
    assert verdicts(server, tmp_path) == EXPECTED


# 404 is an answer: it says that the work is not there. To wait for an hour is not tested.
ANSWERS_OR_WAITS = ("404", "429-for-an-hour")
FEW = ("500", "wrong-json")
EVERY = ("crossref", "europepmc", "doi", "datacite", "arxiv", "openlibrary", "googlebooks")


@pytest.mark.parametrize(
    "fault",
    [
        name if name in FEW else pytest.param(name, marks=pytest.mark.property)
        for name in FAULTS
        if name not in ANSWERS_OR_WAITS
    ],
)
@pytest.mark.parametrize(
    "services",
    [
        ("crossref",),
        ("europepmc",),
        ("doi",),
        EVERY,
        *(pytest.param(pair, marks=pytest.mark.property) for pair in combinations(EVERY[:3], 2)),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("times", [0, pytest.param(2, marks=pytest.mark.property)])
def test_no_finding_becomes_clean_because_a_source_failed(
    server: ReplayServer, tmp_path: Path, services: tuple[str, ...], fault: str, times: int
):
    """From the start, or in the middle of the run; then no other outcome than `EXPECTED` either.

    A verdict may be lost (unknown, uncertain, or a weaker finding), but what is verified was so
    without the fault, and whatever was a finding is never clean.
    """
    for service in services:
        server.faults[service] = replace(FAULTS[fault], times=times)
    try:
        after = verdicts(server, tmp_path, timeout=0.3)
    finally:
        server.faults.clear()
    clean = {key for key, verdict in after.items() if verdict in CLEAN}
    assert clean <= {key for key, verdict in EXPECTED.items() if verdict in CLEAN}
    assert set(after) == set(EXPECTED)


def test_without_any_source_nothing_is_settled(server: ReplayServer, tmp_path: Path):
    settings = Settings(urls=server.urls(), offline=True, cache_folder=tmp_path)
    found = list(verify(claimed(CLAIMS), settings))
    assert {one.judgement.verdict for one in found} == {Verdict.UNKNOWN}
    assert exit_code_of(found, ()) is ExitCode.SOURCE


def test_what_failed_is_told_apart_as_sources_and_identifiers(server: ReplayServer, tmp_path: Path):
    claims = {
        "doi": reference("doi", title="Cells that nobody knows of", DOI="10.5555/unheard"),
        "bare": reference("bare", title="Other cells that nobody knows of"),
    }
    server.faults.update(dict.fromkeys(SERVICES, FAULTS["500"]))
    try:
        settings = Settings(urls=server.urls(), timeout=0.3, cache_folder=tmp_path)
        items = report_of(list(verify(claimed(claims), settings))).items
    finally:
        server.faults.clear()
    by_key = {item.key: item.details for item in items}
    assert by_key["doi"]["failed-identifiers"] == ["10.5555/unheard"]
    assert by_key["bare"]["failed-identifiers"] == []
    titles = {row.title for row in SERVICES.values()}
    for details in by_key.values():
        sources, identifiers = details["failed-sources"], details["failed-identifiers"]
        assert isinstance(sources, list)
        assert isinstance(identifiers, list)
        assert set(sources) <= titles
        assert isinstance(details["failed"], dict)
        assert sorted(map(str, [*sources, *identifiers])) == sorted(details["failed"])
    assert by_key["bare"]["failed-sources"]


def test_a_source_that_asks_us_to_stay_away_is_not_searched_again(
    server: ReplayServer, tmp_path: Path
):
    server.faults["crossref"] = FAULTS["429-for-an-hour"]
    claims = {key: reference(key, title=f"Imaginary cells in water, part {key}") for key in "abc"}
    asked = len(server.log)
    try:
        settings = Settings(urls=server.urls(), timeout=20, cache_folder=tmp_path)
        found = list(verify(claimed(claims), settings))
    finally:
        server.faults.clear()
    assert {one.judgement.verdict for one in found} == {Verdict.UNKNOWN}
    assert len(server.log) - asked <= 2


def test_findings_outweigh_silence(server: ReplayServer, tmp_path: Path):
    settings = Settings(urls=server.urls(), cache_folder=tmp_path)
    found = list(verify(claimed({"retracted": RETRACTED}), settings))
    assert exit_code_of(found, ()) is ExitCode.PROBLEMS


def test_a_library_alone_can_be_asked():
    library = [LENG, RETRACTED]
    references = {"good": LENG, "invented": CLAIMS["invented"]}
    found = [one.judgement.verdict for one in verify_against(claimed(references), library)]
    assert found == [Verdict.VERIFIED, Verdict.NOT_FOUND]


FURTHER = {
    "book": (
        reference(
            "book",
            type="book",
            title="The analysis of engines",
            author="Lovelace, Ada; Babbage, Charles",
            issued="1961",
            publisher="Example Press",
        ),
        "Open Library",
    ),
    "trial": (
        reference(
            "trial",
            title="A trial that only PubMed knows of",
            author="Nightingale, Florence",
            issued="1998",
            container_title="J Wards",
            volume="7",
        ),
        "Europe PMC",
    ),
    "thesis": (
        reference(
            "thesis",
            type="thesis",
            title="New types of irreducibility criteria",
            author="Hopper, Grace",
            issued="1934",
        ),
        "DataCite",
    ),
    "preprint": (
        reference(
            "preprint",
            type="article",
            title="Invariants once more",
            author="Noether, Emmy",
            issued="2021",
        ),
        "arXiv",
    ),
}


@pytest.mark.parametrize("kind", FURTHER)
def test_works_that_crossref_does_not_know(server: ReplayServer, tmp_path: Path, kind: str):
    claim, source = FURTHER[kind]
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    settings = Settings(urls=server.urls(), rates=unhurried, cache_folder=tmp_path)
    (found,) = verify(claimed({kind: claim}), settings)
    assert found.judgement.verdict is Verdict.VERIFIED
    assert {"Crossref", source} <= set(found.judgement.answered)


@pytest.mark.parametrize("kind", FURTHER)
def test_a_further_source_that_fails_leaves_the_reference_unsettled(
    server: ReplayServer, tmp_path: Path, kind: str
):
    claim, source = FURTHER[kind]
    names = {row.title: name for name, row in SERVICES.items()}
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    settings = Settings(urls=server.urls(), timeout=0.3, rates=unhurried, cache_folder=tmp_path)
    server.faults[names[source]] = FAULTS["500"]
    try:
        (found,) = verify(claimed({kind: claim}), settings)
    finally:
        server.faults.clear()
    assert found.judgement.verdict is Verdict.UNKNOWN
    assert source in found.judgement.failed


def test_the_isbn_of_a_chapter_is_that_of_its_book_and_is_not_asked(
    server: ReplayServer, tmp_path: Path
):
    chapter = reference(
        "chapter", type="chapter", title="Cells", container_title="Lungs", ISBN="9780262033848"
    )
    asked = len(server.log)
    settings = Settings(urls=server.urls(), cache_folder=tmp_path)
    (found,) = verify(claimed({"chapter": chapter}), settings)
    assert found.judgement.verdict is Verdict.NOT_FOUND
    assert "openlibrary" not in {service for service, _, _ in server.log[asked:]}


def test_what_crossref_has_is_asked_of_nobody_else(server: ReplayServer, tmp_path: Path):
    claim = LENG.with_fields({"DOI": None})
    asked = len(server.log)
    settings = Settings(urls=server.urls(), cache_folder=tmp_path)
    (found,) = verify(claimed({"good": claim}), settings)
    assert found.judgement.verdict is Verdict.VERIFIED
    searches = [line for line in server.log[asked:] if "TITLE" in str(line)]
    assert searches == []


@pytest.mark.parametrize("fault", ["500", "429-for-an-hour"])
def test_trials_that_cannot_be_asked_take_nothing_from_what_crossref_says(
    server: ReplayServer, tmp_path: Path, fault: str
):
    """A reference without authors and container may be a trial, and both are asked."""
    title_only = LENG.with_fields({"author": None, "container-title": None, "DOI": None})
    wrong_year = title_only.with_fields(reference(issued="2011").fields)
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    settings = Settings(urls=server.urls(), rates=unhurried, cache_folder=tmp_path)
    server.faults["clinicaltrials"] = FAULTS[fault]
    try:
        claims = {"good": title_only, "year": wrong_year, "invented": CLAIMS["invented"]}
        found = list(verify(claimed(claims), settings))
    finally:
        server.faults.clear()
    verdicts = [one.judgement.verdict for one in found]
    assert verdicts == [Verdict.UNKNOWN, Verdict.DIFFERS, Verdict.UNKNOWN]
    for one in found:
        assert list(one.judgement.failed) == ["ClinicalTrials.gov"]
        assert "Crossref" in one.judgement.answered


def test_two_references_to_one_work_are_said():
    library = [LENG, RETRACTED]
    twice = {"good": LENG, "retracted": RETRACTED, "again": LENG.with_fields({"DOI": None})}
    found = {one.claimed.key: one.same_as for one in verify_against(claimed(twice), library)}
    assert found == {"good": "", "retracted": "", "again": "good"}
