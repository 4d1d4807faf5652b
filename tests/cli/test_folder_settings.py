"""A stranger's folder: what its settings may say, and which files a change may touch."""

import os
import socket
import sys
from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.config import load_config

ENTRY = "@book{a, title={A}, author={B, C}, year={2020}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stranger's folder, with the user's home beside it."""
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'\n")
    (here / "refs.bib").write_text(ENTRY)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize(
    "setting",
    [
        'library = "~/.bashrc"',
        'library = "../.bashrc"',
        'library = ["refs.bib", "../.bashrc"]',
        'library = "sub/../../other.bib"',
        'library = "link.bib"',
        'cache-dir = "~/cache"',
        'cache-dir = "../cache"',
        'style = "../x.csl"',
        'style = "/dev/zero"',
        'style = "a\\\\b"',  # a file name with a backslash, as on Windows a path
        'style = "sub/../../x.csl"',
        'style = "link.csl"',
        'style = "LINK.CSL"',
        'journals = "../x.txt"',
        'journals = ["short", "list"]',
        '[sources]\npubmed = "http://127.0.0.1:9"',
        'mailto = "spy@example.org"',
    ],
)
@pytest.mark.parametrize("name", ["mscref.toml", "pyproject.toml"])
def test_what_a_folder_may_not_set(folder: Path, setting: str, name: str, capsys):
    (folder / "link.bib").symlink_to("../.bashrc")
    for link in ("link.csl", "LINK.CSL", "list", "a\\b"):
        (folder / link).symlink_to("../x")
    if name == "pyproject.toml":
        setting = "[tool.mscref]\n" + setting.replace("[sources]", "[tool.mscref.sources]")
    (folder / name).write_text(setting)
    assert run(["config", "show"]) == 0
    said = capsys.readouterr()
    assert name not in said.out
    assert said.err.count("warning") == 1
    assert "hint" in said.err
    run(["import", "refs.bib"])
    assert (folder.parent / ".bashrc").read_text() == "alias ll='ls -l'\n"


@pytest.mark.parametrize(
    "setting",
    ['library = "refs.bib"', 'library = "sub/x.bib"', 'cache-dir = ".cache"', 'style = "apa"'],
)
def test_what_a_folder_may_set(folder: Path, setting: str, capsys):
    (folder / "mscref.toml").write_text(setting)
    assert run(["config", "show"]) == 0
    said = capsys.readouterr()
    assert "mscref.toml" in said.out
    assert not said.err


@pytest.mark.parametrize(
    "setting", ['style = "b/x.csl"', 'style = "x.csl"', 'journals = "b/x.txt"']
)
def test_paths_count_from_the_folder_of_the_settings(folder: Path, setting: str, monkeypatch):
    """A link further down is not what was judged: `b` leads outside where the user stands."""
    below = folder / "sub"
    below.mkdir()
    (below / "b").symlink_to("../..")
    (below / "x.csl").symlink_to("../../x.csl")
    (folder / "mscref.toml").write_text(setting)
    monkeypatch.chdir(below)
    config = load_config(below, os.environ)
    assert not config.warnings
    for one in (config.style, *config.journals):
        assert not os.path.lexists(one)


def test_a_style_beside_the_settings_is_found_from_below(folder: Path):
    (folder / "x.csl").touch()
    (folder / "mscref.toml").write_text('style = "x.csl"')
    assert load_config(folder / "sub", os.environ).style == str(folder / "x.csl")
    (folder / "mscref.toml").write_text('style = "apa.csl"')
    assert load_config(folder / "sub", os.environ).style == "apa"


def test_a_mode_of_journals_that_is_none_is_said(folder: Path, capsys):
    (folder / "mscref.toml").write_text('journals = "shrot"')
    assert run(["list"]) == 2
    assert "must be auto, short, full, as-is, or files" in capsys.readouterr().err


def test_the_warning_comes_once_and_only_the_bad_part_is_left_out(folder: Path, capsys):
    (folder / "mscref.toml").write_text(
        'library = "refs.bib"\nstyle = "apa"\nmailto = "a@b.org"\n[sources]\ndoi = "http://x"\n'
    )
    assert run(["resolve", "--offline", "-s", "apa", "10.1000/x"]) == 5
    assert capsys.readouterr().err.count("warning:") == 1
    config = load_config(folder, os.environ)
    assert (config.style, config.mailto, dict(config.base_urls)) == ("apa", "", {})


def test_the_user_keeps_all_power(folder: Path, monkeypatch: pytest.MonkeyPatch):
    own = folder.parent / "xdg" / "mscref"
    own.mkdir(parents=True)
    (own / "config.toml").write_text(
        'library = "/elsewhere/x.bib"\nmailto = "a@b.org"\noffline = true\n'
        '[sources]\ndoi = "http://localhost:1"\n'
    )
    (folder / "mscref.toml").write_text("offline = false")
    config = load_config(folder, {"XDG_CONFIG_HOME": str(folder.parent / "xdg")})
    assert config.library == ("/elsewhere/x.bib",)
    assert (config.mailto, config.offline) == ("a@b.org", True)
    assert dict(config.base_urls) == {"doi": "http://localhost:1"}
    assert not config.warnings


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners of files are POSIX")
@pytest.mark.parametrize("name", ["mscref.toml", "pyproject.toml"])
def test_files_of_another_owner_are_ignored(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
):
    (folder / name).write_text('[tool.mscref]\nstyle = "apa"')
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    config = load_config(folder, {"XDG_CONFIG_HOME": str(folder)})
    assert config.style == "short"
    assert "another user" in config.warnings[0][0]


