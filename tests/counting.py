"""How much work something takes, whatever the machine is and does meanwhile."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_TIMES = 16
_ATTEMPTS = 4


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, those of the interpreter included.

    What a single pattern takes is none of it: `test_patterns.py` judges those by their form.
    """
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def is_linear(
    work: Callable[[_T], object], make: Callable[[int], _T], size: int, *, power: float = 1.5
) -> bool:
    """Whether a text takes time to its length, up to this power, and not to its square.

    A sixteenth of it is measured at the same moment on the same machine; the square would take 256
    times as long, and what takes 64 times passes. A busy moment is no failure: the best of four
    tries counts, each with another text, so that nothing kept of the last one helps.
    """
    work(make(size // _TIMES))  # what is loaded and compiled once
    return any(_growth(work, make, size + more) <= _TIMES**power for more in range(_ATTEMPTS))


def _growth(work: Callable[[_T], object], make: Callable[[int], _T], size: int) -> float:
    small = min(_seconds(work, make(size // _TIMES + more)) for more in range(3))
    return _seconds(work, make(size)) / small


def _seconds(work: Callable[[_T], object], text: _T) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started
