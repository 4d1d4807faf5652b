"""One table of entries: command line, language server and tools for agents say the same.

The codes of the rules with their places: `check`, `textDocument/publishDiagnostics` and the tool
`check`. The verdicts that kept answers give: `verify`, the editor, and the tool `verify`. What is
wrong with the citations of a document: `render --check`, the editor, and `check` of a document.
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
    "year-implausible": "@article{l, title={L}, author={Roth, A.}, journal={J}, year=2099}",
    "pages-malformed": "@article{m, title={M}, author={Roth, A.}, journal={J}, year=2007,\n"
    "  pages={12-x-}}",
    "issn-malformed": "@article{n, title={N}, author={Roth, A.}, journal={J}, year=2008,\n"
    "  issn={1234-5678}}",
    "title-missing": "@misc{o, author={Roth, A.}}",
    "work-duplicate": "@article{p, title={A long enough title of one work}, author={Roth, Anna},\n"
    "  journal={J}, year=2009, volume=4, pages={1--9}}\n"
    "@article{q, title={A long enough title of one work}, author={Roth, Anna},\n"
    "  journal={J}, year=2009, volume=4, pages={1--9}}",
    "crossref-missing": "@inbook{r, title={R}, author={Roth, A.}, crossref={nobody}, year=2010,\n"
    "  publisher={P}, pages={1--2}}",
    "title-retracted": "@article{s, title={RETRACTED: Something}, author={Roth, A.}, journal={J},\n"
    "  year=2011}",
    "placeholder": "@article{t, title={TODO}, author={Roth, A.}, journal={J}, year=2012}",
    "url-malformed": "@misc{u, title={U}, author={Roth, A.}, year=2013, url={htp:/x y}}",
    "type-unknown": "@artcle{v, title={V}, author={Roth, A.}, journal={J}, year=2014}",
    "name-separator": "@article{w, title={W}, author={Roth, A.; Beck, B.}, journal={J}, year=2015}",
    "field-duplicate": "@misc{x, title={One}, title={Two}, year=2016}",
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


def places(items: list[dict[str, Any]]) -> set[tuple[str, int, int]]:
    return {(one["code"], one["line"], one["column"]) for one in items}


def editor_places(items: list[dict[str, Any]]) -> set[tuple[str, int, int]]:
    """The same of the protocol, which counts from 0."""
    return {
        (
            one["code"],
            one["range"]["start"]["line"] + 1,
            one["range"]["start"]["character"] + 1,
        )
        for one in items
        if one["severity"] in (1, 2)
    }


def test_rules(folder: Path, capsys: pytest.CaptureFixture[str]):
    told = places(by_command_line(capsys, "check", "refs.bib"))
    assert {code for code, *_ in told} >= ENTRIES.keys() - {""}
    assert len(ENTRIES) > 20
    assert places(by_agents("check")) == told
    assert editor_places(by_editor(folder, "required-field")) == told


# Verdict → the entry that it is there for, as the services of the tests know it.
CLAIMS = {
    "retracted": "@article{a, title={A finding that did not hold}, author={Lovelace, Ada},\n"
    "  journal={J}, year=2020, doi={10.5555/retracted}}",
    "wrong-identifier": "@article{b, title={Transplantation of {ACE2-} Mesenchymal Stem Cells"
    " Improves the Outcome of Patients with {COVID-19} Pneumonia},\n"
    "  author={Leng, Zikuan and others}, journal={Aging and Disease}, year=2020,\n"
    "  doi={10.5555/published}}",
    "differs": "@article{c, title={Transplantation of {ACE2-} Mesenchymal Stem Cells"
    " Improves the Outcome of Patients with {COVID-19} Pneumonia},\n"
    "  author={Leng, Zikuan and others}, journal={Aging and Disease}, year=2016,\n"
    "  doi={10.14336/AD.2020.0228}}",
    "not-found": "@article{d, title={Adaptive dynamics of imaginary cells revisited},\n"
    "  author={Nobody, Anna}, journal={J}, year=2021}",
    "": "@article{e, title={A preprint, published}, author={Lovelace, Ada},\n"
    "  journal={Journal of Examples}, volume=3, pages={1--9}, year=2020, doi={10.5555/published}}",
}


def test_verdicts_of_kept_answers(
    folder: Path,
    services: ReplayServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("MSCREF_SOURCES_URL", services.url)
    Path("refs.bib").write_text("\n\n".join(CLAIMS.values()) + "\n", encoding="utf-8")
    asked = by_command_line(capsys, "verify", "refs.bib")
    told = by_command_line(capsys, "verify", "refs.bib", "--offline")
    assert [(one["key"], one["code"]) for one in told] == [
        (one["key"], one["code"]) for one in asked
    ]
    assert {one["code"] for one in told} == CLAIMS.keys() - {""}
    assert places(by_agents("verify", keys=list("abcde"))) == places(told)
    found = by_editor(folder, "not-found")
    # The editor marks the key; the command line says where the entry begins.
    assert {(code, line) for code, line, _ in editor_places(found)} >= {
        (code, line) for code, line, _ in places(told)
    }
    marked = {one["data"]["key"]: one["code"] for one in found if "verify" in one["source"]}
    assert marked == {one["key"]: one["code"] for one in told}


DOCUMENT = """\
---
bibliography: refs.bib
---

Known @whale1999, unknown [@nobody2000; @whale1998, p. 3], 😀 and @nobody2000 again.
"""


def test_citations_of_a_document(folder: Path, capsys: pytest.CaptureFixture[str]):
    entry = "@book{whale1999, title={Whales}, author={Roth, Anna}, publisher={Sea}, year=1999}\n"
    Path("refs.bib").write_text(entry + entry.replace("whale1999", "spare"), encoding="utf-8")
    Path("paper.md").write_text(DOCUMENT, encoding="utf-8")
    assert run(["render", "--check", "paper.md"]) == 1
    said = [one.split(": ")[:2] for one in capsys.readouterr().out.splitlines()]
    told = {
        (name, kind.partition("[")[2].rstrip("]"), int(line), int(column))
        for place, kind in said
        for name, line, column in [place.rsplit(":", 2)]
    }
    assert {code for _, code, *_ in told} == {"unknown-key", "uncited-reference"}
    by_agent = by_agents("check", document="paper.md")
    assert places(by_agent) == {place for _, *place_ in told for place in [tuple(place_)]}
    with EditorClient(folder) as client:
        paper = client.open(folder / "paper.md")
        library = client.open(folder / "refs.bib", language="bibtex")
        of_paper = client.diagnostics(paper, lambda some: len(some) > 0)
        of_library = client.diagnostics(
            library, lambda some: "uncited-reference" in [one["code"] for one in some]
        )
    unknown = editor_places(of_paper)
    # Every place is marked in an editor; the command line has the first one of each key.
    assert unknown > {(code, *place) for name, code, *place in told if name == "paper.md"}
    uncited = [one for one in of_library if one["code"] == "uncited-reference"]
    assert [one["range"]["start"]["line"] + 1 for one in uncited] == [
        line for name, _, line, _ in told if name == "refs.bib"
    ]
