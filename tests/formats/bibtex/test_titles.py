"""Titles from .bib to .bib stay as written; sentence case is for styles and spares the author."""

import pytest

from mscref.formats.bibtex import read
from mscref.formats.bibtex.casing import is_in_sentence_case
from mscref.formats.bibtex.titles import Titles
from mscref.formats.bibtex.writer import write_all

SOURCE = r"""@string{lncs = "Lecture Notes in {CS}"}
@inproceedings{k,
  title = {On the {NP}-Hardness of Gr{\"o}bner Bases: \emph{A Survey}},
  booktitle = {Proc. of the Int. Conference on Things, Rome, June 9},
  series = lncs,
  year = 2020
}
@book{b, title = {Main Title}, subtitle = {With a Part}, year = 2020}
"""


def exported(dialect: str, *, ascii_only: bool = False) -> str:
    result = read(SOURCE, path="a.bib", titles=Titles.LATEX)
    return write_all(result.references, dialect=dialect, ascii_only=ascii_only)


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_title_fields_are_written_letter_by_letter(dialect):
    text = exported(dialect)
    assert r"title = {On the {NP}-Hardness of Gr{\"o}bner Bases: \emph{A Survey}}," in text
    assert "booktitle = {Proc. of the Int. Conference on Things, Rome, June 9}," in text
    assert "series = {Lecture Notes in {CS}}," in text


def test_a_subtitle_stays_a_field_where_there_is_one_and_else_joins_the_title():
    assert "subtitle = {With a Part}" in exported("biblatex")
    assert "title = {Main Title: With a Part}" in exported("bibtex")
    assert "subtitle" not in exported("bibtex")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("What {I} Learned: Why I Left the U.S. Army", "What I learned: Why I left the U.S. Army"),
        ("A Short history of the Ottoman empire", "A Short history of the Ottoman empire"),
        ("The Vitamin C and Vitamin A", "The vitamin C and vitamin A"),
        ("Life of J. R. Smith's Dog", "Life of J. R. Smith’s dog"),
        ("Reply to O'Brien and McDonald", "Reply to O'Brien and McDonald"),
        ("The Uses of Fe$_2$ and Na⁺ Ions", "The uses of Fe<sub>2</sub> and Na⁺ ions"),
        (r"The \texttt{Foo Bar} Tool for a {\v S}koda Car", "The Foo Bar tool for a Škoda car"),
        ("The Rise: An Essay -- The Fall", "The rise: An essay – The fall"),
    ],
)  # fmt: skip
def test_sentence_case_errs_on_the_side_of_the_author(title, expected):
    reference = read(f"@article{{k, title = {{{title}}}}}", path="a.bib").references[0]
    assert reference.text("title").replace("'", "’") == expected.replace("'", "’")
    written = read(f"@article{{k, title = {{{title}}}}}", path="a.bib", titles=Titles.WRITTEN)
    assert written.references[0].text("title").casefold() == reference.text("title").casefold()


@pytest.mark.parametrize("kind", ["incollection", "inproceedings"])
def test_titles_of_books_and_series_are_never_made_small(kind):
    text = f"@{kind}{{k, title={{A B}}, booktitle={{The Big Book}}, series={{Great Works}}}}"
    reference = read(text, path="a.bib").references[0]
    assert reference.text("container-title") == "The Big Book"
    assert reference.text("collection-title") == "Great Works"


def test_braces_stand_round_whole_words_and_none_round_a_colon():
    text = "@article{k, title = {A {nCOV} and {mRNA} study: small words, {U.S.} data}}"
    reference = read(text, path="a.bib").references[0]
    written = write_all([reference], dialect="biblatex")
    assert "title = {A {nCOV} and {mRNA} study: small words, {U.S.} data}" in written
    assert read(written, path="a.bib").references[0] == reference


def test_a_title_most_of_whose_words_are_small_is_in_sentence_case():
    assert is_in_sentence_case(" survey of methods used in Nepal")
    assert not is_in_sentence_case(" Survey of Methods Used in Nepal")
