"""What strangers wrote drives neither a terminal, nor a CI log, nor a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest

from mscref.cli.main import run

ESCAPES = ["\x1b[31mred", "\x1b]0;title\x07", "a\x08b", "\x9b31m", "\u202egnp.exe"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize(
    "command",
    [
        "edit --dry-run a year=2021",
        "rm --dry-run a",
        "check",
        "tidy --dry-run all",
        "list",
        "history --diff 1",
        "undo --dry-run",
    ],
)
def test_messages_and_diffs_show_controls_as_signs(escape: str, command: str, capsys):
    text = f"@book{{a,\n  title = {{A {escape}}},\n  note={{x}},\n  year = {{2020}}\n}}\n"
    Path("r.bib").write_text(text, encoding="utf-8")
    run(["edit", "-l", "r.bib", "a", "year=2022"])
    capsys.readouterr()
    run([*command.split(), "-l", "r.bib"])
    said = capsys.readouterr()
    for stream in (said.out, said.err):
        assert not any(sign in stream for sign in "\x1b\x07\x08\x9b\u202e")


FORMULAS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\uff1d1+1"]


@pytest.mark.parametrize("title", FORMULAS)
def test_csv_guards_formulas_unless_raw(title: str, capsys):
    import json

    item = {"id": title.strip(), "type": "book", "title": title, "author": [{"literal": title}]}
    Path("x.json").write_text(json.dumps([item]), encoding="utf-8")
    for more, guarded in ([], True), (["--raw"], False):
        assert run(["export", "-l", "x.json", "-t", "csv", *more]) == 0
        rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
        assert rows[0][:4] == ["id", "type", "author", "title"]
        cells = [rows[1][n].strip() for n in (0, 2, 3)]
        assert all(cell.startswith("'") for cell in cells) is guarded


def test_plain_numbers_are_no_formulas(capsys):
    Path("x.json").write_text('[{"id": "a", "type": "book", "volume": "-5"}]')
    assert run(["export", "-l", "x.json", "-t", "csv"]) == 0
    assert "'" not in capsys.readouterr().out


def test_raw_is_for_csv_only():
    Path("x.json").write_text('[{"id": "a", "type": "book"}]')
    assert run(["export", "-l", "x.json", "-t", "bibtex", "--raw"]) == 2
