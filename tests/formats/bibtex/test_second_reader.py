"""What bibtexparser reads otherwise is found, and nothing else is."""

import pytest

from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.second_reader import Loss, OtherReading, other_readings

GOOD = '@string{x = "y"}\n@comment{c}\njunk\n@book{a, title = {A}, year = 1}\n@book(b, note = x)\n'


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@book{k, title = {A}, title = {B}}", OtherReading(2, Loss.ENTRY)),
        (r"@book{k, title = {A \\}, year = 1}", OtherReading(2, Loss.ENTRY)),
        ('@book{k, author = "A {"}the {b"} C", year = 1}', OtherReading(2, Loss.VALUE, 0, "", 1)),
        ("@book{k, title = {A},\n% no\nyear = 1}", OtherReading(2, Loss.FIELD, 1)),
        ("@book{k\nk, title = {A}}", OtherReading(2, Loss.KEY, text="k\nk")),
    ],
)
def test_what_is_different(entry, expected):
    (found,) = other_readings(scan(GOOD + entry))
    assert (found.entry, found.loss, found.field, found.more) == (
        expected.entry, expected.loss, expected.field, expected.more,
    )  # fmt: skip


def test_nothing_in_files_both_can_read():
    assert list(other_readings(scan(GOOD))) == []


def test_an_earlier_entry_with_the_key_is_no_difference():
    assert list(other_readings(scan("@book{a, year = 1}\n@book{a, year = 2}\n"))) == []
