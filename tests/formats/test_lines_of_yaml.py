"""Texts of several lines in CSL-YAML, which pandoc reads as Markdown (#11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.formats.cslyaml import read
from mscref.formats.markdowntext import from_markdown, to_markdown


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("two\nlines\n", "two lines"),
        ("*two\nwords* of\nItalian", "<i>two words</i> of Italian"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\\\ntwo", "one\ntwo"),
        ("one\\\\\ntwo", "one\\ two"),
        ("one\\\n", "one\n"),
        ("one\\\\\n", "one\\"),
        ("\n", ""),
    ],
)
def test_the_end_of_a_line(text, meant):
    assert from_markdown(text) == meant


def test_a_title_in_a_block():
    text = "- id: k\n  type: book\n  title: |\n    The *Ice*\n    of the North\n"
    assert read(text, path="x").references[0].text("title") == "The <i>Ice</i> of the North"


@given(st.text("a\n\\* _", max_size=12))
def test_lines_come_back(text):
    assert from_markdown(to_markdown(text)) == text
