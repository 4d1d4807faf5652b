"""Where the output cannot go: closed pipes, full disks, read-only places. Whole processes."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from mscref.cli.table import COMMANDS as COMMANDS_BY_NAME

MSCREF = [sys.executable, "-m", "mscref"]
FULL = Path("/dev/full")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    items = [{"id": f"key{number}", "type": "book", "title": "T" * 90} for number in range(2000)]
    path = tmp_path / "refs.json"
    path.write_text(json.dumps(items))
    return path


def test_a_closed_pipe_ends_quietly(library: Path):
    process = subprocess.Popen(
        [*MSCREF, "list", "-l", str(library)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), error) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("arguments", [["list"], ["export"], ["export", "-o", "/dev/full"]])
def test_a_full_disk_is_one_line_and_code_6(library: Path, arguments: list[str]):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*MSCREF, *arguments, "-l", str(library)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 6
    assert done.stderr.decode().splitlines() == [
        "error: cannot write the output: no space left on device"
    ]


COMMANDS = [["list"], ["export"], ["format"], ["cite", "key1"]]


def _shell(line: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """A line of sh with `$*` as mscref and its arguments."""
    command = ["sh", "-c", line, "sh", *MSCREF, *arguments]
    environment = {**os.environ, **environ}
    return subprocess.run(command, capture_output=True, check=False, env=environment)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", COMMANDS[:3])
def test_output_that_is_cut_off_by_a_full_disk_is_said(library, tmp_path, arguments, unbuffered):
    target = tmp_path / "out"
    line = f'ulimit -f 20; "$@" > {target}'
    done = _shell(line, *arguments, "-l", str(library), PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 6
    assert done.stderr.decode().splitlines() == ["error: cannot write the output: file too large"]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], *COMMANDS])
def test_a_closed_stdout_is_one_line_and_code_6(library, arguments):
    done = _shell(
        '"$@" >&-', *arguments, *(["-l", str(library)] if "-" not in arguments[0] else [])
    )
    assert done.returncode == 6
    assert done.stderr == b"error: cannot write the output: bad file descriptor\n"


def test_a_closed_stdin_is_one_line_and_code_6():
    done = _shell('"$@" <&-', "format", "-l", "-")
    assert done.returncode == 6
    assert done.stderr == b"error: <stdin>: cannot be read: bad file descriptor\n"


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "-l", "nowhere.bib"], 6),
        (["format", "-s", "no such style"], 4),
        (["--nonsense"], 2),
    ],
)
def test_a_message_that_cannot_be_written_does_not_change_the_code(library, arguments, code, where):
    more = ["-l", str(library)] if arguments[0] == "format" else []
    done = _shell(f'"$@" {where}', *arguments, *more)
    assert (done.returncode, done.stdout) == (code, b"")


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_results_come_although_warnings_cannot_be_written(tmp_path, where):
    library = tmp_path / "a.bib"
    library.write_bytes("@book{k, title={Caf\xe9}}".encode("latin-1"))
    done = _shell(f'"$@" {where}', "list", str(library))
    assert (done.returncode, "Café" in done.stdout.decode()) == (0, True)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_output_to_what_is_open_goes_behind_what_stands_there(library, tmp_path, name):
    log = tmp_path / "log"
    log.write_text("header\n")
    line = f'{{ "$@"; echo footer; }} >> {log}'
    _shell(line, "export", "-l", str(library), "key1", "-t", "bibtex", "-o", name)
    lines = log.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("header", "footer")
    assert any("key1" in one for one in lines)


# What each command with -o is called with, and the files that it reads then.
READ_BY = {
    "export": (["-l", "refs.bib"], ["refs.bib"]),
    "format": (["-l", "refs.bib"], ["refs.bib"]),
    "cite": (["-l", "refs.bib", "key"], ["refs.bib"]),
    "check": (["refs.bib", "--cited", "paper.md"], ["refs.bib", "paper.md"]),
    "verify": (["refs.bib", "--against", "other.bib"], ["refs.bib", "other.bib"]),
    "resolve": (["dois.txt", "--offline"], ["dois.txt"]),
    "render": (["paper.md", "-l", "refs.bib", "-s", "apa"], ["paper.md", "refs.bib"]),
    "restyle": (["plain.txt", "-s", "apa"], ["plain.txt"]),
    "bbl": (["paper", "-s", "apa"], ["paper.aux", "paper.tex", "refs.bib"]),
    "list": (["-l", "refs.bib"], ["refs.bib"]),
    "search": (["noor", "-l", "refs.bib"], ["refs.bib"]),
    "stats": (["-l", "refs.bib"], ["refs.bib"]),
    "styles": (["preview", "apa", "-l", "refs.bib"], ["refs.bib"]),
    "bulk": (["parse", "strings.jsonl"], ["strings.jsonl"]),
    "deposit": (["check", "plain.txt", "--offline"], ["plain.txt"]),
}
# What the result is called where the name says its format.
NAMED = {"bulk": "new.jsonl"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    entry = "@book{key, author={Noor, B.}, title={Trees}, year={2020}}\n"
    texts = {
        "refs.bib": entry,
        "other.bib": entry,
        "paper.md": "Text [@key].\n",
        "paper.tex": "\\cite{key}\n",
        "paper.aux": "\\citation{key}\n\\bibstyle{plain}\n\\bibdata{refs}\n",
        "plain.txt": "Text [1].\n\nReferences\n\n1. Noor B. Trees. London: Press; 2020.\n",
        "dois.txt": "10.1000/182\n",
        "strings.jsonl": '{"text": "Noor B. Trees. London: Press; 2020."}\n',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "link").symlink_to("refs.bib")
    return tmp_path


def test_every_command_with_output_is_tried():
    with_output = {
        name
        for name, row in COMMANDS_BY_NAME.items()
        for function in import_module(f"mscref.cli.commands.{row.module}").app.functions.values()
        if "output" in (function.__kwdefaults__ or {})
    }
    assert with_output == READ_BY.keys()


@pytest.mark.parametrize("command", READ_BY)
def test_what_is_read_is_not_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch, command):
    monkeypatch.chdir(folder)
    arguments, read = READ_BY[command]
    targets = [*read, *(["link"] if "refs.bib" in read else [])]
    before = {name: Path(name).read_bytes() for name in targets}
    for target in targets:
        done = _shell('"$@"', command, *arguments, "-o", target)
        assert done.returncode == 2, done.stderr
        assert f"error: {target}: is what is read, and would be lost" in done.stderr.decode()
    assert {name: Path(name).read_bytes() for name in targets} == before
    new = NAMED.get(command, "new.txt")
    done = _shell('"$@"', command, *arguments, "-o", new)
    assert done.returncode != 2
    assert Path(new).is_file()


@pytest.mark.parametrize("name", ["out.docx", "out.PDF", "out.odt"])
def test_a_document_that_is_not_written_is_refused(library, tmp_path, name):
    target = tmp_path / name
    done = _shell('"$@"', "format", "-l", str(library), "key1", "-o", str(target))
    assert (done.returncode, target.exists()) == (2, False)
    assert b"--to list" in done.stderr


def test_a_name_that_says_nothing_gets_text_with_a_word(library, tmp_path):
    for name, is_said in (("a.txt", False), ("a", False), ("a.rst", True)):
        done = _shell('"$@"', "format", "-l", str(library), "key1", "-o", str(tmp_path / name))
        assert (done.returncode, b"holds plain text" in done.stderr) == (0, is_said)


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(library: Path, tmp_path: Path):
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o500)
    target = folder / "out.json"
    done = subprocess.run(
        [*MSCREF, "export", "-l", str(library), "-o", str(target)], capture_output=True, check=False
    )
    assert done.returncode == 6
    assert done.stderr.decode() == f"error: {target}: cannot be written: permission denied\n"


def test_a_read_only_file_is_not_replaced(library: Path, tmp_path: Path):
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o400)
    done = subprocess.run(
        [*MSCREF, "export", "-l", str(library), "-o", str(target)], capture_output=True, check=False
    )
    assert done.returncode == 6
    assert done.stderr.decode().startswith(f"error: {target}: cannot be written: the file is read")
    assert target.read_text() == "old"


def test_a_place_that_is_not_there(library: Path, tmp_path: Path):
    target = tmp_path / "nowhere" / "out.json"
    done = subprocess.run(
        [*MSCREF, "export", "-l", str(library), "-o", str(target)], capture_output=True, check=False
    )
    assert done.returncode == 6
    assert (
        done.stderr.decode() == f"error: {target}: cannot be written: no such file or directory\n"
    )


def test_an_interrupted_write_leaves_the_old_file(library: Path, tmp_path: Path):
    target = tmp_path / "out.json"
    target.write_text("old")
    done = subprocess.run(
        [*MSCREF, "export", "-l", str(library), "nothing", "-o", str(target)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 4
    assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"refs.json", "out.json"}


def test_a_latin_1_terminal_does_not_crash(library: Path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    library.write_text('[{"id": "a", "type": "book", "title": "Größe “x”"}]', encoding="utf-8")
    done = subprocess.run(
        [*MSCREF, "list", "-l", str(library)], capture_output=True, check=False, env=environment
    )
    assert done.returncode == 0
    assert "Größe “x”" in done.stdout.decode()
