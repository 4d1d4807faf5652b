"""Appending to a large library works on its tail: the bytes are those that all of it would get."""

from pathlib import Path

import pytest

from mscref.app.changing import Workplace
from mscref.app.history import undo
from mscref.app.importing import add_references
from mscref.errors import UsageError
from mscref.library import bibfile
from mscref.library.arriving import Status
from mscref.library.bibfile import read_bib, read_tail
from mscref.model.reference import Reference

ENTRY = "@book{{k{0},\n  title = {{A Title of {0}}},\n  note = {{{1}}},\n}}\n\n"
JABREF = "@Comment{jabref-meta: databaseType:bibtex;}\n"


def large(letters: str, *, ending: str = "") -> str:
    """More than a tail; the letters stand in the first entry only."""
    entries = (ENTRY.format(number, "x" * 200) for number in range(1500))
    return ENTRY.format("first", letters) + "".join(entries) + ending


def new(title: str) -> Reference:
    return Reference("new", "book", {"title": title, "publisher": "P"})


@pytest.mark.parametrize("ending", ["", JABREF])
@pytest.mark.parametrize("letters", ["plain", "é", "😀"])
def test_the_tail_is_enough(tmp_path: Path, letters: str, ending: str):
    data = large(letters, ending=ending).encode()
    assert read_tail(data).start > 0
    library = tmp_path / "refs.bib"
    library.write_bytes(data)
    place = Workplace(library, tmp_path / "state", command="test")
    (fate,) = add_references(place, [new("Übermut")]).fates
    assert fate.status is Status.ADDED
    after = library.read_bytes()
    assert after.startswith(data.removesuffix(ending.encode()))
    bib = read_bib(after)
    (entry,) = [one for one in bib.bib.entries() if one.key == fate.key]
    text = bib.raw(entry)
    assert after == _appended(data, text)
    undo(library, tmp_path / "state")
    assert library.read_bytes() == data


def _appended(data: bytes, text: str) -> bytes:
    """What appending gives that looks at all of the file."""
    bib = read_bib(data)
    splice = bibfile.append_entries(bib, [text])
    return (bib.text[: splice.start] + splice.new + bib.text[splice.end :]).encode()


def test_the_encoding_is_that_of_the_whole_file(tmp_path: Path):
    data = large("é").encode("latin-1")
    assert read_tail(data).bib.text.isascii()
    assert not read_tail(data).bib.is_utf8
    library = tmp_path / "refs.bib"
    library.write_bytes(data)
    place = Workplace(library, tmp_path / "state", command="test")
    add_references(place, [new("Übermut")])
    assert b'{\\"U}bermut' in library.read_bytes()
    (tmp_path / "new.bib").write_text("@book{n, title = {人}}", encoding="utf-8")
    with pytest.raises(UsageError, match="not in UTF-8"):
        bibfile.in_encoding(read_tail(data).bib, "人")


def test_a_dry_run_shows_the_lines_of_the_whole_file(tmp_path: Path):
    library = tmp_path / "refs.bib"
    library.write_text(large("😀"), encoding="utf-8")
    place = Workplace(library, tmp_path / "state", command="test", dry_run=True)
    diff = add_references(place, [new("Übermut")]).outcome.diff
    lines = large("😀").count("\n")
    assert f"@@ -{lines - 2}," in diff
