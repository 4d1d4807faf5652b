"""`--only` and `--omit`: by CSL name, by BibTeX name, and leftovers too."""

import re

import pytest

from mscref.app.convert import convert
from mscref.formats.bibtex import read
from mscref.formats.bibtex.titles import Titles
from mscref.formats.selection import find_unknown, select_fields
from mscref.model.reference import Json, Reference

REFERENCE = Reference(
    "k",
    "article-journal",
    {"title": "T", "container-title": "J", "abstract": "A", "DOI": "10.1/x"},
    {"bibtex": {"file": "a.pdf", "timestamp": "1"}, "custom": {"x": 1}},
)


@pytest.mark.parametrize(
    ("only", "omit", "fields", "extra"),
    [
        ([], [], ["title", "container-title", "abstract", "DOI"], ["file", "timestamp"]),
        (["title", "doi"], [], ["title", "DOI"], []),
        (["journal"], [], ["container-title"], []),
        (["file"], [], [], ["file"]),
        ([], ["abstract", "File"], ["title", "container-title", "DOI"], ["timestamp"]),
        (["title", "abstract"], ["abstract"], ["title"], []),
    ],
)
def test_select_fields(only, omit, fields, extra):
    (selected,) = select_fields([REFERENCE], only=only, omit=omit)
    assert (selected.id, selected.type) == ("k", "article-journal")
    assert list(selected.fields) == fields
    leftovers: Json = selected.extra.get("bibtex", {})
    assert isinstance(leftovers, dict)
    assert list(leftovers) == extra


def test_names_that_nothing_has():
    names = ["title", "File", "number", "tilte", "x", "zzz"]
    unknown = find_unknown([REFERENCE], names)
    assert list(unknown) == ["tilte", "zzz"]
    assert unknown["tilte"][0] == "title"


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        ({"omit": ["title"]}, {"author", "language", "year"}),
        ({"only": ["title"]}, {"title"}),
        ({"omit": ["author", "language"]}, {"title", "year"}),
    ],
)
def test_fields_that_are_written_as_they_stood_are_chosen_like_others(options, fields):
    text = "@misc{k, author={Wei Wang 0001}, title={A {B}}, year=2020, language={german}}"
    (one,) = read(text, path="x", titles=Titles.LATEX).references
    written = convert([one], to="bibtex", **options)
    assert set(re.findall(r"^  (\w+) =", written, re.MULTILINE)) == fields | (
        {"langid"} if "language" in fields else set()
    )
