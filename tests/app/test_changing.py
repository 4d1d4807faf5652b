"""Changes through the use cases: an editor in between, many writers at once, undo for all."""

import subprocess
import sys
from pathlib import Path

import pytest

from mscref.app.changing import Workplace
from mscref.app.dedupe import dedupe
from mscref.app.edit import edit_fields, edit_text
from mscref.app.history import change_diff, undo
from mscref.app.importing import add_references
from mscref.app.rekey import rekey
from mscref.app.remove import remove
from mscref.app.tidy import tidy
from mscref.cli.main import run
from mscref.errors import InputError, LockedError, NotFoundError
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

TEXT = """\ufeff% mine
@Article{b,
\tauthor = {M\u00fcller, A.},
\ttitle = {On Cells and {DNA}},
\tyear = 2020
}

@book{a, title={On Cells and DNA}, author={M\u00fcller, A.}, year={2020}}
@article{c, title={On Cells and DNA}, author={M\u00fcller, A.}, year={2020},
  doi={https://doi.org/10.1000/X}}
""".replace("\n", "\r\n")
NEW = Reference(
    "x",
    "book",
    {"title": "New \u4eba", "author": (Name("Noor"),), "issued": Date(PartialDate(2021))},
)


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    library = tmp_path / "refs.bib"
    library.write_bytes(TEXT.encode())
    return Workplace(library, tmp_path / "state", command="test", cache_folder=tmp_path / "cache")


@pytest.mark.parametrize(
    "change",
    [
        lambda place: remove(place, ["a"]),
        lambda place: edit_fields(place, ["b", "c"], [("note", "\u4eba"), ("year", "")]),
        lambda place: rekey(place, [], pattern="[auth:lower][year]"),
        lambda place: dedupe(place, []),
        lambda place: tidy(place, ["all", "sort", "layout"]),
        lambda place: add_references(place, [NEW, NEW]),
        lambda place: edit_text(place, ["a", "c"], lambda text: text.replace("Cells", "Cats")),
    ],
    ids=["rm", "edit", "rekey", "dedupe", "tidy", "add", "editor"],
)
def test_undo_is_exact_after_every_change(place: Workplace, change):
    change(place)
    changed = place.library.read_bytes()
    assert changed != TEXT.encode()
    assert b"\n" not in changed.replace(b"\r\n", b"")
    undo(place.library, place.state_folder)
    assert place.library.read_bytes() == TEXT.encode()
    undo(place.library, place.state_folder, redo=True)
    assert place.library.read_bytes() == changed


def test_the_diff_of_an_older_change_has_its_context(place: Workplace):
    edit_fields(place, ["b"], [("note", "first")])
    edit_fields(place, ["b"], [("note", "second")])
    edit_fields(place, ["c"], [("note", "else")])
    older = change_diff(place.library, place.state_folder, 2)
    assert "-\tnote = {first}" in older
    assert "+\tnote = {second}" in older
    assert "\tyear = 2020," in older  # a line around it
    place.library.write_bytes(b"% by hand")
    assert "+{second}" in change_diff(place.library, place.state_folder, 2)


def test_an_editor_changes_the_entries_it_was_given(place: Workplace):
    seen: list[str] = []

    def ask(text: str) -> str:
        seen.append(text)
        return text.replace("{On Cells and DNA}", "{On Cats}")

    edit_text(place, ["a"], ask)
    assert seen == ["@book{a, title={On Cells and DNA}, author={M\u00fcller, A.}, year={2020}}\n"]
    assert (
        place.library.read_bytes()
        == TEXT.replace("@book{a, title={On Cells and DNA}", "@book{a, title={On Cats}").encode()
    )


@pytest.mark.parametrize("answer", ["@book{a, title={open", "", "@book{a}\n@book{z}"])
def test_a_text_that_cannot_go_back_changes_nothing(place: Workplace, answer: str):
    with pytest.raises(InputError, match="nothing was changed"):
        edit_text(place, ["a"], lambda _: answer)
    assert place.library.read_bytes() == TEXT.encode()


def test_a_change_while_the_editor_is_open_is_not_lost(place: Workplace):
    def ask(text: str) -> str:
        place.library.write_bytes(b"% by hand")
        return text.replace("Cells", "Cats")

    with pytest.raises(LockedError, match="changed by another program"):
        edit_text(place, ["a"], ask)
    assert place.library.read_bytes() == b"% by hand"


def test_the_same_work_is_added_once(place: Workplace):
    done = add_references(place, [NEW, NEW])
    assert [(fate.status.value, fate.key) for fate in done.fates] == [
        ("added", "noor2021"),
        ("skipped", "noor2021"),
    ]


def test_many_writers_at_once_lose_nothing(place: Workplace, tmp_path: Path):
    code = (
        "import sys; from pathlib import Path\n"
        "from mscref.app.changing import Workplace\n"
        "from mscref.app.edit import edit_fields\n"
        "place = Workplace(Path(sys.argv[1]), Path(sys.argv[2]), command='edit')\n"
        "for n in range(5):\n"
        "    edit_fields(place, ['a'], [(f'x{sys.argv[3]}{chr(97 + n)}', 'y')])\n"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(place.library), str(place.state_folder), name]
        )
        for name in "pqrs"
    ]
    assert [one.wait() for one in writers] == [0] * 4
    text = place.library.read_text(encoding="utf-8")
    assert all(f"x{name}{letter}" in text for name in "pqrs" for letter in "abcde")
    for _ in range(20):
        undo(place.library, place.state_folder)
    assert place.library.read_bytes() == TEXT.encode()


def left(place: Workplace, number: int, state: str) -> None:
    """The newest state of a record as a stopped process leaves it."""
    (record,) = place.state_folder.glob(f"journal/*/{number:08d}*.json")
    record.rename(record.with_name(f"{number:08d}{state}.json"))


def test_redo_finishes_an_undo_that_was_stopped_first(place: Workplace):
    edit_fields(place, ["b"], [("note", "one")])
    changed = place.library.read_bytes()
    undo(place.library, place.state_folder)
    left(place, 1, ".undoing")  # stopped before the last rename
    undo(place.library, place.state_folder, redo=True)
    assert place.library.read_bytes() == changed


def test_undo_finishes_a_redo_that_was_stopped_first(place: Workplace):
    edit_fields(place, ["b"], [("note", "one")])
    left(place, 1, ".redoing")
    undo(place.library, place.state_folder)
    assert place.library.read_bytes() == TEXT.encode()


def test_a_change_that_never_happened_is_not_taken_back(place: Workplace):
    edit_fields(place, ["b"], [("note", "one")])
    place.library.write_bytes(TEXT.encode())
    left(place, 1, ".pending")  # stopped before the library was written
    with pytest.raises(NotFoundError):
        undo(place.library, place.state_folder)
    assert place.library.read_bytes() == TEXT.encode()


@pytest.mark.parametrize("then", ["redo", "edit"])
def test_what_was_made_whole_is_said_with_an_error_too(place: Workplace, then: str):
    document = place.library.with_name("a.tex")
    document.write_text("\\cite{b}")
    rekey(place, ["b"], pattern="[auth:lower][year]", documents=[document])
    document.write_text("\\cite{b}")
    left(place, 1, ".pending")  # stopped between the two files
    with pytest.raises(NotFoundError) as caught:
        if then == "redo":
            undo(place.library, place.state_folder, redo=True)
        else:
            edit_fields(place, ["nobody"], [("note", "one")])
    (finding,) = caught.value.diagnostics
    assert finding.code == "interrupted-change"
    assert "a.tex" in finding.message
    assert document.read_text() != "\\cite{b}"


def test_a_hard_link_is_cut_and_that_is_said(place: Workplace):
    backup = place.library.with_name("backup.bib")
    backup.hardlink_to(place.library)
    done = edit_fields(place, ["b"], [("note", "one")])
    assert [one.code for one in done.findings] == ["hard-link"]
    assert backup.read_bytes() == TEXT.encode()
    assert not edit_fields(place, ["b"], [("note", "two")]).findings


def test_documents_that_are_one_file_change_under_every_name_that_is_given(place: Workplace):
    paths = [place.library.with_name(name) for name in ("a.tex", "b.tex", "c.tex")]
    paths[0].write_text("\\cite{b}")
    for path in paths[1:]:
        path.hardlink_to(paths[0])
    done = rekey(place, ["b"], pattern="[auth:lower][year]", documents=paths[:2])
    (finding,) = done.outcome.findings
    assert finding.code == "hard-link"
    changed = [path.read_text() for path in paths]
    assert changed[0] == changed[1] != "\\cite{b}" == changed[2]


def test_a_possible_match_is_added_and_mentioned(place: Workplace, capsys):
    """`import` and `add` leave out what is certainly there, and only mention what may be."""
    new = place.library.with_name("n.bib")
    new.write_text("@book{n, title={On Cells and DNA}, author={M\u00fcller, A.}, year={2021}}")
    assert run(["import", "-l", str(place.library), str(new)]) == 0
    said = capsys.readouterr()
    assert place.library.read_text(encoding="utf-8-sig").count("On Cells and DNA") == 3
    assert "the years differ" in said.out + said.err
