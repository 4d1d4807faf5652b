"""Files that move with a change of the library: whole at every moment, never over another file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mscref.errors import LibraryError, LockedError
from mscref.library import delta, moves
from mscref.library.journal import Change, FileChange, Journal
from mscref.library.moves import FileMove, planned_move

NOW = "2026-01-01T00:00:00+00:00"
PDF = b"%PDF-1.5 what stands in it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.bib").write_bytes(b"old.pdf")
    (tmp_path / "old.pdf").write_bytes(PDF)
    return tmp_path


@pytest.fixture
def past(folder: Path) -> Journal:
    return Journal(folder / "state", folder / "a.bib")


def renaming(folder: Path, name: str = "sub/new.pdf") -> Change:
    splice = delta.ByteSplice(0, b"old.pdf", name.encode())
    library = FileChange(folder / "a.bib", (folder / "a.bib").read_bytes(), (splice,))
    return Change("rename", "", (library,), (planned_move(folder / "old.pdf", folder / name),))


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "state" not in path.parts
    }


OLD = {"a.bib": b"old.pdf", "old.pdf": PDF}
NEW = {"a.bib": b"sub/new.pdf", "sub/new.pdf": PDF}


def no_links(*_: object, **__: object) -> None:
    raise OSError(18, "Invalid cross-device link")


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_moves_with_its_library_and_back(
    folder: Path, past: Journal, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
):
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    past.apply(renaming(folder), time=NOW)
    assert held(folder) == NEW
    past.undo()
    assert held(folder) == OLD
    past.redo()
    assert held(folder) == NEW


def test_a_copy_is_taken_away_by_undo_and_the_file_stays(folder: Path, past: Journal):
    change = renaming(folder)
    copied = FileMove(
        change.moves[0].source, change.moves[0].target, change.moves[0].content, keeps_source=True
    )
    past.apply(Change("add", "", change.files, (copied,)), time=NOW)
    assert held(folder) == {**NEW, "old.pdf": PDF}
    past.undo()
    assert held(folder) == OLD


def test_no_file_is_written_over(folder: Path, past: Journal):
    change = renaming(folder)
    (folder / "sub").mkdir()
    (folder / "sub/new.pdf").write_bytes(b"mine")
    with pytest.raises(LockedError, match="not written over"):
        past.apply(change, time=NOW)
    assert held(folder) == {**OLD, "sub/new.pdf": b"mine"}
    assert past.is_empty
    with pytest.raises(LockedError, match="not written over"):
        renaming(folder)


def write(path: Path) -> None:
    path.write_bytes(b"with my notes")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: write(folder / "sub/new.pdf"), "was changed meanwhile"),
        (lambda folder: (folder / "sub/new.pdf").unlink(), "is gone"),
        (lambda folder: write(folder / "old.pdf"), "not written over"),
    ],
)
def test_undo_refuses_what_is_not_as_it_was(
    folder: Path, past: Journal, harm: Callable[[Path], None], said: str
):
    past.apply(renaming(folder), time=NOW)
    harm(folder)
    before = held(folder)
    with pytest.raises(LibraryError, match=said):
        past.undo()
    assert held(folder) == before
    assert not past.records()[0].undone


def test_a_file_that_was_moved_back_by_hand_does_not_hinder_undo(folder: Path, past: Journal):
    past.apply(renaming(folder), time=NOW)
    (folder / "sub/new.pdf").rename(folder / "old.pdf")
    past.undo()
    assert held(folder) == OLD


def test_a_symbolic_link_is_not_moved(folder: Path):
    (folder / "link.pdf").symlink_to("old.pdf")
    with pytest.raises(LibraryError, match="symbolic link"):
        planned_move(folder / "link.pdf", folder / "x.pdf")


class StoppedError(BaseException):
    """As if the process were killed."""


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("half", ["begin", "end"])
@pytest.mark.parametrize("goes", ["apply", "undo", "redo"])
def test_what_was_stopped_between_the_halves_is_old_or_new_afterwards(
    folder: Path,
    past: Journal,
    monkeypatch: pytest.MonkeyPatch,
    *,
    goes: str,
    half: str,
    has_links: bool,
):
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    change = renaming(folder)
    if goes != "apply":
        past.apply(change, time=NOW)
    if goes == "redo":
        past.undo()
    original = getattr(moves, half)

    def stopped(move: FileMove, *, back: bool = False) -> None:
        if half == "begin":
            original(move, back=back)
        raise StoppedError

    with monkeypatch.context() as patched:
        patched.setattr(moves, half, stopped)
        with pytest.raises(StoppedError):
            past.apply(change, time=NOW) if goes == "apply" else getattr(past, goes)()
    now = held(folder)
    assert now[now["a.bib"].decode()] == PDF, "the library leads nowhere"
    past.recover()
    is_old = (half == "begin") == (goes != "undo")
    assert held(folder) == (OLD if is_old else NEW)
    assert past.recover() == []


def test_a_failing_write_puts_the_file_back(
    folder: Path, past: Journal, monkeypatch: pytest.MonkeyPatch
):
    change = renaming(folder)
    monkeypatch.setattr("mscref.library.files.replace_by_pieces", no_links)
    monkeypatch.setattr(past, "_write", lambda record: None)
    with pytest.raises(OSError, match="cross-device"):
        past.apply(change, time=NOW)
    assert held(folder) == OLD


def test_what_an_older_mscref_reads_is_as_it_was(folder: Path, past: Journal):
    plain = Change("edit", "", renaming(folder).files)
    past.apply(plain, time=NOW)
    written = next(past.folder.glob("*.json")).read_text()
    assert '"version": 1' in written
    assert "moves" not in written
    past.undo()
    past.apply(renaming(folder), time=NOW)
    assert '"version": 2' in next(past.folder.glob("*.json")).read_text()
