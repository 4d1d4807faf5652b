"""What a style cannot print of a citation is said by every command that cites."""

from pathlib import Path

import pytest
from tests.manuscript.office.word_files import paragraph, run, word

from mscref.app.bbl import BblChoice, make_bbl
from mscref.app.document import make_document
from mscref.app.restyle import RestyleChoice, restyle
from mscref.app.restyle_office import RestyleOfficeChoice, restyle_office
from mscref.config import Config
from mscref.diagnostics import Diagnostic

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Genres</title><id>x</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="genre"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""
LIST = "1. Kerr A. Tides of the north. Sea Letters. 2011;3:1-9."


@pytest.fixture
def genres(tmp_path: Path) -> str:
    """A style that cites by what no work here has."""
    (tmp_path / "genres.csl").write_text(STYLE, encoding="utf-8")
    return str(tmp_path / "genres.csl")


def unprinted(found: list[Diagnostic]) -> list[str]:
    return [one.message for one in found if one.code == "citation-no-printed-form"]


def test_restyle_of_a_text(genres: str):
    text = (
        f"So [1]. And so [1].\n\nReferences\n\n{LIST}\n2. Lee C. Waves. Sea Letters. 2012;4:1-9.\n"
    )
    done = restyle(make_document(text.encode(), path="a.txt"), RestyleChoice(genres))
    assert len(unprinted(done.diagnostics)) == 1


def test_restyle_of_a_word_document(genres: str):
    second = "2. Lee C. Waves of the south. Sea Letters. 2012;4:10-19."
    parts = ("So [1] and [2].", "References", LIST, second)
    content = word(*(paragraph(run(one)) for one in parts))
    done = restyle_office(content, path="p.docx", choice=RestyleOfficeChoice(genres))
    assert len(unprinted(done.diagnostics)) == 2


def test_bbl(genres: str, tmp_path: Path):
    (tmp_path / "refs.bib").write_text("@book{kerr, title = {Tides}, year = 2011}\n")
    (tmp_path / "paper.tex").write_text("\\cite{kerr}\n")
    (tmp_path / "paper.aux").write_text(
        "\\relax\n\\citation{kerr}\n\\bibstyle{plain}\n\\bibdata{refs}\n"
    )
    choice = BblChoice(str(tmp_path / "paper"), style=genres, library=(str(tmp_path / "refs.bib"),))
    assert unprinted(make_bbl(choice, config=Config()).diagnostics) == [
        "the style `Genres` prints nothing for `kerr`"
    ]
