"""What is read with too little certainty enters no library unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscref.app.changing import Workplace
from mscref.app.files import read_text
from mscref.app.importing import import_files
from mscref.app.pages import import_page
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
    said = [one for one in done.diagnostics if one.code == "uncertain-reference"]
    assert len(said) == (0 if force else 1)


def test_a_page_whose_markers_count_is_refused(page: Path, tmp_path: Path):
    library = tmp_path / "refs.bib"
    library.write_text("", encoding="utf-8")
    place = Workplace(library, tmp_path / "state", command="test")
    with pytest.raises(FormatError) as caught:
        import_page(place, page.read_bytes(), path=str(page), rewrite_to="pandoc")
    assert "1 of 3 references" in caught.value.message
    assert "Some words that are no reference" in caught.value.message
    assert not library.read_text(encoding="utf-8")
