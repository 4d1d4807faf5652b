"""Numbers of entries: added, taken away, left alone."""

import pytest

from mscref.app.numbering import renumber
from mscref.csl.output import Bibliography, Entry, Output, Token, mark_pair, plain_text

NUMBER, NUMBER_END = mark_pair("tag", "citation-number")
LEFT, LEFT_END = mark_pair("display", "left-margin")
RIGHT, RIGHT_END = mark_pair("display", "right-inline")
ITALIC, ITALIC_END = mark_pair("format", "font-style:italic")

PLAIN: tuple[Token, ...] = (ITALIC, "Title", ITALIC_END, ".")
IN_COLUMNS: tuple[Token, ...] = (
    LEFT, "[", NUMBER, "1", NUMBER_END, "]", LEFT_END, RIGHT, *PLAIN, RIGHT_END,
)  # fmt: skip
IN_LINE: tuple[Token, ...] = (NUMBER, "1", NUMBER_END, ". ", *PLAIN)
LATER: tuple[Token, ...] = ("Title 7, ", NUMBER, "1", NUMBER_END)


def only_entry(tokens: tuple[Token, ...], *, numbered: bool) -> tuple[Token, ...]:
    made = renumber(Bibliography((Entry("a", Output(tokens)),)), numbered=numbered)
    return made.entries[0].output.tokens


@pytest.mark.parametrize(
    ("tokens", "numbered", "text"),
    [
        (PLAIN, True, "1. Title."),
        (PLAIN, False, "Title."),
        (IN_COLUMNS, False, "Title."),
        (IN_COLUMNS, True, "[1]Title."),
        (IN_LINE, False, "Title."),
        (LATER, False, "Title 7, 1"),
        (LATER, True, "1. Title 7, 1"),
    ],
)
def test_renumber(tokens, numbered, text):
    assert plain_text(only_entry(tokens, numbered=numbered)) == text


def test_the_marks_of_the_text_stay_paired_and_the_columns_go():
    tokens = only_entry(IN_COLUMNS, numbered=False)
    assert ITALIC in tokens and ITALIC_END in tokens
    assert not {LEFT, LEFT_END, RIGHT, RIGHT_END} & {one for one in tokens if one != "Title"}
