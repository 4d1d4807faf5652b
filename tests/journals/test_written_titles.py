"""The LaTeX of a journal's title goes back letter by letter, unless another title was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscref.app.journals import JournalChoice, with_journals
from mscref.errors import FormatError
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


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n;x", b"PK\x03\x04;a;b", b"a;b\0\n"])
def test_what_is_no_text_is_no_list_of_journals(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "abbr.csv"
    path.write_bytes(content)
    with pytest.raises(FormatError, match="is no text"):
        with_journals([], JournalChoice(files=(str(path),), mode="short"), None)