@pytest.mark.parametrize(
    "text",
    [
        "tool = 3  # [tool.mscref]",
        "tool.mscref = 3  # [tool.mscref",
        "x = " + "[" * 5000 + "# [tool.mscref]",
        "[tool.mscref]\nlibrary = 'a\\u0000b'",
        '[tool.mscref]\nlibrary = "a\\u0000b"',
        '[tool.mscref]\ncache-dir = "a\\u0000b"',
        "[tool.mscref]\ntimeout = 1" + "0" * 400,
        "[tool.mscref]\ntimeout = 1" + "0" * 5000,
        "[tool.mscref]\nlibrary = '~nobody-of-that-name/x.bib'",
        "[tool.mscref.sources]\nnone = 'x'",
    ],
)
def test_broken_settings_are_never_a_bug(folder: Path, text: str, capsys):
    (folder / "pyproject.toml").write_text(text)
    assert run(["list"]) in (0, 2, 3, 6)


@pytest.mark.parametrize("name", ["references.bib", "data/references.bib"])
@pytest.mark.parametrize("target", ["../.bashrc", "/etc/hosts", "notes.txt"])
def test_a_link_named_as_a_library_is_not_written_through(folder: Path, name: str, target: str):
    (folder / "data").mkdir()
    (folder / "notes.txt").write_text("")
    (folder / name).symlink_to(folder / target)
    before = (folder / target).read_bytes()
    (folder / "refs.bib").rename(folder / "data" / "refs.bib")  # else it were the library
    assert run(["import", "data/refs.bib"]) == 6
    assert (folder / target).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.txt", "some notes\n", 6),
        ("x.txt", "", 0),
        ("x.txt", ENTRY.replace("{a,", "{z,"), 0),
        ("x.bib", "% only a remark\n", 0),
        ("x.bib", '[{"id": "a"}]', 6),
        ("x.bib", "TY  - JOUR\nER  - \n", 6),
        (".bashrc", "alias a=b\n", 6),
    ],
)
def test_what_is_given_must_hold_bibtex_or_nothing(
    folder: Path, name: str, content: str, code: int
):
    (folder / name).write_text(content)
    assert run(["import", "-l", name, "refs.bib"]) == code
    assert (folder / name).read_text().startswith(content)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in folders are POSIX")
@pytest.mark.parametrize(
    "setting",
    [
        'library = "p.bib"',
        'library = ["own.bib", "p.bib"]',
        'library = "linked.bib"',
        'library = "socket.bib"',
        'journals = "p.bib"',
    ],
)
def test_a_pipe_that_a_folder_names_is_not_waited_for(folder: Path, setting: str, capsys):
    """A file system that was unpacked may hold pipes, sockets and links to them."""
    os.mkfifo(folder / "p.bib")
    (folder / "linked.bib").symlink_to("p.bib")
    (folder / "own.bib").write_text("@misc{own, title={T}}")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.bib")  # in the working folder: its path is bounded to 107 letters
    (folder / "mscref.toml").write_text(setting)
    assert run(["list"]) in (0, 2, 6)  # two files are left, of which one has to be named
    assert "a pipe or a device" in capsys.readouterr().err
    assert not load_config(folder, {}).library


@pytest.mark.parametrize("name", ["references.bib", "only.bib", "data/references.bib"])
@pytest.mark.parametrize(
    "line", [["edit", "k", "note=x"], ["import", "new.json"], ["check", "--fix"], ["tidy", "all"]]
)
def test_a_link_out_of_the_folder_is_read_and_not_changed(folder: Path, name, line, capsys):
    """Nobody named the file: an archive that was unpacked may hold a link to the user's own."""
    thesis = folder.parent / "thesis.bib"
    thesis.write_text("@misc{k, title = {T}, doi = {doi:10.1000/x}, pages = {1-2}, }\n")
    for one in folder.glob("*.bib"):
        one.unlink()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(os.path.relpath(thesis, (folder / name).parent))
    (folder / "new.json").write_text('[{"id": "n", "type": "book", "title": "N"}]')
    before = thesis.read_bytes()
    assert run(["list"]) == 0
    assert run(line) == 6
    assert thesis.read_bytes() == before
    assert f"--library {name}" in capsys.readouterr().err
    assert run([*line, "-l", name] if line[0] != "check" else [*line, name]) in (0, 1)
    assert thesis.read_bytes() != before


@pytest.mark.parametrize("name", ["mscref.toml", "pyproject.toml"])
def test_settings_are_not_written_through_a_link(folder: Path, name: str, capsys):
    (folder.parent / "profile").write_text("[tool.mscref]\n")
    (folder / name).symlink_to("../profile")
    assert run(["config", "set", "--here", "style", "apa"]) == 2
    assert "outside its folder" in capsys.readouterr().err
    assert (folder.parent / "profile").read_text() == "[tool.mscref]\n"
