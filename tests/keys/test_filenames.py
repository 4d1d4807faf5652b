"""Names of files: what patterns give, and that every file system takes them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.errors import UsageError
from mscref.keys.filenames import MOST_BYTES, NamePattern, file_name, numbered, safe_stem
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

LENG = Reference(
    "leng2020",
    "article-journal",
    {
        "author": tuple(Name(family) for family in ("Leng", "Zhu", "Hou")),
        "title": "Stem <i>Cells</i>: What/Who improves?",
        "container-title": "Aging and Disease",
        "issued": Date(PartialDate(2020)),
    },
)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{key}", "leng2020.pdf"),
        ("{author} {year} {title}", "Leng et al 2020 Stem Cells - What-Who improves.pdf"),
        ("{author} ({year}) {shorttitle}", "Leng et al (2020) Stem Cells.pdf"),
        ("{journal}, {volume}, {key}", "Aging and Disease, leng2020.pdf"),
        ("{auth:upper}_{year}", "LENG_2020.pdf"),
        ("[auth:lower][year]", "leng2020.pdf"),
        ("{volume}", "leng2020.pdf"),
        ("{authors}", "Leng, Zhu, Hou.pdf"),
    ],
)
def test_patterns(pattern: str, name: str):
    assert file_name(NamePattern(pattern), LENG, ".PDF") == name


@pytest.mark.parametrize("pattern", ["paper", "{nonsense}", "", "{key:nonsense}"])
def test_what_is_no_pattern_is_said(pattern: str):
    with pytest.raises(UsageError, match="pattern"):
        file_name(NamePattern(pattern), LENG, ".pdf")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON_"),
        ("nul.tar", "nul.tar_"),
        ("com¹", "com¹_"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("a:b", "a - b"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("e\u0301te", "\u00e9te"),
        ("///", "file"),
        ("a\x00b\nc", "ab c"),
        ("x. . .", "x"),
    ],
)
def test_no_key_makes_a_name_that_is_unsafe(key: str, name: str):
    assert file_name(NamePattern("{key}"), Reference(key, "book", {}), ".pdf") == f"{name}.pdf"


@given(st.text(max_size=400))
def test_every_name_is_safe(text: str):
    stem = safe_stem(text)
    assert not set(stem) & set('/\\:*?"<>|\0\n\r\t')
    assert len(stem.encode()) <= MOST_BYTES + 1
    assert stem == unicodedata.normalize("NFC", stem)
    assert stem == stem.strip(" .") or stem.endswith("_")
    assert not stem.startswith(("-", "."))


def test_long_names_end_with_a_whole_word_and_a_whole_letter():
    assert safe_stem("word " * 100).endswith("word")
    assert len(safe_stem("\u732b" * 200)) == MOST_BYTES // 3
    assert numbered("a.pdf", 2) == "a-2.pdf"
    assert numbered("a", 3) == "a-3"
