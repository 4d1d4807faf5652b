"""Escapes and bidirectional controls of settings, styles and servers drive no terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.replay.recorder import Recorder
from tests.replay.recordings import load
from tests.replay.routes import Answer
from tests.replay.server import Fault, Handler, ReplayServer

from mscref.cli.main import run
from mscref.sources.settings import SERVICES

EVIL = "x\x1b[2J\x07\x9b31m\x7f\u202e\u2066\u2028INJECTED"
UNSAFE = "\x1b\x07\x9b\x7f\u202e\u2066\u2028"
QUOTED = json.dumps(EVIL, ensure_ascii=True)  # as TOML writes it, too


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.bib").write_text("@book{a, title={T}, author={B, C}, year=2020}\n")
    return tmp_path


def check(capsys: pytest.CaptureFixture[str]) -> None:
    said = capsys.readouterr()
    for stream in (said.out, said.err):
        assert not [sign for sign in UNSAFE if sign in stream], stream
        assert not [line for line in stream.splitlines() if line.startswith("INJECTED")]


@pytest.mark.parametrize(
    "setting",
    [
        f"library = {QUOTED}",
        f"library = [{QUOTED}, 1]",
        f"style = {QUOTED}",
        f"locale = {QUOTED}",
        f"mailto = {QUOTED}",
        f"timeout = {QUOTED}",
        f"journals = {QUOTED}",
        f"cache-dir = {QUOTED}",
        f"check-ignore = {QUOTED}",
        f"{QUOTED} = 1",
        f"[sources]\n{QUOTED} = {QUOTED}",
        f"[{QUOTED}]\nx = 1",
        "library = '\u202e'",
    ],
)
@pytest.mark.parametrize("command", ["list", "config show", "format -l r.bib", "check r.bib"])
@pytest.mark.parametrize("color", ["never", "always"])
def test_values_and_names_of_settings(setting: str, command: str, color: str, capsys):
    Path("mscref.toml").write_text(setting, encoding="utf-8")
    assert run([*command.split()]) != 70
    if color == "never":  # our own colours are escapes
        check(capsys)
    said = capsys.readouterr()
    assert not [sign for sign in UNSAFE[1:] if sign in said.out + said.err]


STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info>'
    "<title>{0}</title><id>{0}</id><author><name>{0}</name></author><summary>{0}</summary></info>"
    '<macro name="{0}"><text variable="{0}"/></macro>'
    '<citation><layout prefix="("><text macro="{0}y"/><{1} {0}="x"/></layout></citation></style>'
)
IN_XML = EVIL.replace("\x1b", "").replace("\x07", "")  # XML 1.0 has no place for these two


@pytest.mark.parametrize("name", ["s.csl", "s\x1b[2J\u202e.csl"])
@pytest.mark.parametrize(
    "command", ["format -l r.bib -s F", "cite -l r.bib a -s F", "styles show F", "styles add F"]
)
def test_names_and_parts_of_styles(name: str, command: str, capsys):
    for element in ("text", "nothing"):
        Path(name).write_text(STYLE.format(IN_XML, element), encoding="utf-8")
        assert run([name if word == "F" else word for word in command.split()]) != 70
        check(capsys)


def answers(handler: Handler, answer: Answer) -> None:
    """Every text of an answer with controls in it, and a status that is none."""
    text = answer.body.decode("utf-8", "replace")
    escapes = json.dumps(EVIL, ensure_ascii=True)[1:-1]
    handler.reply(
        Answer(text.replace('": "', f'": "{escapes}').encode(), answer.status, answer.content_type)
    )


@pytest.mark.parametrize(
    "command",
    [
        "resolve --refresh 10.14336/AD.2020.0228 10.5555/nowhere PMID:32257537 NCT04269525",
        "lookup stem cells",
        "verify r.bib",
        "update -l r.bib --dry-run",
        "add -l r.bib 10.14336/AD.2020.0228 --dry-run",
    ],
)
def test_answers_of_servers(command: str, capsys):
    Path("r.bib").write_text("@article{a, title={x}, doi={10.14336/AD.2020.0228}}\n")
    verb, *words = command.split()
    with ReplayServer(load()) as server:
        server.faults |= dict.fromkeys(SERVICES, Fault("evil", answers))
        assert run([verb, "--source-url", f"sources={server.url}", "--timeout", "5", *words]) != 70
    check(capsys)


@pytest.mark.parametrize(
    "location", ["http://x\x1b[2J/", "http://\u202ex/", "https://\x9b31m.org/"]
)
def test_addresses_of_redirects(location: str, capsys):
    with Recorder(location.encode().decode("latin-1")) as stand_in:
        way = ["--source-url", f"sources={stand_in.url}", "--timeout", "2"]
        assert run(["resolve", "--refresh", *way, "10.1000/x"]) == 5
    check(capsys)
