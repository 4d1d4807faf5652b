"""What a terminal gets that a pipe does not: styles, links, tables; and what it never gets."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ITEM = {
    "id": "leng2020",
    "type": "book",
    "title": "A \u001b[31mred\u001b[0m title",
    "author": [{"family": "Leng", "given": "Z."}],
    "URL": "https://example.org/x",
}


def on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """The output of mscref on a pseudo-terminal of 80 columns."""
    (folder / "refs.json").write_text(json.dumps([ITEM]))
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mscref", *arguments, "-l", "refs.json"],
        stdout=follower,
        stderr=follower,
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
    )
    os.close(follower)
    process.wait()
    chunks = []
    try:
        while chunk := os.read(leader, 65536):
            chunks.append(chunk)
    except OSError:  # Linux reports the end of a pseudo-terminal so
        pass
    os.close(leader)
    return b"".join(chunks).decode()


def test_styles_and_links(tmp_path: Path):
    output = on_a_terminal(["format", "-s", "apa"], tmp_path)
    assert "\x1b[3mA [31mred[0m title\x1b[23m" in output
    assert "\x1b]8;;https://example.org/x\x1b\\https://example.org/x\x1b]8;;\x1b\\" in output


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["format", "-s", "apa", "--color", "never"], {}),
        (["format", "-s", "apa"], {"NO_COLOR": "1"}),
        (["format", "-s", "apa"], {"TERM": "dumb"}),
        (["list"], {"NO_COLOR": "1"}),
        (["show", "leng2020"], {"NO_COLOR": "1"}),
    ],
)
def test_no_escape_where_none_is_wanted(tmp_path: Path, arguments, environment):
    assert "\x1b" not in on_a_terminal(arguments, tmp_path, **environment)


def test_a_table_with_heads(tmp_path: Path):
    lines = on_a_terminal(["list", "--color", "never"], tmp_path).splitlines()
    assert lines[0].split() == ["key", "type", "authors", "year", "title"]
    assert lines[1].split() == ["leng2020", "book", "Leng", "A", "␛[31mred␛[0m", "title"]


def test_text_from_outside_never_drives_the_terminal(tmp_path: Path):
    for arguments in (["list"], ["show", "leng2020"], ["format"], ["export", "-t", "csljson"]):
        assert "\x1b[31m" not in on_a_terminal(arguments, tmp_path)
