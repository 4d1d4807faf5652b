"""`zotero+api:`: the local API and that of zotero.org, by pages; what fails and how (#18)."""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.zoterodata.server import ZoteroServer

from mscref.cli.main import run

KEY = "S3CRETKEY"


def item(key: str, citation_key: str, *collections: str, **data: object) -> dict[str, object]:
    return {
        "key": key,
        "version": 7,
        "library": {"type": "user", "id": 475425},
        "data": {
            "key": key,
            "version": 7,
            "itemType": "book",
            "title": f"On {citation_key}",
            "citationKey": citation_key,
            "creators": [{"creatorType": "author", "firstName": "Jane", "lastName": "Doe"}],
            "collections": list(collections),
            **data,
        },
    }


def collection(key: str, name: str, above: str | bool = False) -> dict[str, object]:
    return {"key": key, "data": {"key": key, "name": name, "parentCollection": above}}


NOTE = {"key": "N1", "data": {"itemType": "note", "parentItem": "A1", "note": "<p>Read it</p>"}}
THESIS = [item("A1", "a", "C1"), NOTE]
CHAPTER = [item("B1", "b", "C2"), item("A1", "a", "C1", "C2")]


def lists(user: str) -> dict[str, object]:
    return {
        f"{user}/items": [*THESIS, *(item(f"X{n}", f"x{n}") for n in range(250))],
        f"{user}/collections": [collection("C1", "Thesis"), collection("C2", "Chapter 2", "C1")],
        f"{user}/collections/C1/items": THESIS,
        f"{user}/collections/C2/items": CHAPTER,
        f"{user}/groups": [{"id": 77, "data": {"id": 77, "name": "Lab"}}],
        "/groups/77/items": [item("G1", "g")],
        "/groups/77/collections": [],
        "/keys/current": {"userID": 475425, "username": "z", "access": {"user": {"library": True}}},
    }


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ZoteroServer]:
    monkeypatch.chdir(tmp_path)
    with ZoteroServer(lists("/users/0")) as server:
        monkeypatch.setenv("MSCREF_ZOTEROLOCAL_URL", server.url)
        yield server


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ZoteroServer]:
    monkeypatch.chdir(tmp_path)
    with ZoteroServer(lists("/users/475425")) as server:
        monkeypatch.setenv("MSCREF_ZOTEROWEB_URL", server.url)
        monkeypatch.setenv("MSCREF_ZOTERO_API_KEY", KEY)
        yield server


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_whole_library_is_read_by_pages(local, capsys):
    code, out, err = said(capsys, "list", "-l", "zotero+api:")
    assert (code, len(out.splitlines())) == (0, 251), err
    starts = [query["start"] for path, query in local.asked if path.endswith("/items")]
    assert starts == ["0", "100", "200"]
    assert all(query["v"] == "3" and "key" not in query for _, query in local.asked)


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("zotero+api:Thesis", ["a", "b"]),
        ("zotero+api:Thesis/Chapter 2", ["b", "a"]),
        ("zotero+api:@Lab", ["g"]),
    ],
)
def test_collections_and_groups(local, capsys, address, keys):
    code, out, err = said(capsys, "list", "-l", address)
    assert (code, [line.split("\t")[0] for line in out.splitlines()]) == (0, keys), err


def test_notes_and_the_paths_of_collections_come_along(local, capsys):
    out = said(capsys, "show", "-l", "zotero+api:Thesis", "a", "--json")[1]
    assert "Read it" in out
    assert '"Thesis/Chapter 2"' in out


def test_with_a_key_zotero_org_is_asked_and_the_key_is_told_to_nobody_else(web, capsys):
    code, out, err = said(capsys, "list", "-l", "zotero+api:Thesis")
    assert (code, len(out.splitlines())) == (0, 2), err
    assert web.asked[0][0] == "/keys/current"
    assert all(query["key"] == KEY for _, query in web.asked)
    assert KEY not in out + err


@pytest.mark.parametrize(
    ("address", "message"),
    [("zotero+api:Nope", "no collection `Nope`"), ("zotero+api:@Nope", "no group `Nope`")],
)
def test_what_is_not_there_is_exit_code_4(local, capsys, address, message):
    code, out, err = said(capsys, "list", "-l", address)
    assert (code, out, message in err) == (4, "", True)


@pytest.mark.parametrize(
    ("status", "message", "hint"),
    [
        (403, "does not let other programs read", "Settings > Advanced"),
        (404, "no local API", "since Zotero 7"),
        (400, "does not accept the question", ""),
    ],
)
def test_a_local_api_that_is_off_is_one_message(local, capsys, status, message, hint):
    local.status = status
    code, out, err = said(capsys, "list", "-l", "zotero+api:")
    assert (code, out) == (5, "")
    assert message in err
    assert hint in err


@pytest.mark.parametrize(
    ("status", "message"), [(403, "the key may not read"), (404, "does not know this key")]
)
def test_a_key_without_rights_is_one_message(web, capsys, status, message):
    web.status = status
    code, out, err = said(capsys, "list", "-l", "zotero+api:")
    assert (code, out, message in err) == (5, "", True)
    assert "zotero.org/settings/keys" in err
    assert KEY not in err


