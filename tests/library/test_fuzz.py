"""Runs bench/fuzz.py: random texts are read, written and edited, and nothing is lost.

`found/` holds texts that once went wrong, one file each: every part is tried on all of them.
"""

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "bench" / "fuzz.py"
FOUND = Path(__file__).parent / "found"


def last_line(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(FUZZ), *arguments], capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    return lines[-1] if done.returncode == 0 and lines else done.stdout + done.stderr


@pytest.mark.parametrize(("part", "count"), [("reader", 1000), ("writer", 200), ("splicer", 1500)])
def test_random_texts(part: str, count: int):
    assert last_line(part, "--inputs", str(count)) == f"faults 0 of {count}"


@pytest.mark.property
@pytest.mark.parametrize("part", ["reader", "writer", "splicer"])
@pytest.mark.parametrize("engine", ["mutation", "hypothesis"])
def test_many_random_texts(part: str, engine: str):
    line = last_line(part, "--engine", engine, "--inputs", "20000", "--seed", "2")
    assert line.startswith("faults 0 of ")


def test_found_cases():
    cases = len(list(FOUND.glob("*.bib")))
    assert cases
    assert last_line("all", "--cases", str(FOUND)) == f"faults 0 of {3 * cases}"
