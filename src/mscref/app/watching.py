"""Waiting for files to be saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

_POLL_SECONDS = 0.02

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


def _state(paths: Iterable[str]) -> _State:
    found = []
    for path in paths:
        try:
            status = Path(path).stat()
        except OSError:  # between two names, while an editor saves
            continue
        found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)
