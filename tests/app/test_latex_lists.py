"""Papers in LaTeX with a list of their own, and sources that cite the keys of a .bib file."""

from __future__ import annotations

import pytest

from mscref.app.files import SourceText
from mscref.app.plaintext import read_list
from mscref.errors import FormatError

BBL = r"""
\begin{thebibliography}{9}
\bibitem[{M{\"u}ller and Roe(2003)}]{muller03}
K.~M{\"u}ller and J.~Roe.
\newblock Sleep and memory in mice.
\newblock {\em Journal of Sleep}, 12(3):45--67, 2003.
\newblock \url{https://doi.org/10.1000/182}.

\bibitem{stone}
A. Stone, \textit{The Stars}, Academic Press, London, 1987.
\end{thebibliography}
\section{After} Words (1999) that are no reference.
"""


def test_items_come_with_the_keys_the_paper_cites():
    found = read_list(SourceText(BBL, "paper.bbl"))
    assert found is not None
    muller, stone = found.references
    assert (muller.id, stone.id) == ("muller03", "stone")
    assert [one.family for one in muller.names("author")] == ["Müller", "Roe"]
    assert muller.text("title") == "Sleep and memory in mice"
    assert muller.text("container-title") == "Journal of Sleep"
    assert (muller.text("page"), muller.text("DOI")) == ("45-67", "10.1000/182")
    assert stone.text("title") == "The Stars"
    assert found.spans["stone"].line > found.spans["muller03"].line


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nbibliography: refs.bib\n---\n\nWords [@a2020; @b1999].\n\n# References\n",
        "---\nbibliography: refs.bib\nlang: en\n---\n\nWords by @a2020.\n",
        "\\documentclass{article}\n\\begin{document}\nWords \\cite{a}.\n\\bibliography{refs.bib}\n",
        "\\addbibresource[glob]{refs.bib}\nWords \\autocite{a2020}, 1999.\n",
    ],
)
def test_a_source_that_cites_keys_is_refused_with_the_file_to_import(text):
    with pytest.raises(FormatError) as refused:
        read_list(SourceText(text, "paper.md"))
    assert "refs.bib" in refused.value.hint


def test_items_without_keys_or_end_do_no_harm():
    read_list(SourceText("\\bibitem{" * 500, "paper.tex"))
    read_list(SourceText("\\bibitem[" + "{" * 3000 + "\n\\bibitem{a} B, C. 1999.", "paper.tex"))
