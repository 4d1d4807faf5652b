"""Rights, links and folders: what a change leaves of them, for every umask and way to write."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.library import exchange, files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX")
ENTRY = "@misc{Old_1, author={Smith, A}, title={X}, year=2001}\n"
CHANGES = (
    "edit -l r.bib Old_1 note=q",
    "import -l r.bib n.bib",
    "rekey -l r.bib --also m.tex",
    "tidy -l r.bib all",
    "rm -l r.bib Old_1",
    "undo -l r.bib",
    "undo -l r.bib --redo",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.bib").write_text(ENTRY)
    (tmp_path / "n.bib").write_text("@book{n, title={N}, author={M, O}, year={1980}}\n")
    (tmp_path / "m.tex").write_text("\\cite{Old_1}\n")
    return tmp_path


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_no_moment_shows_a_private_library(
    folder: Path, mode: int, umask: int, monkeypatch: pytest.MonkeyPatch
):
    """In a folder that a group may read, whatever the umask: no file that is made beside the
    library, nor the journal, is ever readable by more people than the library."""
    folder.chmod(0o775)
    for name in ("r.bib", "m.tex"):
        (folder / name).chmod(mode)
    made: list[tuple[str, int]] = []
    real = os.open

    def watching(name, flags, given=0o777, **more):
        descriptor = real(name, flags, given, **more)
        if flags & os.O_CREAT:
            made.append((str(name), stat.S_IMODE(os.fstat(descriptor).st_mode)))
        return descriptor

    monkeypatch.setattr(os, "open", watching)
    before = os.umask(umask)
    try:
        for command in CHANGES[:4]:
            assert run(command.split()) == 0
    finally:
        os.umask(before)
    beside = [(name, given) for name, given in made if "r.bib" in name or "m.tex" in name]
    assert beside
    assert not [one for one in beside if one[1] & ~0o600]
    for name in ("r.bib", "m.tex"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == mode
    state = Path(os.environ["XDG_STATE_HOME"]) / "mscref" / "journal"
    assert stat.S_IMODE(next(state.iterdir()).stat().st_mode) & 0o077 == 0


def test_a_folder_that_is_read_only(folder: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    """Nothing can be renamed there: one message, and the file as it was."""
    real = os.access

    def closed(path, mode, **more):
        return False if Path(path) == folder and mode & os.W_OK else real(path, mode, **more)

    monkeypatch.setattr(os, "access", closed)  # as for anybody but root
    assert run(["edit", "-l", "r.bib", "Old_1", "note=q"]) == 6
    said = capsys.readouterr().err
    assert said.count("error:") == 1
    assert "read-only" in said
    assert (folder / "r.bib").read_text() == ENTRY


def test_hard_links_of_library_and_document(folder: Path, capsys):
    for name in ("r.bib", "m.tex"):
        os.link(folder / name, folder / f"backup-{name}")
    assert run(["rekey", "-l", "r.bib", "--also", "m.tex"]) == 0
    assert capsys.readouterr().err.count("hard link") == 2
    assert (folder / "backup-r.bib").read_text() == ENTRY
    assert (folder / "backup-m.tex").read_text() == "\\cite{Old_1}\n"
    assert run(["undo", "-l", "r.bib"]) == 0
    assert (folder / "r.bib").read_text() == ENTRY


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="attributes of files are Linux'")
def test_attributes_stay(folder: Path):
    try:
        os.setxattr(folder / "r.bib", "user.note", b"mine")
    except OSError as error:
        pytest.skip(f"this file system keeps no attributes: {error}")
    assert run(["edit", "-l", "r.bib", "Old_1", "note=q"]) == 0
    assert os.getxattr(folder / "r.bib", "user.note") == b"mine"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_stays(folder: Path, ends: str):
    text = "@misc{Old_1,\n  title = {X},\n  year = 2001\n}\n".replace("\n", ends)
    (folder / "r.bib").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert run(["edit", "-l", "r.bib", "Old_1", "year=2002"]) == 0
    changed = b"\xef\xbb\xbf" + text.replace("2001", "2002").encode()
    assert (folder / "r.bib").read_bytes() == changed


def test_the_bytes_are_on_the_disk_before_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The new file is flushed before it takes the name, and the folder behind it."""
    steps: list[str] = []
    real_sync, real_put = os.fsync, exchange.put_in_place

    def sync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def put(*arguments, **more) -> bool:
        steps.append("name")
        return real_put(*arguments, **more)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(files, "put_in_place", put)
    path = tmp_path / "r.bib"
    path.write_bytes(b"old")
    files.replace_file(path, b"new", expected=b"old")
    assert steps == ["file", "name", "folder"]
