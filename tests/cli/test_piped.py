"""What is piped in is read without `-`, and only where nothing else is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENTRY = b"@book{piped, title={A}, author={B, C}, year={2020}, publisher={P}}\n"


def run_with(
    stdin, *words: str, folder: Path, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mscref", *words]
    return subprocess.run(
        command, input=stdin, cwd=folder, env={**os.environ, **environ}, capture_output=True,
        check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.bib").write_text("@book{own, title={O}, year={1999}}\n")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [["list"], ["format"], ["export", "-t", "ris"], ["check"], ["search", "year:1990.."]],
)
def test_a_pipe_is_the_library_where_nothing_is_named(folder: Path, words: list[str]):
    done = run_with(ENTRY, *words, folder=folder)
    assert b"own" not in done.stdout
    assert done.returncode in (0, 1)
    assert done.stdout or b"1 reference" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["list", "own"],
        ["list", "own.bib"],
        ["list", "-l", "own.bib"],
        ["search", "own", "-l", "own.bib"],
        ["search", "own.bib", "year:1999"],
    ],
)
def test_what_is_named_wins(folder: Path, words: list[str]):
    assert run_with(ENTRY, *words, folder=folder).stdout.startswith(b"own\t")


def test_an_empty_pipe_is_none(folder: Path):
    """As in a script that a service runs."""
    assert run_with(b"", "list", folder=folder).stdout.startswith(b"own\t")


def test_a_file_is_piped_as_well(folder: Path):
    (folder / "in").write_bytes(ENTRY)
    with (folder / "in").open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "mscref", "list"], stdin=file, cwd=folder, capture_output=True,
            check=False,
        )  # fmt: skip
    assert done.stdout.startswith(b"piped\t")


def test_import_reads_a_pipe_and_asks_for_a_file_without(folder: Path):
    done = run_with(ENTRY, "import", folder=folder)
    assert done.stdout == b"added\tpiped\t\n"
    assert b"piped" in (folder / "own.bib").read_bytes()
    assert run_with(b"", "import", folder=folder).returncode == 2


@pytest.mark.parametrize(("browser", "code"), [("true %s", 0), ("false %s", 1)])
def test_open_honours_browser_and_says_what_came_of_it(folder: Path, browser: str, code: int):
    """Without a desktop nothing else can open an address."""
    (folder / "own.bib").write_text("@misc{own, title={O}, url={https://example.org/x}}\n")
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "PATH": "/nowhere:/usr/bin:/bin"}
    if code and any(
        Path("/usr/bin", one).exists() for one in ("www-browser", "links", "lynx", "w3m")
    ):
        pytest.skip("a browser of the terminal would open the address")
    done = run_with(b"", "open", "own", folder=folder, BROWSER=browser, **nothing)
    assert done.returncode == code
    assert (b"https://example.org/x" in done.stdout) is bool(code)
    assert (b"opened" in done.stderr and b"could" not in done.stderr) is not bool(code)
