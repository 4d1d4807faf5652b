"""Long work is seen: a bar with counts, rate and time left on a terminal, plain lines in a log.

Everything goes to stderr. The bar stands there from the start, before the first item is waited for;
where the work took no time it goes again, else its last state stays as a line.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from mscref.cli import show

_T = TypeVar("_T")

_LOGGED = 10.0  # seconds between two lines in a log
_DRAWN = 0.1  # seconds between two states of a bar of many small items
_WORTH_A_LINE = 1.0  # seconds of work whose last state stays
_CELLS = 20
_CLEAR = "\r\x1b[K"


def with_progress(items: Iterable[_T], *, total: int, what: str) -> Iterator[_T]:
    """Pass items on, and say on stderr how far it is; `total` 0 is unknown.

    Silent with --quiet and --no-progress. What is printed while the items pass shares the screen.
    """
    if not show.has_progress():
        yield from items
        return
    display = _Bar if sys.stderr.isatty() and show.is_capable() else _Log
    watched = display(total, what, time.monotonic)
    try:
        watched.begin()
        for item in items:
            watched.step()
            yield item
            watched.resume()
    finally:
        watched.end()


@contextmanager
def counting(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """Say on stderr how far work is that comes in lots; what is given is told how many are done."""
    if not show.has_progress():
        yield lambda _: None
        return
    display = _Bar if sys.stderr.isatty() and show.is_capable() else _Log
    watched = display(total, what, time.monotonic)
    try:
        watched.begin()
        yield watched.add
    finally:
        watched.end()


@contextmanager
def telling(what: str) -> Iterator[Callable[[int, int], None]]:
    """Say how far work is whose size is learnt on the way; what is given hears of so many that
    are done, and of so many more that are to be done."""
    if not show.has_progress():
        yield lambda _done, _more: None
        return
    display = _Bar if sys.stderr.isatty() and show.is_capable() else _Log
    watched = display(0, what, time.monotonic)
    try:
        watched.begin()
        yield watched.tell
    finally:
        watched.end()


class _Log:
    """A line every ten seconds: what a file or a CI keeps."""

    def __init__(self, total: int, what: str, clock: Callable[[], float]) -> None:
        self.total, self.what, self.clock = total, what, clock
        self.started = self.shown = clock()
        self.done = 0

    def begin(self) -> None:
        """Called before the first item is waited for."""

    def step(self) -> None:
        """Called when an item is there."""
        self.done += 1
        now = self.clock()
        if now - self.shown >= _LOGGED:
            self.shown = now
            show.note(state(self.what, self.done, self.total, now - self.started))

    def add(self, count: int) -> None:
        """Called when so many items more are dealt with."""
        if count:
            self.done += count - 1
            self.step()
            self.resume()

    def tell(self, count: int, more: int) -> None:
        """Called when so many items are dealt with, or are found that are to be dealt with."""
        self.total += more
        self.add(count)

    def resume(self) -> None:
        """Called when the item was dealt with."""

    def end(self) -> None:
        """Called when no item comes any more, or nobody wants one."""


class _Bar(_Log):
    """One line that is drawn anew; it makes room while an item is dealt with."""

    def begin(self) -> None:
        """Draw the empty bar."""
        self._draw(self.started)

    def step(self) -> None:
        """Count, and make room for what is printed about the item."""
        self.done += 1
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()

    def tell(self, count: int, more: int) -> None:
        """Count; draw ten times a second, for work of thousands of items a second."""
        self.total += more
        self.done += count
        now = self.clock()
        if more or now - self.shown >= _DRAWN:
            self.shown = now
            self._draw(now)

    def resume(self) -> None:
        """Draw the bar again below what was printed."""
        self._draw(self.clock())

    def end(self) -> None:
        """Leave the last state as a line where the work took its time."""
        seconds = self.clock() - self.started
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
        if seconds >= _WORTH_A_LINE:
            show.note(f"{self.what} {_count(self.done, self.total)} in {_duration(seconds)}")

    def _draw(self, now: float) -> None:
        line = state(self.what, self.done, self.total, now - self.started, bar=_CELLS)
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"{_CLEAR}{line[:width]}")
        sys.stderr.flush()


def state(what: str, done: int, total: int, seconds: float, *, bar: int = 0) -> str:
    """`verified 120 of 1000, 12.1/s, 1 min 13 s left`; with a bar of so many cells before it."""
    parts = [f"{what} {_count(done, total)}"]
    if done and seconds >= _WORTH_A_LINE:  # before that the start is most of it
        rate = done / seconds
        parts.append(f"{rate:.1f}/s" if rate >= 1 else f"{60 * rate:.1f}/min")
        if total > done:
            parts.append(f"{_duration((total - done) / rate)} left")
    text = ", ".join(parts)
    if not bar or not total:
        return text
    full = bar * min(done, total) // total
    return f"[{'#' * full}{'.' * (bar - full)}] {text}"


def _count(done: int, total: int) -> str:
    return f"{done} of {total}" if total else str(done)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
