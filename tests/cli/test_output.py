"""Where the output cannot go: closed pipes, full disks, read-only places. Whole processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