def test_a_zotero_that_is_off(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with ZoteroServer({}) as server:
        monkeypatch.setenv("MSCREF_ZOTEROLOCAL_URL", server.url)
    code, out, err = said(capsys, "list", "-l", "zotero+api:")
    assert (code, out) == (5, "")
    assert "Zotero is not running" in err


def test_a_service_that_asks_for_patience_is_asked_again(web, capsys):
    web.failures = [429]
    web.headers = {"Retry-After": "0", "Backoff": "0"}
    code, out, err = said(capsys, "list", "-l", "zotero+api:")
    assert (code, len(out.splitlines())) == (0, 251), err


@pytest.mark.parametrize(
    "body", [b"{}", b"[1, {}, null]", b"nonsense", b"<html>", b'[{"data": 3}]']
)
def test_nonsense_is_no_crash(local, capsys, body):
    local.lists["/users/0/items"] = body
    code, _, err = said(capsys, "list", "-l", "zotero+api:")
    assert code in (3, 5)
    assert "error" in err


def test_offline_nothing_is_asked(local, capsys, monkeypatch):
    monkeypatch.setenv("MSCREF_OFFLINE", "1")
    code, _, err = said(capsys, "list", "-l", "zotero+api:")
    assert (code, local.asked) == (5, [])
    assert "offline" in err


def test_it_is_never_changed(local, capsys):
    code, _, err = said(capsys, "rm", "-l", "zotero+api:", "a")
    assert (code, "is read and not changed" in err, local.asked) == (2, True, [])


@pytest.mark.parametrize("unread", [{"key": "B1", "data": 5}, 7])
def test_sync_prunes_nothing_where_something_was_unread(local, tmp_path, capsys, unread):
    local.lists["/users/0/collections/C2/items"] = CHAPTER
    command = ["sync", "zotero+api:Thesis/Chapter 2", "-l", "refs.bib", "--prune"]
    assert run(command) == 0
    before = (tmp_path / "refs.bib").read_text()
    local.lists["/users/0/collections/C2/items"] = [unread, CHAPTER[1]]
    run(command)
    assert (tmp_path / "refs.bib").read_text() == before
    assert "nothing was removed here" in capsys.readouterr().err


def touched(server: ZoteroServer) -> None:
    server.version += 1


def shifted(server: ZoteroServer) -> None:
    """One of the first page is gone: what begins the second page moves into the first."""
    items = server.lists["/users/0/items"]
    assert isinstance(items, list)
    del items[0]


def doubled(server: ZoteroServer) -> None:
    items = server.lists["/users/0/items"]
    assert isinstance(items, list)
    server.lists["/users/0/items"] = [item("Z1", "z"), *items[:-1]]


@pytest.mark.parametrize("change", [touched, shifted, doubled])
def test_what_changes_while_it_is_read_is_read_again(local, capsys, change):
    local.meanwhile = [lambda: change(local)]
    code, out, err = said(capsys, "list", "-l", "zotero+api:")
    items = local.lists["/users/0/items"]
    works = [one["key"] for one in items if one["data"]["itemType"] != "note"]
    assert (code, len(out.splitlines())) == (0, len(works)), err
    assert all(
        (query["sort"], query["direction"]) == ("dateAdded", "asc")
        for path, query in local.asked
        if path.endswith("/items")
    )


def test_what_never_stays_the_same_is_said_and_nothing_is_pruned(local, tmp_path, capsys):
    command = ["sync", "zotero+api:", "-l", "refs.bib"]
    assert run(command) == 0
    before = (tmp_path / "refs.bib").read_text()
    items = local.lists["/users/0/items"]
    local.lists["/users/0/items"] = items[:200]
    local.meanwhile = [lambda: touched(local)] * 50
    run([*command, "--prune"])
    err = capsys.readouterr().err
    assert "Zotero changed each time" in err
    assert "nothing was removed here" in err
    assert (tmp_path / "refs.bib").read_text() == before


def test_an_item_that_comes_twice_is_one(local, tmp_path, capsys):
    local.lists["/users/0/items"] = [item("A1", "a"), item("B1", "b"), item("A1", "a")]
    run(["sync", "zotero+api:", "-l", "refs.bib"])
    assert (tmp_path / "refs.bib").read_text().count("@book{") == 2
    assert "Zotero changed each time" in capsys.readouterr().err


@pytest.mark.parametrize("spelling", ["thesis", "Thesis/", " THESIS", "/Thesis"])
def test_a_collection_that_is_spelt_otherwise_is_the_same(local, tmp_path, capsys, spelling):
    assert run(["sync", "zotero+api:Thesis", "-l", "refs.bib"]) == 0
    (tmp_path / "refs.bib").write_text("")
    capsys.readouterr()
    assert run(["sync", f"zotero+api:{spelling}", "-l", "refs.bib", "--verbose"]) == 0
    assert "removed here, and not brought again" in capsys.readouterr().err


def test_a_watch_outlives_a_zotero_that_is_switched_off(local, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("mscref.app.watching._ASK_SECONDS", 0.05)
    bib = tmp_path / "refs.bib"

    def meanwhile() -> None:
        def until_asked() -> None:
            before, end = len(local.asked), time.monotonic() + 120
            while len(local.asked) < before + 8 and time.monotonic() < end:
                time.sleep(0.02)

        until_asked()
        local.status = 403
        until_asked()
        local.status = 200
        local.lists["/users/0/collections/C2/items"] = [*CHAPTER, item("Z1", "zeta", "C2")]
        end = time.monotonic() + 120
        while "zeta" not in bib.read_text() and time.monotonic() < end:
            time.sleep(0.02)
        until_asked()  # it has said so by then
        _thread.interrupt_main()

    thread = threading.Thread(target=meanwhile)
    thread.start()
    code = run(["sync", "zotero+api:Thesis/Chapter 2", "-l", "refs.bib", "--watch"])
    thread.join()
    err = capsys.readouterr().err
    assert (code, err.count("does not let other programs read")) == (130, 1), err
    assert "added zeta" in err
