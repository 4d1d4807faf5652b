"""`bbt:`: Better BibTeX's JSON-RPC of a running Zotero (#18)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.zoterodata.server import ZoteroServer

from mscref.cli.main import run


def item(key: str, **members: object) -> dict[str, object]:
    return {
        "id": f"http://zotero.org/users/1/items/{key}",
        "type": "book",
        "title": f"On {key}",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2020]]},
        "citation-key": key,
        "citekey": key,
        "library": "My Library",
        **members,
    }


LIBRARIES = [
    {
        "id": 1,
        "name": "My Library",
        "collections": [
            {"key": "C1", "name": "Thesis", "parentCollection": False},
            {"key": "C2", "name": "Chapter 2", "parentCollection": "C1"},
        ],
    },
    {"id": 7, "name": "Lab", "collections": []},
]
FOUND = {
    (1, "noChildren"): [item("a"), item("b"), item("c")],
    (1, "C1"): [item("a")],
    (1, "C2"): [item("b"), item("a")],
    (7, "noChildren"): [item("g"), item("", title="No key")],
}


def answer(call: dict[str, Any]) -> dict[str, object]:
    if call["method"] == "user.groups":
        return {"jsonrpc": "2.0", "id": 1, "result": LIBRARIES}
    (term,), library = call["params"]
    what = term[-1] if term[0] == "collection" else term[0]
    return {"jsonrpc": "2.0", "id": 1, "result": FOUND[library, what]}


@pytest.fixture
def zotero(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ZoteroServer]:
    monkeypatch.chdir(tmp_path)
    with ZoteroServer({"/json-rpc": answer}) as server:
        monkeypatch.setenv("MSCREF_BBT_URL", server.url)
        yield server


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("bbt:", ["a", "b", "c"]),
        ("bbt:Thesis", ["a", "b"]),
        ("bbt:Thesis/Chapter 2", ["b", "a"]),
        ("bbt:@Lab", ["g", "doe2020"]),
    ],
)
def test_libraries_collections_and_groups(zotero, capsys, address, keys):
    code, out, err = said(capsys, "list", "-l", address)
    assert (code, [line.split("\t")[0] for line in out.splitlines()]) == (0, keys), err
    assert ("1 items have no citation key" in err) == (address == "bbt:@Lab")
    assert all(call["jsonrpc"] == "2.0" for call in zotero.posted)


@pytest.mark.parametrize("address", ["bbt:Nope", "bbt:@Nope", "bbt:@My Library"])
def test_what_is_not_there_is_exit_code_4(zotero, capsys, address):
    assert said(capsys, "list", "-l", address)[0] == 4


@pytest.mark.parametrize("status", [403, 404])
def test_a_zotero_without_better_bibtex(zotero, capsys, status):
    zotero.status = status
    code, out, err = said(capsys, "list", "-l", "bbt:")
    assert (code, out, "no Better BibTeX" in err) == (5, "", True)


def test_a_zotero_that_is_off(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with ZoteroServer({}) as server:
        monkeypatch.setenv("MSCREF_BBT_URL", server.url)
    code, _, err = said(capsys, "list", "-l", "bbt:")
    assert (code, "Zotero is not running" in err) == (5, True)


@pytest.mark.parametrize(
    "found",
    [
        b"{}",
        b"[]",
        b'{"error": {"code": -32601, "message": "Method not found"}}',
        b'{"result": 3}',
        b'{"result": [{"id": []}, 3]}',
        b"nonsense",
    ],
)
def test_nonsense_is_no_crash(zotero, capsys, found):
    zotero.lists["/json-rpc"] = found
    code, _, err = said(capsys, "list", "-l", "bbt:")
    assert code in (0, 5)
    assert "Traceback" not in err


def test_a_redirect_of_what_is_posted_is_not_followed(zotero, capsys):
    zotero.status, zotero.headers = 307, {"Location": f"{zotero.url}/elsewhere"}
    assert said(capsys, "list", "-l", "bbt:")[0] == 5
    assert {path for path, _ in zotero.asked} == {"/json-rpc"}
