"""The three streams of the process: what is written to them arrives whole or is said to be missing.

Called once, before the command line is looked at. A parent may have closed a stream, switched
buffering off, or given a device that takes nothing.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import suppress
from typing import TextIO

# How a closed descriptor is occupied, so that no file of ours gets its number: what is read from
# or written to it fails as it would have, but for messages, which vanish.
_STAND_INS = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)


class _Unheard(io.TextIOWrapper):
    """Takes what is written wherever it can go: no message changes an exit code."""

    def write(self, text: str, /) -> int:
        """Write; a message that cannot be written is dropped."""
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is waiting, where it can go."""
        with suppress(OSError):
            super().flush()


def prepare() -> None:
    """Give the process streams that can be used; idempotent."""
    for descriptor, mode in enumerate(_STAND_INS):
        _occupy(descriptor, mode)
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - as long as the process
    if sys.stdout is None or isinstance(sys.stdout.buffer, io.RawIOBase):
        # Without a buffer (PYTHONUNBUFFERED) Python takes a short write for a whole one: a disk
        # that fills up would cut the output off in silence.
        sys.stdout = io.TextIOWrapper(
            _buffer(1), _encoding(sys.stdout), line_buffering=os.isatty(1)
        )
    sys.stderr = _Unheard(
        _buffer(2), _encoding(sys.stderr), "backslashreplace", line_buffering=True
    )


def has_piped_input() -> bool:
    """Whether a pipe or a file is stdin, and holds something.

    A terminal, a device, a socket and a closed stream are none. Waits for the first byte of a pipe,
    and says so where it takes long.
    """
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):  # closed, or a test's stream
        return False
    if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
        return False
    if stat.S_ISFIFO(mode):
        _say_waiting()
    buffer = sys.stdin.buffer
    return bool(isinstance(buffer, io.BufferedReader) and buffer.peek(1))


def _say_waiting() -> None:
    from select import select

    with suppress(OSError, ValueError):  # Windows selects sockets only
        if sys.stderr.isatty() and not select([sys.stdin], [], [], 1.0)[0]:
            sys.stderr.write("reading stdin, which is a pipe; -l FILE reads a file instead\n")


def _occupy(descriptor: int, mode: int) -> None:
    try:
        os.fstat(descriptor)
    except OSError:
        os.open(os.devnull, mode)  # takes the lowest free number: this one


def _buffer(descriptor: int) -> io.BufferedWriter:
    return io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))


def _encoding(stream: TextIO | None) -> str:
    return stream.encoding if stream else "utf-8"
