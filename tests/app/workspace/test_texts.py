"""Offsets and places in units of UTF-8, UTF-16 and UTF-32."""

import pytest

from mscref.app.workspace.texts import UTF_8, UTF_16, UTF_32, EditorText

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
