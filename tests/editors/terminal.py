"""A program in a terminal of tmux: keys go in, what is on the screen comes out."""

import os
import re
import shlex
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

WAIT = 90.0  # seconds until something must be on the screen: the machine may be busy


class Terminal:
    """One program in a tmux server of its own, ended with it."""

    def __init__(self, command: str, *, folder: Path, environ: Mapping[str, str]) -> None:
        self._name = f"mscref-{os.getpid()}-{time.monotonic_ns()}"
        settings = " ".join(shlex.quote(f"{name}={value}") for name, value in environ.items())
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "50",
            "-c", str(folder), f"exec env {settings} {command}",
        )  # fmt: skip

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server", check=False)

    def keys(self, *keys: str) -> None:
        """Press keys by their names in tmux."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it stands."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, pattern: str, again: Callable[[], None] | None = None) -> str:
        """The screen once the pattern is on it; `again` is done every five seconds until then."""
        deadline = time.monotonic() + WAIT
        tries = 0
        while time.monotonic() < deadline:
            screen = self.screen()
            if re.search(pattern, screen):
                return screen
            time.sleep(0.2)
            tries += 1
            if again is not None and tries % 25 == 0:
                again()
        raise AssertionError(f"{pattern!r} never came on the screen:\n{self.screen()}")

    def _tmux(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._name, *words],
            capture_output=True,
            text=True,
            timeout=WAIT,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout
