"""Waiting for files to be saved, and for what changes at an address.

What counts is what changes from the moment of the call on: who calls before the first work is told
of what was saved while that ran.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

_POLL_SECONDS = 0.02
_LOOK_SECONDS, _ASK_SECONDS = 1.0, 10.0
_LAG_NS = 20_000_000  # the clock of a file system stands still for so long

_State: TypeAlias = dict[str, tuple[int, int]]


def saves(paths: Callable[[], Iterable[str]]) -> Iterator[None]:
    """One item each time that a file of `paths` was saved, for ever.

    A file is looked at fifty times a second, and counts as saved when it is the same twice: an
    editor may write it in pieces, or put a new one in its place. `paths` may name more files later;
    of those what was saved since the call counts.
    """
    begun = time.time_ns() - _LAG_NS
    named = list(paths())
    return _saves(paths, set(named), _state(named), begun)


def _saves(
    paths: Callable[[], Iterable[str]], watched: set[str], known: _State, begun: int
) -> Iterator[None]:
    waiting: _State | None = None
    while True:
        time.sleep(_POLL_SECONDS)
        named = list(paths())
        now = _state(named)
        known |= {
            path: now[path]
            for path in named
            if path not in watched and path in now and now[path][0] < begun
        }
        watched.update(named)
        if now == known:
            waiting = None
        elif now == waiting:
            known, waiting = now, None
            yield
        else:
            waiting = now


def changes_at(address: str, *, is_due: Callable[[], bool]) -> Iterator[None]:
    """One item each time that something changed at an address since the call, for ever.

    Of a database its files are looked at each second; a service has to be asked, so that each
    ten seconds count as a change. What `is_due`, because it failed the last time, counts as one.
    """
    from mscref.app.addresses import address_state

    return _changes(lambda: address_state(address), address_state(address), is_due)


def _changes(
    state: Callable[[], tuple[int, ...] | None],
    known: tuple[int, ...] | None,
    is_due: Callable[[], bool],
) -> Iterator[None]:
    while True:
        time.sleep(_LOOK_SECONDS if known else _ASK_SECONDS)
        now = state()
        if now is None or now != known or is_due():
            known = now
            yield


def _state(paths: Iterable[str]) -> _State:
    found = {}
    for path in paths:
        try:
            status = Path(path).stat()
        except OSError:  # between two names, while an editor saves
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
