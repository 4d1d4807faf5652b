"""Text from outside: odd, huge or made to be slow. Nothing breaks, and nothing takes long."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.counting import is_linear

from mscref.manuscript.marker import ListedWork
from mscref.manuscript.markers import find_markers
from mscref.refstring import find_references, parse_reference
from mscref.refstring.names import parse_names

WORKS = (ListedWork("a", 1, ("Aa", "Bb"), "2020"),)
PIECES = [
    "Aa ", "(", "[1,", "http://a/ b", ". ", "(Aa, 2020; ", "Smith, J., ", "Aa and ", "A/", "1 ",
    "A. ", "van der ", "Aa (2020, ", "x", "Aa Bb, C.\n", "¹,", "a-\n", "„", "10.1000/", "1.\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_repetitions_take_no_more_than_their_length(piece):
    def read(text: str) -> None:
        parse_reference(text)
        parse_names(text)
        find_references(text)
        find_markers(text, WORKS)

    assert is_linear(read, lambda size: (piece * size)[:size], 8_000)


LETTERS = st.sampled_from("Aa Bé1239.,:;()[]-–“”\"'/&\n\t…|äß中\u0301\x00\u202e")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(LETTERS, max_size=120))
def test_any_text_parses_with_places_inside_it(text):
    parsed = parse_reference(text)
    for found in parsed.fields:
        assert 0 <= found.start < found.end <= len(text)
        assert 0 < found.confidence <= 1
    listed = find_references(text)
    ends = [0, *(end for one in listed.strings for end in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)
    for marker in find_markers(text, WORKS):
        assert text[marker.start : marker.end] == marker.text
