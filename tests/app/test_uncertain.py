"""What is read with too little certainty enters no library unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscref.app.changing import Workplace
from mscref.app.files import read_text
from mscref.app.importing import import_files
from mscref.app.pages import import_page
from mscref.app.plaintext import read_list
from mscref.diagnostics import Severity
from mscref.errors import FormatError

LIST = """References

[1] Roth, A. (2004). The viscosity of water. Journal of Fluids, 12(3), 45-52.
[2] Some words that are no reference at all and yet stand in the list since 1999 as if they were.
[3] Miller, B. (2001). Ice and its hardness. Berlin: Springer.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.mark.parametrize(("force", "count"), [(False, 2), (True, 3)])
def test_import(page: Path, tmp_path: Path, force: bool, count: int):
    library = tmp_path / "refs.bib"
    library.write_text("", encoding="utf-8")
    place = Workplace(library, tmp_path / "state", command="test")
    done = import_files(place, [read_text(str(page))], takes_uncertain=force)
    assert library.read_text(encoding="utf-8").count("@") == count
    said = [one.severity for one in done.diagnostics if one.code == "uncertain-reference"]
    assert said == [Severity.WARNING if force else Severity.ERROR]


DOUBTS = (
    # an edition and a place that no list writes so, run into one another
    "Weber op. cit. vol ii Basel n. 12 Krz xx 1923, 9 et seq.",
    "Foo bar 12 x, Krz. II p9 Weber & Co ap. Fest. Lang 88f. Basel",
    "The methods were found to work well in most of the cases that we have looked at.",
)


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_is_a_warning_for_whoever_reads_the_list(doubt: str, tmp_path: Path):
    """An info is not shown while a list is imported, and what is read wrong ends in a paper."""
    path = tmp_path / "page.txt"
    path.write_text(LIST.replace(LIST.splitlines()[3], f"[2] {doubt}"), encoding="utf-8")
    read = read_list(read_text(str(path)))
    assert read is not None
    assert [one.severity for one in read.diagnostics] == [Severity.WARNING]
    (said,) = read.diagnostics
    assert said.code in ("uncertain-reference", "uncertain-field")
    assert said.span is not None and said.span.line == 4
    assert doubt in said.message


def test_a_list_that_is_read_well_raises_no_doubt(tmp_path: Path):
    path = tmp_path / "page.txt"
    path.write_text(LIST.replace(LIST.splitlines()[3], ""), encoding="utf-8")
    read = read_list(read_text(str(path)))
    assert read is not None and not read.diagnostics


def test_a_page_whose_markers_count_is_refused(page: Path, tmp_path: Path):
    library = tmp_path / "refs.bib"
    library.write_text("", encoding="utf-8")
    place = Workplace(library, tmp_path / "state", command="test")
    with pytest.raises(FormatError) as caught:
        import_page(place, page.read_bytes(), path=str(page), rewrite_to="pandoc")
    assert "1 of 3 references" in caught.value.message
    assert "Some words that are no reference" in caught.value.message
    assert not library.read_text(encoding="utf-8")
