"""Typst documents with their citations written out are documents of Typst."""

from pathlib import Path

import pytest

from mscref.app.document import make_document
from mscref.app.render import RenderChoice, render_document
from mscref.config import Config

LIBRARY = """
@book{kerr, author={Kerr, Ana and Finch, Bo}, title={Tides \\& *Waves* of #1 \\$x\\$ <l> @b},
  year=2011, publisher={Sea_Side}}
@article{lee, author={Lee, Cy}, title={Waves of {\\ae} // and /* so */ on}, journal={J. of ~ Tides},
  volume=3, pages={1--9}, year=2012, url={https://example.org/a_b#c}, doi={10.1000/a(b)_c}}
@misc{moe, author={{= Moe ``Group''}}, title={`Code' [x] {\\"u} \\alpha - + / \\textbf{b}}}
"""
DOCUMENT = """#set heading(numbering: "1.")
= Tides <tides>

As @kerr[p. 3] say, see @tides. #cite(<lee>, form: "prose") says *more* @lee @moe.
- An item @kerr
+ another#footnote[See @lee[pp. 1--2].]

#figure(table(columns: 2, [a @kerr], [b]), caption: [c @moe])

#bibliography("refs.bib")
"""
STYLES = [
    "apa",
    "ieee",
    "nature",
    "chicago-notes-bibliography",
    "chicago-author-date",
    "vancouver",
    "modern-language-association",
    "din-1505-2-alphanumeric",
    "acm-sig-proceedings",
    "american-medical-association",
]


def rendered(tmp_path: Path, style: str, text: str = DOCUMENT) -> Path:
    library = tmp_path / "refs.bib"
    library.write_text(LIBRARY)
    document = make_document(text.encode(), path=str(tmp_path / "p.typ"), notation="typst")
    choice = RenderChoice(style=style, library=(str(library),))
    path = tmp_path / f"{style}.typ"
    path.write_text(render_document(document, choice, config=Config()).text, encoding="utf-8")
    return path


@pytest.mark.parametrize("style", STYLES)
def test_typst_sets_it(tmp_path: Path, style: str):
    typst = pytest.importorskip("typst")
    pdf, warnings = typst.compile_with_warnings(str(rendered(tmp_path, style)))
    assert pdf.startswith(b"%PDF")
    assert not [one for one in warnings if "font" not in str(one)]


@pytest.mark.parametrize("style", ["apa", "nature"])
def test_sections_with_lists_of_their_own(tmp_path: Path, style: str):
    typst = pytest.importorskip("typst")
    text = '= One\n@kerr\n#bibliography("refs.bib")\n= Two\n@kerr @lee\n#bibliography("refs.bib")\n'
    document = make_document(text.encode(), path=str(tmp_path / "p.typ"), notation="typst")
    (tmp_path / "refs.bib").write_text(LIBRARY)
    choice = RenderChoice(style=style, library=(str(tmp_path / "refs.bib"),), sections=1)
    path = tmp_path / "book.typ"
    path.write_text(render_document(document, choice, config=Config()).text, encoding="utf-8")
    assert typst.compile(str(path)).startswith(b"%PDF")
