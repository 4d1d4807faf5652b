"""Faults found on unseen files, one folder a kind: each prints what it should.

A folder holds a `command`, its input and `expected.txt`. Spaces of every width are one space.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# The kinds that are not mended yet, and why.
NOT_YET: dict[str, str] = {}
_SPACES = str.maketrans({"\u00a0": " ", "\u2006": " ", "\u2009": " ", "\u202f": " "})
_KINDS = [f"{number:02}" for number in range(1, 29)] + [f"H{number}" for number in range(1, 6)]


def _marked(kind: str):
    if kind not in NOT_YET:
        return kind
    return pytest.param(kind, marks=pytest.mark.xfail(reason=NOT_YET[kind], strict=True))


def test_every_kind_has_its_folder(shared):
    folders = sorted(path.name for path in (shared / "data/found/bib").iterdir() if path.is_dir())
    assert [name.partition("-")[0] for name in folders] == _KINDS


@pytest.mark.parametrize("kind", [_marked(kind) for kind in _KINDS])
def test_a_fault_found_on_unseen_files_is_gone(kind, shared, tmp_path):
    (folder,) = (shared / "data/found/bib").glob(f"{kind}-*")
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
