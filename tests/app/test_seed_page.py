"""A page of the web from plain text to a live Word document, to LibreOffice and to LaTeX."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.manuscript.docx import docx_text

SENTENCE = "in humans {}. A pilot"
LISTED = "Leng, Z., Zhu, R., Hou, W., Feng, Y., Yang, Y., Han, Q."


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def page(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page in a folder of its own, where the test runs."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(shared / "data" / "seed" / "page.txt", tmp_path))


def imported(page: Path, notation: str, ending: str, capsysbinary) -> Path:
    arguments = ["import", page.name, "-l", "refs.bib", "--rewrite", notation]
    capsysbinary.readouterr()
    assert run(arguments) == 0
    path = page.with_suffix(ending)
    path.write_bytes(capsysbinary.readouterr().out)
    return path


@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_to_a_live_document(page: Path, ending: str, capsysbinary):
    pypandoc = pytest.importorskip("pypandoc")
    text = imported(page, "pandoc", ".md", capsysbinary)
    assert text.read_text().count("[@") == 4
    path = page.with_suffix(ending)
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", str(text), "-o", str(path)]
    subprocess.run(command, check=True)
    assert run(["render", path.name, "-s", "apa", "-l", "refs.bib"]) == 0
    shutil.move("refs.bib", "away.bib")  # the document carries its works
    shown = ""
    for style, cited in (("apa", "(Matthay et al., 2019; Yip et al., 2020)"), ("ieee", "[2], [3]")):
        assert run(["render", path.name, "-s", style]) == 0
        shown = subprocess.run(
            [pypandoc.get_pandoc_path(), path.name, "-t", "plain", "--wrap=none"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert SENTENCE.format(cited) in flat(shown)
    assert "Transplantation of ACE2" in flat(shown)


def test_pasted_into_word_in_one_step(page: Path):
    pypandoc = pytest.importorskip("pypandoc")
    path = page.with_suffix(".docx")
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", str(page), "-o", str(path)]
    subprocess.run(command, check=True)
    done = run(["restyle", path.name, "-s", "apa", "--live", "zotero", "-o", "live.docx"])
    assert done == 0
    text = flat(docx_text(Path("live.docx").read_bytes(), path="live.docx"))
    assert SENTENCE.format("(Matthay et al., 2019; Yip et al., 2020)") in text
    assert LISTED in text
    assert run(["render", "live.docx", "-s", "vancouver"]) == 0
    assert "in humans (2,3)." in flat(docx_text(Path("live.docx").read_bytes(), path="live.docx"))


def test_to_latex(page: Path, capsysbinary):
    if shutil.which("pdflatex") is None:
        pytest.skip("LaTeX is not here")
    text = imported(page, "latex", ".tex", capsysbinary)
    assert run(["render", text.name, "-s", "vancouver", "-l", "refs.bib", "-o", "out.tex"]) == 0
    body = Path("out.tex").read_text()
    Path("paper.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{textcomp}"
        f"\\begin{{document}}\n{body.replace('&', chr(92) + '&')}\n\\end{{document}}\n"
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    assert "in humans (2,3)" in flat(body)
