r"""`import` of LaTeX with a `thebibliography`: keys stay, and --rewrite changes the list alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mscref.app.files import SourceText
from mscref.app.plaintext import read_list
from mscref.cli.main import run

EIN = (
    '\\bibitem{ein} A. Einstein, Zur Elektrodynamik bewegter K{\\"o}rper, '
    "Annalen der Physik 17, 891--921 (1905).\n"
)
KNUTH = "\\bibitem[Kn(68)]{kn} D. Knuth, \\emph{Sorting}, Addison-Wesley, Reading, 1968.\n"
LIST = f"\\begin{{thebibliography}}{{9}}\n{EIN}{KNUTH}\\end{{thebibliography}}"
HEAD = "\\documentclass{article}\n\\bibliographystyle{plain}\n\\begin{document}\n"
PAPER = HEAD + (
    "As \\cite{ein} says [1], and \\citep[see][p.~3]{kn, ein}. % \\cite{gone}\n"
    "\\verb|\\cite{ein}|\n\n" + LIST + "\n\\appendix\nAfter it.\n\\end{document}\n"
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rewritten(
    content: bytes, capfdbinary: pytest.CaptureFixture[bytes], name: str = "y.tex"
) -> tuple[bytes, str]:
    Path(name).write_bytes(content)
    assert run(["import", "-l", "t.bib", name, "--rewrite", "latex"]) == 0
    out, err = capfdbinary.readouterr()
    return out, err.decode()


def keys_in(library: str) -> list[str]:
    lines = Path(library).read_text().splitlines()
    return [re.split("[{,]", line)[1] for line in lines if line.startswith("@")]


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("latin-1", "\n")]
)
@pytest.mark.parametrize(
    "paper",
    [
        PAPER,
        PAPER.replace("{thebibliography}", "{references}"),
        PAPER.replace("As", "Ça, größer: %\\bibitem{old} X. Gone, 1999.\n"),
        PAPER.replace(LIST, f"{{\\small\n{LIST}% the end\n}}"),
    ],
)
def test_every_byte_but_the_list_stays(
    paper: str, newline: str, encoding: str, capfdbinary: pytest.CaptureFixture[bytes]
):
    content = paper.replace("\n", newline).encode(encoding)
    listed = LIST.replace("thebibliography", "references") if "{references}" in paper else LIST
    listed = listed.replace("\n", newline)
    expected = content.replace(listed.encode(), b"\\bibliography{t}")
    assert expected != content
    assert rewritten(content, capfdbinary)[0] == expected
    assert keys_in("t.bib") == ["ein", "kn"]


def test_a_bbl_file_is_a_list_and_what_stands_around_it(capfdbinary: pytest.CaptureFixture[bytes]):
    out, err = rewritten(f"% made\n{LIST}%\n".encode(), capfdbinary, "y.bbl")
    assert out == b"% made\n\\bibliography{t}%\n"
    assert "warning" not in err


def test_citations_follow_a_key_that_the_library_has_for_the_work(
    capfdbinary: pytest.CaptureFixture[bytes],
):
    taken = "@book{kn, title={Another}, author={Roe, Jane}, year={2001}}\n"
    there = (
        "@article{annus, title={Zur Elektrodynamik bewegter Körper}, author={Einstein, Albert},"
        " year={1905}, journal={Annalen der Physik}}\n"
    )
    Path("t.bib").write_text(taken + there)
    out, _ = rewritten(PAPER.encode(), capfdbinary)
    text = out.decode()
    assert "As \\cite{annus} says [1], and \\citep[see][p.~3]{kna, annus}." in text
    assert "% \\cite{gone}\n\\verb|\\cite{ein}|" in text
    assert keys_in("t.bib") == ["kn", "annus", "kna"]


def test_what_the_list_lacks_and_what_nothing_cites_is_said(
    capfdbinary: pytest.CaptureFixture[bytes],
):
    paper = PAPER.replace("{kn, ein}", "{other}").replace("\\bibliographystyle{plain}\n", "")
    _, err = rewritten(paper.encode(), capfdbinary)
    assert "y.tex:3:47: warning[unresolved-marker]: `other` is cited" in err
    assert "warning[uncited-reference]: `kn` is in the list" in err
    assert "no-bibliography-style" in err
    _, err = rewritten(paper.replace("\\appendix", "\\nocite{*}").encode(), capfdbinary)
    assert "uncited" not in err


def test_several_lists_become_one(capfdbinary: pytest.CaptureFixture[bytes]):
    second = LIST.replace("{ein}", "{zwei}").replace("1905", "1907").replace("{kn}", "{drei}")
    out, err = rewritten(PAPER.replace("After", second + " After").encode(), capfdbinary)
    assert out.count(b"\\bibliography{t}") == 1
    assert b"bibitem" not in out
    assert b"\n\\appendix\n After it.\n" in out
    assert "further-list" in err


@pytest.mark.parametrize("target", ["pandoc", "typst"])
def test_no_half_converted_paper(target: str, capsys: pytest.CaptureFixture[str]):
    Path("y.tex").write_text(PAPER)
    assert run(["import", "-l", "t.bib", "y.tex", "--rewrite", target]) == 2
    assert "--rewrite latex" in capsys.readouterr().err
    assert not Path("t.bib").exists()


@pytest.mark.parametrize("key", ["ein", "Einstein:1905", "DBLP:journals/ap/E05", "1", "müller+05"])
def test_plain_import_keeps_the_keys_of_the_items(key: str):
    Path("y.tex").write_text(PAPER.replace("{ein}", f"{{{key}}}"))
    assert run(["import", "-l", "t.bib", "y.tex"]) == 0
    assert keys_in("t.bib") == [key, "kn"]


def test_a_pattern_makes_new_keys_and_citations_follow(capfdbinary: pytest.CaptureFixture[bytes]):
    Path("y.tex").write_text(PAPER)
    arguments = ["import", "-l", "t.bib", "y.tex", "--rewrite", "latex", "--rekey", "[auth][year]"]
    assert run(arguments) == 0
    assert b"{knuth1968, einstein1905}" in capfdbinary.readouterr().out.lower()


def test_a_text_that_is_only_a_list_is_said_to_be_one(capsys: pytest.CaptureFixture[str]):
    listed = "[1] Roe, J. (1999). A book. Oxford.\n[2] Poe, K. (2001). Another. Oxford.\n"
    Path("y.txt").write_text(listed)
    arguments = ["import", "-l", "t.bib", "y.txt", "--rewrite", "pandoc"]
    assert run(arguments) == 0
    assert "nothing-but-a-list" in capsys.readouterr().err
    Path("y.txt").write_text(f"As shown [1, 2].\n\nReferences\n\n{listed}")
    assert run(arguments) == 0
    assert "nothing-but-a-list" not in capsys.readouterr().err


REVTEX = r"""
\begin{thebibliography}{2}%
\providecommand \BibitemOpen [0]{}%
\providecommand \bibnamefont  [1]{#1}%
\bibitem [{\citenamefont {Einstein}\ \emph {et~al.}(1935)}]{epr}%
  \BibitemOpen
  \bibfield  {author} {\bibinfo {author} {\bibfnamefont {A.}~\bibnamefont
  {Einstein}}, \bibinfo {author} {\bibfnamefont {B.}~\bibnamefont {Podolsky}},\ }\href
  {\doibase 10.1103/PhysRev.47.777} {\bibfield  {journal} {\bibinfo  {journal} {Phys. Rev.}\ }%
  \textbf {\bibinfo {volume} {47}},\ \bibinfo {pages} {777} (\bibinfo {year} {1935})}%
  \BibitemShut {NoStop}%
\end{thebibliography}%
"""
IEEE = r"""\begin{thebibliography}{1}
\providecommand{\url}[1]{#1}
\bibitem{IEEEhowto:kopka}
\BIBentryALTinterwordspacing
H.~Kopka and P.~W. Daly, \emph{A Guide to {\LaTeX}}, 3rd~ed.\hskip 1em plus
  0.5em minus 0.4em\relax Harlow, England: Addison-Wesley, 1999.
\BIBentrySTDinterwordspacing
\end{thebibliography}
"""
ACM = r"""\begin{thebibliography}{1}
\bibitem[Abril and Plant(2007)]%
        {Abril07}
\bibfield{author}{\bibinfo{person}{Patricia~S. Abril} {and} \bibinfo{person}{Robert Plant}.}
  \bibinfo{year}{2007}\natexlab{}.
\newblock \showarticletitle{The patent holder's dilemma}.
\newblock \bibinfo{journal}{\emph{Journal of Patents\/}} \bibinfo{volume}{50},
  \bibinfo{number}{1} (\bibinfo{year}{2007}), \bibinfo{pages}{36--44}.
\newblock
\showDOI{\url{https://doi.org/10.1145/1188913.1188915}}
\end{thebibliography}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            REVTEX,
            {
                "container-title": "Phys. Rev",
                "volume": "47",
                "page": "777",
                "DOI": "10.1103/PhysRev.47.777",
            },
        ),
        (
            IEEE,
            {
                "title": "A Guide to LaTeX",
                "edition": "3",
                "publisher": "Addison-Wesley",
                "publisher-place": "Harlow, England",
            },
        ),
        (
            ACM,
            {
                "title": "The patent holder's dilemma",
                "container-title": "Journal of Patents",
                "volume": "50",
                "page": "36-44",
                "DOI": "10.1145/1188913.1188915",
            },
        ),
    ],
)
def test_lists_of_common_bibliography_styles(text: str, expected: dict[str, str]):
    found = read_list(SourceText(text, "y.bbl"))
    assert found is not None
    (one,) = found.references
    assert {name: one.text(name).rstrip(".") for name in expected} == expected


def test_text_between_two_lists_belongs_to_neither():
    between = "\\section{More} Words by A. Nobody, 1999, that are no reference.\n"
    second = LIST.replace("{ein}", "{zwei}").replace("{kn}", "{drei}")
    found = read_list(SourceText(f"{LIST}\n{between}{second}", "y.tex"))
    assert found is not None
    assert [one.id for one in found.references] == ["ein", "kn", "zwei", "drei"]
    assert not any("Nobody" in str(one.fields) for one in found.references)
