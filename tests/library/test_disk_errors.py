"""Runs bench/disk_errors.py: a library is whole whatever call to the disk fails."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import disk_errors, traced

pytestmark = pytest.mark.skipif(not traced.can_fail(), reason="needs ptrace on x86-64")


def last_line(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.disk_errors", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.splitlines()[-1] if not done.returncode else done.stdout + done.stderr


@pytest.mark.parametrize("command", disk_errors.COMMANDS)
def test_whole_after_an_error_at_some_calls(command: str):
    whole, total = last_line(command, "17").removeprefix("whole ").split(" of ")
    assert whole == total
    assert int(total) > 5


@pytest.mark.property
@pytest.mark.parametrize("command", disk_errors.COMMANDS)
def test_whole_after_an_error_at_every_call(command: str):
    whole, total = last_line(command).removeprefix("whole ").split(" of ")
    assert whole == total


def test_the_call_that_is_meant_fails_and_no_other(tmp_path: Path):
    """The bench itself: the second of three writes finds no space."""
    path = tmp_path / "x"

    def write() -> None:
        file = os.open(path, os.O_WRONLY | os.O_CREAT)
        for text in (b"one", b"two", b"three"):
            try:
                os.write(file, text)
            except OSError as error:
                assert error.errno == errno.ENOSPC
                os.write(file, b"-")

    ended = traced.run(write, failure=traced.Failure(2, errno.ENOSPC, frozenset([1])))
    assert (ended.code, ended.number) == (0, 1)
    assert path.read_bytes() == b"one-three"


def test_what_is_not_whole_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(disk_errors, "content", lambda folder: (b"old",))
    said = (0, "")
    assert list(disk_errors.faults_of_run("edit", tmp_path, said, (b"new",)))
    assert list(disk_errors.faults_of_run("edit", tmp_path, (6, "no word"), (b"new",)))
    assert list(disk_errors.faults_of_run("edit", tmp_path, (70, "error: x"), (b"new",)))
    assert list(disk_errors.faults_of_run("edit", tmp_path, (6, "error: x"), (b"old",)))
    assert not list(disk_errors.faults_of_run("edit", tmp_path, (6, "error: x"), (b"new",)))
