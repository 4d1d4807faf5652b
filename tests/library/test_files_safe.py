"""Files beside strangers: rights, outputs of two processes, temporary files, line ends."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.errors import LibraryError, LockedError
from mscref.library import exchange, files

ENTRY = "@book{a, title={A}, author={B, C}, year={2020}}"


def test_new_bytes_of_a_private_file_are_private_from_the_first_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "r.bib"
    path.write_text(ENTRY)
    path.chmod(0o600)
    seen: list[int] = []
    real = os.open

    def watching(name, flags, mode=0o777, **more):
        descriptor = real(name, flags, mode, **more)
        if flags & os.O_CREAT:
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    monkeypatch.setattr(os, "open", watching)
    files.replace_file(path, b"new", expected=ENTRY.encode())
    assert seen
    assert not any(mode & 0o077 for mode in seen)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_file_has_the_rights_of_the_umask(tmp_path: Path):
    old = os.umask(0o027)
    try:
        files.replace_file(tmp_path / "x", b"new", expected=None)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


WRITER = """
import sys
from pathlib import Path
from mscref.app.files import write_text
for _ in range(60):
    write_text(Path(sys.argv[1]), sys.argv[2] * 20_000)
"""


def test_two_processes_with_one_output_both_succeed(tmp_path: Path):
    path = tmp_path / "same.txt"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), letter], stderr=subprocess.PIPE)
        for letter in "ab"
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said
    assert path.read_text() in ("a" * 20_000, "b" * 20_000)
    assert [one.name for one in tmp_path.iterdir()] == ["same.txt"]


def test_only_what_dead_processes_left_is_swept(tmp_path: Path):
    path = tmp_path / "r.bib"
    living = tmp_path / f".r.bib.{os.getppid()}-0a.mscref-tmp"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = tmp_path / f".r.bib.{gone.pid}-0a.mscref-tmp"
    old_form = tmp_path / f".r.bib.{gone.pid}.mscref-tmp"
    for one in (living, dead, old_form):
        one.write_text("")
    files.replace_file(path, b"new", expected=None)
    assert (living.exists(), dead.exists(), old_form.exists()) == (True, False, False)


@pytest.mark.parametrize(
    "text",
    [
        f"{ENTRY}\r",
        f"{ENTRY}\r@book{{b,\r  title = {{B}},\r  year = {{1999}}\r}}\r",
        f"@comment{{x}}\r\r{ENTRY}\r",
    ],
)
def test_a_file_with_carriage_returns_only_can_be_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, capsys
):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "r.bib"
    path.write_bytes(text.encode())
    assert run(["edit", "-l", "r.bib", "a", "year=2021"]) == 0, capsys.readouterr().err
    assert path.read_bytes() == text.replace("2020", "2021").encode()
    assert run(["edit", "-l", "r.bib", "a", "note=x"]) == 0
    Path("n.bib").write_text("@book{n, title={N}, author={M, O}, year={1980}}\n")
    assert run(["import", "-l", "r.bib", "n.bib"]) == 0
    assert run(["rm", "-l", "r.bib", "n"]) == 0
    assert run(["list", "-l", "r.bib"]) == 0
    assert "a\tbook" in capsys.readouterr().out
    for _ in range(4):
        assert run(["undo", "-l", "r.bib"]) == 0
    assert path.read_bytes() == text.encode()


@pytest.mark.parametrize("text", [f"% mine\r{ENTRY}\r", f"{ENTRY}\r% a, b\r{ENTRY}\r"])
def test_or_it_is_said_why_not(tmp_path: Path, text: str, capsys):
    path = tmp_path / "r.bib"
    path.write_bytes(text.encode())
    assert run(["edit", "-l", str(path), "a", "year=2021"]) == 6
    assert "carriage returns" in capsys.readouterr().err
    assert path.read_bytes() == text.encode()


def refused(*arguments: object, **more: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def fail_swapping_back(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The second swap fails with an error of the system; 0: the system swaps no more."""
    real, times = exchange._swap, iter([True])

    def swap(one: Path, other: Path) -> bool:
        for _ in times:
            return real(one, other)
        if number:
            raise OSError(number, os.strerror(number))
        return False

    monkeypatch.setattr(exchange, "_swap", swap)


