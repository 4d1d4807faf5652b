"""Zotero's database: what is read, where from, while Zotero runs; bad ones (#18)."""

import json
from pathlib import Path

import pytest
from tests.zoterodata.database import GROUP, Made, connected

from mscref.errors import CorruptError, LibraryError, NoLibraryError, NotFoundError, TooNewError
from mscref.formats.base import ReadResult
from mscref.library.zotero.folder import DataFolder, find_data_folder
from mscref.library.zotero.reading import read_database
from mscref.model.dates import Date, PartialDate
from mscref.model.homes import parse_address
from mscref.model.names import Name


def read(folder: Path, word: str = "zotero:") -> ReadResult:
    data = DataFolder(folder, "/base")
    return read_database(data, parse_address(word), path=word)


def keys(folder: Path, word: str = "zotero:") -> list[str]:
    return [one.id for one in read(folder, word).references]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    made = Made(tmp_path / "zotero.sqlite")
    leng = made.work(
        "journalArticle",
        {"title": "On trees", "date": "2020-05-00 May 2020", "DOI": "10.1/x",
         "citationKey": "leng2020", "extra": "Original Date: 1850\nfree text",
         "seriesText": "kept"},
        [("author", "Leng", "Jo"), ("author", "van den Berg", "Ann"), ("author", "WHO", "")],
        tags=["trees", "wood"],
    )  # fmt: skip
    doe = made.work(
        "thesis",
        {"title": "On bushes", "university": "Rome", "date": "2019-00-00 2019",
         "extra": "Citation Key: doe:2019"},
        [("author", "Doe", "Jane")],
    )  # fmt: skip
    gone = made.work("book", {"title": "Gone"})
    made.trash(gone)
    made.work("book", {"title": "Of the group", "citationKey": "group1"}, library=GROUP)
    made.work(
        "book", {"title": "Nobody's key", "date": "2001-00-00 2001"}, [("author", "Roe", "A")]
    )
    thesis = made.collection("Thesis", doe)
    made.collection("Chapter 2", leng, above=thesis)
    made.collection("A/B", leng)
    made.note("<p>First</p><p>1 &lt; 2</p>", leng)
    made.trash(made.note("<p>thrown away</p>", leng))
    made.note("alone", None)
    made.file(leng, 0, "storage:paper: one.pdf")
    made.file(leng, 2, "/abs/a.pdf", title="Copy")
    made.file(leng, 2, "attachments:sub/b.pdf", title="Base")
    made.file(leng, 3, "https://example.org")
    made.close()
    return tmp_path


def test_everything_about_a_work_is_read(library: Path):
    leng = read(library).references[0]
    assert (leng.id, leng.type) == ("leng2020", "article-journal")
    assert leng.names("author") == (
        Name("Leng", "Jo"), Name("Berg", "Ann", "", "van den"), Name(literal="WHO"),
    )  # fmt: skip
    assert leng.date("issued") == Date(PartialDate(2020, 5))
    assert leng.date("original-date") == Date(PartialDate(1850))
    assert (leng.text("note"), leng.text("keyword")) == ("free text", "trees, wood")
    assert leng.extra["zotero"] == {
        "seriesText": "kept",
        "item type": "journalArticle",
        "key": "K0000001",
        "collections": ["Thesis/Chapter 2", "A/B"],
        "notes": ["First\n1 < 2"],
    }
    file = json.dumps(leng.extra["bibtex"])
    assert f"PDF:{library}/storage/K0000009/paper\\\\: one.pdf:application/pdf" in file
    assert "Copy:/abs/a.pdf:" in file
    assert "Base:/base/sub/b.pdf:" in file
    assert "example.org" not in file


def test_deleted_items_and_groups_are_left_out_and_what_stands_alone_is_said(library: Path):
    result = read(library)
    assert [one.id for one in result.references] == ["leng2020", "doe:2019", "roe2001"]
    assert [one.message for one in result.diagnostics] == [
        "1 note or file stands by itself and is no reference"
    ]
    assert keys(library, "zotero:@Lab") == ["group1"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zotero:Thesis", ["leng2020", "doe:2019"]),
        ("zotero:thesis/", ["leng2020", "doe:2019"]),
        ("zotero:Thesis/Chapter 2", ["leng2020"]),
        ("zotero:A/B", ["leng2020"]),
    ],
)
def test_a_collection_is_meant_with_all_below_it(library: Path, word: str, expected: list[str]):
    assert keys(library, word) == expected


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("zotero:Theses", "Thesis"),
        ("zotero:Chapter 2", "Thesis/Chapter 2"),
        ("zotero:@Lap", "@Lab"),
    ],
)
def test_an_unknown_collection_or_group_is_told_with_near_ones(library: Path, word: str, near: str):
    with pytest.raises(NotFoundError) as caught:
        keys(library, word)
    assert near in caught.value.hint


