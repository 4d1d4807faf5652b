"""Runs bench/kill.py: the library is whole wherever the writing process dies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "kill.py"
WRITING = "write,fsync,rename,fchmod,unlink,flock,link"

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(BENCH), *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_killed_at_the_calls_that_write():
    output = run("rekey", "rename").splitlines()
    whole, total = output[-1].removeprefix("whole ").split(" of ")
    assert whole == total, "\n".join(output)
    assert int(total) > 4


@pytest.mark.property
@pytest.mark.parametrize(
    "command", ["edit", "rm", "undo", "redo", "import", "add", "dedupe", "tidy", "rekey"]
)
def test_killed_at_every_call(command: str):
    output = run(command).splitlines()
    whole, total = output[-1].removeprefix("whole ").split(" of ")
    assert whole == total, "\n".join(output)
