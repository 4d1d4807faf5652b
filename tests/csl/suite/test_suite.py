"""The official CSL test suite and cases of other engines, where they are at hand."""

import tomllib
from pathlib import Path

import pytest
from bench.csl_cases import read_case, run_case

EXPECTED_FAILURES = tomllib.loads(
    Path(__file__).with_name("expected_failures.toml").read_text(encoding="utf-8")
)


def passes(path: Path) -> bool:
    case = read_case(path)
    return run_case(case) == case.expected


@pytest.mark.parametrize("folder", ["csl-suite/processor-tests", "csl-suite-more"])
def test_every_case_passes_or_is_expected_to_fail(shared: Path, folder: str):
    paths = list((shared / "data" / folder).rglob("*.txt"))
    failed = {path.stem for path in paths if not passes(path)}
    known = {path.stem for path in paths} & EXPECTED_FAILURES.keys()
    assert failed - known == set(), "unexpected failures"
    assert known - failed == set(), "unexpected passes: take them out of expected_failures.toml"
