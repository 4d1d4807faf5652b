"""Every command that reads takes `zotero:` for a file; those that change refuse it (#18)."""

from pathlib import Path

import pytest
from tests.zoterodata.database import Made

from mscref.app.workspace.index import ItemIndex
from mscref.app.workspace.libraries import Libraries
from mscref.cli.main import run


@pytest.fixture(autouse=True)
def zotero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = Made(tmp_path / "data/zotero.sqlite")
    leng = made.work(
        "journalArticle",
        {
            "title": "On trees",
            "publicationTitle": "Wood",
            "date": "2020-05-00 May 2020",
            "citationKey": "leng2020",
        },
        [("author", "Leng", "Jo")],
    )
    fields = {"title": "On bushes", "citationKey": "doe", "date": "2999-00-00 2999"}
    made.work("book", fields, [("author", "Doe", "Jane")])
    made.collection("Thesis", leng)
    made.close()
    monkeypatch.setenv("MSCREF_ZOTERO", str(tmp_path / "data"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list", "-l", "zotero:"], "doe\tbook\tDoe"),
        (["list", "zotero:Thesis"], "leng2020\tarticle-journal\tLeng"),
        (["show", "-l", "zotero:", "leng2020"], "On trees"),
        (["format", "-l", "zotero:Thesis", "-s", "apa"], "Leng, J. (2020"),
        (["cite", "-l", "zotero:", "leng2020", "-s", "apa"], "(Leng, 2020)"),
        (["search", "-l", "zotero:", "bushes"], "doe\tbook"),
        (["export", "-l", "zotero:Thesis", "-t", "biblatex"], "@article{leng2020,"),
        (["export", "zotero:", "-t", "zotero"], '"citationKey": "doe"'),
        (["stats", "-l", "zotero:"], "2"),
        (["list", "-l", "zotero:", "--group", "Thesis"], "leng2020\tarticle-journal"),
        (["pick", "-l", "zotero:", "--lines"], "leng2020\tLeng\t2020"),
    ],
)
def test_it_is_read_as_a_file_is(words, expected, capsys):
    code, out, err = said(capsys, *words)
    assert (code, expected in out) == (0, True), (out, err)


def test_the_rules_of_check_look_at_it(capsys):
    code, out, _ = said(capsys, "check", "zotero:")
    assert (code, "2999" in out) == (1, True)


def test_a_document_cites_from_it(capsys):
    Path("paper.md").write_text("As said [@leng2020].\n")
    code, out, err = said(capsys, "render", "paper.md", "-l", "zotero:", "-s", "apa")
    assert (code, "(Leng, 2020)" in out) == (0, True), err


def test_it_may_be_the_library_by_the_environment_and_not_by_a_folder(capsys, monkeypatch):
    monkeypatch.setenv("MSCREF_LIBRARY", "zotero:Thesis")
    assert said(capsys, "list")[1].startswith("leng2020")
    monkeypatch.delenv("MSCREF_LIBRARY")
    Path("mscref.toml").write_text('library = "zotero:"\nzotero-folder = "."\n')
    code, out, err = said(capsys, "list")
    assert (code, out) == (4, "")
    assert "outside its folder" in err
    assert "`zotero-folder` is not for a folder to set" in err


def test_the_settings_of_the_user_name_it(capsys, monkeypatch, tmp_path):
    config = tmp_path / "config/mscref"
    config.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("MSCREF_ZOTERO")
    (config / "config.toml").write_text(f'library = "zotero:"\nzotero-folder = "{tmp_path}/data"\n')
    assert "leng2020" in said(capsys, "list")[1]


@pytest.mark.parametrize("command", ["browse", "mcp"])
def test_what_serves_a_file_says_so(command, capsys):
    code, out, err = said(capsys, command, "-l", "zotero:Thesis")
    assert (code, out, "is no file" in err) == (2, "", True)
    assert "mscref sync zotero:Thesis" in err


def test_an_editor_completes_keys_of_it():
    index = Libraries(lambda path: None).get("zotero:")
    assert isinstance(index, ItemIndex)
    assert list(index.by_key) == ["leng2020", "doe"]


@pytest.mark.parametrize(
    "words",
    [
        ["rm", "-l", "zotero:", "doe"],
        ["edit", "-l", "zotero:Thesis", "doe", "title=x"],
        ["tidy", "braces", "zotero:"],
        ["rekey", "zotero:"],
        ["dedupe", "-l", "zotero:"],
        ["import", "-l", "zotero:", "x.bib"],
        ["undo", "-l", "zotero:"],
        ["check", "--fix", "zotero:"],
    ],
)
def test_it_is_never_changed(words, capsys, zotero):
    Path("x.bib").write_text("@book{x, title={T}}")
    before = (zotero / "data/zotero.sqlite").read_bytes()
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, ""), err
    assert "is read and not changed" in err
    assert "hint: " in err
    assert (zotero / "data/zotero.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["list", "zotero:Nope"], 4, "no collection `Nope`"),
        (["list", "zotero:@Nope"], 4, "no group `Nope`"),
    ],
)
def test_what_is_not_there_is_one_message(words, code, message, capsys):
    found = said(capsys, *words)
    assert found[:2] == (code, "")
    assert message in found[2]


def test_no_zotero_at_all(capsys, monkeypatch):
    monkeypatch.delenv("MSCREF_ZOTERO")
    code, _, err = said(capsys, "list", "zotero:")
    assert (code, "no data folder of Zotero" in err) == (4, True)


def test_a_damaged_database_is_exit_code_6(capsys, zotero):
    (zotero / "data/zotero.sqlite").write_bytes(b"nonsense" * 1000)
    code, out, err = said(capsys, "list", "zotero:")
    assert (code, out) == (6, "")
    assert "is damaged" in err


@pytest.mark.parametrize(
    ("word", "code", "said_of_it"),
    [
        ("Zotero:thesis", 0, "leng2020"),
        ("zotero:📚 Books/été", 0, "leng2020"),
        ("zotero:/@todo", 0, "doe"),
        ("zotero:X/Same", 0, "leng2020"),
        ("zotero:Y/Same/", 0, "doe"),
        ("zotero:Same", 4, "did you mean"),
        ("zotero:Empty", 0, "holds no references"),
        ("zotero:@", 2, "which group"),
        ("zotero:@/Thesis", 2, "which group"),
        ("zotero:@todo", 4, "its groups: @Lab"),
        ("zotero://A//B", 4, "no collection"),
        ("zotero:..", 4, "no collection"),
        ("zotero", 6, "zotero:, with a colon"),
        ("BBT", 6, "bbt:, with a colon"),
        ("zotero:a key\x1b[31m", 4, "no collection"),
    ],
)
def test_what_strangers_write(tmp_path, capsys, word, code, said_of_it):
    made = Made(tmp_path / "other/zotero.sqlite")
    leng = made.work("book", {"title": "On trees", "citationKey": "leng2020"})
    doe = made.work("book", {"title": "On bushes", "citationKey": "doe"})
    made.collection("Thesis", leng)
    made.collection("e\u0301te\u0301", leng, above=made.collection("📚 Books"))
    made.collection("@todo", doe)
    made.collection("Same", leng, above=made.collection("X"))
    made.collection("Same", doe, above=made.collection("Y"))
    made.collection("Empty")
    made.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSCREF_ZOTERO", str(tmp_path / "other"))
        found, out, err = said(capsys, "list", "-l", word)
    assert (found, said_of_it in out + err) == (code, True), (out, err)
    assert "\x1b" not in err
