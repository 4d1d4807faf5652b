"""Conventions of docs/conventions.md that hold everywhere: pipes, colours, nothing is asked."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mscref

SOURCE = Path(mscref.__file__).parent
LIBRARY = (
    "@article{a, title = {On {DNA} \\& trees}, author = {Roth, A. et al.}, year = 2020,"
    " doi = {https://doi.org/10.5555/x}}\n@book{b, title = {B}, author = {C, D}, year = 1999}\n"
)
READING = [
    ["list"], ["show", "a"], ["search", "trees"], ["check"], ["stats"], ["format"], ["cite", "a"],
    ["export"], ["history"], ["check", "--rules"], ["format", "-t", "list"], ["plugins"],
    ["styles", "search", "apa"], ["tidy"], ["config", "show"], ["dedupe", "--dry-run"],
    ["check", "--diff"], ["help"], ["--help"], ["list", "--help"], ["nonsense"],
]  # fmt: skip


def piped(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """What comes out of pipes, with nothing to be asked at."""
    (folder / "refs.bib").write_text(LIBRARY)
    return subprocess.run(
        [sys.executable, "-m", "mscref", *words], cwd=folder, capture_output=True, text=True,
        encoding="utf-8", check=False, stdin=subprocess.DEVNULL, timeout=120,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environ},
    )  # fmt: skip


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_no_escape_box_or_bar_in_a_pipe(tmp_path: Path, words: list[str]):
    done = piped(tmp_path, *words)
    assert done.returncode in (0, 1, 2)
    for text in (done.stdout, done.stderr):
        assert "\x1b" not in text
        assert not set("─│╭╮╰╯━┃█\r").intersection(text)


def test_a_record_is_one_line_with_tabs_however_long(tmp_path: Path):
    done = piped(tmp_path, "list", COLUMNS="20")
    lines = done.stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["a", "b"]
    assert {line.count("\t") for line in lines} == {4}


@pytest.mark.parametrize(
    ("words", "environ", "is_coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color=always"], {"NO_COLOR": "1"}, True),  # the flag outranks
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_as_it_is_asked_for(tmp_path: Path, words, environ, is_coloured: bool):
    done = piped(tmp_path, "show", "nope", *words, **environ)
    assert done.returncode == 4
    broken = piped(tmp_path, "list", "-l", "gone.bib", *words, **environ)
    assert ("\x1b[" in done.stderr + broken.stderr) is is_coloured


def test_nothing_is_asked_anywhere():
    """The picker and the editor are asked for by their names; no other module reads a key."""
    asking = {"input", "getpass", "prompt", "confirm"}
    found = {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "id", getattr(node.func, "attr", ""))) in asking
    }
    assert found == set()


@pytest.mark.parametrize(
    "words",
    [["edit", "a"], ["pick"], ["rm", "b"], ["dedupe"], ["undo"], ["cache", "clear"]],
    ids=" ".join,
)
def test_no_command_waits_where_nobody_can_answer(tmp_path: Path, words: list[str]):
    done = piped(tmp_path, *words, EDITOR="false", VISUAL="")
    assert done.returncode in (0, 1, 2, 4)
    assert "Traceback" not in done.stderr
