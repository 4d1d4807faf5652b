"""One setting is written; every other character of the file stays."""

import tomllib
from pathlib import Path

import pytest

from mscref.app.settings_file import set_setting, unset_setting, with_setting
from mscref.errors import ConfigError, UsageError


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("", "style", '"apa"', 'style = "apa"\n'),
        ("# mine", "style", '"apa"', '# mine\nstyle = "apa"\n'),
        ('style = "x"  # why\na = 1\n', "style", '"y"', 'style = "y"  # why\na = 1\n'),
        ("a = 1\n\n[sources]\nb = 2\n", "c", "3", "a = 1\nc = 3\n\n[sources]\nb = 2\n"),
        ("[sources]\nb = 2\n", "c", "3", "c = 3\n[sources]\nb = 2\n"),
        ("a = 1\n", "sources.x", '"u"', 'a = 1\n\n[sources]\nx = "u"\n'),
        ("[sources] # s\nb = 2\n[z]\n", "sources.x", "1", "[sources] # s\nb = 2\nx = 1\n[z]\n"),
        ('l = [\n "a", # [b]\n "c",\n]\nm = 1\n', "l", '"z"', 'l = "z"\nm = 1\n'),
        ('t = """\n[no]\nx = 1\n"""\n', "x", "2", 't = """\n[no]\nx = 1\n"""\nx = 2\n'),
        ('s = "a # b" # c\r\n', "s", '"d"', 's = "d"  # c\r\n'),
        ("a = 1\nb = 2\n", "a", None, "b = 2\n"),
        ("a = 1\n", "b", None, "a = 1\n"),
        ("[tool.mscref]\n[x]\n", "tool.mscref.style", '"s"', '[tool.mscref]\nstyle = "s"\n[x]\n'),
    ],
)
def test_only_the_line_of_the_setting_changes(before: str, key: str, value, after: str):
    assert with_setting(before, key, value, name="f")[0] == after
    tomllib.loads(after)


@pytest.mark.parametrize("text", ["style = ", '"""', "a = 1\na = 2\n", "[style]\nx = 1\n"])
def test_what_cannot_be_written_safely_is_refused(text: str):
    with pytest.raises(ConfigError):
        with_setting(text, "style", '"apa"', name="f")


def test_files_are_meant_as_seen_from_here(tmp_path: Path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    here = tmp_path / "paper"
    here.mkdir()
    (here / "own.csl").touch()

    def line(key: str, *words: str, is_here: bool) -> str:
        return set_setting(key, words, folder=here, environ=environ, here=is_here).after

    assert line("library", "a.bib", is_here=True) == 'library = "a.bib"'
    assert line("library", "a.bib", is_here=False) == f'library = "{here / "a.bib"}"'
    assert line("style", "own.csl", is_here=False) == f'style = "{here / "own.csl"}"'
    assert line("style", "apa", is_here=False) == 'style = "apa"'
    assert line("journals", "short", is_here=True) == 'journals = "short"'
    assert line("check-ignore", "a", "b", is_here=True) == 'check-ignore = ["a", "b"]'
    assert line("offline", "yes", is_here=True) == "offline = true"
    with pytest.raises(UsageError, match="outside"):
        line("library", "../a.bib", is_here=True)
    assert unset_setting("style", folder=here, environ=environ, here=False).before


@pytest.mark.parametrize(
    ("key", "words"),
    [("stile", ["x"]), ("offline", ["perhaps"]), ("sources", ["x"]), ("sources.a", [])],
)
def test_what_no_setting_takes(tmp_path: Path, key: str, words: list[str]):
    with pytest.raises(UsageError):
        set_setting(key, words, folder=tmp_path, environ={"XDG_CONFIG_HOME": "/x"}, here=False)
