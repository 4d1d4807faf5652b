"""`mscref push`: what is sent, once; what is there is not doubled; what goes wrong (#18)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.json_outputs import assert_documented
from tests.zoterodata.writable import SERVER, WritableZotero

from mscref.cli.main import run

KEY = "S3CRETKEY"
LIBRARY = """@article{leng2020,
  author = {Leng, Jo},
  title = {On {DNA} and trees of the north},
  journal = {Wood},
  year = {2020},
  doi = {10.1/leng},
}

@book{doe,
  author = {Doe, Jane},
  title = {On bushes and what grows in them},
  publisher = {Twig},
  year = {2019},
}
"""


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WritableZotero]:
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(LIBRARY)
    with WritableZotero(local=True) as zotero:
        monkeypatch.setenv("MSCREF_ZOTEROLOCAL_URL", zotero.url)
        zotero.collection("INBOX234", "Inbox")
        zotero.collection("SUB23456", "Sub", "INBOX234")
        yield zotero


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WritableZotero]:
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(LIBRARY)
    with WritableZotero(local=False, user=475425, key=KEY) as zotero:
        monkeypatch.setenv("MSCREF_ZOTEROWEB_URL", zotero.url)
        monkeypatch.setenv("MSCREF_ZOTERO_API_KEY", KEY)
        zotero.collection("INBOX234", "Inbox")
        zotero.groups = [{"id": 77, "data": {"id": 77, "name": "Lab"}}]
        yield zotero


def push(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["push", "-l", "refs.bib", *words])
    out, err = capsys.readouterr()
    assert KEY not in out + err
    return code, out, err


def many(count: int) -> None:
    entries = (
        f"@book{{k{number},\n  title = {{Of number {number} and its kin {number * 7}}},\n"
        f"  doi = {{10.1/k{number}}},\n}}\n"
        for number in range(count)
    )
    Path("refs.bib").write_text("".join(entries))


def test_a_running_zotero_is_written_to_after_its_user_allowed_it(local, capsys):
    code, out, err = push(capsys, "leng2020", "doe", "--to", "zotero:inbox")
    assert (code, out) == (0, "leng2020\tsent\tN0000001\t\ndoe\tsent\tN0000002\t\n"), err
    assert "Zotero asks whether mscref may write" in err
    ((path, items, sent),) = local.writes
    assert path == "/users/0/items"
    assert items[0] == {
        "itemType": "journalArticle",
        "citationKey": "leng2020",
        "title": "On DNA and trees of the north",
        "publicationTitle": "Wood",
        "date": "2020",
        "DOI": "10.1/leng",
        "creators": [{"creatorType": "author", "firstName": "Jo", "lastName": "Leng"}],
        "tags": [],
        "collections": ["INBOX234"],
        "relations": {},
    }
    assert sent["zotero-server-id"] == SERVER
    assert Path("refs.bib").read_text() == LIBRARY


def test_a_key_that_was_given_for_good_is_kept_and_only_for_this_user(local, capsys):
    push(capsys, "leng2020", "--to", "zotero:")
    push(capsys, "doe", "--to", "zotero:")
    assert local.asked_person == 1
    (kept,) = Path(os.environ["XDG_STATE_HOME"]).rglob("zotero-keys.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    local.keys.clear()  # taken back in Zotero's settings
    Path("refs.bib").write_text("@book{new, title={Something of another kind}}")
    assert push(capsys, "new", "--to", "zotero:")[0] == 0
    assert local.asked_person == 2


def test_a_key_that_is_good_for_once_is_asked_for_again(local, capsys):
    local.remember = False
    many(60)
    code, _, err = push(capsys, "k*", "--to", "zotero:Inbox")
    assert (code, local.asked_person, len(local.items)) == (0, 2, 60), err


def test_what_is_there_is_said_and_not_doubled(local, capsys):
    local.item("OLD23456", title="Another title", DOI="10.1/LENG")
    code, out, _ = push(capsys, "leng2020", "doe", "--to", "zotero:Inbox")
    assert code == 0
    assert out.splitlines()[0].startswith("leng2020\tthere\tOLD23456\tthe same DOI")
    code, out, _ = push(capsys, "leng2020", "doe", "--to", "zotero:Inbox")
    assert (code, out.count("\tthere\t"), len(local.items)) == (0, 2, 2)


def test_two_references_of_one_work_are_sent_once(local, capsys):
    Path("refs.bib").write_text(LIBRARY + "@misc{again, title={Other}, doi={10.1/leng}}\n")
    code, out, _ = push(capsys, "leng2020", "again", "--to", "zotero:")
    assert (code, len(local.items)) == (0, 1)
    assert "again\tthere\tleng2020" in out


def test_a_dry_run_sends_nothing_and_shows_what_would_be(local, capsys):
    code, out, err = push(capsys, "doe", "--to", "zotero:Inbox", "--dry-run")
    assert (code, local.writes, local.asked_person) == (0, [], 0)
    assert json.loads(out)[0]["publisher"] == "Twig"
    assert "nothing was sent" in err


def test_no_more_than_fifty_are_sent_at_once(web, capsys):
    many(120)
    code, out, err = push(capsys, "k*", "--to", "zotero+api:Inbox")
    assert (code, out.count("\tsent\t")) == (0, 120), err
    assert [len(items) for _, items, _ in web.writes] == [50, 50, 20]
    assert len({sent["zotero-write-token"] for _, _, sent in web.writes}) == 3
    assert all("if-unmodified-since-version" not in sent for _, _, sent in web.writes)


@pytest.mark.parametrize("count", [1, 2])
def test_an_answer_that_is_lost_doubles_nothing(web, capsys, count):
    web.lost = count
    code, out, err = push(capsys, "leng2020", "doe", "--to", "zotero+api:Inbox")
    assert (code, len(web.items)) == (0, 2), err
    assert out == "leng2020\tsent\tN0000001\t\ndoe\tsent\tN0000002\t\n"


def test_an_answer_of_a_running_zotero_that_is_lost_doubles_nothing(local, capsys):
    local.lost, local.remember = 1, False
    code, out, err = push(capsys, "leng2020", "doe", "--to", "zotero:Inbox")
    assert (code, len(local.items), out.count("\tsent\t")) == (0, 2, 2), err


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_busy_is_asked_again_with_the_same_token(web, capsys, status):
    web.failures = [(status, {"Retry-After": "0", "Backoff": "0"})]
    code, _, err = push(capsys, "leng2020", "--to", "zotero+api:Inbox")
    assert (code, len(web.items)) == (0, 1), err


def test_one_that_fails_is_told_and_the_others_go_on(web, capsys):
    Path("refs.bib").write_text(LIBRARY.replace("On bushes", "BAD bushes"))
    code, out, _ = push(capsys, "leng2020", "doe", "--to", "zotero+api:")
    assert (code, len(web.items)) == (1, 1)
    assert "doe\tfailed\t\tthis title is refused" in out
    code, out, _ = push(capsys, "doe", "--to", "zotero+api:", "--json")
    assert (code, json.loads(out)[0]["fate"]) == (5, "failed")


def test_what_is_too_large_together_is_sent_in_parts(web, capsys):
    many(12)
    web.most_bytes = 1200
    code, out, err = push(capsys, "k*", "--to", "zotero+api:")
    assert (code, len(web.items), out.count("\tsent\t")) == (0, 12, 12), err
    web.most_bytes = 10
    Path("refs.bib").write_text("@book{huge, title={So large a title}}")
    code, out, _ = push(capsys, "huge", "--to", "zotero+api:")
    assert (code, "larger than Zotero takes" in out) == (5, True)


def test_fields_that_this_zotero_does_not_have_are_lines_of_extra(web, capsys):
    web.unknown_fields = {"citationKey", "DOI"}
    code, _, err = push(capsys, "leng2020", "--to", "zotero+api:")
    assert (code, web.items[0]["data"]["extra"]) == (
        0,
        "Citation Key: leng2020\nDOI: 10.1/leng",
    ), err


@pytest.mark.parametrize("word", ["zotero:Nope", "zotero:Inbox/Nope", "zotero:@Nope"])
def test_a_collection_that_is_not_there_is_exit_code_4(local, capsys, word):
    code, out, err = push(capsys, "doe", "--to", word)
    assert (code, out, local.writes) == (4, "", [])
    assert "@" in word or "--create makes it" in err


def test_a_collection_is_made_with_those_above_it(local, capsys):
    code, _, err = push(capsys, "doe", "--to", "zotero:inbox/New/Sub", "--create")
    assert code == 0, err
    made = [one["data"] for one in local.collections[2:]]
    assert [(one["name"], one["parentCollection"]) for one in made] == [
        ("New", "INBOX234"),
        ("Sub", made[0]["key"]),
    ]
    assert local.items[0]["data"]["collections"] == [made[1]["key"]]
    assert "zotero:Inbox/New/Sub" in err


def test_two_collections_of_one_name_are_not_guessed_at(local, capsys):
    local.collection("TWIN2345", "Inbox")
    code, _, err = push(capsys, "doe", "--to", "zotero:Inbox")
    assert (code, "several collections" in err, local.writes) == (2, True, [])


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("refs.bib", "is no address"),
        ("bbt:Inbox", "Better BibTeX takes no new items"),
        ("zotero", "is no address"),
    ],
)
def test_where_nothing_can_be_sent(local, capsys, word, message):
    code, _, err = push(capsys, "doe", "--to", word)
    assert (code, message in err) == (2, True)


def test_a_zotero_before_version_10_cannot(local, capsys):
    local.is_ten = False
    code, _, err = push(capsys, "doe", "--to", "zotero:Inbox")
    assert (code, "version 10" in err, "zotero+api:" in err) == (5, True, True)


def test_a_user_who_says_no(local, capsys):
    local.answer_of_person = "deny"
    code, out, err = push(capsys, "doe", "--to", "zotero:Inbox")
    assert (code, local.asked_person, local.items) == (5, 1, [])
    assert "told not to let mscref write" in err
    assert "doe\tfailed" in out


@pytest.mark.parametrize(
    "access",
    [
        {"user": {"library": True}},
        {"user": {"library": True, "write": False}},
    ],
)
def test_a_key_without_the_right_to_write(web, capsys, access):
    web.access = access
    code, _, err = push(capsys, "doe", "--to", "zotero+api:Inbox")
    assert (code, web.writes) == (5, [])
    assert "may not write" in err
    assert "zotero.org/settings/keys" in err


def test_rights_in_a_group(web, capsys):
    code, _, _ = push(capsys, "doe", "--to", "zotero+api:@Lab")
    assert (code, web.writes) == (5, [])
    web.access["groups"] = {"all": {"library": True, "write": False}, "77": {"write": True}}
    assert push(capsys, "doe", "--to", "zotero+api:@Lab")[0] == 0
    assert web.writes[0][0] == "/groups/77/items"


@pytest.mark.parametrize(
    ("status", "message"),
    [(409, "has locked the library"), (428, "asks for something"), (403, "may not write")],
)
def test_refusals_are_one_message(web, capsys, status, message):
    web.failures = [(status, {})] * 9
    code, out, err = push(capsys, "doe", "--to", "zotero+api:Inbox")
    assert (code, message in err, "doe\tfailed" in out) == (5, True, True)


def test_a_token_that_was_seen_without_the_items_is_no_success(web, capsys):
    web.failures = [(412, {})] * 9
    code, out, _ = push(capsys, "doe", "--to", "zotero+api:Inbox")
    assert (code, "it is not there" in out) == (5, True)


def test_a_zotero_that_ends_in_the_middle_tells_what_was_sent(web, capsys, monkeypatch):
    many(60)
    web.failures = []
    saved = web._saved

    def ending(path, objects):
        if web.items:
            web.lost = 99
        return saved(path, objects)

    monkeypatch.setattr(web, "_saved", ending)
    code, out, err = push(capsys, "k*", "--to", "zotero+api:", "--timeout", "4")
    assert out.count("\tsent\t") in (50, 60), err
    assert (code, len(web.items)) == (0 if out.count("\tsent\t") == 60 else 5, 60)


def test_a_zotero_that_hangs_ends_in_time_and_a_second_push_doubles_nothing(web, capsys):
    web.may_answer.clear()
    code, out, err = push(capsys, "doe", "--to", "zotero+api:Inbox", "--timeout", "4")
    assert (code, "did not answer within" in err) == (5, True)
    assert "doe\tfailed\t\tnot known whether it is there" in out
    web.may_answer.set()
    while not web.items:  # what was sent is done, though nobody waited for it
        time.sleep(0.01)
    code, out, _ = push(capsys, "doe", "--to", "zotero+api:Inbox")
    assert (code, "\tthere\t" in out, len(web.items)) == (0, True, 1)


def test_a_service_that_asks_for_an_hour_is_left_alone(web, capsys):
    web.failures = [(429, {"Retry-After": "3600"})] * 9
    code, _, err = push(capsys, "doe", "--to", "zotero+api:Inbox")
    assert (code, "asks us to slow down" in err, len(web.failures)) == (5, True, 8)


def synced(capsys: pytest.CaptureFixture[str], word: str) -> tuple[int, str]:
    code = run(["sync", word, "-l", "refs.bib"])
    return code, capsys.readouterr().err


@pytest.mark.parametrize("word", ["zotero+api:Inbox", "zotero+api:inbox/"])
def test_a_later_sync_finds_nothing_to_do_and_then_what_changed_there(web, capsys, word):
    push(capsys, "leng2020", "doe", "--to", "zotero+api:Inbox")
    code, err = synced(capsys, word)
    assert (code, "nothing to change" in err, Path("refs.bib").read_text()) == (0, True, LIBRARY)
    web.items[0]["data"]["publicationTitle"] = "Timber"
    code, err = synced(capsys, word)
    assert (code, "changed leng2020" in err) == (0, True), err
    assert Path("refs.bib").read_text() == LIBRARY.replace("{Wood}", "{Timber}")


def test_a_sync_of_the_whole_library_before_knows_what_was_pushed(web, capsys):
    synced(capsys, "zotero+api:")
    push(capsys, "leng2020", "--to", "zotero+api:Inbox")
    assert synced(capsys, "zotero+api:")[0] == 0
    web.items[0]["data"] |= {"DOI": "", "title": "Quite another one since then"}
    code, out, _ = push(capsys, "leng2020", "--to", "zotero+api:Inbox")
    assert (code, "there\tN0000001\tsync knows it" in out) == (0, True)
    web.items.clear()  # removed there: then it may go there again
    code, out, _ = push(capsys, "leng2020", "--to", "zotero+api:Inbox")
    assert (code, "\tsent\t" in out) == (0, True)


def test_files_and_notes_are_not_sent_and_that_is_said(local, capsys):
    Path("refs.bib").write_text("@book{a, title={With a file of its own}, file={:a.pdf:PDF}}\n")
    code, _, err = push(capsys, "a", "--to", "zotero:")
    said = "zotero: warning[push-left-out]: push sends no files: those of 1 reference stay here"
    assert (code, said in err) == (0, True), err


def test_a_zotero_that_does_not_run_is_to_be_started(local, capsys, monkeypatch):
    monkeypatch.setenv("MSCREF_ZOTEROLOCAL_URL", "http://127.0.0.1:9")
    code, _, err = push(capsys, "doe", "--to", "zotero:")
    assert (code, "start it; with $MSCREF_ZOTERO_API_KEY" in err) == (5, True), err


def test_json_is_of_its_schema(local, capsys):
    code, out, _ = push(capsys, "leng2020", "--to", "zotero:Inbox", "--json")
    assert_documented(["push", "--json"], out)
    assert (code, json.loads(out)) == (
        0,
        [{"key": "leng2020", "fate": "sent", "item": "N0000001", "reason": ""}],
    )


def test_two_processes_at_once_send_nothing_twice(local, capsys):
    push(capsys, "leng2020", "--to", "zotero:")  # its key is known from now on
    many(70)
    local.hangs = 0.2
    words = [sys.executable, "-m", "mscref", "push", "-l", "refs.bib", "k*", "--to", "zotero:Inbox"]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE) for _ in range(3)]
    said = [one.communicate()[0].decode() for one in running]
    assert [one.returncode for one in running] == [0, 0, 0]
    assert len(local.items) == 71
    assert sorted(one.count("\tsent\t") for one in said) == [0, 0, 70]


def test_an_entry_that_cannot_be_read_is_a_problem(local, capsys):
    Path("refs.bib").write_text(LIBRARY + "@book{open, title={T}\n")
    code, out, err = push(capsys, "doe", "--to", "zotero:")
    assert (code, "doe\tsent" in out, "is never closed" in err) == (1, True, True)