class TestASaveBetweenTheLookAndTheRename:
    """An editor saves after the file was compared and before ours is put in its place."""

    @pytest.fixture
    def late(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes, str], Path]:
        def prepare(old: bytes, how: str) -> Path:
            path = tmp_path / "refs.bib"
            path.write_bytes(old)
            real, saves = files.holds, iter([how])

            def holds(asked: Path, expected: bytes | None) -> bool:
                answer = real(asked, expected)
                for one in saves:
                    if one == "rename":
                        (tmp_path / "new").write_bytes(b"saved")
                        (tmp_path / "new").replace(path)
                    else:
                        path.write_bytes(b"saved")
                return answer

            monkeypatch.setattr(files, "holds", holds)
            return path

        return prepare

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps names")
    @pytest.mark.parametrize("how", ["rename", "in place"])
    def test_is_not_lost(self, late, how: str):
        path = late(b"old", how)
        with pytest.raises(LockedError):
            files.replace_file(path, b"ours", expected=b"old")
        assert path.read_bytes() == b"saved"
        assert [one.name for one in path.parent.iterdir()] == ["refs.bib"]

    @pytest.mark.parametrize("how", ["rename", "in place"])
    def test_of_a_file_that_was_not_there_is_not_lost(self, late, how: str):
        path = late(b"", how)
        path.unlink()
        with pytest.raises(LockedError):
            files.replace_file(path, b"ours", expected=None)
        assert path.read_bytes() == b"saved"
        assert [one.name for one in path.parent.iterdir()] == ["refs.bib"]

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps names")
    @pytest.mark.parametrize("how", ["rename", "in place"])
    @pytest.mark.parametrize("failing", [(), ("rename",), ("rename", "link")], ids=str)
    @pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EPERM, 0])
    def test_is_kept_where_it_cannot_be_put_back(
        self, late, monkeypatch: pytest.MonkeyPatch, number: int, failing: tuple[str, ...], how: str
    ):
        path = late(b"old", how)
        fail_swapping_back(monkeypatch, number)
        for name in failing:
            monkeypatch.setattr(os, name, refused)
        with pytest.raises(LibraryError) as caught:
            files.replace_file(path, b"ours", expected=b"old")
        monkeypatch.undo()
        (kept,) = path.parent.glob("refs.bib.saved-*")
        assert kept.read_bytes() == b"saved"
        assert kept.name in str(caught.value)
        assert path.read_bytes() == b"ours"
        assert {one.name for one in path.parent.iterdir()} == {"refs.bib", kept.name}
        files.replace_file(path, b"next", expected=b"ours")
        assert kept.read_bytes() == b"saved"

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps names")
    def test_stays_under_the_temporary_name_where_there_is_no_other(self, late, monkeypatch):
        path = late(b"old", "rename")
        fail_swapping_back(monkeypatch, errno.EIO)
        for module, name in ((os, "rename"), (os, "link"), (shutil, "copyfile")):
            monkeypatch.setattr(module, name, refused)
        with pytest.raises(LibraryError) as caught:
            files.replace_file(path, b"ours", expected=b"old")
        (kept,) = path.parent.glob(".refs.bib.*")
        assert kept.read_bytes() == b"saved"
        assert kept.name in str(caught.value)

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps names")
    def test_where_what_was_replaced_cannot_be_read_all_is_as_it_was(self, late, monkeypatch):
        path = late(b"old", "rename")
        looked, look = iter([False]), files.holds

        def holds(asked: Path, expected: bytes | None) -> bool:
            for first in looked:
                return look(asked, expected) or first
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(files, "holds", holds)
        with pytest.raises(LibraryError):
            files.replace_file(path, b"ours", expected=b"old")
        assert path.read_bytes() == b"saved"
        assert [one.name for one in path.parent.iterdir()] == ["refs.bib"]

    def test_where_names_cannot_be_swapped_a_rename_has_to_do(self, tmp_path: Path, monkeypatch):
        monkeypatch.setattr(exchange, "_swap", lambda one, other: False)
        path = tmp_path / "refs.bib"
        path.write_bytes(b"old")
        files.replace_file(path, b"ours", expected=b"old")
        assert path.read_bytes() == b"ours"
        assert [one.name for one in path.parent.iterdir()] == ["refs.bib"]
