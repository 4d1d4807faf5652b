"""Locators as people write them."""

import pytest

from mscref.model.locators import WORDS, parse_locator
from mscref.model.vocabulary import LOCATOR_LABELS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", ("page", "12")),
        ("p. 12", ("page", "12")),
        ("pp. 3–5, 8", ("page", "3–5, 8")),
        ("Ch. 2", ("chapter", "2")),
        ("§4", ("section", "4")),
        ("§§ 4-5", ("section", "4-5")),
        ("¶ 7", ("paragraph", "7")),
        ("fig. 3a", ("figure", "3a")),
        ("p.\u00a0217", ("page", "217")),
        ("chap.\u202f3", ("chapter", "3")),
        ("fol.\t12\u2009r", ("folio", "12\u2009r")),
        ("sub\u00a0verbo  rule", ("sub-verbo", "rule")),
        ("figs", ("page", "figs")),
        ("iv-ix", ("page", "iv-ix")),
        ("some words", ("page", "some words")),
        ("", ("page", "")),
    ],
)
def test_parse_locator(text: str, expected: tuple[str, str]):
    assert parse_locator(text) == expected


def test_every_label_is_one_of_csl():
    assert set(WORDS.values()) <= LOCATOR_LABELS
