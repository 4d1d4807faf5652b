"""A list on a terminal: one line each where they fit, else two; never wider than the terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mscref.app.sorting import in_order
from mscref.cli.main import run
from mscref.cli.show import cells
from mscref.errors import UsageError
from mscref.formats.bibtex import read

TITLE = "Transplantation of mesenchymal stem cells improves the outcome of patients with pneumonia"
ENTRIES = f"""
@article{{leng2020a_very_long_key, title={{{TITLE}}}, year={{2020}},
  author={{Leng, Zikuan and Zhu, R. and Hou, W.}}, doi={{10.1000/x}}}}
@book{{b, title={{東京の本 {TITLE}}}, author={{Adam, B.}}, year={{2021}}}}
@misc{{c, title={{No year}}}}
"""


def on_a_terminal(folder: Path, *words: str, columns: int) -> list[str]:
    (folder / "refs.bib").write_text(ENTRIES)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mscref", *words], stdout=follower, stderr=follower, cwd=folder,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(columns)},
    )  # fmt: skip
    os.close(follower)
    said = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # Linux reports the end of a pseudo-terminal so
            break
        if not chunk:
            break
        said += chunk
    process.wait()
    os.close(leader)
    return said.decode().splitlines()


@pytest.mark.parametrize("words", [["list"], ["search", "transplantation"]])
@pytest.mark.parametrize("columns", [20, 40, 80, 99])
def test_no_line_is_wider_than_a_narrow_terminal(tmp_path: Path, words, columns: int):
    lines = on_a_terminal(tmp_path, *words, columns=columns)
    assert max(map(cells, lines)) <= columns


def test_a_title_has_the_line_to_itself_where_it_is_narrow(tmp_path: Path):
    lines = on_a_terminal(tmp_path, "list", columns=80)
    assert lines[0] == "leng2020a_very_long_key  Leng et al.  2020  article-journal"
    assert lines[1].startswith("  Transplantation of mesenchymal stem cells improves the outcome")
    assert lines[1].endswith("…")
    assert len(lines) == 6


def test_where_there_is_room_it_is_a_table(tmp_path: Path):
    lines = on_a_terminal(tmp_path, "list", columns=200)
    assert lines[0].split() == ["key", "type", "authors", "year", "title"]
    assert len(lines) == 4
    assert TITLE in lines[1]


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        ("year", "leng2020a_very_long_key b c"),
        ("-year", "b leng2020a_very_long_key c"),
        ("author", "b leng2020a_very_long_key c"),
        ("title", "c leng2020a_very_long_key b"),
        ("type,key", "leng2020a_very_long_key b c"),
        ("-type, key", "c b leng2020a_very_long_key"),
    ],
)
def test_orders(order: str, keys: str):
    assert [one.id for one in in_order(read(ENTRIES, path="x").references, order)] == keys.split()


@pytest.mark.parametrize(("order", "hint"), [("yaer", "year"), ("x", "one of"), ("", "one of")])
def test_an_unknown_order_is_said(order: str, hint: str):
    with pytest.raises(UsageError) as caught:
        in_order([], order)
    assert hint in caught.value.hint


def test_programs_get_all_authors_and_the_doi(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(ENTRIES)
    assert run(["list", "--json", "--sort", "key"]) == 0
    listed = json.loads(capsys.readouterr().out)
    by_key = {one["key"]: one for one in listed}
    one = by_key["leng2020a_very_long_key"]
    assert one["all-authors"] == ["Zikuan Leng", "R. Zhu", "W. Hou"]
    assert one["authors"] == "Leng et al."
    assert one["DOI"] == "10.1000/x"
    assert by_key["c"]["DOI"] == ""
