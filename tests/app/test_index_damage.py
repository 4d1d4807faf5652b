"""The index is never the truth: stale or damaged, it is thrown away, and keys stay unique."""

import os
import shutil
from pathlib import Path

import pytest

from mscref.cli.main import run

LIBRARY = """\
@article{leng2020, author={Leng, Zikuan}, title={Transplantation of Stem Cells}, year={2020}}
@book{noor2021, author={Noor, B.}, title={A Book about Trees}, year={2021}}
@book{ek1999, author={Ek, C.}, title={Rivers of the North}, year={1999}}
"""
NEW = "@book{new1, author={Ng, D.}, title={Something Else}, year={2001}}\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "r.bib"
    path.write_text(LIBRARY)
    os.utime(path, ns=(10**18, 10**18))
    assert run(["search", "-l", "r.bib", "trees"]) == 0
    return path


def index_of(library: Path) -> Path:
    (found,) = (library.parent / "cache").rglob("*.sqlite")
    return found


@pytest.mark.parametrize(("old", "new"), [("noor2021", "same0000"), ("ek1999", "ek2001")])
def test_a_key_that_changed_behind_the_index_is_not_given_again(
    library: Path, old: str, new: str, capsys
):
    status = library.stat()
    library.write_text(LIBRARY.replace(old, new)[: len(LIBRARY)].ljust(len(LIBRARY)))
    os.utime(library, ns=(status.st_mtime_ns, status.st_mtime_ns))
    Path("x.bib").write_text(NEW.replace("new1", new))
    assert run(["import", "-l", "r.bib", "x.bib"]) == 0
    assert library.read_text().count(f"{{{new},") == 1


SQL = [
    "UPDATE entry SET csl = '{'",
    "UPDATE entry SET csl = '[]'",
    "UPDATE entry SET csl = 'null'",
    "UPDATE entry SET csl = '{\"id\": 3}'",
    "UPDATE entry SET csl = NULL",
    "UPDATE entry SET csl = x'ff00'",
    "UPDATE entry SET year = 'abc'",
    "UPDATE entry SET place = NULL",
    "UPDATE entry SET key = NULL",
    "UPDATE entry SET fingerprint = 7",
    "UPDATE meta SET value = 'zz' WHERE name = 'size'",
    "UPDATE meta SET value = NULL WHERE name = 'mtime_ns'",
    "UPDATE meta SET value = 'x' WHERE name = 'built_ns'",
    "DELETE FROM meta WHERE name = 'hash'",
    "DELETE FROM meta WHERE name = 'size'",
    "DELETE FROM entry WHERE id = 2",
    "DELETE FROM entry",
    "DROP TABLE entry",
    "DROP TABLE words",
    "DROP TABLE term",
]


@pytest.mark.parametrize("damage", SQL)
@pytest.mark.parametrize("is_touched", [False, True], ids=["fresh", "touched"])
def test_rows_that_cannot_be_are_damage(library: Path, damage: str, is_touched: bool, capsys):
    import sqlite3

    connection = sqlite3.connect(index_of(library))
    connection.execute(damage)
    connection.commit()
    connection.close()
    if is_touched:
        library.write_text(LIBRARY + "% touched\n")
    capsys.readouterr()
    for _ in range(2):
        assert run(["search", "-l", "r.bib", "trees"]) == 0
        assert "noor2021" in capsys.readouterr().out
    assert run(["search", "-l", "r.bib", "year:2021"]) == 0
    Path("x.bib").write_text(NEW)
    assert run(["import", "-l", "r.bib", "x.bib"]) == 0
    assert library.read_text().count("{new1,") == 1
    assert run(["search", "-l", "r.bib", "something"]) == 0
    assert "new1" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_index(library: Path, content: bytes, capsys):
    index_of(library).write_bytes(content)
    assert run(["search", "-l", "r.bib", "trees"]) == 0
    assert "noor2021" in capsys.readouterr().out


def test_every_cache_may_be_deleted(library: Path, capsys):
    assert run(["edit", "-l", "r.bib", "ek1999", "note=mine"]) == 0
    questions = (
        ["search", "-l", "r.bib", "trees"],
        ["list", "-l", "r.bib"],
        ["history", "-l", "r.bib"],
    )
    capsys.readouterr()
    answers = []
    for is_deleted in (False, True):
        if is_deleted:
            shutil.rmtree(library.parent / "cache")
        for words in questions:
            assert run(words) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    shutil.rmtree(library.parent / "cache")
    assert run(["undo", "-l", "r.bib"]) == 0
    assert library.read_text() == LIBRARY


@pytest.mark.parametrize("what", ["a DOI", "a title"])
def test_a_work_that_changed_behind_the_index_is_found(tmp_path: Path, monkeypatch, what: str):
    """Of the same size and time: what the index says is the work is not asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    old, new = {
        "a DOI": ("doi={10.1000/first}", "doi={10.1000/other}"),
        "a title": ("title={A Long Title about Trees}", "title={A Long Title about Birds}"),
    }[what]
    text = f"@book{{k, {old}, author={{Ek, C.}}, year={{1999}}}}\n"
    path = tmp_path / "r.bib"
    path.write_text(text)
    os.utime(path, ns=(10**18, 10**18))
    assert run(["search", "-l", "r.bib", "ek"]) == 0
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(10**18, 10**18))
    before = path.read_text()
    Path("x.bib").write_text(f"@book{{n, {new}, author={{Ek, C.}}, year={{1999}}}}\n")
    assert run(["import", "-l", "r.bib", "x.bib"]) == 0
    assert path.read_text() == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE entry SET key = 'zz' WHERE key = 'noor2021'",
        "UPDATE entry SET key = key || 'x'",
        "UPDATE entry SET key = ''",
    ],
)
def test_a_key_that_the_index_lost_is_not_given_again(library: Path, damage: str):
    """The hash of the file is right, and still a key is free only where the file agrees."""
    import sqlite3

    with sqlite3.connect(index_of(library)) as connection:
        connection.execute(damage)
    connection.close()
    Path("x.bib").write_text(NEW.replace("new1", "noor2021"))
    assert run(["import", "-l", "r.bib", "x.bib"]) == 0
    assert library.read_text().count("{noor2021,") == 1


@pytest.mark.parametrize("query", ["year:2021", "trees", "author:noor", "has:title"])
@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM entry WHERE key = 'noor2021'",
        "DELETE FROM entry",
        "DELETE FROM entry; DELETE FROM term",
        "DELETE FROM entry WHERE place = (SELECT max(place) FROM entry)",
    ],
)
def test_a_row_that_is_missing_is_missed(library: Path, damage: str, query: str, capsys):
    """By each query as the first one: the next finds an index that was made again."""
    import sqlite3

    with sqlite3.connect(index_of(library)) as connection:
        connection.executescript(damage)
    connection.close()
    capsys.readouterr()
    assert run(["search", "-l", "r.bib", query]) == 0
    assert "noor2021" in capsys.readouterr().out
