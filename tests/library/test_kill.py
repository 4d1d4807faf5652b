"""Runs bench/kill.py: the library is whole wherever the writing process dies."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import traced

pytestmark = pytest.mark.skipif(not traced.is_possible(), reason="needs ptrace")
COMMANDS = [
    "edit", "rm", "undo", "redo", "import", "add", "dedupe", "tidy", "rekey", "files", "copies",
]  # fmt: skip


def assert_whole(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.kill", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    whole, total = done.stdout.splitlines()[-1].removeprefix("whole ").split(" of ")
    assert whole == total, done.stdout + done.stderr
    assert int(total) > 4


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_some_calls(command: str):
    assert_whole(command, "19")


@pytest.mark.property
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_every_call(command: str):
    assert_whole(command)


def test_a_writer_that_is_not_whole_is_seen(tmp_path: Path):
    """The bench itself: two files written one after the other are half-way in between."""
    names = (tmp_path / "a", tmp_path / "b")

    def write() -> None:
        for name in names:
            name.write_bytes(b"new")

    seen = set()
    for kill_at in range(1, traced.run(write).at + 1):
        for name in names:
            name.write_bytes(b"old")
        assert traced.run(write, kill_at=kill_at).code is None
        seen.add(tuple(name.read_bytes() for name in names))
    states = [b"old", b"", b"new"]
    assert seen == {(one, b"old") for one in states} | {(b"new", one) for one in states[1:]}


def test_a_child_that_fails_by_itself_is_said():
    def fail() -> None:
        raise SystemExit(3)

    assert traced.run(fail).code == 1
