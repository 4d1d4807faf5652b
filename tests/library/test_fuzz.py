"""Runs bench/fuzz_splice.py: random edits of random text lose nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "fuzz_splice.py"


@pytest.mark.parametrize(
    ("count", "seed"),
    [(3000, 1), pytest.param(300_000, 2, marks=pytest.mark.property)],
)
def test_random_edits_lose_nothing(count: int, seed: int):
    done = subprocess.run(
        [sys.executable, str(BENCH), str(count), str(seed)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == f"faults 0 of {count}", done.stdout + done.stderr
