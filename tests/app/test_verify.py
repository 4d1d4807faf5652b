"""Whole verifications against the replay server, every source failing in every way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.check.builders import reference
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.app.verify import Claimed, exit_code_of, verify, verify_against
from mscref.check.match import Claim
from mscref.check.verify import Verdict
from mscref.diagnostics import Span
from mscref.errors import ExitCode
from mscref.model.reference import Reference
from mscref.sources.settings import SERVICES, Rate, Settings

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
ANSWERS_OR_WAITS = ("404", "429-for-an-hour", "429-retry-after", "429", "hang", "drip")
FEW = ("500", "wrong-json")


@pytest.mark.parametrize(
    "fault",
    [
        name if name in FEW else pytest.param(name, marks=pytest.mark.property)
        for name in FAULTS
        if name not in ANSWERS_OR_WAITS
    ],
)
@pytest.mark.parametrize("service", ["crossref", "europepmc", "doi"])
def test_no_finding_becomes_clean_because_a_source_failed(
    server: ReplayServer, tmp_path: Path, service: str, fault: str
):
    server.faults[service] = FAULTS[fault]
    try:
        after = verdicts(server, tmp_path, timeout=0.3)
    finally:
        server.faults.clear()
    for key, verdict in after.items():
        if EXPECTED[key].is_finding:
            assert verdict not in (Verdict.VERIFIED, Verdict.CORRECTED), key


def test_without_any_source_nothing_is_settled(server: ReplayServer, tmp_path: Path):
    settings = Settings(urls=server.urls(), offline=True, cache_folder=tmp_path)
    found = list(verify(claimed(CLAIMS), settings))
    assert {one.judgement.verdict for one in found} == {Verdict.UNKNOWN}
    assert exit_code_of(found) is ExitCode.SOURCE


def test_a_source_that_asks_us_to_stay_away_is_not_searched_again(
    server: ReplayServer, tmp_path: Path
):
    server.faults["crossref"] = FAULTS["429-for-an-hour"]
    claims = {key: reference(key, title=f"Imaginary cells in water, part {key}") for key in "abc"}
    asked = len(server.log)
    try:
        settings = Settings(urls=server.urls(), timeout=0.3, cache_folder=tmp_path)
        found = list(verify(claimed(claims), settings))
    finally:
        server.faults.clear()
    assert {one.judgement.verdict for one in found} == {Verdict.UNKNOWN}
    assert len(server.log) - asked <= 2


def test_findings_outweigh_silence(server: ReplayServer, tmp_path: Path):
    settings = Settings(urls=server.urls(), cache_folder=tmp_path)
    found = list(verify(claimed({"retracted": RETRACTED}), settings))
    assert exit_code_of(found) is ExitCode.PROBLEMS


def test_a_library_alone_can_be_asked():
    library = [LENG, RETRACTED]
    references = {"good": LENG, "invented": CLAIMS["invented"]}
    found = [one.judgement.verdict for one in verify_against(claimed(references), library)]
    assert found == [Verdict.VERIFIED, Verdict.NOT_FOUND]
