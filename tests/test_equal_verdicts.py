"""One table of entries: command line, language server and tools for agents say the same.

The codes of the rules with their lines, and what is known of retractions: `check`, `verify` with
what the cache holds, `textDocument/publishDiagnostics`, and the tools `check` and `verify`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.lsp.client import Client as EditorClient
from tests.replay.recordings import load
from tests.replay.server import ReplayServer

from mcp import Client as AgentClient
from mscref.api import Network
from mscref.cli.main import run
from mscref.mcp.folder import AgentFolder
from mscref.mcp.server import make_server

# Code of the rule that an entry is there for → the entry.
ENTRIES = {
    "doi-as-url": "@article{a, title={A}, author={Roth, A.}, journal={J}, year=2001,\n"
    "  doi={https://doi.org/10.1000/x}}",
    "doi-malformed": "@article{b, title={B}, author={Roth, A.}, journal={J}, year=2002,\n"
    "  doi={nope}}",
    "year-malformed": "@article{c, title={C}, author={Roth, A.}, journal={J}, year={20x}}",
    "required-field": "@article{d, title={D}}",
    "key-duplicate": "@misc{e, title={E}, year=2003}\n@misc{e, title={F}, year=2004}",
    "doi-duplicate": "@misc{g, title={G}, doi={10.1000/g}}\n@misc{h, title={H}, doi={10.1000/g}}",
    "string-undefined": "@misc{i, title={I}, journal=nowhere}",
    "pages-reversed": "@article{j, title={J}, author={Roth, A.}, journal={J},\n"
    "  year=2005, pages={91--82}}",
    "isbn-malformed": "@book{k, title={K}, author={Roth, A.}, publisher={P}, year=2006,\n"
    "  isbn={9780306406158}}",
    "": "@book{fine, title={Whales}, author={Roth, Anna}, publisher={Sea}, year=1999}",
}
LIBRARY = "\n\n".join(ENTRIES.values()) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(LIBRARY, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def services() -> Iterator[ReplayServer]:
    with ReplayServer(load()) as running:
        yield running


def by_command_line(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    run([*words, "--json"])
    items = json.loads(capsys.readouterr().out)["items"]
    return [one for one in items if one["severity"] != "ok"]


def by_agents(tool: str, **arguments: Any) -> list[dict[str, Any]]:
    async def talk() -> Any:
        folder = AgentFolder(["refs.bib"], Path.cwd())
        server = make_server(folder, Network(offline=True), writes=False)
        async with AgentClient(server, read_timeout_seconds=60) as client:
            return (await client.call_tool(tool, arguments)).structured_content

    answer = asyncio.run(talk())
    assert answer["left_out"] == 0
    return list(answer["findings"])


def by_editor(folder: Path, last: str) -> list[dict[str, Any]]:
    """The findings of the server about the library, once `last` is among their codes."""
    with EditorClient(folder) as client:
        address = client.open(folder / "refs.bib", language="bibtex")
        found = client.diagnostics(address, lambda some: last in [one["code"] for one in some])
    return list(found)


def places(items: list[dict[str, Any]]) -> set[tuple[str, int]]:
    return {(one["code"], one["line"]) for one in items}


def editor_places(items: list[dict[str, Any]]) -> set[tuple[str, int]]:
    """The same of the protocol, which counts lines from 0; what nothing cites is no finding."""
    return {
        (one["code"], one["range"]["start"]["line"] + 1)
        for one in items
        if one["code"] != "uncited-reference"
    }


def test_rules(folder: Path, capsys: pytest.CaptureFixture[str]):
    told = places(by_command_line(capsys, "check", "refs.bib"))
    assert {code for code, _ in told} >= ENTRIES.keys() - {""}
    assert places(by_agents("check")) == told
    warned = [one for one in by_editor(folder, "required-field") if one["severity"] in (1, 2)]
    assert editor_places(warned) == told


def test_what_the_cache_knows_of_a_retraction(
    folder: Path,
    services: ReplayServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("MSCREF_SOURCES_URL", services.url)
    run(["resolve", "10.5555/retracted", "-t", "bibtex"])
    Path("refs.bib").write_text(capsys.readouterr().out, encoding="utf-8")
    run(["verify", "refs.bib"])
    capsys.readouterr()
    told = places(by_command_line(capsys, "verify", "refs.bib", "--offline"))
    assert {code for code, _ in told} == {"retracted"}
    key = Path("refs.bib").read_text(encoding="utf-8").split("{")[1].split(",")[0]
    assert places(by_agents("verify", keys=[key])) == told
    assert told <= editor_places(by_editor(folder, "retracted"))