def test_a_running_zotero_is_read_with_its_log(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite", is_wal=True)
    made.db.execute("PRAGMA locking_mode = EXCLUSIVE")
    made.work("book", {"title": "First", "citationKey": "a"})
    made.save()
    made.work("book", {"title": "Second", "citationKey": "b"})
    made.save()
    made.work("book", {"title": "Not saved yet", "citationKey": "c"})
    assert (tmp_path / "zotero.sqlite-wal").stat().st_size > 0
    with pytest.raises(made.db.OperationalError, match="locked"):
        connected(tmp_path / "zotero.sqlite", timeout=0).execute("SELECT * FROM items")
    assert keys(tmp_path) == ["a", "b"]
    before = {
        one.name: one.read_bytes() for one in tmp_path.iterdir() if one.suffix != ".sqlite-shm"
    }
    keys(tmp_path)
    assert before == {
        one.name: one.read_bytes() for one in tmp_path.iterdir() if one.suffix != ".sqlite-shm"
    }
    made.close()


def test_an_unfinished_change_is_taken_back_in_the_copy(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    made.work("book", {"title": "First", "citationKey": "a"})
    made.save()
    made.db.execute("PRAGMA cache_size = 1")  # pages go to the disk before the end
    for number in range(300):
        made.work("book", {"title": f"T{number} " * 200, "citationKey": f"k{number}"})
    assert (tmp_path / "zotero.sqlite-journal").stat().st_size > 0
    assert keys(tmp_path) == ["a"]
    made.close()


STORES = {
    "better-bibtex.sqlite": [
        "CREATE TABLE citationkey (itemID PRIMARY KEY, itemKey, libraryID, citationKey, pinned)",
        "INSERT INTO citationkey VALUES (5, 'K0000005', 1, 'bbtRoe', 1)",
    ],
    "better-bibtex-search.sqlite": [
        "CREATE TABLE citekeys (itemID, libraryID, itemKey, citekey)",
        "INSERT INTO citekeys VALUES (5, 1, 'K0000005', 'bbtRoe')",
    ],
    "better-bibtex.migrated": [
        "CREATE TABLE [better-bibtex] (name PRIMARY KEY, data)",
        'INSERT INTO [better-bibtex] VALUES (\'better-bibtex.citekey\', \'{"data":[{"libraryID":1,'
        '"itemKey":"K0000005","citekey":"bbtRoe"},{"citekey":3},7]}\')',
    ],
}


@pytest.mark.parametrize("name", STORES)
def test_keys_of_better_bibtex_stand_in_where_zotero_has_none(library: Path, name: str):
    store = connected(library / name)
    for statement in STORES[name]:
        store.execute(statement)
    store.close()
    assert keys(library) == ["leng2020", "doe:2019", "bbtRoe"]


def test_a_store_with_triggers_of_a_database_by_another_name_is_read(library: Path):
    store = connected(":memory:")
    store.execute("ATTACH ? AS betterbibtex", (str(library / "better-bibtex.sqlite"),))
    store.execute("CREATE TABLE betterbibtex.citationkey (itemID, itemKey, libraryID, citationKey)")
    store.execute("CREATE TABLE betterbibtex.other (x)")
    store.execute("INSERT INTO betterbibtex.citationkey VALUES (5, 'K0000005', 1, 'bbtRoe')")
    store.close()
    assert keys(library)[2] == "bbtRoe"


def test_a_store_that_is_none_is_no_reason_to_fail(library: Path):
    (library / "better-bibtex.sqlite").write_bytes(b"nonsense" * 999)
    assert keys(library)[2] == "roe2001"


def test_two_works_of_one_key_are_told(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    made.work("book", {"title": "A", "citationKey": "k"})
    made.work("book", {"title": "B", "extra": "Citation Key: k"})
    made.close()
    assert [one.code for one in read(tmp_path).diagnostics] == ["zotero-duplicate-key"]


def _not_sqlite(path: Path) -> None:
    path.write_bytes(b"<html>not at all</html>" * 100)


def _damaged(path: Path) -> None:
    made = Made(path)
    for number in range(200):
        made.work("book", {"title": f"T{number} " * 90})
    made.close()
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\xff" * len(data[8192:-4096])
    path.write_bytes(bytes(data))


def _of_another_program(path: Path) -> None:
    db = connected(path)
    db.execute("CREATE TABLE moz_places (id)")
    db.close()


def _changed(*statements: str) -> object:
    def make(path: Path) -> None:
        Made(path).close()
        db = connected(path)
        for statement in statements:
            db.execute(statement)
        db.close()

    return make


_VIEW = "CREATE VIEW tags AS SELECT 1 AS tagID, 'x' AS name"  # would run what a stranger wrote


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (_not_sqlite, CorruptError, "damaged"),
        (_damaged, CorruptError, "damaged"),
        (_of_another_program, CorruptError, "no database of Zotero"),
        (_changed("DROP TABLE itemData", "CREATE TABLE creatorData (x)"), LibraryError, "Zotero 4"),
        (_changed("DROP TABLE itemDataValues"), TooNewError, "no table itemDataValues"),
        (_changed("ALTER TABLE items RENAME COLUMN key TO k"), TooNewError, "does not know"),
        (_changed("ALTER TABLE itemData RENAME COLUMN valueID TO v"), TooNewError, "not know"),
        (_changed("DROP TABLE tags", _VIEW), TooNewError, "tags"),
    ],
)
def test_a_bad_database_is_one_clear_message(tmp_path: Path, make, error, said: str):
    make(tmp_path / "zotero.sqlite")
    with pytest.raises(error, match=said) as caught:
        read(tmp_path)
    assert caught.value.hint
    assert str(tmp_path) in caught.value.message


def test_values_of_any_kind_and_loops_of_collections_are_no_crash(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    item = made.work("book", {"title": "T"})
    made.db.execute("INSERT INTO itemDataValues VALUES (900, 7), (901, x'ff00')")
    made.db.execute("INSERT INTO itemData VALUES (?, 1, 900), (?, 2, 901)", (item, item))
    made.db.execute("INSERT INTO collections VALUES (5, 'A', 6, '', 1, 'x', 0, 0)")
    made.db.execute("INSERT INTO collections VALUES (6, 'B', 5, '', 1, 'y', 0, 0)")
    made.db.execute("INSERT INTO collectionItems VALUES (5, ?, 0)", (item,))
    made.file(item, 0, "storage:../../../etc/passwd")
    made.close()
    (reference,) = read(tmp_path).references
    assert f"{tmp_path}/storage/K0000002/passwd" in str(reference.extra["bibtex"])


# ---------------------------------------------------------------- where it is


def made_at(place: Path) -> Path:
    place.mkdir(parents=True)
    (place / "zotero.sqlite").touch()
    return place


def profile(home: Path, preferences: str) -> None:
    place = home / ".zotero/zotero"
    (place / "ab.default").mkdir(parents=True)
    (place / "profiles.ini").write_text(
        "[General]\nx=1\n[Profile0]\nIsRelative=1\nPath=ab.default\nDefault=1\n"
    )
    (place / "ab.default/prefs.js").write_text(preferences)


def test_the_folder_that_is_said_goes_first(tmp_path: Path):
    said, default = made_at(tmp_path / "said"), made_at(tmp_path / "Zotero")
    assert find_data_folder("", {"MSCREF_ZOTERO": str(said)}, tmp_path).path == said
    assert find_data_folder(str(said / "zotero.sqlite"), {}, tmp_path).path == said
    assert find_data_folder("", {}, tmp_path).path == default


def test_the_profile_of_zotero_says_where_its_data_is(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    other = made_at(tmp_path / 'my "data"')
    made_at(tmp_path / "Zotero")
    quoted = json.dumps(str(other))
    profile(
        tmp_path,
        f'user_pref("extensions.zotero.dataDir", {quoted});\n'
        'user_pref("extensions.zotero.useDataDir", true);\n'
        'user_pref("extensions.zotero.baseAttachmentPath", "/base");\n',
    )
    found = find_data_folder("", {}, tmp_path)
    assert (found.path, found.linked_base) == (other, "/base")


@pytest.mark.parametrize(
    "preferences",
    [
        'user_pref("extensions.zotero.dataDir", "/nowhere");',
        "nonsense",
        'user_pref("extensions.zotero.dataDir", "\\x");',
    ],
)
def test_a_profile_that_leads_nowhere_is_passed_over(tmp_path: Path, preferences: str, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    default = made_at(tmp_path / "Zotero")
    profile(tmp_path, preferences)
    assert find_data_folder("", {}, tmp_path).path == default


def test_no_folder_is_told_with_what_to_do(tmp_path: Path):
    with pytest.raises(NoLibraryError, match="no data folder of Zotero") as caught:
        find_data_folder("", {}, tmp_path)
    assert "MSCREF_ZOTERO" in caught.value.hint
    with pytest.raises(NoLibraryError, match=r"no zotero\.sqlite in it"):
        find_data_folder(str(tmp_path), {}, tmp_path)


@pytest.mark.parametrize("value", [5, 2.5, b"\xff", "a\0b", None])
def test_a_column_of_another_type_is_a_text(library, value):
    connection = connected(library / "zotero.sqlite")
    for statement in (
        "UPDATE creators SET lastName = ?",
        "UPDATE creators SET firstName = ?",
        "UPDATE tags SET name = ?",
        "UPDATE itemAttachments SET contentType = ?",
        "UPDATE itemDataValues SET value = ? WHERE value = 'On bushes'",
    ):
        try:
            connection.execute(statement, (value,))
        except connection.IntegrityError:  # the column takes no such value
            connection.rollback()
    connection.commit()
    connection.close()
    found = read(library).references
    assert {one.id for one in found} >= {"leng2020"}
    assert "\0" not in repr(found)


def test_collections_that_are_in_each_other_have_a_short_path(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    work = made.work("book", {"title": "A", "citationKey": "a"})
    one = made.collection("One", work)
    two = made.collection("Two", above=one)
    made.db.execute(
        "UPDATE collections SET parentCollectionID = ? WHERE collectionID = ?", (two, one)
    )
    made.close()
    assert keys(tmp_path, "zotero:Two/One") == ["a"]
    with pytest.raises(NotFoundError) as caught:
        keys(tmp_path, "zotero:One/On")
    assert len(caught.value.hint) < 60


def test_rows_that_lie_apart_or_lead_nowhere_or_are_no_numbers(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    first = made.work("book", {"title": "One", "citationKey": "a"}, [("author", "Doe", "Jo")])
    made.work("book", {"title": "Two", "citationKey": "b"}, [("editor", "Roe", "Al")])
    made.set(first, "publisher", "Press")  # its rows do not stand together any more
    run = made.db.execute
    run("INSERT INTO itemData (rowid, itemID, fieldID, valueID) VALUES (?, 1, 999, 1)", (2**62,))
    run("INSERT INTO itemData (rowid, itemID, fieldID, valueID) VALUES (-9, 2, 1, 99999)")
    run("INSERT INTO itemData VALUES (X'00', 'x', NULL)")
    run("INSERT INTO itemCreators VALUES (1, 999, 1, 5), (2, 1, 99, 6)")
    made.close()
    one, two = read(tmp_path).references
    assert (one.text("title"), one.text("publisher")) == ("One", "Press")
    assert one.names("author") == (Name("Doe", "Jo"),)
    assert (two.id, two.names("editor")) == ("b", (Name("Roe", "Al"),))


def test_many_creators_keep_their_order_and_kinds(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    people = [
        ("editor" if number % 3 == 0 else "author", f"F{number}", "Jo") for number in range(6_000)
    ]
    made.work("book", {"title": "One", "citationKey": "a"}, people)
    made.close()
    (one,) = read(tmp_path).references
    for kind in ("author", "editor"):
        assert [each.family for each in one.names(kind)] == [
            last for creator, last, _ in people if creator == kind
        ]


def test_a_file_with_a_note_of_its_own_does_not_stand_alone(tmp_path: Path):
    made = Made(tmp_path / "zotero.sqlite")
    file = made.file(made.work("book", {"title": "One"}), 0, "storage:a.pdf")
    made.db.execute("INSERT INTO itemNotes VALUES (?, NULL, '<p>of the file</p>', '')", (file,))
    made.close()
    assert not read(tmp_path).diagnostics
