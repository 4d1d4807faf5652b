"""The LaTeX of a journal's title goes back letter by letter, unless another title was asked for."""

from __future__ import annotations

import pytest

from mscref.app.journals import JournalChoice, with_journals
from mscref.formats.biblatex import write
from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.titles import Titles

ARTICLE = r"""@article{a, title = {On {X}}, journal = {{Journal of Clinical} Medicine \& More},
  shortjournal = {JCM}, year = {2020}}"""
WITH_SUBTITLE = "@article{b, title = {Y}, journaltitle = {Revista}, journalsubtitle = {Nueva}}"
CHAPTER = "@incollection{c, title = {Z}, booktitle = {Book of {Z}}, journal = {Stray {J}}}"


@pytest.mark.parametrize(
    ("source", "mode", "expected"),
    [
        (ARTICLE, "as-is", r"journaltitle = {{Journal of Clinical} Medicine \& More}"),
        (ARTICLE, "short", "journaltitle = {JCM}"),
        (ARTICLE, "short", "title = {On {X}}"),
        (WITH_SUBTITLE, "as-is", "journalsubtitle = {Nueva}"),
        (WITH_SUBTITLE, "short", "journaltitle = {Rev. Nueva}"),
        (CHAPTER, "short", "journaltitle = {Stray {J}}"),
    ],
)
def test_title_of_journal(source: str, mode: str, expected: str) -> None:
    references = read(source, path="a.bib", titles=Titles.LATEX).references
    written = write(with_journals(references, JournalChoice(mode), None))
    assert expected in written


def test_a_subtitle_goes_with_its_title() -> None:
    references = read(WITH_SUBTITLE, path="a.bib", titles=Titles.LATEX).references
    written = write(with_journals(references, JournalChoice("short"), None))
    assert "journalsubtitle" not in written
