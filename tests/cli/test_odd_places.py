"""Names, folders and files that are not what they should be: one clear message each."""

import io
import os
from pathlib import Path

import pytest

from mscref.app.folders import cache_folder, state_folder
from mscref.cli import complete
from mscref.cli.main import run
from mscref.config import Config

ENTRY = "@book{a, title={T}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "r.bib").write_text(ENTRY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX")
def test_a_pipe_that_is_named_as_a_word_is_called_one(folder: Path, capsys):
    os.mkfifo(folder / "p.bib")
    assert run(["list", "p.bib"]) == 4
    said = capsys.readouterr().err
    assert "a pipe or a device" in said
    assert "no file" not in said


@pytest.mark.parametrize("command", [["list"], ["list", "-l", "r.bib"], ["config", "show"]])
def test_a_folder_that_was_removed_is_said(folder: Path, command: list[str], monkeypatch, capsys):
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run(command) == 6
    assert "not there any more" in capsys.readouterr().err


@pytest.mark.parametrize(
    "setting", ['library = ""', 'library = ["r.bib", ""]', 'library = "  "', 'cache-dir = ""']
)
def test_an_empty_path_of_the_settings_is_said(folder: Path, setting: str, capsys):
    (folder / "mscref.toml").write_text(setting)
    assert run(["list"]) == 2
    assert "must be a path" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["\\u0000", "a\\u0000.bib", "\\ud800.bib"])
def test_a_name_that_no_file_can_have_is_said(folder: Path, name: str, monkeypatch, capsys):
    """The metadata of a document names the bibliography."""
    tree = (
        '{"pandoc-api-version": [1, 23], "blocks": [], "meta": {"bibliography": {"t": "MetaString",'
        f' "c": "{name}"}}}}}}'
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(tree.encode())))
    assert run(["filter"]) == 6
    assert "error" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["bad field=1", "1x=1", "=1", "a,b=1", "a{b=1"])
def test_what_cannot_be_a_field_is_said(folder: Path, word: str, capsys):
    assert run(["edit", "-l", "r.bib", "a", word]) == 2
    assert "cannot be the name of a field" in capsys.readouterr().err
    assert (folder / "r.bib").read_text() == ENTRY


def test_a_value_may_hold_the_sign(folder: Path):
    assert run(["edit", "-l", "r.bib", "a", "note=b=c"]) == 0
    assert "b=c" in (folder / "r.bib").read_text()


@pytest.mark.parametrize("name", ["../../evil", "a/b", "a\\b", "/etc/x", "..", ".x", "x?y"])
def test_a_name_of_a_style_is_no_path(folder: Path, name: str, capsys):
    (folder / "x.csl").write_text("<style/>")
    assert run(["styles", "add", "x.csl", "--name", name]) == 2
    assert "cannot be the name of a style" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["list", "-l", "big.bib"], ["edit", "-l", "big.bib", "a", "x=1"]]
)
def test_a_file_without_end_is_refused(folder: Path, command: list[str], capsys):
    with (folder / "big.bib").open("wb") as file:
        file.truncate(4_000_000_000)  # no block of it is on the disk
    assert run(command) == 6
    assert "larger than" in capsys.readouterr().err


def test_settings_without_end_are_no_settings(folder: Path):
    with (folder / "pyproject.toml").open("wb") as file:
        file.truncate(4_000_000_000)
    assert run(["list", "-l", "r.bib"]) == 0


def test_folders_of_the_environment_that_are_relative_do_not_count(folder: Path):
    """XDG Base Directory Specification: a relative path is invalid and is ignored."""
    relative = {"XDG_CACHE_HOME": "x", "XDG_STATE_HOME": "../x"}
    assert cache_folder(Config(), relative).is_absolute()
    assert state_folder(relative).is_absolute()


def test_no_key_is_offered_that_a_shell_would_run(folder: Path):
    keys = [
        "ok_1",
        "o:k+2",
        "o$(touch${IFS}x)",
        "o`x`",
        "o;x",
        "o&x",
        "o|x",
        "o'x",
        "o>x",
        "o*",
        "\u00f6",
    ]
    (folder / "references.bib").write_text("".join(f"@book{{{key}, year=1}}\n" for key in keys))
    assert complete.keys("") == ["ok_1", "o:k+2", "\u00f6"]


def test_your_own_library_is_said_where_it_is_written(tmp_path: Path, monkeypatch, capsys):
    """In a folder without a library: in the very line that says what was written."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.json").write_text('[{"id": "a", "type": "book", "title": "A"}]')
    monkeypatch.chdir(tmp_path / "empty")
    for new in ("now made; ", ""):
        assert run(["import", "../x.json"]) == 0
        lines = capsys.readouterr().err.splitlines()
        said = [one for one in lines if str(tmp_path / "data" / "mscref" / "references.bib") in one]
        assert said
        assert "your own library" in said[0]
        assert "mscref init" in said[0]
        assert new in said[0]
    assert run(["rm", "a"]) == 0
    assert "your own library" in capsys.readouterr().err
