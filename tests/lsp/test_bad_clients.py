"""Clients and files that are not what they should be: the server answers, and lives on."""

import os
import subprocess
import sys

import pytest
from tests.lsp.client import WAIT, at, codes, uri

LINE = 5


def is_alive(client, folder):
    paper = client.open(folder / "paper.md")
    found = client.ask("textDocument/hover", at(paper, LINE, 12))
    return "Leng" in found["contents"]["value"]


@pytest.mark.parametrize(
    "body",
    [
        b"{}", b"[]", b"null", b"42", b"\xff\xfe\x00", b"{", b'{"jsonrpc":"2.0"}',
        b'{"jsonrpc":"2.0","id":77}', b'{"jsonrpc":"1.0","id":1,"method":"initialize"}',
        b'{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":7}}',
        b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":'
        b'{"uri":"file:///never","version":1},"contentChanges":[{"text":"x"}]}}',
        b'{"jsonrpc":"2.0","method":"$/unknown","params":{}}',
        b"[" * 5000,
    ],
)  # fmt: skip
def test_nonsense_is_passed_over(client, folder, body):
    client.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert is_alive(client, folder)


@pytest.mark.parametrize(
    "header",
    [
        b"X-Nothing: 1\r\nContent-Type: text/plain\r\n",
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"z" * 20_000 + b"\r\n",
    ],
)
def test_headers_that_say_nothing_are_passed_over(client, folder, header):
    client.send_raw(header)
    assert is_alive(client, folder)


def test_a_question_that_is_none_gets_an_error(client, folder):
    paper = client.open(folder / "paper.md")
    error = client.error("textDocument/hover", {"textDocument": {"uri": paper}, "position": "x"})
    assert error["code"] == -32602
    assert client.error("textDocument/nonsense", {})["code"] == -32601
    for line, character in [(99, 0), (5, 99_999), (0, 0)]:
        assert client.ask("textDocument/hover", at(paper, line, character)) is None
    assert client.ask("textDocument/hover", at("file:///never/opened.md", 0, 0)) is None
    assert client.ask("textDocument/hover", at("untitled:One", 0, 0)) is None
    assert is_alive(client, folder)


def test_half_a_message_ends_with_the_client(client):
    client.send_raw(b'Content-Length: 500\r\n\r\n{"jsonrpc":"2.0","id":9')
    client.process.stdin.close()
    assert client.process.wait(WAIT) == 0


def test_a_client_that_leaves_politely_ends_the_server(client):
    client.ask("shutdown", None)
    client.tell("exit", None)
    assert client.process.wait(WAIT) == 0
    assert client.errors() == ""


def test_a_question_can_be_taken_back(client, folder):
    paper = client.open(folder / "paper.md")
    numbers = []
    for _ in range(20):
        numbers.append(client.start("textDocument/hover", at(paper, LINE, 12)))
        client.tell("$/cancelRequest", {"id": numbers[-1]})
    answers = [client.answer(one) for one in numbers[-1:]]
    assert "result" in answers[0] or answers[0]["error"]["code"] == -32800
    assert is_alive(client, folder)


def test_a_library_that_changes_goes_and_comes_back(client, folder):
    paper = client.open(folder / "paper.md")
    library = folder / "refs.bib"
    client.diagnostics(paper, lambda some: codes(some) == ["unknown-key"])
    text = library.read_text(encoding="utf-8")

    def after(change):
        seen = len(client.notifications)
        change()
        client.tell("workspace/didChangeWatchedFiles", {"changes": []})
        return seen

    seen = after(lambda: library.write_text(text.replace("leng2020", "lenk2020"), "utf-8"))
    found = client.diagnostics(paper, lambda some: "unknown-key" in codes(some), seen)
    assert "leng2020" in found[0]["message"]
    seen = after(library.unlink)
    found = client.diagnostics(paper, lambda some: "library-unreadable" in codes(some), seen)
    assert client.ask("textDocument/hover", at(paper, LINE, 12)) is not None
    seen = after(lambda: library.write_bytes(b"\x00\x01 nothing that is read"))
    client.diagnostics(paper, lambda some: some, seen)
    seen = after(lambda: library.write_text("@article{leng2020, title = {never closed", "utf-8"))
    client.diagnostics(paper, lambda some: some, seen)
    seen = after(lambda: library.write_text(text, "utf-8"))
    client.diagnostics(paper, lambda some: codes(some) == ["unknown-key"], seen)
    assert is_alive(client, folder)


def test_two_documents_have_each_its_library(client, folder):
    (folder / "b.bib").write_text("@book{leng2020, title = {Another}, year = {1999}}\n")
    other = folder / "b.md"
    other.write_text("---\nbibliography: b.bib\n---\n@leng2020\n")
    paper, second = client.open(folder / "paper.md"), client.open(other)
    first = client.ask("textDocument/hover", at(paper, LINE, 12))["contents"]["value"]
    found = client.ask("textDocument/hover", at(second, 3, 3))["contents"]["value"]
    assert "Leng" in first
    assert "Another" in found
    assert "Leng" not in found
    place = client.ask("textDocument/definition", at(second, 3, 3))
    assert place["uri"] == uri(folder / "b.bib")


def test_a_library_that_is_typed_in_is_never_stale(client, folder):
    paper = client.open(folder / "paper.md")
    library = client.open(folder / "refs.bib", language="bibtex")
    seen = len(client.notifications)
    client.change(library, "@book{lenk2020, title = {New}, year = {2001}}")
    found = client.diagnostics(
        paper, lambda some: codes(some) == ["unknown-key", "unknown-key"], seen
    )
    assert "leng2020" in found[0]["message"]
    client.tell("textDocument/didClose", {"textDocument": {"uri": library}})
    found = client.ask("textDocument/hover", at(paper, LINE, 12))
    assert "Leng" in found["contents"]["value"]


def test_a_large_document_is_answered(client, folder):
    paper = client.open(folder / "paper.md")
    text = "---\nbibliography: refs.bib\n---\n" + "Words @leng2020 and more.\n\n" * 40_000
    client.change(paper, text)
    found = client.ask("textDocument/hover", at(paper, 3, 9))
    assert "Leng" in found["contents"]["value"]


def test_without_pygls_the_command_says_what_to_install(tmp_path):
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no pygls', name='pygls')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "mscref", "lsp"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert done.returncode == 2
    assert 'pip install "mscref[lsp]"' in done.stderr
    assert done.stdout == ""
