"""Every command that reads a library says what of it could not be read, once and where (#16)."""

import io
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.replay.recordings import load
from tests.replay.server import ReplayServer
from tests.zoterodata.database import Made

from mscref.cli.main import run
from mscref.cli.table import COMMANDS

LIBRARY = """\
@book{good, title = {Good}, author = {Roe, Jane}, date = {2020}}

@book{bad, title = {The {Broken one, author = {Doe, K.}, date = {2019}

@book{other, title = {Other}, author = {Doe, Jane}, date = {2021}, doi = {10.9999/other}}
"""
NEW = "TY  - BOOK\nTI  - New one\nAU  - New, N.\nPY  - 2022\nER  - \n"
CITE = {
    "citationId": "good", "citationPrefix": [], "citationSuffix": [], "citationNoteNum": 1,
    "citationMode": {"t": "NormalCitation"}, "citationHash": 0,
}  # fmt: skip
PANDOC = {
    "pandoc-api-version": [1, 23], "meta": {},
    "blocks": [{"t": "Para", "c": [{"t": "Cite", "c": [[CITE], []]}]}],
}  # fmt: skip
# What a command is called with, behind its words; -l is added.
LINES: dict[str, tuple[str, ...]] = {
    "format": ("", "good"),
    "cite": ("good",),
    "list": ("",),
    "show": ("good",),
    "search": ("roe", "nothing", "--text roe"),
    "pick": ("--lines", "--lines roe"),
    "check": ("",),
    "verify": ("--offline",),
    "export": ("-t ris",),
    "render": ("paper.md -s apa",),
    "cited": ("paper.md",),
    "filter": ("",),
    "bbl": ("paper -s apa",),
    "styles preview": ("apa",),
    "styles identify": ("list.txt",),
    "stats": ("",),
    "open": ("good --print",),
    "edit": ("good note=x", "good note=x --dry-run", "bad note=x", "good title=Good"),
    "rm": ("other", "other --dry-run", "nobody"),
    "add": ("10.14336/AD.2020.0228", "10.14336/AD.2020.0228 --dry-run"),
    "update": ("--offline", "--offline --dry-run"),
    "import": ("new.ris", "new.ris --dry-run"),
    "sync": ("zotero:", "zotero: --dry-run"),
    "push": ("good -t zotero+api:",),
    "rekey": ("good", "good --dry-run"),
    "dedupe": ("", "--dry-run"),
    "files check": ("",),
    "files orphans": ("",),
    "files find": ("", "--link"),
    "files rename": ("", "--dry-run"),
    "files index": ("",),
    "files notes": ("good", "good --save"),
    "tidy": ("", "all", "all --dry-run"),
}
# Why the others do not.
READS_NO_ENTRIES = {
    "history": "reads the record of changes",
    "undo": "puts bytes back",
    "browse": "serves until it is stopped, and reads meanwhile",
    "mcp": "serves an agent, and has no stderr that anybody reads",
}
# Those that tell it otherwise than the reader does.
IN_ITS_REPORT = {"check"}


def _with_library() -> Iterator[str]:
    for name, row in COMMANDS.items():
        functions = import_module(f"mscref.cli.commands.{row.module}").app.functions
        for part, function in functions.items():
            if "library" in (function.__kwdefaults__ or {}):
                yield f"{name} {part}" if len(functions) > 1 else name


def test_every_command_with_a_library_is_here():
    assert set(_with_library()) == {*LINES, *READS_NO_ENTRIES}


@pytest.fixture(scope="module")
def services() -> Iterator[ReplayServer]:
    with ReplayServer(load()) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSCREF_ZOTERO", str(tmp_path / "data"))
    monkeypatch.setenv("MSCREF_ZOTEROLOCAL_URL", "http://127.0.0.1:9")  # nobody listens there
    made = Made(tmp_path / "data/zotero.sqlite")
    made.work("book", {"title": "There", "citationKey": "there"}, [("author", "Zet", "Z.")])
    made.save()
    texts = {
        "refs.bib": LIBRARY,
        "new.ris": NEW,
        "list.txt": "References\n\nRoe J. Good. 2020.\n",
        "paper.md": "See [@good].\n",
        "paper.aux": "\\citation{good}\n\\bibstyle{plain}\n\\bibdata{refs}\n",
        "paper.tex": "\\cite{good}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "line", [f"{name} {rest}".strip() for name, lines in LINES.items() for rest in lines]
)
def test_it_is_said_once_on_stderr(
    line: str,
    folder: Path,
    services: ReplayServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("MSCREF_SOURCES_URL", services.url)
    for _ in range(2):  # the second time there is an index
        (folder / "refs.bib").write_text(LIBRARY, encoding="utf-8")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(PANDOC).encode())))
        run([*line.split(), "-l", "refs.bib"])
        out, err = capsys.readouterr()
        told = out if line.split()[0] in IN_ITS_REPORT else err
        assert told.count("bibtex-unclosed-brace") == 1, err
        assert "refs.bib:3:20" in told


def test_what_a_change_mended_is_not_said(folder: Path, capsys: pytest.CaptureFixture[str]):
    broken = "@article{a, title = {A}, year = {2020}, note = x y}\n\n@book{b, title = {B}}\n"
    (folder / "refs.bib").write_text(broken)
    run(["list", "-l", "refs.bib"])
    before = capsys.readouterr().err
    run(["edit", "b", "note=n", "-l", "refs.bib"])
    assert ("error[" in capsys.readouterr().err) == ("error[" in before)
    run(["rm", "a", "-l", "refs.bib"])
    assert "error[" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "format", "show", "cite"])
def test_an_empty_word_is_called_so(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text("@book{a, title = {A}}\n")
    assert run([command, ""]) == 4
    assert "the word is empty" in capsys.readouterr().err
