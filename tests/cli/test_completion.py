"""What the shell is offered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mscref.cli import complete


def test_keys_of_the_library_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    items = [{"id": key, "type": "book"} for key in ("leng2020", "lee2019", "smith")]
    (tmp_path / "refs.json").write_text(json.dumps(items))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSCREF_LIBRARY", "refs.json")
    assert complete.keys("le") == ["leng2020", "lee2019"]


def test_no_library_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert complete.keys("le") == []


def test_styles():
    assert "american-medical-association" in complete.styles("american-me")
    assert "aging-and-disease" in complete.styles("aging-and")


@pytest.mark.parametrize(
    ("words", "incomplete", "offered"),
    [
        (["format", "-t"], "ht", ["html"]),
        (["export", "--to"], "bibl", ["biblatex"]),
        (["resolve", "-t"], "hayag", ["hayagriva"]),
        (["format", "--locale"], "de-A", ["de-AT"]),
        (["check", "--select"], "doi-as", ["doi-as-url"]),
        (["check", "--explain"], "doi-as", ["doi-as-url"]),
        (["list", "--color"], "al", ["always"]),
        (["verify", "--also"], "ope", ["openalex"]),
        (["lookup", "--also"], "dblp,sem", ["dblp,semanticscholar"]),
        (["edit", "k"], "journalt", ["journaltitle="]),
        (["config", "set"], "cache", ["cache-dir"]),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_values_in_every_shell(tmp_path: Path, shell: str, words, incomplete: str, offered):
    """As the scripts of `mscref completion` ask for them."""
    line = " ".join(["mscref", *words, incomplete])
    environ = {
        **os.environ,
        "_MSCREF_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": incomplete,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) + 1),
    }
    command = [sys.executable, "-m", "mscref"]
    done = subprocess.run(
        command, env=environ, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    for one in offered:
        assert one in done.stdout, done
