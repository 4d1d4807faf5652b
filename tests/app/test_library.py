"""Which files are the library, and how they are read together."""

from pathlib import Path

import pytest

from mscref.app.files import decode, read_text
from mscref.app.library import LibraryChoice, choose_library, is_library_file, load_library
from mscref.config import Config
from mscref.errors import ExitCode, FormatError, LibraryError, ManyLibrariesError, NoLibraryError

SET = Config(library=("set.bib",), origins={"library": "mscref.toml"})


@pytest.mark.parametrize(
    ("given", "config", "files", "expected"),
    [
        (["a.bib", "b.bib"], SET, ["references.bib"], ("a.bib", "b.bib")),
        ([], SET, ["references.bib"], ("set.bib",)),
        ([], Config(), ["references.bib", "data/references.bib"], ("references.bib",)),
        ([], Config(), ["data/references.bib"], ("data/references.bib",)),
        ([], Config(), ["thesis.bib", "data/references.bib"], ("thesis.bib",)),
        ([], Config(), ["references.bib", "a.bib", "b.bib"], ("references.bib",)),
        ([], Config(), ["Own.BIB", "notes.txt", ".hidden.bib"], ("Own.BIB",)),
        (
            [],
            Config(),
            ["paper.bib", "paper-blx.bib", "paper.tex", "paperNotes.bib"],
            ("paper.bib",),
        ),
    ],
)
def test_what_is_taken(tmp_path: Path, given, config, files, expected):
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    choice = choose_library(given, config=config, folder=tmp_path, user_library=tmp_path / "no")
    assert choice.paths == expected
    assert choice.reason


def test_the_library_of_the_user_comes_last(tmp_path: Path):
    user = tmp_path / "home" / "user.bib"
    user.parent.mkdir()
    with pytest.raises(NoLibraryError, match="no library here"):
        choose_library([], config=Config(), folder=tmp_path, user_library=user)
    user.touch()
    choice = choose_library([], config=Config(), folder=tmp_path, user_library=user)
    assert choice.paths == (str(user),)


@pytest.mark.parametrize("names", [["a.bib", "b.bib"], ["b.bib", "x y.bib", "data/references.bib"]])
def test_of_several_none_is_taken(tmp_path: Path, names: list[str]):
    """Not the user's own library either: who has two files here means one of them."""
    own = tmp_path / "data" / "own.bib"
    own.parent.mkdir()
    for name in [*names, "data/own.bib"]:
        (tmp_path / name).touch()
    with pytest.raises(ManyLibrariesError) as caught:
        choose_library([], config=Config(), folder=tmp_path, user_library=own)
    here = [name for name in names if "/" not in name]
    assert all(name in caught.value.message for name in here)
    assert f"-l {here[0]}" in caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


def test_what_is_no_file_is_no_library(tmp_path: Path):
    (tmp_path / "folder.bib").mkdir()
    (tmp_path / "gone.bib").symlink_to("nowhere.bib")
    with pytest.raises(NoLibraryError) as caught:
        choose_library([], config=Config(), folder=tmp_path, user_library=tmp_path / "no")
    assert caught.value.exit_code is ExitCode.NOT_FOUND


def test_a_word_that_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name in ("refs.bib", "notes.xyz"):
        Path(name).touch()
    Path("folder.bib").mkdir()
    words = ["refs.bib", "-", "notes.xyz", "folder.bib", "gone.bib", "leng2020"]
    assert [is_library_file(word) for word in words] == [True, True, False, False, False, False]


def test_two_files_keep_the_first_of_a_key(tmp_path: Path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    first.write_text('[{"id": "a", "type": "book"}]')
    second.write_text('[{"id": "a", "type": "map"}, {"id": "b", "type": "map"}]')
    loaded = load_library(LibraryChoice((str(first), str(second)), ""))
    assert [(one.id, one.type) for one in loaded.references] == [("a", "book"), ("b", "map")]
    assert [one.code for one in loaded.diagnostics] == ["duplicate-key"]
    assert loaded.spans["b"].path == str(second)
    assert loaded.exit_code is ExitCode.PROBLEMS


@pytest.mark.parametrize(
    ("content", "text", "codes"),
    [
        ("Größe".encode(), "Größe", []),
        ("Größe".encode("utf-8-sig"), "Größe", []),
        ("Größe".encode("utf-16"), "Größe", []),
        (
            "Größe “x”\x81".encode("cp1252", errors="ignore") + b"\x81",
            "Größe “x”\ufffd",
            ["encoding"],
        ),
        (b"a\r\nb\rc\n", "a\nb\nc\n", []),
    ],
)
def test_bytes_to_text(content: bytes, text: str, codes: list[str]):
    source = decode(content, path="x")
    assert source.text == text
    assert [one.code for one in source.diagnostics] == codes


def test_binary_is_refused():
    with pytest.raises(FormatError, match="binary"):
        decode(b"\x89PNG\0\0", path="x")


def test_a_file_nobody_may_read(tmp_path: Path):
    with pytest.raises(LibraryError, match="no such file"):
        read_text(str(tmp_path / "gone"))
    with pytest.raises(LibraryError, match="folder"):
        read_text(str(tmp_path))
