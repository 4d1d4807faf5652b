"""`mscref edit KEY` with an editor on a pseudo-terminal: what is typed is never lost."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

LIBRARY = "@book{a, title = {Old}}\n"


def edit_with(script: str, folder: Path) -> tuple[str, int]:
    """What `mscref edit a` prints and returns with this shell script as the editor."""
    (folder / "refs.bib").write_text(LIBRARY)
    editor = folder / "editor.sh"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mscref", "--color", "never", "edit", "-l", "refs.bib", "a"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=folder,
        env={**os.environ, "EDITOR": str(editor), "VISUAL": "", "TMPDIR": str(folder)},
    )
    os.close(follower)
    code = process.wait()
    chunks = []
    try:
        while chunk := os.read(leader, 65536):
            chunks.append(chunk)
    except OSError:  # Linux reports the end of a pseudo-terminal so
        pass
    os.close(leader)
    return b"".join(chunks).decode().replace("\r\n", "\n"), code


def test_what_the_editor_saves_is_written(tmp_path: Path):
    output, code = edit_with('sed -i s/Old/New/ "$1"', tmp_path)
    assert (tmp_path / "refs.bib").read_text() == "@book{a, title = {New}}\n"
    assert "edited the text of a" in output
    assert code == 0


@pytest.mark.parametrize(
    ("script", "code", "message"),
    [
        ("echo '@book{a, title = {Broken' > \"$1\"", 3, "cannot be read; nothing was changed"),
        ("echo '@book{a} @book{b}' > \"$1\"", 3, "1 entry was edited and 2 came back"),
        ('echo >> refs.bib; sed -i s/Old/New/ "$1"', 6, "changed by another program"),
    ],
)
def test_what_cannot_be_used_is_kept(script, code, message, tmp_path: Path):
    output, found = edit_with(script, tmp_path)
    assert found == code
    assert message in output
    kept = re.search(r"what you typed is kept in (\S+)", output)
    assert kept is not None
    assert Path(kept[1]).read_text().startswith("@book{a")
    assert (tmp_path / "refs.bib").read_text().strip() == LIBRARY.strip()


def test_an_editor_that_fails_changes_nothing(tmp_path: Path):
    output, code = edit_with("exit 3", tmp_path)
    assert "the editor ended with code 3; nothing was changed" in output
    assert code == 2
