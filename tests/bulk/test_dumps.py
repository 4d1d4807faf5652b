"""Dumps are read whatever they are packed in; what is damaged is counted and ends nothing."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from tests.bulk.builders import crossref, dump

from mscref.bulk import dumps
from mscref.bulk.dumps import Damaged, dump_files, items_of
from mscref.bulk.openalex import record_of_openalex
from mscref.bulk.reading import KeptWork, kept_of
from mscref.errors import LibraryError

LINES = b"".join(json.dumps(crossref(n)).encode() + b"\n" for n in range(5))
LIST = json.dumps({"items": [crossref(n) for n in range(5)]}).encode()
ANSWER = json.dumps(
    {"status": "ok", "message": {"items": [crossref(n) for n in range(5)]}}
).encode()


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", LINES),
        ("a.jsonl.gz", gzip.compress(LINES)),
        ("part_000.gz", gzip.compress(LINES)),
        ("a.json", LIST),
        ("a.json", ANSWER),
        ("a.json", LINES),
        ("0.json.gz", gzip.compress(LIST)),
        ("a.tar.gz", packed({"x/0.json.gz": gzip.compress(LIST), "x/README": b"no dump"})),
        ("a.tgz", packed({"0.jsonl": LINES})),
    ],
)
def test_the_records_of_every_kind_of_dump(tmp_path: Path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    assert list(items_of(path)) == [crossref(number) for number in range(5)]


@pytest.mark.parametrize(
    ("name", "content", "records", "reason"),
    [
        ("a.jsonl", LINES[:-20], 4, "is no JSON"),
        ("a.jsonl", LINES + b"[1]\n", 5, "is no record"),
        ("a.jsonl", LINES + b"\0\0\n", 5, "is no JSON"),
        ("a.jsonl", LINES + b'{"a":' * 5000 + b"\n", 5, "is no JSON"),
        ("a.jsonl", b'{"a":' * 90 + b"1" + b"}" * 90 + b"\n" + LINES, 5, "is nested too deeply"),
        ("a.jsonl.gz", gzip.compress(LINES)[:-9], 5, "breaks off"),
        ("a.jsonl.gz", LINES, 0, "breaks off"),
        ("a.json", LIST[:-3], 0, "is no JSON"),
        ("a.tar.gz", packed({"0.jsonl": LINES})[:200], 0, "breaks off"),
        ("a.tar", b"nonsense" * 100, 0, "breaks off"),
        ("a.tar.gz", packed({"0.gz": b"\x1f\x8bxx", "1.jsonl": LINES}), 5, "breaks off"),
    ],
)
def test_what_is_damaged_is_said_and_the_rest_is_read(
    tmp_path: Path, name: str, content: bytes, records: int, reason: str
):
    path = tmp_path / name
    path.write_bytes(content)
    items = list(items_of(path))
    damaged = [one for one in items if isinstance(one, Damaged)]
    assert [one.reason.startswith(reason) for one in damaged] == [True]
    assert len(items) - 1 == records or reason == "breaks off"


def test_a_line_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dumps, "LONGEST_LINE", 1000)
    path = dump(tmp_path / "a.jsonl", [crossref(0), "x" * 2500, crossref(1)])
    first, long, last = items_of(path)
    assert (first, last) == (crossref(0), crossref(1))
    assert isinstance(long, Damaged)
    assert long.place == "a.jsonl:2"


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path):
    for name in ("b.jsonl", "a.jsonl.gz", "README.md"):
        (tmp_path / name).touch()
    assert [one.name for one in dump_files([tmp_path])] == ["a.jsonl.gz", "b.jsonl"]
    with pytest.raises(LibraryError, match="no such file"):
        dump_files([tmp_path / "nothing"])


OPENALEX: dict[str, Any] = {
    "id": "https://openalex.org/W42",
    "doi": "https://doi.org/10.5555/Heat",
    "display_name": "The heat of <i>ice</i>",
    "type": "article",
    "publication_date": "2001-05-06",
    "publication_year": 2001,
    "authorships": [{"author": {"display_name": "Anna van Roth"}}, {"author": None}],
    "primary_location": {"source": {"display_name": "Journal of Cold", "issn_l": "1234-5679"}},
    "biblio": {"volume": "12", "issue": None, "first_page": "44", "last_page": "55"},
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/123456"},
    "is_retracted": True,
    "updated_date": "2026-02-03T01:02:03",
}


def test_a_work_of_openalex():
    record = record_of_openalex(OPENALEX)
    reference = record.reference
    assert (reference.id, reference.type) == ("10.5555/heat", "article-journal")
    assert reference.text("container-title") == "Journal of Cold"
    assert (reference.text("volume"), reference.text("page")) == ("12", "44-55")
    assert [name.family for name in reference.names("author")] == ["van Roth"]
    assert [str(one) for one in record.names] == ["doi:10.5555/heat", "pmid:123456"]
    assert [one.kind for one in record.notices] == ["retraction"]


@pytest.mark.parametrize(
    ("raw", "source", "updated"),
    [
        (crossref(3), "crossref", "2026-01-04"),
        (OPENALEX, "openalex", "2026-02-03"),
        (
            {"id": "10.5281/x", "attributes": {"doi": "10.5281/x", "titles": [{"title": "Data"}],
             "updated": "2025-12-24T00:00:00.000Z"}},
            "datacite",
            "2025-12-24",
        ),
    ],
)  # fmt: skip
def test_registries_are_told_apart_by_what_they_send(
    raw: dict[str, Any], source: str, updated: str
):
    kept = kept_of(raw, "x:1")
    assert isinstance(kept, KeptWork)
    assert (kept.record.source, kept.updated) == (source, updated)


@pytest.mark.parametrize("raw", [{}, {"DOI": "nonsense"}, {"DOI": None, "title": ["x"]}])
def test_what_no_registry_sends_is_damaged(raw: dict[str, Any]):
    assert kept_of(raw, "x:1") == Damaged("x:1", "is no record of Crossref, DataCite or OpenAlex")
