"""Given names to initials (CSL 1.0.2, initialize-with)."""

import pytest

from mscref.csl.text.initials import initials


@pytest.mark.parametrize(
    ("given", "mark", "hyphen", "expected"),
    [
        ("John Ronald", ". ", True, "J. R."),
        ("John Ronald", "", True, "JR"),
        ("John Ronald", ".", True, "J.R."),
        ("Jean-Luc", ". ", True, "J.-L."),
        ("Jean-Luc", ". ", False, "J. L."),
        ("J.R.R.", ". ", True, "J. R. R."),
        ("TSerendorjiin", ".", True, "Ts."),  # a letter of two
        ("Guido de", ". ", True, "G. de"),
    ],
)
def test_initials(given, mark, hyphen, expected):
    assert initials(given, mark=mark, hyphen=hyphen) == expected


def test_initialize_false_only_marks_initials_that_are_there():
    assert initials("M John", mark=".", hyphen=True, all_names=False) == "M. John"
