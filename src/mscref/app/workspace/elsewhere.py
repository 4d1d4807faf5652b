"""A whole library checked in a process of its own: `python -P -m` this module, text → marks.

A large library takes seconds of the processor and memory for every reference; an editor waits for
neither. What goes in is the text; what comes out is a line of JSON for each mark, as many as an
editor can show.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mscref.app.workspace.marks import EditorMark, MarkLevel, bounded
from mscref.library import delta

_SECONDS = 600  # the longest that such a process may take


def checked_elsewhere(text: str, path: str, stopped: Callable[[], bool]) -> list[EditorMark] | None:
    """What `check` says with the settings of the folder; None where it was stopped, or failed."""
    folder = Path(path).parent
    # -P: a folder's own `json.py` is not run.
    command = [sys.executable, "-P", "-m", __spec__.name, path]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder if folder.is_dir() else None,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        try:
            output = _output_of(process, delta.encode(text), stopped)
        finally:
            process.kill()
    if output is None or process.returncode:
        return None
    try:
        return [_read(line) for line in output.splitlines()]
    except (ValueError, TypeError):  # it was ended by somebody, or found no memory
        return None


def _output_of(
    process: subprocess.Popen[bytes], given: bytes, stopped: Callable[[], bool]
) -> bytes | None:
    until = time.monotonic() + _SECONDS
    feed: bytes | None = given
    while not stopped() and time.monotonic() < until:
        try:
            return process.communicate(feed, timeout=0.3)[0]
        except subprocess.TimeoutExpired:
            feed = None
    return None


def _read(line: bytes) -> EditorMark:
    start, end, level, code, message, hint, key = json.loads(line)
    return EditorMark(
        start=start,
        end=end,
        level=MarkLevel(level),
        code=code,
        message=message,
        hint=hint,
        key=key,
    )


def _written(one: EditorMark) -> str:
    row = (one.start, one.end, one.level.value, one.code, one.message, one.hint, one.key)
    return json.dumps(row)


def main() -> int:
    """Check the text at stdin, which is that of the library at the path of the first argument."""
    from mscref.app.workspace.index import BibIndex
    from mscref.app.workspace.library_findings import checked_here
    from mscref.app.workspace.texts import EditorText
    from mscref.config import Config, load_config
    from mscref.errors import MscrefError

    if hasattr(os, "nice"):
        os.nice(10)  # whoever types goes first
    path = sys.argv[1]
    text = EditorText(delta.decode(sys.stdin.buffer.read()))
    try:
        config = load_config(Path(path).parent, os.environ)
    except MscrefError:
        config = Config()
    marks = checked_here(BibIndex(path, text), config)
    if marks is None:
        return 1
    sys.stdout.writelines(_written(one) + "\n" for one in bounded(marks))
    return 0


if __name__ == "__main__":
    sys.exit(main())
