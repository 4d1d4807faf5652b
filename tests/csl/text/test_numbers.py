"""Numeric values, ranges, plurals, ordinals, roman numerals, labels inside locators."""

from __future__ import annotations

import pytest

from mscref.csl.text.numbers import (
    OrdinalTerm,
    format_number,
    is_numeric,
    is_plural,
    long_ordinal,
    ordinal,
    split_labels,
    to_roman,
)

ENGLISH = {
    "ordinal": OrdinalTerm("th", ""),
    "ordinal-01": OrdinalTerm("st", ""),
    "ordinal-02": OrdinalTerm("nd", ""),
    "ordinal-03": OrdinalTerm("rd", ""),
    "ordinal-11": OrdinalTerm("th", ""),
    "ordinal-12": OrdinalTerm("th", ""),
    "ordinal-13": OrdinalTerm("th", ""),
    "long-ordinal-02": OrdinalTerm("second", ""),
}


@pytest.mark.parametrize(
    ("text", "numeric", "plural"),
    [
        ("5", True, False),
        ("2nd", True, False),
        ("D2", True, False),
        ("L2d", True, False),
        ("1/2", True, False),
        ("iv", True, False),
        ("2-4", True, True),
        ("2 – 4", True, True),
        ("2, 3", True, True),
        ("2,3", True, True),
        ("2&3", True, True),
        ("1 and 2", True, True),
        ("213, and 235", True, True),
        ("S213-S235", True, True),
        ("ix-xv", True, True),
        ("IX–XV", False, True),
        (r"327\-30", True, False),
        ("10,000", False, False),
        ("second", False, False),
        ("2nd edition", False, False),
        ("3.5", False, False),
        ("12:5", False, False),
        ("C", False, False),
        ("B-12", False, False),
        ("C-55/20", False, False),
        ("8 April 1544", False, False),
        ("186, 8 April 1544", False, False),
        ("10-12 passim", False, True),
        ("", False, False),
    ],
)
def test_is_numeric_and_is_plural(text, numeric, plural):
    assert (is_numeric(text), is_plural(text)) == (numeric, plural)


def test_conjunctions_are_the_locales():
    assert is_plural("213 et 235", ("et",))
    assert not is_numeric("213 et 235")


@pytest.mark.parametrize(
    ("text", "plain", "as_ordinal"),
    [
        ("2", "2", "2nd"),
        ("2-4", "2–4", "2nd–4th"),
        ("2 - 4", "2–4", "2nd–4th"),
        ("2,3", "2, 3", "2nd, 3rd"),
        ("2&3", "2 & 3", "2nd & 3rd"),
        ("2E", "2E", "2E"),
        ("2nd edition", "2nd edition", "2nd edition"),
        ("e391-e399", "e391–e399", "e391–e399"),
        ("1/2", "1/2", "1/2"),
        ("007", "007", "007"),
        (r"327\-30", "327-30", "327-30"),
    ],
)
def test_format_number(text, plain, as_ordinal):
    assert format_number(text) == plain
    assert format_number(text, lambda number: ordinal(number, ENGLISH.get)) == as_ordinal


@pytest.mark.parametrize(
    ("number", "roman"),
    [
        (1, "i"),
        (4, "iv"),
        (42, "xlii"),
        (1994, "mcmxciv"),
        (4000, "mmmm"),
        (5000, "5000"),
        (0, "0"),
    ],
)
def test_to_roman(number, roman):
    assert to_roman(number) == roman


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "1st"), (11, "11th"), (21, "21st"), (111, "111th"), (102, "102nd"), (4, "4th")],
)
def test_ordinal_terms_of_two_digits_go_first(number, expected):
    assert ordinal(number, ENGLISH.get) == expected


@pytest.mark.parametrize(
    ("match", "matching"),
    [
        ("last-digit", [1, 11, 21, 101]),
        ("last-two-digits", [1, 101]),
        ("whole-number", [1]),
    ],
)
def test_the_match_attribute(match, matching):
    terms = {"ordinal": OrdinalTerm(".", ""), "ordinal-01": OrdinalTerm("!", match)}
    assert [n for n in (1, 2, 11, 21, 101) if ordinal(n, terms.get).endswith("!")] == matching


def test_a_whole_number_of_two_digits():
    terms = {"ordinal-11": OrdinalTerm("!", "whole-number"), "ordinal": OrdinalTerm("", "")}
    assert [ordinal(number, terms.get) for number in (11, 111)] == ["11!", "111"]


def test_long_ordinals_fall_back_to_short_ones():
    assert [long_ordinal(number, ENGLISH.get) for number in (2, 3, 42)] == ["second", "3rd", "42nd"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12", [("", "", "12")]),
        (" 12 ", [("", "", "12")]),
        ("ch. 3", [("", "chapter", "3")]),
        ("12, fig. 3-5", [("", "", "12"), (", ", "figure", "3-5")]),
        ("12 n. 4", [("", "", "12"), (" ", "note", "4")]),
        (
            "vol. 1, fol. 186, 8 April 1544",
            [("", "volume", "1"), (", ", "folio", "186, 8 April 1544")],
        ),
        ("5 sq.", [("", "", "5 sq.")]),
        ("xyz. 4", [("", "", "xyz. 4")]),
    ],
)
def test_split_labels(text, parts):
    got = split_labels(text)
    assert [(part.separator, part.label, part.value) for part in got] == parts
