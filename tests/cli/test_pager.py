"""What is longer than the screen goes through a pager, on a terminal and nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

PAGER = "sed s/^/PAGED:/"


def said(folder: Path, *words: str, count: int, to_pipe: bool = False, **environ: str) -> str:
    """What a library of so many entries looks like on a terminal of 24 lines."""
    entries = [f"@book{{k{n}, title={{Book {n}}}, year={{2000}}}}" for n in range(count)]
    (folder / "refs.bib").write_text("\n".join(entries))
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mscref", *words], cwd=folder, stdin=follower,
        stdout=subprocess.PIPE if to_pipe else follower, stderr=follower,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", **environ},
    )  # fmt: skip
    os.close(follower)
    if to_pipe:
        text = process.communicate()[0].decode()
        os.close(leader)
        return text
    chunks = []
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # Linux reports the end of a pseudo-terminal so
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    os.close(leader)
    return b"".join(chunks).decode()


@pytest.mark.parametrize("words", [["list"], ["format"], ["search", "book"]])
def test_a_long_result_is_paged(tmp_path: Path, words: list[str]):
    assert "PAGED:" in said(tmp_path, *words, count=60, PAGER=PAGER)


@pytest.mark.parametrize(
    ("words", "count", "environ"),
    [
        (["list"], 5, {"PAGER": PAGER}),
        (["list", "--no-pager"], 60, {"PAGER": PAGER}),
        (["list"], 60, {"PAGER": PAGER, "TERM": "dumb"}),
        (["list"], 60, {"PAGER": "cat"}),
        (["list"], 60, {"PAGER": PAGER, "MSCREF_PAGER": ""}),
        (["list", "--json"], 60, {"PAGER": PAGER}),
    ],
)
def test_where_none_is_wanted_there_is_none(tmp_path: Path, words, count: int, environ):
    text = said(tmp_path, *words, count=count, **environ)
    assert "PAGED:" not in text
    assert "k1" in text


def test_a_pipe_is_never_paged(tmp_path: Path):
    text = said(tmp_path, "list", count=60, to_pipe=True, PAGER=PAGER)
    assert len(text.splitlines()) == 60
    assert "PAGED:" not in text
