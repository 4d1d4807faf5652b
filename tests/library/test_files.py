import stat
import threading
from pathlib import Path

import pytest

from mscref.errors import LibraryError, LockedError
from mscref.library import files
from mscref.library.files import holds, locked, read_bytes, replace_by_pieces, replace_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_replaces_the_content(tmp_path: Path):
    path = tmp_path / "a.bib"
    path.write_bytes(b"old")
    replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.bib"]


def test_writes_pieces_one_behind_the_other(tmp_path: Path):
    path = tmp_path / "a.bib"
    replace_by_pieces(path, [b"one ", memoryview(b"-two-")[1:4], b""], expected=None)
    assert path.read_bytes() == b"one two"


@pytest.mark.parametrize(
    ("expected", "is_held"),
    [(b"12345", True), (b"1234", False), (b"123456", False), (b"12x45", False), (None, False)],
)
def test_a_file_is_compared_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: bytes | None, is_held: bool
):
    monkeypatch.setattr(files, "_PIECE", 2)
    path = tmp_path / "a.bib"
    path.write_bytes(b"12345")
    assert holds(path, expected) == is_held
    assert holds(tmp_path / "none.bib", expected) == (expected is None)


def test_makes_a_file_that_was_not_there(tmp_path: Path):
    replace_file(tmp_path / "a.bib", b"new", expected=None)
    assert (tmp_path / "a.bib").read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
def test_keeps_the_permissions(tmp_path: Path, mode: int):
    path = tmp_path / "a.bib"
    path.write_bytes(b"old")
    path.chmod(mode)
    replace_file(path, b"new", expected=b"old")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_keeps_a_symbolic_link(tmp_path: Path):
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.bib"
    real.write_bytes(b"old")
    link = tmp_path / "link.bib"
    link.symlink_to("real/a.bib")
    replace_file(link, b"new", expected=b"old")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_refuses_a_file_that_changed_underneath(tmp_path: Path):
    path = tmp_path / "a.bib"
    path.write_bytes(b"edited by hand")
    with pytest.raises(LockedError, match="changed by another program"):
        replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"edited by hand"
    assert names(tmp_path) == ["a.bib"]


def test_refuses_a_file_that_appeared_meanwhile(tmp_path: Path):
    path = tmp_path / "a.bib"
    path.write_bytes(b"somebody's")
    with pytest.raises(LockedError):
        replace_file(path, b"new", expected=None)


def test_refuses_a_read_only_file(tmp_path: Path):
    path = tmp_path / "a.bib"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(LibraryError, match="read-only"):
        replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("path", ["/dev/full", "/dev/null", "/"])
def test_refuses_what_is_no_file(path: str):
    with pytest.raises(LibraryError, match="not a regular file"):
        read_bytes(Path(path))
    with pytest.raises(LibraryError):
        replace_file(Path(path), b"new", expected=b"")


def test_says_why_a_file_cannot_be_read(tmp_path: Path):
    with pytest.raises(LibraryError, match=r"a\.bib: cannot be read: no such file"):
        read_bytes(tmp_path / "a.bib")


def test_removes_what_a_killed_writer_left(tmp_path: Path):
    number = 4_194_304  # beyond the largest number of a process (proc(5), pid_max)
    (tmp_path / f".a.bib.{number}.mscref-tmp").write_bytes(b"half")
    (tmp_path / f".b.bib.{number}.mscref-tmp").write_bytes(b"of another file")
    replace_file(tmp_path / "a.bib", b"new", expected=None)
    assert names(tmp_path) == [f".b.bib.{number}.mscref-tmp", "a.bib"]


def test_the_lock_keeps_a_second_writer_out(tmp_path: Path):
    path = tmp_path / "a.bib"
    with (
        locked(path),
        pytest.raises(LockedError, match="another mscref"),
        locked(path, wait_seconds=0.05),
    ):
        pass


def test_the_lock_waits_its_turn(tmp_path: Path):
    path = tmp_path / "a.bib"
    path.write_bytes(b"0")

    def count_up():
        for _ in range(10):
            with locked(path):
                old = path.read_bytes()
                replace_file(path, str(int(old) + 1).encode(), expected=old)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() == b"40"
