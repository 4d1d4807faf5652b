"""The engines of the fuzzers: random mutation, hypothesis, and atheris (guided by coverage).

What crosses the border: a check that says what is wrong with a text ("" where nothing is; an
exception counts as a fault), and a source of texts. Every engine counts inputs, faults and the
slowest input in CPU seconds for each character: what takes superlinear time shows there. With a
folder, found cases are kept in it, one file each.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Check = Callable[[str], str]

# Generous on a busy machine; quadratic time on 100,000 characters is far beyond it. Below
# `_SHORT` characters a fixed cost and the noise of the clock decide, not the growth.
SLOWEST = 2e-4  # CPU seconds for each character
_SHORT = 2000
LIBFUZZER = ("-max_len=400", "-timeout=60", "-rss_limit_mb=4096", "-verbosity=0")
_SHOWN = 3  # faults of one kind that are printed


class Run:
    """One run of an engine: tries texts, remembers what was wrong."""

    def __init__(self, check: Check, *, found: Path | None) -> None:
        self.check = check
        self.found = found
        self.inputs = 0
        self.slowest = 0.0
        self.faults: Counter[str] = Counter()
        self.started = time.monotonic()

    def fault(self, text: str) -> str:
        """What is wrong with one text; "" where nothing is."""
        self.inputs += 1
        begun = time.process_time()
        try:
            wrong = self.check(text)
        except Exception as error:  # every kind of failure counts
            wrong = f"{type(error).__name__}: {error}"
        used = (time.process_time() - begun) / max(len(text), _SHORT)
        self.slowest = max(self.slowest, used)
        if not wrong and used > SLOWEST:
            wrong = f"slow: {used:.1e} s for each of {len(text)} characters"
        if wrong:
            self.note(text, wrong)
        return wrong

    def note(self, text: str, wrong: str) -> None:
        """Print a fault, and keep the text."""
        kind = wrong.split(":")[0]
        self.faults[kind] += 1
        if self.faults[kind] > _SHOWN:
            return
        print(f"input {self.inputs}: {wrong}\n  {text[:600]!r}", flush=True)
        if self.found:
            self.found.mkdir(parents=True, exist_ok=True)
            data = text.encode("utf-8", "surrogateescape")
            name = f"{hashlib.sha256(data).hexdigest()[:12]}.bib"
            (self.found / name).write_bytes(data)

    def report(self) -> int:
        """Print the figures and the line that counts; the exit code."""
        for kind, times in self.faults.items():
            print(f"  {kind}: {times}")
        seconds = time.monotonic() - self.started
        print(f"{seconds:.0f} s, slowest {self.slowest:.1e} s of CPU for each character")
        print(f"faults {sum(self.faults.values())} of {self.inputs}")
        return 1 if self.faults else 0


def try_all(run: Run, texts: Iterator[str], *, inputs: int, seconds: float) -> int:
    """Random mutation: as many texts as asked for, or as the time allows."""
    end = time.monotonic() + seconds
    for text in texts:
        if run.inputs >= inputs or time.monotonic() > end:
            break
        run.fault(text)
    return run.report()


def try_with_hypothesis(run: Run, strategy: Any, *, inputs: int, seed: int) -> int:
    """Hypothesis: what it finds comes shrunk. Ends at the first fault."""
    import hypothesis

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def nothing_is_wrong(text: str) -> None:
        try:
            text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # lone surrogates that stand for no byte: no file holds them
            hypothesis.reject()
        assert not run.fault(text)

    try:
        nothing_is_wrong()
    except AssertionError:
        print("hypothesis stops here: the last input above is the smallest it found")
    return run.report()  # fmt: skip


def try_with_atheris(run: Run, *, inputs: int, seconds: float, corpus: Path | None) -> int:
    """Atheris until the inputs or the time are used up (`pip install atheris`).

    The modules under test must have been imported within `atheris.instrument_imports`.
    """
    import atheris

    end = time.monotonic() + seconds

    def one(data: bytes) -> None:
        if run.inputs >= inputs or time.monotonic() > end:
            code = run.report()
            sys.stdout.flush()
            os._exit(code)  # libFuzzer has no way to end in good order from inside
        run.fault(data.decode("utf-8", "surrogateescape"))

    # What it learns goes to the first folder, which is ours; the seeds are only read.
    folders = [tempfile.mkdtemp(), *([str(corpus)] if corpus else [])]
    atheris.Setup([sys.argv[0], *LIBFUZZER, *folders], one)
    atheris.Fuzz()
    return run.report()
