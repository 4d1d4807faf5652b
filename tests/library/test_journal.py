import contextlib
import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.errors import CorruptError, LibraryError, LockedError, NotFoundError
from mscref.library import delta, files, journal
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


def test_undo_names_the_change_that_was_taken_back_by_hand(library: Path, record: Journal):
    record.apply(change_to(library, b"two", "first"), time=NOW)
    record.apply(change_to(library, b"three", "second"), time=NOW)
    library.write_bytes(b"two")  # git checkout
    assert record.undo().summary == "second"
    assert library.read_bytes() == b"two"
    assert record.undo().summary == "first"
    assert library.read_bytes() == b"one"


def stopped_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies at the step-th file that is replaced (0: the record itself)."""
    real, count = files.replace_by_pieces, iter(range(1000))

    def dying(path, pieces, *, expected):
        if next(count) == step:
            raise KeyboardInterrupt
        real(path, pieces, expected=expected)

    monkeypatch.setattr(files, "replace_by_pieces", dying)


def three_files(tmp_path: Path, library: Path) -> list[Path]:
    documents = [tmp_path / f"{name}.tex" for name in "xyz"]
    for path in documents:
        path.write_bytes(b"one")
    return [library, *documents]


@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("what", ["apply", "undo", "redo"])
def test_all_old_or_all_new_wherever_it_stops(
    tmp_path: Path, library: Path, record: Journal, what: str, step: int
):
    paths = three_files(tmp_path, library)
    record.apply(change_to(library, b"first"), time=NOW)
    library.write_bytes(b"first")
    change = Change("rekey", "", tuple(change_to(one, b"new").files[0] for one in paths))
    old = [one.read_bytes() for one in paths]
    if what != "apply":
        record.apply(change, time=NOW)
    if what == "redo":
        record.undo()
    with pytest.MonkeyPatch.context() as patch:
        stopped_at(step, patch)
        with contextlib.suppress(KeyboardInterrupt):
            getattr(record, what)(
                *([change] if what == "apply" else []), **({"time": NOW} if what == "apply" else {})
            )
    record.recover()
    now = [one.read_bytes() for one in paths]
    assert now in (old, [b"new"] * 4)
    if now == old:
        with contextlib.suppress(NotFoundError):
            record.redo()
            assert [one.read_bytes() for one in paths] == [b"new"] * 4
            record.undo()
    else:
        assert record.undo().command == "rekey"
    assert [one.read_bytes() for one in paths] == old
    assert record.undo().command == "edit"
    assert library.read_bytes() == b"one"


@pytest.mark.parametrize("broken", [1, 2, 3])
def test_a_file_that_fails_late_takes_all_back(
    tmp_path: Path, library: Path, record: Journal, broken: int, monkeypatch
):
    paths = three_files(tmp_path, library)
    change = Change("rekey", "", tuple(change_to(one, b"new").files[0] for one in paths))
    real = files.replace_by_pieces

    def failing(path, pieces, *, expected):
        if path == paths[broken]:
            raise LibraryError("no space left")
        real(path, pieces, expected=expected)

    monkeypatch.setattr(files, "replace_by_pieces", failing)
    with pytest.raises(LibraryError, match="no space"):
        record.apply(change, time=NOW)
    assert {one.read_bytes() for one in paths} == {b"one"}
    assert not record.records()


def test_nothing_is_written_where_one_file_cannot_be(
    tmp_path: Path, library: Path, record: Journal
):
    paths = three_files(tmp_path, library)
    change = Change("rekey", "", tuple(change_to(one, b"new").files[0] for one in paths))
    paths[3].write_bytes(b"edited")
    with pytest.raises(LockedError, match=r"z\.tex"):
        record.apply(change, time=NOW)
    assert library.read_bytes() == b"one"
    assert not record.records()


def test_a_file_edited_after_a_stop_is_left_alone(
    tmp_path: Path, library: Path, record: Journal, monkeypatch
):
    paths = three_files(tmp_path, library)
    change = Change("rekey", "", tuple(change_to(one, b"new").files[0] for one in paths))
    with pytest.MonkeyPatch.context() as patch:
        stopped_at(2, patch)
        with pytest.raises(KeyboardInterrupt):
            record.apply(change, time=NOW)
    paths[2].write_bytes(b"mine")
    assert any("y.tex" in one for one in record.recover())
    assert paths[2].read_bytes() == b"mine"
    assert record.recover() == []


def test_a_damaged_record_blocks_only_itself(library: Path, record: Journal):
    for text in (b"two", b"three", b"four"):
        record.apply(change_to(library, text), time=NOW)
    (record.folder / "00000002.json").write_bytes(b"{")
    assert [one.number for one in record.records()] == [1, 2, 3]
    record.undo()
    assert library.read_bytes() == b"three"
    with pytest.raises(CorruptError, match="00000002"):
        record.undo()
    record.redo()
    assert library.read_bytes() == b"four"


@pytest.mark.parametrize(
    "damage",
    [
        lambda one: one["files"][0].update(before=""),
        lambda one: one["files"][0].update(after="", before="x"),
        lambda one: one["files"][0].update(splices=[[-1, "", ""]]),
        lambda one: one.update(files=3),
        lambda one: one.update(version="2"),
        lambda one: one.update(number=[]),
    ],
)
@pytest.mark.parametrize("keeps_check", [True, False])
def test_damage_in_meaning_never_touches_the_library(
    library: Path, record: Journal, damage, keeps_check: bool
):
    record.apply(change_to(library, b"two"), time=NOW)
    (path,) = record.folder.iterdir()
    payload = json.loads(path.read_bytes())
    damage(payload)
    if not keeps_check:
        del payload["check"]
    path.write_text(json.dumps(payload))
    with contextlib.suppress(LibraryError):
        record.undo()
    assert library.read_bytes() in (b"one", b"two")


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


@pytest.mark.parametrize(
    ("saved", "expected"),
    [
        (b"new and mine", b"one and mine"),
        (b"mine new", b"mine one"),
        (b"% mine\nnew\n% mine", b"% mine\none\n% mine"),
        (b"newer", b"oneer"),
    ],
)
def test_what_is_put_back_keeps_what_an_editor_saved_meanwhile(
    tmp_path: Path, library: Path, record: Journal, saved: bytes, expected: bytes, monkeypatch
):
    paths = three_files(tmp_path, library)
    change = Change("rekey", "", tuple(change_to(one, b"new").files[0] for one in paths))
    real = files.replace_by_pieces

    def failing(path, pieces, *, expected):
        if path == paths[2] and b"".join(pieces) == b"new":
            library.write_bytes(saved)
            raise LockedError("changed meanwhile")
        real(path, pieces, expected=expected)

    monkeypatch.setattr(files, "replace_by_pieces", failing)
    if saved.startswith(b"%"):  # before and behind: one stretch of changes that holds the place
        with pytest.raises(LibraryError, match="could not be put back"):
            record.apply(change, time=NOW)
        assert library.read_bytes() == saved
        assert any("edited since" in one for one in record.recover())
    else:
        with pytest.raises(LockedError, match="changed meanwhile"):
            record.apply(change, time=NOW)
        assert library.read_bytes() == expected
        assert not record.records()
    assert {one.read_bytes() for one in paths[1:]} == {b"one"}


def test_splices_move_with_what_was_changed_around_them():
    base = b"aaa XX bbb YY ccc"
    splices = [delta.ByteSplice(4, b"XX", b"x"), delta.ByteSplice(11, b"YY", b"y")]
    for now, expected in (
        (base, b"aaa x bbb y ccc"),
        (b"new " + base, b"new aaa x bbb y ccc"),
        (base + b" new", b"aaa x bbb y ccc new"),
        (b"aaa XX bbb and YY ccc", b"aaa x bbb and y ccc"),
        (b"aaa XX YY ccc", b"aaa x y ccc"),
    ):
        moved = delta.rebased(splices, base, now)
        assert moved is not None
        assert delta.apply_bytes(now, moved) == expected
    assert delta.rebased(splices, base, b"aaa XZ bbb YY ccc") is None
    assert delta.rebased(splices, base, b"") is None


def test_the_journal_holds_no_more_than_its_bytes(library: Path, record: Journal, monkeypatch):
    record.apply(change_to(library, os.urandom(3000)), time=NOW)
    monkeypatch.setattr(journal, "KEEP_BYTES", 10_000)
    for _ in range(6):
        record.apply(change_to(library, os.urandom(3000)), time=NOW)
    sizes = [one.stat().st_size for one in record.folder.glob("*.json")]
    assert 1 <= len(sizes) < 4
    assert [one.number for one in record.records()][-1] == 7
    record.undo()
