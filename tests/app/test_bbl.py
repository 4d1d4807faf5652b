"""What LaTeX makes of the `.bbl` files of `mscref bbl`."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mscref.app.bbl import BblChoice, make_bbl
from mscref.config import Config
from mscref.manuscript.latex.style_file import style_file

LIBRARY = r"""
@book{kerr, author = {Kerr, Ana and Finch, Bo}, title = {Tides \& 50\% # of {\AE}r{\o}},
  year = 2011}
@article{lee, author = {Lee, Cy and Žižek, Đ. and Ørn, A}, title = {Waves « ą » "q" it's},
  journal = {J_x}, year = 2012, doi = {10.1000/a_b#c%d(e)<f>}, pages = {1--9}}
@misc{none, title = {No author, no year ^ ~ \textbackslash}}
"""
HEAD = "\\documentclass{article}\n%s\n\\begin{document}\n"
PLAIN = HEAD % "" + r"\cite{lee,kerr} \cite[p.~3]{none}\bibliography{refs}\end{document}"
NATBIB = HEAD % r"\usepackage{natbib}" + (
    r"\citet{lee} \citep[p.~3]{kerr} \citet*{lee}\nocite{*}\bibliography{refs}\end{document}"
)
STY = HEAD % r"\usepackage{mscref}\addbibresource{refs.bib}" + (
    r"\section{On \parencite{kerr}}\tableofcontents"
    r"\textcite{lee} \parencites[see][3]{kerr}{none} x\footnote{In \autocite{lee}.}"
    r" \autocite{kerr}. \footcite[ch.~2]{lee} \citeauthor{kerr} \citeyear{lee}"
    r"\printbibliography[title=Works]"
    r"\end{document}"
)
WRONG = re.compile(r"^!.*|^(?:Package|LaTeX) .*Warning:.*", re.MULTILINE)


def run(folder: Path, engine: str, document: str, style: str) -> str:
    """The text of the PDF; fails where LaTeX complains in the last run."""
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not here")
    (folder / "refs.bib").write_text(LIBRARY, encoding="utf-8")
    (folder / "mscref.sty").write_text(style_file(), encoding="utf-8")
    (folder / "paper.tex").write_text(document, encoding="utf-8")
    latex(folder, engine)
    # The second time for the citation in the table of contents, which is there by then.
    for _ in range(2):
        made = make_bbl(BblChoice(str(folder / "paper"), style=style), config=Config())
        made.path.write_text(made.text, encoding="utf-8")
        latex(folder, engine)
    log = (folder / "paper.log").read_text(errors="replace")
    assert WRONG.findall(log) == []
    if shutil.which("pdftotext") is None:
        return ""
    command = ["pdftotext", "-layout", "paper.pdf", "-"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def latex(folder: Path, engine: str) -> None:
    command = [engine, "-interaction=nonstopmode", "paper"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)


def knows(file: str) -> bool:
    """Whether TeX has a file of this name."""
    if shutil.which("kpsewhich") is None:
        return False
    return subprocess.run(["kpsewhich", file], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("document", "style", "shown"),
    [
        (
            PLAIN,
            "ieee",
            ["[1, 2] [3, p. 3]", "[2] A. Kerr and B. Finch, Tides & 50% # of Ærø. 2011."],
        ),
        (PLAIN, "apa", ["(Lee et al., 2012, Kerr & Finch, 2011)"]),
        (NATBIB, "vancouver", ["Lee et al. (1)", "(2, p. 3)"]),
        (NATBIB, "apa", ["Lee et al. (2012) (Kerr & Finch, 2011, p. 3)"]),
        (
            STY,
            "apa",
            ["Lee et al. (2012) (see Kerr & Finch, 2011, p. 3; No Author, No Year", "Works"],
        ),
        (STY, "chicago-notes", ["Kerr and Finch, Tides"]),
    ],
    ids=["latex-ieee", "latex-apa", "natbib-vancouver", "natbib-apa", "sty-apa", "sty-notes"],
)
def test_pdflatex_sets_citations_and_list(
    tmp_path: Path, document: str, style: str, shown: list[str]
):
    text = run(tmp_path, "pdflatex", document, style)
    for one in shown if text else []:
        assert one in text


def test_lualatex_sets_the_same_file(tmp_path: Path):
    if not knows("ot1lmr.fd"):
        pytest.skip("LuaLaTeX's own font is not whole here: apt-get install lmodern")
    document = STY.replace("\\usepackage{mscref}", "\\usepackage{mscref}\\usepackage{hyperref}")
    assert "Works" in run(tmp_path, "lualatex", document, "nature") or not shutil.which("pdftotext")
