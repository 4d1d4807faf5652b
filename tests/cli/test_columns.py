"""Columns on a terminal that is too narrow for all of them."""

import pytest

from mscref.cli.columns import fit


@pytest.mark.parametrize(
    ("natural", "width", "expected"),
    [
        ([8, 15, 12, 4, 50], 120, [8, 15, 12, 4, 50]),  # room for all
        ([8, 15, 12, 4, 90], 80, [8, 15, 12, 4, 33]),  # the title is cut
        ([8, 15, 12, 4, 20], 60, [8, 10, 10, 4, 20]),  # the middle gives way
        ([36, 15, 12, 4, 90], 80, [36, 8, 8, 4, 16]),
        ([60, 15, 12, 4, 90], 80, [40, 8, 8, 4, 12]),  # then the key
        ([60, 4], 20, [16, 2]),
        ([3], 2, [2]),
    ],
)
def test_a_row_is_one_line(natural, width, expected):
    assert fit(natural, width=width) == expected
