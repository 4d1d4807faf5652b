"""What `restyle` says of texts that it was not made for (#16)."""

from pathlib import Path

import pytest

from mscref.cli.main import run


def test_what_biber_wrote_is_no_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "paper.bbl"
    path.write_text("% $ biblatex bbl format version 3.2 $\n\\datalist[entry]{nty/global}\n")
    for line in (["restyle", str(path), "-s", "apa"], ["list", "-l", str(path)]):
        assert run(line) == 3
        err = capsys.readouterr().err
        assert "was written by biber for biblatex" in err
        assert ".bib file" in err


def test_what_nothing_cites_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "paper.txt"
    path.write_text(
        "Nothing.\n\nReferences\n\n1. Roth A. Whales and songs. Nature. 2001;12(3):44-55.\n"
        "2. Meyer J. Trees of the north. Nature. 2002;13:1-2.\n"
    )
    run(["restyle", str(path), "-s", "apa"])
    err = capsys.readouterr().err
    assert "paper.txt:5:1: warning[uncited-reference]: `roth2001`" in err
    assert "paper.txt:6:1: warning[uncited-reference]: `meyer2002`" in err


BY_KEYS = {
    "paper.tex": "\\documentclass{article}\n\\begin{document}\nAs \\cite{leng2020,yip2020} and"
    " \\citep[see][p. 5]{yip2020} say.\n\\bibliography{refs}\n\\end{document}\n",
    "chapter.tex": "In 2019 it rained, as \\textcite{leng2020} says.\n",
    "paper.md": "# A text\n\nSee [@leng2020; @yip2020, p. 3] of 2019.\n\nAnd more.\n",
    "paper.typ": "= A text\n\nSee @leng2020 of 2019.\n",
    "paper.org": "* A text\n\nSee [cite:@leng2020] of 2019.\n",
}


@pytest.mark.parametrize("name", BY_KEYS)
def test_a_text_that_cites_by_keys_is_not_taken_for_a_list(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / name
    path.write_text(BY_KEYS[name])
    assert run(["restyle", str(path), "-s", "apa", "-o", str(tmp_path / "out")]) == 3
    err = capsys.readouterr().err
    assert "cites keys of a library, and holds no list of references" in err
    assert f"mscref render {path} -s NAME" in err
    assert not (tmp_path / "out").exists()


def test_the_list_that_bibtex_made_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "paper.bbl"
    path.write_text(
        "\\begin{thebibliography}{9}\n\\bibitem{a} A. Author. Title. Journal, 2019.\n"
        "\\bibitem{b} B. Roth. Other. Wood, 2001.\n\\end{thebibliography}\n"
    )
    assert run(["restyle", str(path), "-s", "apa"]) == 3
    err = capsys.readouterr().err
    assert "holds the list of a LaTeX document, no text that cites it" in err
    assert f"mscref import {path} -l NEW.bib" in err
