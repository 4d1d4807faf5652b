"""Offsets and places in units of UTF-8, UTF-16 and UTF-32."""

import random

import pytest

from mscref.app.workspace.texts import UTF_8, UTF_16, UTF_32, EditorText, LineStarts

TEXT = "añ\r\n😀 e\u0301x\rz\u2028y\n"


@pytest.mark.parametrize("units", [UTF_8, UTF_16, UTF_32])
def test_every_offset_comes_back(units):
    text = EditorText(TEXT)
    for offset in range(len(TEXT) + 1):
        if TEXT[offset - 1 : offset + 1] != "\r\n":  # inside of a break is no place
            assert text.offset(*text.position(offset, units), units) == offset


@pytest.mark.parametrize(
    ("units", "character"), [(UTF_8, 4 + 1 + 1 + 2), (UTF_16, 2 + 1 + 1 + 1), (UTF_32, 4)]
)
def test_characters_are_counted_in_units(units, character):
    assert EditorText(TEXT).position(TEXT.index("x"), units) == (1, character)


def test_places_beyond_are_brought_back():
    text = EditorText(TEXT)
    assert text.offset(0, 99, UTF_16) == 2
    assert text.offset(1, 1, UTF_16) == text.offset(1, 0, UTF_16)  # inside of 😀
    assert text.offset(99, 5) == len(TEXT)
    assert text.offset(-1, -1) == 0
    assert len(text.starts) == 4  # U+2028 ends no line


@pytest.mark.parametrize("seed", range(30))
def test_lines_after_edits_are_those_of_the_text(seed):
    chance = random.Random(seed)
    text = EditorText("".join(chance.choices(["\r", "\n", "\r\n", "ab", "c"], k=30)))
    assert text.starts
    for _ in range(40):
        start = chance.randint(0, len(text.text))
        end = min(len(text.text), start + chance.choice([0, 0, 1, 2, 9]))
        new = "".join(chance.choices(["", "\r", "\n", "\r\n", "x", "yz"], k=3))
        text = text.replaced(start, end, new)
        fresh = LineStarts.of(text.text)
        assert [text.starts[one] for one in range(len(text.starts))] == [
            fresh[one] for one in range(len(fresh))
        ]
        for offset in range(len(text.text) + 1):
            assert text.starts.line_of(offset) == fresh.line_of(offset)


def test_an_edit_costs_no_other_lines():
    text = EditorText("line\n" * 1000)
    assert text.starts
    for number in range(5):
        text = text.replaced(2500 + number, 2500 + number, "x")
    assert text.starts._by == 5
    assert text.starts[999] == 5000
