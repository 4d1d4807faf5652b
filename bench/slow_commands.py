"""What makes a whole command take more than linear time: long runs of one sign.

    python -m bench.slow_commands [SIZE]

The commands and the files are those of `tests/cli/test_growth.py`, which counts calls; here it is
CPU time that is measured, at a quarter of SIZE characters (20,000) and at SIZE. Slow is what
grows by more than n^1.3 and takes over 0.5 s. A pair is measured again while it looks slow, with
a few signs more, so that nothing is remembered; its best time counts. Last line: slow S
of N.
"""

import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.cli.test_growth import (
    COMMANDS,
    PAGE_PUMPS,
    PAGES,
    PUMPS,
    works,
    write_library,
    write_pages,
)

_GROWTH = 4**1.3
_LEAST = 0.5  # seconds
_TRIES = 3

Write = Callable[[Path, str, int], None]


def main() -> int:
    """Measure."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    slow = count = 0
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        os.environ.update({"HOME": folder, "XDG_CACHE_HOME": folder, "XDG_DATA_HOME": folder})
        for command, write, pump in _cases():
            count += 1
            small, large = _seconds(command, write, pump, size, Path(folder))
            if _is_slow(small, large):
                slow += 1
                print(f"{command}: {pump!r} {small:.2f} s, {large:.2f} s", flush=True)
    print(f"slow {slow} of {count}")
    return 1 if slow else 0


def _cases() -> Iterator[tuple[str, Write, str]]:
    for commands, write, pumps in (
        (COMMANDS, write_library, PUMPS),
        (PAGES, write_pages, PAGE_PUMPS),
    ):
        for pump in pumps:
            for command in commands:
                yield command, write, pump


def _seconds(command: str, write: Write, pump: str, size: int, folder: Path) -> tuple[float, float]:
    """The CPU of the two sizes; the best of several tries where they look slow."""
    small = large = float("inf")
    for extra in range(_TRIES):
        write(folder, pump, size // 4 + extra * len(pump))
        small = min(small, _cpu(command, folder))
        write(folder, pump, size + extra * len(pump))
        large = min(large, _cpu(command, folder))
        if not _is_slow(small, large):
            break
    return small, large


def _is_slow(small: float, large: float) -> bool:
    return large > max(_LEAST, _GROWTH * small)


def _cpu(command: str, folder: Path) -> float:
    quiet = io.StringIO()
    start = time.process_time()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        works(command, folder)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
