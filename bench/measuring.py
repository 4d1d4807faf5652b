"""What a whole process costs: the one place where the benches measure.

`run` starts a command and says what it took, or in a word why it did not come to its end: a peer
that is missing, fails or takes too long is reported as that, never left out. CPU is user and
system time of the process and of those it waited for.

A job that wants its own share apart from imports and reading prints `job SECONDS` as its last
line on stderr.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

LIMIT = 300.0  # CPU seconds, unless a bench says otherwise
_PATIENCE = 8  # so many times as long may a process take on a busy machine, or waiting
_JOB = re.compile(r"job ([\d.e+-]+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and megabytes; `job` is the CPU that a job said it took by itself."""

    cpu: float
    wall: float
    megabytes: float
    job: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is nothing to say about a command."""

    why: str


Outcome: TypeAlias = Cost | Fault


def run(
    command: Sequence[str],
    *,
    limit: float = LIMIT,
    good_codes: Sequence[int] = (0,),
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdout: IO[bytes] | None = None,
) -> Outcome:
    """Run a command to its end, for at most `limit` seconds of CPU."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL,
                stdout=stdout or subprocess.DEVNULL, stderr=errors,
            )  # fmt: skip
        except OSError:
            return Fault(f"missing: {Path(command[0]).name}")
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            most = math.ceil(limit)
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most + 5))
        is_late = threading.Event()
        timer = threading.Timer(limit * _PATIENCE, _stop, (process, is_late))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if is_late.is_set() or process.returncode == -signal.SIGXCPU:
            return Fault(f"> {limit:g} s")
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    if process.returncode not in good_codes:
        return Fault(f"fails: {_reason(said) or f'exit {process.returncode}'}")
    job = _JOB.search(said)
    return Cost(
        usage.ru_utime + usage.ru_stime,
        wall,
        usage.ru_maxrss / 1024,
        float(job[1]) if job else None,
    )


def run_apart(command: Sequence[str], *, good_codes: Sequence[int] = (0,)) -> Outcome:
    """Run a command that a small process starts, without a limit.

    Linux counts as the largest size of a process what the process that started it had when it did
    so: a bench that holds a gigabyte finds its own size in whatever it starts (1,040 MB were read
    of a command that took 590).
    """
    starter = [sys.executable, "-S", __file__, *command]
    with subprocess.Popen(starter, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.read())
    if told["code"] not in good_codes:
        return Fault(f"fails: exit {told['code']}")
    return Cost(told["cpu"], told["wall"], told["megabytes"])


def _start(command: Sequence[str]) -> None:
    """What `run_apart` asks of the small process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    told = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.perf_counter() - started,
        "megabytes": usage.ru_maxrss * 1024 / 1e6,
    }
    print(json.dumps(told))


def _reason(said: str) -> str:
    """The line of an error message that says what is wrong: the last that names an error."""
    lines = said.splitlines()
    named = [line for line in lines if "rror" in line]
    return next(reversed(named or lines), "").strip()[:70]


def _stop(process: subprocess.Popen[bytes], is_late: threading.Event) -> None:
    is_late.set()
    process.kill()


def best(outcomes: Sequence[Outcome]) -> Outcome:
    """The cheapest of several runs of one command; a fault where none came to its end."""
    costs = [one for one in outcomes if isinstance(one, Cost)]
    return min(costs, key=lambda one: one.cpu) if costs else outcomes[0]


if __name__ == "__main__":
    _start(sys.argv[1:])
