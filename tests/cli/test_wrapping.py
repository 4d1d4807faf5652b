"""Entries on a terminal hang below their first line, and no word is broken."""

import pytest

from mscref.cli.show import cells
from mscref.cli.wrapping import INDENT, wrapped
from mscref.csl.render.terminal import TerminalSpan

ITALIC = frozenset(["italic"])


def span(text: str, styles: frozenset[str] = frozenset()) -> TerminalSpan:
    return TerminalSpan(text, styles, "")


def lines_of(*spans: TerminalSpan, width: int) -> list[str]:
    return ["".join(text for _, text in one) for one in wrapped(spans, width=width, measure=cells)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 80, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three four", 9, ["one two", "three", "four"]),
        ("a unbreakable-and-very-long b", 10, ["a", "unbreakable-and-very-long", "b"]),
        ("first\nsecond", 80, ["first", "second"]),
        ("東京 大阪", 4, ["東京", "大阪"]),
        ("", 80, [""]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]):
    assert lines_of(span(text), width=width) == lines


def test_no_line_with_its_indent_is_wider_than_the_terminal():
    lines = lines_of(span("word " * 60), width=40)
    assert len(lines[0]) <= 40
    assert max(len(one) + INDENT for one in lines[1:]) <= 40
    assert " ".join(lines).split() == ["word"] * 60


def test_a_word_of_several_spans_stays_one_and_a_style_is_switched_on_once():
    title, comma = span("A long title", ITALIC), span(", 2020")
    assert lines_of(title, comma, width=12) == ["A long", "title,", "2020"]
    (line,) = wrapped([title, comma], width=80, measure=cells)
    assert [text for _, text in line] == ["A long title", ", 2020"]
