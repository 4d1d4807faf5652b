"""The official CSL test suite, where it is at hand: every case passes or is expected to fail."""

import tomllib
from pathlib import Path

from bench.csl_cases import read_case, run_case

EXPECTED_FAILURES = tomllib.loads(
    Path(__file__).with_name("expected_failures.toml").read_text(encoding="utf-8")
)


def passes(path: Path) -> bool:
    case = read_case(path)
    return run_case(case) == case.expected


def test_every_case_passes_or_is_expected_to_fail(shared: Path):
    folder = shared / "data" / "csl-suite" / "processor-tests"
    failed = {path.stem for path in folder.glob("*.txt") if not passes(path)}
    known = {path.stem for path in folder.glob("*.txt")} & EXPECTED_FAILURES.keys()
    assert failed - known == set(), "unexpected failures"
    assert known - failed == set(), "unexpected passes: take them out of expected_failures.toml"
