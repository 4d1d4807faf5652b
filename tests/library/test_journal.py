import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.errors import CorruptError, LibraryError, LockedError, NotFoundError
from mscref.library import delta, journal
from mscref.library.delta import TextSplice
from mscref.library.journal import Change, FileChange, Journal

NOW = "2026-01-01T00:00:00+00:00"


def change_to(path: Path, after: bytes, summary: str = "") -> Change:
    before = path.read_bytes() if path.exists() else None
    splice = delta.ByteSplice(0, before or b"", after)
    return Change("edit", summary, (FileChange(path, before, (splice,)),))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "a.bib"
    path.write_bytes(b"one")
    return path


@pytest.fixture
def record(tmp_path: Path, library: Path) -> Journal:
    return Journal(tmp_path / "state", library)


def test_undo_goes_back_step_by_step_and_redo_forth(library: Path, record: Journal):
    for text in (b"two", b"three"):
        record.apply(change_to(library, text), time=NOW)
    seen = []
    for step in (record.undo, record.undo, record.redo, record.redo):
        step()
        seen.append(library.read_bytes())
    assert seen == [b"two", b"one", b"two", b"three"]


@given(st.none() | st.binary(max_size=20), st.binary(max_size=5), st.integers(0, 20))
def test_hashes_are_those_of_the_whole_contents(before: bytes | None, new: bytes, place: int):
    content = before or b""
    place = min(place, len(content))
    change = FileChange(
        Path("a"), before, (delta.ByteSplice(place, content[place : place + 2], new),)
    )
    after = content[:place] + new + content[place + 2 :]
    hashes = [hashlib.sha256(one).hexdigest() for one in (content, after)]
    assert list(change.hashes()) == ["" if before is None else hashes[0], hashes[1]]


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_nothing_to_take_back(record: Journal, step: str):
    with pytest.raises(NotFoundError):
        getattr(record, step)()


def test_a_new_change_ends_redo(library: Path, record: Journal):
    record.apply(change_to(library, b"two"), time=NOW)
    record.undo()
    record.apply(change_to(library, b"other"), time=NOW)
    with pytest.raises(NotFoundError):
        record.redo()
    record.undo()
    assert library.read_bytes() == b"one"


def test_undo_refuses_after_an_edit_by_hand(library: Path, record: Journal):
    record.apply(change_to(library, b"two"), time=NOW)
    library.write_bytes(b"by hand")
    with pytest.raises(LockedError, match="changed since"):
        record.undo()
    assert library.read_bytes() == b"by hand"


def test_undo_removes_a_file_that_the_change_made(tmp_path: Path):
    path = tmp_path / "new.bib"
    record = Journal(tmp_path / "state", path)
    record.apply(change_to(path, b"x"), time=NOW)
    record.undo()
    assert not path.exists()
    record.redo()
    assert path.read_bytes() == b"x"


def test_a_change_that_was_stopped_before_it_wrote_is_skipped(library: Path, record: Journal):
    record.apply(change_to(library, b"two"), time=NOW)
    record.apply(change_to(library, b"three"), time=NOW)
    library.write_bytes(b"two")  # as if the process had been stopped after the record
    record.undo()
    assert library.read_bytes() == b"one"


def test_a_refused_write_leaves_no_record(library: Path, record: Journal):
    change = change_to(library, b"two")
    library.write_bytes(b"by hand")
    with pytest.raises(LockedError):
        record.apply(change, time=NOW)
    assert record.records() == []


def test_two_files_go_back_together(tmp_path: Path, library: Path, record: Journal):
    document = tmp_path / "main.tex"
    document.write_bytes(b"one")
    both = change_to(library, b"two").files + change_to(document, b"TWO").files
    record.apply(Change("rekey", "", both), time=NOW)
    library.write_bytes(b"one")  # stopped half-way through the undo
    record.undo()
    assert (library.read_bytes(), document.read_bytes()) == (b"one", b"one")


def test_the_journal_forgets_the_oldest(library: Path, record: Journal, monkeypatch):
    monkeypatch.setattr(journal, "KEEP_RECORDS", 3)
    for number in range(6):
        record.apply(change_to(library, str(number).encode()), time=NOW)
    assert [one.number for one in record.records()] == [4, 5, 6]


def test_a_damaged_record_is_named(library: Path, record: Journal):
    record.apply(change_to(library, b"two"), time=NOW)
    (path,) = record.folder.iterdir()
    path.write_bytes(b"{")
    with pytest.raises(CorruptError, match=r"00000001\.json"):
        record.undo()


def test_no_state_folder_means_no_change(tmp_path: Path, library: Path):
    (tmp_path / "state").write_bytes(b"a file is in the way")
    with pytest.raises(LibraryError, match="journal"):
        Journal(tmp_path / "state", library).apply(change_to(library, b"two"), time=NOW)
    assert library.read_bytes() == b"one"


@st.composite
def texts_with_splices(draw):
    text = draw(st.text(alphabet="aé\n{}\udcff𝄞", max_size=30))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return text, [TextSplice(a, b, draw(st.text("xß\r\n", max_size=4))) for a, b in pairs]


@given(texts_with_splices())
@settings(max_examples=200)
def test_splices_in_bytes_do_what_they_do_in_text_and_go_back(example):
    text, splices = example
    data = delta.encode(text)
    in_bytes = delta.to_byte_splices(text, splices, size=len(data))
    after = delta.apply_bytes(data, in_bytes)
    assert after == delta.encode(delta.apply_splices(text, splices))
    assert delta.apply_bytes(after, delta.reverse(in_bytes)) == data


def test_splices_that_overlap_are_a_fault():
    with pytest.raises(ValueError, match="overlap"):
        delta.apply_splices("abc", [TextSplice(0, 2, ""), TextSplice(1, 3, "")])
