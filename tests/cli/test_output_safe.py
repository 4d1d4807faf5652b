"""What strangers wrote drives neither a terminal, nor a CI log, nor a spreadsheet."""

import csv
import io
import json
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


EVIL = (
    "x\nINJECTED\x1b[2J\x07\x7f\x9b31m\x85\u2028INJECTED\u2029\u202a\u202e\u2066\u2069\r\nINJECTED"
)
UNSAFE = "\x1b\x07\x7f\x9b\x85\u2028\u2029\u202a\u202e\u2066\u2069\x08\x0b"
# Every command that says something about what it reads; F is a file, K a key.
SAYING = [
    "list -l F", "show -l F K", "show --json -l F K", "list --json -l F", "check F",
    "check --json F", "check -f github F", "check -f sarif F", "check -f junit F",
    "search -l F x", "search --json -l F x", "verify --offline F", "verify --offline --json F",
    "verify --offline -f junit F", "cite -l F nobody", "cite -l F K --locator K",
    "format -l F nobody", "format -l F -s K", "format -l F -s apa", "format -l F -s apa -t html",
    "format -l F -s apa -t latex", "export -l F -t K", "import --dry-run -l lib.bib F",
    "import -l lib.bib F", "dedupe --dry-run -l F", "dedupe -l F", "rekey --dry-run -l F",
    "rekey -l F", "tidy --dry-run -l F all", "tidy -l F all", "tidy -l F K", "edit -l F K note=K",
    "edit --dry-run -l F a note=K", "edit -l F a K=1", "rm -l F K", "rm --dry-run -l F a",
    "undo -l F", "undo -l F --dry-run", "history -l F", "history -l F --diff 1", "check --fix F",
    "resolve --offline K", "resolve --offline --json K", "add --offline -l F K",
    "open --print -l F a", "styles show K", "styles search K", "styles add K",
    "lookup --offline K", "update --offline -l F a", "config show", "list -l K",
    "verify --offline K", "-x K", "K", "--color K list",
]  # fmt: skip
WRITTEN = {
    ".json": json.dumps(
        [
            {
                "id": name,
                "type": kind,
                "title": EVIL,
                "author": [{"family": EVIL, "given": EVIL}],
                "container-title": EVIL,
                "DOI": EVIL,
                "note": EVIL,
                "issued": {"raw": EVIL},
                EVIL: EVIL,
            }
            for name, kind in ((EVIL, "book"), (EVIL, EVIL), ("a", "book"))
        ]
    ),
    ".bib": "".join(
        f"@{kind}{{{key},\n title = {{A {EVIL}}}, author = {{{EVIL} and {EVIL}}}, doi={{{EVIL}}},"
        f" journal = {{{EVIL}}}, year = {{{EVIL}}}, {EVIL} = {{b}}, url={{{EVIL}}} }}\n"
        for kind, key in (("book", "a"), ("article", EVIL), (EVIL, "b"), ("book", "a"))
    ),
    ".ris": f"TY  - BOOK\nID  - {EVIL}\nTI  - {EVIL}\nAU  - {EVIL}\nDO  - {EVIL}\nER  - \n",
    ".yaml": f"references:\n- id: {json.dumps(EVIL)}\n  type: book\n  title: {json.dumps(EVIL)}\n",
}


@pytest.mark.parametrize("name", ["f", "f\nINJECTED\x1b[2J\u2028\u202e"])
@pytest.mark.parametrize("ending", WRITTEN)
@pytest.mark.parametrize("command", SAYING)
def test_no_data_drives_a_log_or_begins_a_line_of_a_message(
    command: str, ending: str, name: str, capsys
):
    """Whatever a record, a name of a file or the command line holds; what `export` writes and what
    `format` leaves of a title are data."""
    path = f"{name}{ending}"
    Path(path).write_bytes(WRITTEN[ending].encode())
    Path("lib.bib").write_text("@book{a, title={T}, year=2020}\n")
    run(["edit", "-l", path, "a", f"note={EVIL}"])
    capsys.readouterr()
    code = run([{"F": path, "K": EVIL}.get(word, word) for word in command.split()])
    assert code != 70
    said = capsys.readouterr()
    assert not [sign for sign in UNSAFE if sign in said.err]
    assert not [line for line in said.err.splitlines() if line.startswith("INJECTED")]
    assert not [sign for sign in UNSAFE if sign in said.out]
    if "-t" not in command and not command.startswith(("format", "cite")):
        assert not [line for line in said.out.splitlines() if line.startswith("INJECTED")]
