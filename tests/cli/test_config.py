"""Settings: precedence, the place each came from, and what is refused."""

from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.config import load_config
from mscref.errors import ConfigError


def test_the_nearest_file_wins_and_its_paths_are_its_own(tmp_path: Path):
    inner = tmp_path / "paper" / "text"
    inner.mkdir(parents=True)
    (tmp_path / "mscref.toml").write_text('style = "apa"')
    (tmp_path / "paper" / "pyproject.toml").write_text('[tool.mscref]\nlibrary = "refs.bib"')
    config = load_config(inner, {"XDG_CONFIG_HOME": str(tmp_path)})
    assert config.library == (str(tmp_path / "paper" / "refs.bib"),)
    assert config.style == "short"


def test_the_environment_outranks_files_and_the_user_file_comes_last(tmp_path: Path):
    user = tmp_path / "xdg" / "mscref"
    user.mkdir(parents=True)
    (user / "config.toml").write_text('style = "apa"\nlocale = "de-DE"\nmailto = "a@example.org"')
    (tmp_path / "mscref.toml").write_text('style = "ieee"\nlocale = "fr-FR"')
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), "MSCREF_STYLE": "nature"}
    config = load_config(tmp_path, environ)
    assert (config.style, config.locale, config.mailto) == ("nature", "fr-FR", "a@example.org")
    assert config.origins["style"] == "$MSCREF_STYLE"
    assert config.origins["locale"] == str(tmp_path / "mscref.toml")


@pytest.mark.parametrize(
    ("key", "hint"), [("stile", "style"), ("tiemout", "timeout"), ("q", "known")]
)
def test_an_unknown_setting_is_a_warning_and_the_rest_holds(tmp_path: Path, key: str, hint: str):
    (tmp_path / "mscref.toml").write_text(f'{key} = 1\nlocale = "fr-FR"')
    config = load_config(tmp_path, {"XDG_CONFIG_HOME": str(tmp_path)})
    assert config.locale == "fr-FR"
    ((message, advice),) = config.warnings
    assert f"unknown setting `{key}`" in message
    assert hint in advice


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('offline = "perhaps"', "must be true or false"),
        ("timeout = 0", "between 0 and 3600"),
        ("library = 3", "must be a path"),
        ("style = [", "not a TOML file"),
        ("sources = 3", "must map names"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, message: str):
    (tmp_path / "mscref").mkdir()
    (tmp_path / "mscref" / "config.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_config(tmp_path, {"XDG_CONFIG_HOME": str(tmp_path)})


@pytest.mark.parametrize("value", ["1", "yes", "anything"])
def test_all_settings_files_can_be_left_out(tmp_path: Path, value: str):
    (tmp_path / "mscref").mkdir()
    (tmp_path / "mscref" / "config.toml").write_text("this is = no = TOML")
    (tmp_path / "mscref.toml").write_text('style = "ieee"')
    environ = {
        "XDG_CONFIG_HOME": str(tmp_path), "MSCREF_NO_CONFIG": value, "MSCREF_LOCALE": "fr-FR",
    }  # fmt: skip
    config = load_config(tmp_path, environ)
    assert (config.style, config.locale, config.files) == ("short", "fr-FR", ())


def test_the_flag_leaves_them_out_and_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text("@book{a, title = {On trees}, year = 2020}")
    (tmp_path / "mscref.toml").write_text('style = "apa"')
    words = ["format", "-l", "refs.bib"]
    assert run(words) == 0
    in_apa = capsys.readouterr().out
    for line in (["--no-config", *words], [*words, "--no-config"], [*words, "--locale=en-US"]):
        assert run(line) == 0
        assert (capsys.readouterr().out == in_apa) is ("--no-config" not in line)
    assert run(["config", "show", "--no-config"]) == 0
    assert "mscref.toml" not in capsys.readouterr().out
    monkeypatch.setenv("MSCREF_NO_CONFIG", "0")
    assert run(words) == 0
    assert capsys.readouterr().out == in_apa
    assert run([*words, "--no-config"]) == 0
    assert capsys.readouterr().out != in_apa
