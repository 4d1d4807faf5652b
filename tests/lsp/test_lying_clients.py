"""Clients that lie: places that are none, versions that go back, files nobody opened, messages in
pieces or without an end. The server answers, and what it holds stays what the client has."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.lsp.client import WAIT, Client, at, codes, uri
from tests.lsp.conftest import DOCUMENT, LIBRARY

LINE = 5
MOST = 2**31 - 1  # the largest number that the protocol knows


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("lies")
    (root / "refs.bib").write_text(LIBRARY, encoding="utf-8")
    (root / "paper.md").write_text(DOCUMENT, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def client(folder, tmp_path_factory):
    """One server that hears all the lies of this page."""
    home = str(tmp_path_factory.mktemp("home"))
    places = ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    with Client(folder, environ=dict.fromkeys(places, home)) as one:
        yield one


def is_alive(client, paper):
    return "Leng" in client.ask("textDocument/hover", at(paper, LINE, 12))["contents"]["value"]


@pytest.mark.parametrize("line", [0, LINE, 6, 99, MOST])
@pytest.mark.parametrize("character", [1, 10_000, MOST])
def test_every_question_about_a_place_that_is_none_is_answered(client, folder, line, character):
    paper = client.open(folder / "paper.md")
    place = at(paper, line, character)
    questions: list[tuple[str, dict[str, Any]]] = [
        ("textDocument/hover", {}), ("textDocument/completion", {}),
        ("textDocument/definition", {}), ("textDocument/prepareRename", {}),
        ("textDocument/references", {"context": {"includeDeclaration": True}}),
        ("textDocument/rename", {"newName": "x"}),
    ]  # fmt: skip
    for method, more in questions:
        found = client.answer(client.start(method, {**place, **more}))
        assert "Traceback" not in str(found)
    assert is_alive(client, paper)


@pytest.mark.parametrize("number", [-1, 2**31, 1.5, "1", None])
def test_a_number_that_is_none_is_refused(client, folder, number):
    paper = client.open(folder / "paper.md")
    found = client.answer(client.start("textDocument/hover", at(paper, number, 0)))
    assert "error" in found or found["result"] is None
    assert is_alive(client, paper)


def change(client, paper, text, start, end, version=2):
    span = [{"line": line, "character": character} for line, character in (start, end)]
    one = {"range": {"start": span[0], "end": span[1]}, "text": text}
    client.tell(
        "textDocument/didChange",
        {"textDocument": {"uri": paper, "version": version}, "contentChanges": [one]},
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((LINE, 1), (LINE, 1)),  # between the halves of 😀
        ((LINE, 99_999), (LINE, 99_999)),
        ((99, 0), (99, 5)),
        ((6, 0), (5, 99)),  # the end before the start
    ],
)
def test_an_edit_at_a_place_that_is_none_lands_at_the_nearest(client, folder, start, end):
    paper = client.open(folder / "paper.md", DOCUMENT)
    change(client, paper, "", start, end)
    assert is_alive(client, paper)
    # What the client sends whole afterwards counts, whatever came before.
    client.change(paper, DOCUMENT.replace("lenk2020", "knuth1984"), 3)
    client.diagnostics(paper, lambda some: not codes(some), len(client.notifications))


def test_half_a_character_is_kept_as_it_came(client, folder):
    paper = client.open(folder / "paper.md", DOCUMENT)
    change(client, paper, "\ud83d", (LINE, 4), (LINE, 4))
    found = client.ask("textDocument/hover", at(paper, LINE, 13))
    assert "Leng" in found["contents"]["value"]
    library = client.open(folder / "refs.bib", "@book{a\ud83d, title = {\udc00}}\n", "bibtex")
    client.diagnostics(library, lambda some: True)
    client.tell("textDocument/didClose", {"textDocument": {"uri": library}})
    assert client.ask("textDocument/hover", at(paper, LINE, 13)) is not None


@pytest.mark.parametrize("version", [1, 0, -7])
def test_versions_that_go_back_change_nothing_of_the_order(client, folder, version):
    paper = client.open(folder / "paper.md")
    client.change(paper, DOCUMENT.replace("leng2020", "first"), 9)
    seen = len(client.notifications)
    client.change(paper, DOCUMENT.replace("lenk2020", "second"), version)
    found = client.diagnostics(
        paper, lambda some: any("second" in one["message"] for one in some), seen
    )
    assert not any("first" in one["message"] for one in found)


def test_what_was_never_opened_is_nothing(client, folder):
    ghost = uri(folder / "ghost.md")
    client.change(ghost, "@leng2020")
    client.tell("textDocument/didClose", {"textDocument": {"uri": ghost}})
    client.tell("textDocument/didSave", {"textDocument": {"uri": ghost}})
    assert client.ask("textDocument/hover", at(ghost, 0, 3)) is None
    for address in ("https://x.example/a.md", "file:///\x00", "file://other/a.md", "nonsense", ""):
        item = {"uri": address, "languageId": "markdown", "version": 1, "text": "@leng2020 [@]"}
        client.tell("textDocument/didOpen", {"textDocument": item})
        client.answer(client.start("textDocument/hover", at(address, 0, 3)))
        client.answer(client.start("textDocument/completion", at(address, 0, 12)))
    assert is_alive(client, client.open(folder / "paper.md"))


def test_twice_opened_and_twice_closed(client, folder):
    paper = client.open(folder / "paper.md", "@nothing\n")
    assert client.open(folder / "paper.md") == paper
    assert is_alive(client, paper)
    for _ in range(2):
        client.tell("textDocument/didClose", {"textDocument": {"uri": paper}})
    assert client.ask("textDocument/hover", at(paper, LINE, 12)) is None
    assert is_alive(client, client.open(folder / "paper.md"))


def test_a_message_may_come_in_pieces(client, folder):
    paper = client.open(folder / "paper.md")
    body = json.dumps(
        {"jsonrpc": "2.0", "id": 500, "method": "textDocument/hover", "params": at(paper, LINE, 12)}
    ).encode()
    whole = b"Content-Length: %d\r\n\r\n" % len(body) + body
    for cut in (3, 14, 20, 22, 40, len(whole) - 1):
        client.send_raw(whole[:cut])
        client.send_raw(whole[cut:])
        assert "Leng" in client.answer(500)["result"]["contents"]["value"]


@pytest.mark.parametrize("head", [b"Content-Length: 100000000\r\n\r\n", b"Content-Length: "])
def test_a_message_that_never_comes_ends_with_the_client(folder, head):
    with Client(folder) as client:
        client.send_raw(head)
        client.process.stdin.close()
        assert client.process.wait(WAIT) == 0


def highest(client):
    """The most memory that the server had, in kB."""
    status = Path(f"/proc/{client.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1])


def test_a_header_of_a_hundred_megabytes_takes_no_memory(client, folder):
    before = highest(client)
    for _ in range(100):
        client.send_raw(b"z" * 1_000_000)
    client.send_raw(b"\r\n")
    assert is_alive(client, client.open(folder / "paper.md"))
    assert highest(client) < before + 20_000


def test_a_large_library_opened_in_one_message(client, folder):
    entry = "@book{{k{0}, title = {{Words of {0}}}, author = {{Roth, A.}}, year = {{1999}}}}\n"
    text = "".join(entry.format(number) for number in range(20_000))
    library = client.open(folder / "large.bib", text, "bibtex")
    client.diagnostics(library, lambda some: True)
    found = client.ask("textDocument/hover", at(library, 19_999, 8))
    assert "19999" in found["contents"]["value"]


def test_many_questions_at_once_are_all_answered(client, folder):
    paper = client.open(folder / "paper.md")
    numbers = [
        client.start(method, at(paper, LINE, 12))
        for method in ("textDocument/hover", "textDocument/completion", "textDocument/definition")
        for _ in range(60)
    ]
    left = set(numbers)
    while left:
        message = client._next()
        if message.get("id") in left and "method" not in message:
            assert "result" in message
            left.discard(message["id"])
