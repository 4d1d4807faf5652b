"""One library of Zotero under several addresses: what one way knows, the others know (#18)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.zoterodata.database import Made
from tests.zoterodata.writable import WritableZotero

from mscref.cli.main import run

KEYS = ("K0000001", "K0000002")
BOOKS = (
    {"title": "On trees of the north", "publisher": "Wood", "citationKey": "leng"},
    {"title": "On bushes and what grows in them", "publisher": "Twig", "citationKey": "doe"},
)


class OneLibrary:
    """The same two books in a database, in a running Zotero and at zotero.org."""

    def __init__(self, folder: Path, served: WritableZotero) -> None:
        self.made = Made(folder / "data/zotero.sqlite")
        self.items = [self.made.work("book", fields) for fields in BOOKS]
        self.made.collection("Thesis", *self.items)
        self.made.collection("Other", self.items[1])
        self.made.save()
        self.served = served
        served.collection("THESIS23", "Thesis")
        served.collection("OTHER234", "Other")
        for key, fields in zip(KEYS, BOOKS, strict=True):
            served.item(key, **fields, collections=["THESIS23"])
        served.items[1]["data"]["collections"].append("OTHER234")
        self.bib = folder / "refs.bib"

    def change(self, number: int, publisher: str) -> None:
        self.made.set(self.items[number], "publisher", publisher)
        self.made.save()
        self.served.items[number]["data"]["publisher"] = publisher


@pytest.fixture
def zotero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OneLibrary]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSCREF_ZOTERO", str(tmp_path / "data"))
    with WritableZotero(local=True) as served:
        monkeypatch.setenv("MSCREF_ZOTEROLOCAL_URL", served.url)
        yield OneLibrary(tmp_path, served)


def sync(capsys: pytest.CaptureFixture[str], word: str, *options: str) -> tuple[int, str]:
    code = run(["sync", word, "-l", "refs.bib", *options])
    return code, capsys.readouterr().err


WAYS = [
    ("zotero:", "zotero+api:"),
    ("zotero+api:", "zotero:"),
    ("zotero:", "zotero:Thesis"),
    ("zotero:Thesis", "zotero:"),
    ("zotero+api:thesis/", "zotero:Thesis"),
    ("zotero:Thesis", "zotero+api:"),
]


@pytest.mark.parametrize(("first", "second"), WAYS)
def test_what_one_way_saw_the_other_compares_with(zotero, capsys, first, second):
    assert sync(capsys, first)[0] == 0
    before = zotero.bib.read_text()
    zotero.bib.write_text(before.replace("{Wood}", "{My Wood}").replace("{doe,", "{mine,"))
    zotero.change(1, "Branch")
    code, err = sync(capsys, second)
    assert (code, "changed mine" in err) == (0, True), err
    assert zotero.bib.read_text() == before.replace("{Wood}", "{My Wood}").replace(
        "{doe,", "{mine,"
    ).replace("{Twig}", "{Branch}")


@pytest.mark.parametrize(("first", "second"), WAYS)
def test_what_was_removed_here_no_way_brings_again(zotero, capsys, first, second):
    sync(capsys, first)
    run(["rm", "-l", "refs.bib", "doe"])
    assert sync(capsys, second)[0] == 0
    assert "On bushes" not in zotero.bib.read_text()


def test_what_never_stood_in_a_collection_is_not_gone_from_it(zotero, capsys):
    sync(capsys, "zotero:")
    code, err = sync(capsys, "zotero:Other", "--prune", "--verbose")
    assert (code, "no longer there" in err, "removed" in err) == (0, False, False), err
    assert "On trees" in zotero.bib.read_text()
    zotero.made.db.execute("DELETE FROM collectionItems WHERE collectionID = 2")
    zotero.made.db.execute("INSERT INTO collectionItems VALUES (2, 1, 0)")
    zotero.made.save()
    code, err = sync(capsys, "zotero:Other", "--prune")
    assert (code, "removed doe" in err) == (0, True), err


@pytest.mark.parametrize("word", ["zotero:Thesis", "zotero:", "zotero+api:Thesis", "zotero+api:"])
def test_what_was_pushed_by_one_address_every_other_knows(zotero, capsys, word):
    zotero.bib.write_text(
        "@book{roe,\n  title = {Of roots and what they hold},\n  publisher =   {Root},\n}\n"
    )
    assert run(["push", "-l", "refs.bib", "roe", "--to", "zotero:Thesis"]) == 0
    (item,) = (one["data"] for one in zotero.served.items if one["key"].startswith("N"))
    made = zotero.made.work(
        "book", {"title": item["title"], "publisher": "Root", "citationKey": "roe"}
    )
    zotero.made.db.execute("UPDATE items SET key = ? WHERE itemID = ?", (item["key"], made))
    zotero.made.db.execute("INSERT INTO collectionItems VALUES (1, ?, 0)", (made,))
    zotero.made.save()
    capsys.readouterr()
    zotero.bib.write_text(zotero.bib.read_text().replace("{Root}", "{My Root}"))
    code, err = sync(capsys, word)
    assert (code, "conflict" in err) == (0, False), err
    assert zotero.bib.read_text().count("Of roots") == 1
    assert "{My Root}" in zotero.bib.read_text()


def test_a_group_has_a_memory_of_its_own(zotero, capsys):
    from tests.zoterodata.database import GROUP

    twin = zotero.made.work("book", {"title": "Of the group", "citationKey": "g"}, library=GROUP)
    zotero.made.db.execute("UPDATE items SET key = 'K0000001' WHERE itemID = ?", (twin,))
    zotero.made.save()
    sync(capsys, "zotero:")
    code, err = sync(capsys, "zotero:@Lab")
    assert (code, "added g" in err) == (0, True), err
    assert "On trees" in zotero.bib.read_text()


def test_what_was_kept_for_one_address_alone_is_still_known(zotero, capsys):
    sync(capsys, "zotero:Thesis")
    (state,) = Path(os.environ["XDG_STATE_HOME"]).rglob("sync/*.json")
    items = json.loads(state.read_text())["items"]
    name = sha256(f"{zotero.bib.resolve()}\nzotero:Thesis".encode()).hexdigest()[:32]
    earlier = {"address": "zotero:Thesis", "items": items}
    state.with_name(f"{name}.json").write_text(json.dumps(earlier))
    state.unlink()
    before = zotero.bib.read_text().replace("{Wood}", "{My Wood}")
    zotero.bib.write_text(before)
    code, err = sync(capsys, "zotero:Thesis")
    assert (code, zotero.bib.read_text()) == (0, before), err
    zotero.made.trash(zotero.items[1])
    zotero.made.save()
    assert "removed doe" in sync(capsys, "zotero:Thesis", "--prune")[1]


def test_a_file_that_another_way_calls_otherwise_did_not_change(zotero, capsys):
    zotero.made.file(zotero.items[0], 0, "storage:paper.pdf")
    zotero.made.save()
    sync(capsys, "zotero:")
    before = zotero.bib.read_text()
    assert "paper.pdf" in before
    zotero.served.item(
        "F2345678", itemType="attachment", parentItem=KEYS[0], filename="paper.pdf", title="PDF"
    )
    code, err = sync(capsys, "zotero+api:")
    assert (code, zotero.bib.read_text()) == (0, before), err
