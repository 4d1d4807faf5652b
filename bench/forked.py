"""Commands as a user calls them, in forked processes: many a second, and none takes us along.

What crosses the border: jobs (a folder and command lines) in; for each command its exit code, its
output and its CPU seconds out. A process that is killed, or takes more than its CPU seconds, loses
only the command it was at.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import pkgutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIMIT = 10.0  # CPU seconds for one command
HUNG, DIED = -1, -2


@dataclass(frozen=True)
class Done:
    """One command: `code` is its exit code, HUNG or DIED."""

    arguments: Sequence[str]
    code: int
    seconds: float
    out: str = ""
    err: str = ""


def run_all(
    folder: Path, commands: Sequence[Sequence[str]], *, stdin: bytes = b""
) -> Iterator[Done]:
    """Run the commands in `folder`, one after the other, in as few processes as may be."""
    import_all()
    left = list(commands)
    while left:
        done = _in_child(folder, left, stdin)
        yield from done
        left = left[len(done) :]


@cache
def import_all() -> None:
    """Import every module once, before the forks: a command is then a few milliseconds."""
    import mscref

    for module in pkgutil.walk_packages(mscref.__path__, "mscref."):
        if module.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:  # a face that needs an extra that is not installed
            if str(error.name).startswith("mscref"):
                raise


def _text_of(stream: io.TextIOWrapper) -> str:
    """The beginning of what was written."""
    stream.flush()
    stream.seek(0)
    return stream.read(2000)


def _in_child(folder: Path, commands: Sequence[Sequence[str]], stdin: bytes) -> list[Done]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            with contextlib.suppress(BaseException):
                _work(folder, commands, pipe, stdin)
            pipe.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as pipe:
        rows = [json.loads(line) for line in pipe if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    done = [Done(one, *row) for one, row in zip(commands, rows, strict=False)]
    if len(done) < len(commands):  # killed at the next one
        is_hung = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGPROF)
        done.append(Done(commands[len(done)], HUNG if is_hung else DIED, LIMIT))
    return done


def _work(
    folder: Path, commands: Sequence[Sequence[str]], pipe: io.TextIOBase, stdin: bytes
) -> None:
    from mscref.cli.main import run

    os.chdir(folder)
    # The default of SIGPROF ends the process: a pattern that never returns cannot stop it.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for arguments in commands:
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "replace", "\n") for _ in range(2))
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        started = time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = int(run(list(arguments)))
        seconds = time.process_time() - started
        signal.setitimer(signal.ITIMER_PROF, 0)
        row = (code, seconds, *map(_text_of, (out, err)))
        pipe.write(json.dumps(row) + "\n")
        pipe.flush()
