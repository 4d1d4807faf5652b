"""What an attack is made of, and how a command line is played."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from mscref.cli.main import run

CPU_SECONDS = 15  # a sound command takes under one, an exponential one does not end
MEMORY = 2_000_000_000


class Case(NamedTuple):
    """Files of a folder (text in UTF-8, or bytes), and a word that the play needs to know."""

    files: Mapping[str, str | bytes]
    word: str = ""

    def write(self, folder: Path) -> None:
        """Put the files into a folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


class Attack(NamedTuple):
    """`play` asserts what must hold in a folder with the files of a case, which is where it runs;
    `own` are our cases, `found` is the word of the case that was found."""

    play: Callable[[Path, str], None]
    own: Mapping[str, Case]
    found: str = ""


class Done(NamedTuple):
    """What came of a command line."""

    code: int
    out: str
    err: str


def mscref(*words: str, stdin: str = "") -> Done:
    """Run a command line in this process; never a bug, never a traceback."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "strict", "\n") for _ in range(2))
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = int(run(list(words)))
    finally:
        sys.stdin = before
    done = Done(code, *(_text(stream) for stream in (out, err)))
    assert code != 70, done
    assert "Traceback" not in done.err
    return done


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def bounded(*words: str, stdin: str = "") -> Done:
    """Run a command line in a process of its own, which may take some time and memory only."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [sys.executable, "-m", "mscref", *words],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        env=dict(os.environ),
    )
    assert done.returncode >= 0, f"{' '.join(words)} was killed: {done.stderr[-300:]}"
    assert done.returncode != 70, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def only(*, told: str, code: int, by: Done) -> None:
    """A command that was refused: its exit code and one message, which says `told`."""
    assert by.code == code, by
    assert by.err.count("error:") == 1, by.err
    assert told in by.err
