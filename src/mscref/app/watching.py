"""Waiting for files to be saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

_POLL_SECONDS = 0.02
_LOOK_SECONDS, _ASK_SECONDS = 1.0, 10.0

_State: TypeAlias = tuple[tuple[str, int, int], ...]


def saves(paths: Callable[[], Iterable[str]]) -> Iterator[None]:
    """One item each time that a file of `paths` was saved, for ever.

    A file is looked at fifty times a second, and counts as saved when it is the same twice: an
    editor may write it in pieces, or put a new one in its place.
    """
    known = _state(paths())
    waiting: _State | None = None
    while True:
        time.sleep(_POLL_SECONDS)
        now = _state(paths())
        if now == known:
            waiting = None
        elif now == waiting:
            known, waiting = now, None
            yield
        else:
            waiting = now


def changes_at(address: str, *, is_due: Callable[[], bool]) -> Iterator[None]:
    """One item each time that something changed at an address, for ever.

    Of a database its files are looked at each second; a service has to be asked, so that each
    ten seconds count as a change. What `is_due`, because it failed the last time, counts as one.
    """
    from mscref.app.addresses import address_state

    known = address_state(address)
    while True:
        time.sleep(_LOOK_SECONDS if known else _ASK_SECONDS)
        now = address_state(address)
        if now is None or now != known or is_due():
            known = now
            yield


def _state(paths: Iterable[str]) -> _State:
    found = []
    for path in paths:
        try:
            status = Path(path).stat()
        except OSError:  # between two names, while an editor saves
            continue
        found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)
