"""Strings are read in every form; what cannot be read has a row that says so."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mscref.bulk import strings
from mscref.bulk.strings import Columns, StringRow, count_of, rows_of
from mscref.errors import InputError, LibraryError, UsageError

NONE = Columns()
TWO = [StringRow("a", "Roth A. Ice."), StringRow("b", "Wolf B. Snow.")]


@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [
        ("x.csv", "rid,text\na,Roth A. Ice.\nb,Wolf B. Snow.\n", NONE),
        ("x.csv", '\ufeffref,key\n"Roth A.\nIce.",a\nWolf B. Snow.,b\n', NONE),
        ("x.tsv", "id\tcitation\na\tRoth A. Ice.\nb\tWolf B. Snow.\n", NONE),
        ("x.csv", "n,words\na,Roth A. Ice.\nb,Wolf B. Snow.\n", Columns("n", "words")),
        (
            "x.jsonl",
            '{"id":"a","text":"Roth A. Ice."}\n\n{"id":"b","ref":"Wolf  B. Snow."}\n',
            NONE,
        ),
    ],
)
def test_columns_are_known_by_their_usual_names_or_by_yours(
    tmp_path: Path, name: str, content: str, columns: Columns
):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    assert list(rows_of(path, columns)) == TWO
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert list(rows_of(packed, columns)) == TWO


def test_parquet_and_text(tmp_path: Path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"rid": ["a", "b"], "text": [one.text for one in TWO]}), path)
    assert list(rows_of(path, NONE)) == TWO
    assert count_of(path, NONE) == 2
    text = tmp_path / "x.txt"
    text.write_bytes(b"\xef\xbb\xbfRoth A. Ice.\r\n\n Wolf B.\xff Snow.")
    assert [(one.rid, one.text) for one in rows_of(text, NONE)] == [
        ("1", "Roth A. Ice."), ("3", "Wolf B.\ufffd Snow."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("x.jsonl", "{broken\n", "line 1 is no JSON"),
        ("x.jsonl", "[1]\n", "line 1 is no object"),
        ("x.jsonl", '{"id":"z"}\n{"text":""}\n', "row 1 has no text"),
        ("x.jsonl", '{"id":"z","text":7}\n', "row 1 has no text"),
        ("x.txt", "a" * (strings.LONGEST + 1), "no reference is so long"),
        ("x.txt", "word " * 400_000, "no reference is so long"),
        ("x.csv", f"text\n{'a' * 200_000}\n", "field larger than"),
    ],
)
def test_what_is_no_string_has_a_row_with_its_reason(
    tmp_path: Path, name: str, content: str, problem: str
):
    path = tmp_path / name
    path.write_text(f"{content}\n", encoding="utf-8")
    (row,) = [one for one in rows_of(path, NONE) if one.text or one.problem]
    assert row.text == ""
    assert problem in row.problem


@pytest.mark.parametrize(
    ("content", "columns", "problem"),
    [
        ('{"id":"a","words":"Ice."}\n', NONE, "there is no column `text`"),
        ('{"text":"Ice."}\n{"text":"Snow."}\n', Columns(text="txet"), "there is no column `txet`"),
        ('{"rid":"a","text":"Ice."}\n', Columns(rid="n"), "there is no column `n`"),
    ],
)
def test_members_that_no_object_has_are_refused(
    tmp_path: Path, content: str, columns: Columns, problem: str
):
    path = tmp_path / "x.jsonl"
    path.write_text(content)
    with pytest.raises(UsageError, match=problem):
        count_of(path, columns)


def test_members_that_some_objects_have_are_enough(tmp_path: Path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"n":1}\n{"n":2,"words":"Ice."}\n"Snow."\n')
    assert count_of(path, Columns("n", "words")) == 3


def test_nul_and_half_characters_do_no_harm(tmp_path: Path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id":"a\\u0000","text":"Ro\\u0000th \\ud800 Ice"}\n')
    (row,) = rows_of(path, NONE)
    assert row == StringRow("a\ufffd", "Ro\ufffdth \ufffd Ice")


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("x.csv", b"a,b\n1,2\n", UsageError),
        ("x.parquet", b"nonsense", InputError),
        ("x.jsonl.gz", gzip.compress(b'{"text":"a"}\n' * 99, mtime=0)[:-9], InputError),
        ("x.jsonl.gz", b"nonsense", InputError),
        ("nothing.csv", None, LibraryError),
    ],
    ids=["no column", "no Parquet", "half", "not packed", "no file"],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception]
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error):
        list(rows_of(path, NONE))


def test_a_quotation_that_is_never_closed_does_not_swallow_rows_unnoticed(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text('rid,text\na,A 5" disk.\n\nb,"Roth A.\nc,Wolf B.\nd,Ice.\n')
    first, second = rows_of(path, NONE)
    assert first == StringRow("a", 'A 5" disk.')
    assert (second.rid, second.text) == ("b", "")
    assert second.problem == "row 2, lines 3 to 6: a quotation mark is never closed"
    path.write_text('rid,text\na,"Ice."\nb,"Snow.')  # the last line alone: nothing is swallowed
    assert [one.text for one in rows_of(path, NONE)] == ["Ice.", "Snow."]


@pytest.mark.parametrize("columns", [Columns(text="words"), Columns(rid="n")])
def test_a_text_has_no_columns(tmp_path: Path, columns: Columns):
    path = tmp_path / "x.txt"
    path.write_text("Roth A. Ice.\n")
    with pytest.raises(UsageError, match="a text has no column"):
        list(rows_of(path, columns))
