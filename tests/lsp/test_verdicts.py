"""Verdicts in an editor: what the cache knows is marked and shown; a command asks; entries are
completed. By a client over stdio, services are a server of this machine."""

import os
import subprocess
import sys

import pytest
from tests.lsp.client import WAIT, Client, at, codes, uri
from tests.lsp.test_changing import applied
from tests.replay.recordings import load
from tests.replay.routes import ROUTES
from tests.replay.server import FAULTS, ReplayServer

DOCUMENT = "---\nbibliography: refs.bib\n---\nAs @{key} says.\n"


@pytest.fixture
def services():
    with ReplayServer(load()) as server:
        yield server


@pytest.fixture
def online(services, tmp_path_factory):
    """Settings with the services of this machine and a cache of their own."""
    cache = tmp_path_factory.mktemp("cache")
    return {"MSCREF_SOURCES_URL": services.url, "XDG_CACHE_HOME": str(cache)}


def mscref(folder, environ, *words):
    done = subprocess.run(
        [sys.executable, "-m", "mscref", *words],
        cwd=folder,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture
def retracted(folder, online):
    """A library with a retracted work, and a document that cites it; its key."""
    text = mscref(folder, online, "resolve", "10.5555/retracted", "-t", "bibtex")
    (folder / "refs.bib").write_text(text, encoding="utf-8")
    key = text.split("{")[1].split(",")[0]
    (folder / "paper.md").write_text(DOCUMENT.replace("{key}", key), encoding="utf-8")
    return key


def test_what_is_kept_of_a_retraction_is_marked_and_shown(folder, online, retracted, services):
    mscref(folder, online, "verify", "refs.bib")
    asked = len(services.log)
    with Client(folder, environ=online) as client:
        paper = client.open(folder / "paper.md")
        (mark,) = client.diagnostics(paper, lambda some: "retracted" in codes(some))
        assert mark["range"]["start"] == {"line": 3, "character": 4}
        assert mark["source"] == "mscref verify"
        hover = client.ask("textDocument/hover", at(paper, 3, 6))["contents"]["value"]
        assert "**retracted**" in hover
        library = client.open(folder / "refs.bib", language="bibtex")
        found = client.diagnostics(library, lambda some: "retracted" in codes(some))
        (mark,) = [one for one in found if one["code"] == "retracted"]
        assert mark["range"]["start"]["line"] == 0
        hover = client.ask("textDocument/hover", at(library, 0, 12))["contents"]["value"]
        assert "**retracted**" in hover
    assert len(services.log) == asked


def test_nothing_is_asked_before_the_command_and_the_answer_is_shown(
    folder, online, retracted, services
):
    (folder / "refs.bib").write_text(
        (folder / "refs.bib").read_text(encoding="utf-8") + "\n@misc{made_up, title = {Nothing}}\n"
    )
    asked = len(services.log)
    empty = {**online, "XDG_CACHE_HOME": str(folder / "empty")}
    with Client(folder, environ=empty) as client:
        paper = client.open(folder / "paper.md")
        client.diagnostics(paper, lambda some: True)
        hover = client.ask("textDocument/hover", at(paper, 3, 6))["contents"]["value"]
        assert "**retracted**" not in hover
        assert len(services.log) == asked
        command = {"command": "mscref.verify", "arguments": [paper]}
        assert client.ask("workspace/executeCommand", command) == {retracted: "retracted"}
        assert len(services.log) > asked
        hover = client.ask("textDocument/hover", at(paper, 3, 6))["contents"]["value"]
        assert "**retracted**" in hover
        client.diagnostics(paper, lambda some: "retracted" in codes(some))
        library = client.open(folder / "refs.bib", language="bibtex")
        command = {"command": "mscref.verify", "arguments": [library, "made_up"]}
        assert list(client.ask("workspace/executeCommand", command)) == ["made_up"]


def test_an_entry_is_completed(folder, online):
    path = folder / "refs.bib"
    text = "@article{x, title = {Ageing}, doi = {10.14336/AD.2020.0228}}\n"
    path.write_text(text, encoding="utf-8")
    with Client(folder, environ=online) as client:
        library = client.open(path, language="bibtex")
        command = {"command": "mscref.complete", "arguments": [library, "x"]}
        assert client.ask("workspace/executeCommand", command) is True
        (asked,) = [one for one in client.notifications if one["method"] == "workspace/applyEdit"]
        after = applied(text, asked["params"]["edit"]["changes"][uri(path)])
        assert after.startswith("@article{x,")
        assert "title = {Ageing}" in after
        assert "author = {" in after
        assert "journal" in after
        assert path.read_text(encoding="utf-8") == text  # the editor changes it, not the server


def test_services_that_fail_are_no_verdict(folder, online, retracted, services):
    services.faults |= dict.fromkeys(ROUTES, FAULTS["403"])
    empty = {**online, "XDG_CACHE_HOME": str(folder / "empty")}
    with Client(folder, environ=empty) as client:
        paper = client.open(folder / "paper.md")
        command = {"command": "mscref.verify", "arguments": [paper]}
        assert client.ask("workspace/executeCommand", command) == {retracted: "unknown"}
        hover = client.ask("textDocument/hover", at(paper, 3, 6))["contents"]["value"]
        assert "**retracted**" not in hover
        library = client.open(folder / "refs.bib", language="bibtex")
        command = {"command": "mscref.complete", "arguments": [library, retracted]}
        error = client.error("workspace/executeCommand", command)
        assert error["code"] == -32803
        assert "403" in error["message"]


def test_a_command_that_waits_can_be_taken_back(folder, online, retracted, services):
    services.faults["crossref"] = FAULTS["hang"]
    empty = {**online, "XDG_CACHE_HOME": str(folder / "empty")}
    with Client(folder, environ=empty) as client:
        paper = client.open(folder / "paper.md")
        command = {"command": "mscref.verify", "arguments": [paper]}
        number = client.start("workspace/executeCommand", command)
        # Whoever hovers meanwhile waits for nobody.
        assert client.ask("textDocument/hover", at(paper, 3, 6)) is not None
        client.tell("$/cancelRequest", {"id": number})
        assert client.answer(number)["error"]["code"] == -32800
        assert client.ask("textDocument/hover", at(paper, 3, 6)) is not None
