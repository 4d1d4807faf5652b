"""A tmux of its own: a program in a real terminal of so many columns and rows, and what is seen."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PATIENCE = 120.0  # seconds; only ever used up by a test that fails


class Pane:
    """One pane; its shell runs a line and then tells the exit code."""

    def __init__(self, folder: str) -> None:
        self._command = ["tmux", "-S", f"{folder}/socket", "-f", "/dev/null"]

    def tmux(self, *words: str) -> str:
        """Run a command of tmux."""
        done = subprocess.run(
            [*self._command, *words], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout

    def send(self, *keys: str) -> None:
        """Press keys by their names (Enter, Up, C-c), or text as it is."""
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text, in which nothing is the name of a key."""
        self.tmux("send-keys", "-l", text)

    def lines(self) -> list[str]:
        """What is seen, line by line."""
        return self.tmux("capture-pane", "-p").splitlines()

    def seen(self, is_there: str | Callable[[str], bool]) -> list[str]:
        """The lines once a text is among them, or once what they hold is as it should be."""
        until = time.monotonic() + _PATIENCE
        while True:
            lines = self.lines()
            text = "\n".join(lines)
            if is_there in text if isinstance(is_there, str) else is_there(text):
                return lines
            assert time.monotonic() < until, f"never seen: {is_there!r}\n{text}"
            time.sleep(0.05)


@contextmanager
def pane(folder: Path, *, columns: int = 80, rows: int = 24, **environ: str) -> Iterator[Pane]:
    """A shell in a folder; skips the test where there is no tmux."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    # Not in the folder of the test: the name of a socket may not be long.
    with tempfile.TemporaryDirectory() as place:
        one = Pane(place)
        said = [word for name, value in environ.items() for word in ("-e", f"{name}={value}")]
        size = ["-x", str(columns), "-y", str(rows)]
        one.tmux("new-session", "-d", *size, *said, "-c", str(folder), "env PS1='ready> ' sh")
        try:
            one.seen("ready>")
            yield one
        finally:
            one.tmux("kill-server")
