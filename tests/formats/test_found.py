"""Faults found on unseen files, one folder a kind: each prints what it should.

A folder holds a `command`, its input and `expected.txt`. Spaces of every width are one space.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# The kinds that are not mended yet.
NOT_YET = frozenset(
    "16".split(),  # two authors of which one is an institution: the comma of the style engine
)
_SPACES = str.maketrans({"\u00a0": " ", "\u2006": " ", "\u2009": " ", "\u202f": " "})
_KINDS = [f"{number:02}" for number in range(1, 29)] + [f"H{number}" for number in range(1, 6)]


@pytest.mark.parametrize("kind", _KINDS)
def test_a_fault_found_on_unseen_files_is_gone(kind, shared, tmp_path):
    folders = sorted((shared / "data/found/bib").glob(f"{kind}-*"))
    if not folders:
        pytest.skip("the shared test data holds no such kind")
    if kind in NOT_YET:
        pytest.xfail("not mended yet")
    for folder in folders:
        printed, expected = _printed(folder).rstrip("\n"), _expected(folder).rstrip("\n")
        assert printed.translate(_SPACES) == expected.translate(_SPACES)


def _expected(folder: Path) -> str:
    return (folder / "expected.txt").read_text(encoding="utf-8")


def _printed(folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = (folder / "command").read_text(encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout
