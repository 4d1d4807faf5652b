"""The terminal of a pick: keys as they are pressed, a second screen that is drawn on stderr.

The terminal gets back what it had, however picking ends. POSIX only: `is_possible` says whether.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

from mscref.cli import show
from mscref.cli.picker.drawing import ScreenLine
from mscref.cli.picker.keystrokes import LEAVE, REDRAW, split, unfinished

# The second screen, and pasted text that is told from typed.
_ENTER, _GO = "\x1b[?1049h\x1b[?2004h", "\x1b[?2004l\x1b[?1049l"
_RESET = "\x1b[0m"
# How long what follows an escape may be under way: a link over ssh parts it from its sequence.
_ESCAPE_SECONDS = 0.1
_FALLBACK = (80, 24)


def is_possible() -> bool:
    """Whether there is a terminal to draw on and to read keys from."""
    try:
        import termios  # noqa: F401
    except ImportError:  # Windows
        return False
    return sys.stderr.isatty() and show.is_capable()


class PickTerminal:
    """A terminal while something is picked; made by `opened`."""

    def __init__(self, keyboard: int, signals: int) -> None:
        self._keyboard = keyboard
        self._signals = signals
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")

    def size(self) -> tuple[int, int]:
        """Columns and rows, as they are now."""
        with suppress(OSError):
            found = os.get_terminal_size(sys.stderr.fileno())
            if found.columns and found.lines:
                return found.columns, found.lines
        return _FALLBACK

    def show(self, lines: Sequence[ScreenLine], *, cursor: int) -> None:
        """Draw the screen anew and put the cursor into its first line, behind `cursor` cells."""
        _, rows = self.size()
        wants_style = show.wants_color(sys.stderr)
        drawn = [
            f"\x1b[{number};1H\x1b[2K{''.join(_styled(one, wants_style) for one in line)}"
            for number, line in enumerate([*lines, *[[]] * (rows - len(lines))], 1)
        ]
        sys.stderr.write(f"{''.join(drawn)}\x1b[1;{cursor + 1}H")
        sys.stderr.flush()

    def typed(self) -> Iterator[list[str]]:
        """The keys as they come; REDRAW where the size has changed, LEAVE where nobody is there."""
        rest = ""
        while True:
            wait = _ESCAPE_SECONDS if rest else None
            ready, _, _ = select.select([self._keyboard, self._signals], [], [], wait)
            if self._signals in ready:
                caught = os.read(self._signals, 64)
                yield [REDRAW if set(caught) == {signal.SIGWINCH} else LEAVE]
                continue
            if not ready:
                keys, rest = unfinished(rest), ""
            else:
                sent = self._read()
                if sent is None:
                    yield [LEAVE]
                    return
                keys, rest = split(rest + sent)
            if keys:
                yield keys

    def _read(self) -> str | None:
        """What was typed; None where the terminal is gone."""
        try:
            sent = os.read(self._keyboard, 4096)
        except OSError:
            return None
        return self._decoder.decode(sent) if sent else None


def _styled(piece: tuple[str, str], wants_style: bool) -> str:
    text, codes = piece
    return f"\x1b[{codes}m{text}{_RESET}" if codes and wants_style else text


@contextmanager
def opened() -> Iterator[PickTerminal]:
    """The terminal, raw and on its second screen, until the block is left."""
    with ExitStack() as stack:
        keyboard = _keyboard(stack.callback)
        signals = _caught(stack.callback)
        _make_raw(keyboard, stack.callback)
        sys.stderr.write(_ENTER)
        stack.callback(sys.stderr.flush)
        stack.callback(sys.stderr.write, _GO)
        yield PickTerminal(keyboard, signals)


def _keyboard(at_end: Callable[..., object]) -> int:
    """stdin, or where that is a pipe the terminal itself; raises OSError."""
    if sys.stdin is not None and sys.stdin.isatty():
        return sys.stdin.fileno()
    keyboard = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    at_end(os.close, keyboard)
    return keyboard


def _make_raw(keyboard: int, at_end: Callable[..., object]) -> None:
    """Keys one by one, none of them for the terminal itself: Ctrl-C arrives as a key."""
    import termios
    import tty

    before = termios.tcgetattr(keyboard)
    tty.setraw(keyboard, termios.TCSADRAIN)
    at_end(termios.tcsetattr, keyboard, termios.TCSADRAIN, before)


def _caught(at_end: Callable[..., object]) -> int:
    """A descriptor from which the numbers of signals can be read."""
    reading, writing = os.pipe()
    at_end(os.close, reading)
    at_end(os.close, writing)
    os.set_blocking(writing, False)
    for number in (signal.SIGWINCH, signal.SIGTERM, signal.SIGHUP):
        at_end(signal.signal, number, signal.signal(number, _nothing))
    at_end(signal.set_wakeup_fd, signal.set_wakeup_fd(writing, warn_on_full_buffer=False))
    return reading


def _nothing(_number: int, _frame: object) -> None:
    """A signal is dealt with where keys are."""
