"""The recipe of docs/how-to/cite-in-latex.md with latexmk itself; skipped where there is no TeX."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "cite-in-latex.md"
WORKS = """@article{kerr, author={Kerr, Ana and Finch, Bo}, title={Tides}, journal={Sea}, year=2011}
@book{lee, author={Lee, Cy}, title={Waves}, year=2012, publisher={Orbit}}
"""
PLAIN = r"\cite{lee} \cite{kerr}\bibliographystyle{csl:nature}\bibliography{refs}"
NATBIB = r"\citet{lee} \citep[p.~3]{kerr}\bibliographystyle{csl:%s}\bibliography{refs}"
OURS = r"\textcite{lee} \parencite[3]{kerr}\printbibliography"
DOCUMENTS = {
    "plain": ("", PLAIN, "1 2"),
    "natbib": (r"\usepackage{natbib}", NATBIB % "apa", "Lee (2012) (Kerr & Finch, 2011, p. 3)"),
    "labels": (
        r"\usepackage{natbib}",
        NATBIB % "din-1505-2-alphanumeric",
        "Lee [Lee12] [KeFi11, p. 3]",
    ),
    "mscref.sty": (
        r"\usepackage[style=apa]{mscref}\addbibresource{refs.bib}",
        OURS,
        "Lee (2012) (Kerr & Finch, 2011, p. 3)",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    missing = [one for one in ("latexmk", "pdflatex", "pdftotext") if shutil.which(one) is None]
    if missing:
        pytest.skip(f"not here: {', '.join(missing)}")
    recipe = re.search(r"```perl\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert recipe is not None
    (tmp_path / ".latexmkrc").write_text(recipe[1])
    (tmp_path / "refs.bib").write_text(WORKS)
    return tmp_path


def latexmk(folder: Path) -> str:
    """Run latexmk with this mscref on the path; returns what it says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "paper"]
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def text_of(folder: Path) -> str:
    command = ["pdftotext", "-raw", "paper.pdf", "-"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(("head", "body", "shown"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_latexmk_makes_the_list_and_makes_it_again(folder: Path, head: str, body: str, shown: str):
    document = rf"\documentclass{{article}}{head}\begin{{document}}{body}\end{{document}}"
    (folder / "paper.tex").write_text(document)
    if "mscref" in head:
        subprocess.run(
            [sys.executable, "-m", "mscref", "bbl", "--sty", "paper"], cwd=folder, check=True
        )
    latexmk(folder)
    log = (folder / "paper.log").read_text(errors="replace")
    assert text_of(folder).startswith(shown)
    assert "undefined" not in log and "Package mscref Warning" not in log
    assert "Run number" not in latexmk(folder)  # nothing is left to do
    library = folder / "refs.bib"
    # Of another size: by their times alone latexmk tells files apart that are a second apart.
    library.write_text(library.read_text().replace("Waves", "Wavelengths"))
    said = latexmk(folder)
    assert "Wavelengths" in text_of(folder), said
