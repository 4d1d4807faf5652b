import pytest

from mscref.match.text import (
    american,
    fold,
    is_abbreviation_of,
    letter_by_letter,
    significant_words,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź", "lodz"),
        ("Müller–Groß", "muller–gross"),
        ("Ørsted", "orsted"),
        ("Cell &amp; Tissue", "cell  and  tissue"),
        ("<i>E. coli</i>", "e. coli"),
        ("O’Neil's", "oneils"),
    ],
)
def test_folding(text: str, expected: str):
    assert fold(text) == expected


def test_greek_letters_are_words():
    assert tokens("TNF-α in β cells") == ["tnf", "alpha", "in", "beta", "cells"]


def test_significant_words_leave_out_articles():
    assert significant_words("The Journal of the History of Ideas") == [
        "journal",
        "history",
        "ideas",
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("J. Am. Chem. Soc.", "Journal of the American Chemical Society"),
        ("Proc Natl Acad Sci", "Proceedings of the National Academy of Sciences"),
        ("PNAS", "Proceedings of the National Academy of Sciences"),
        ("Dtsch Med Wochenschr", "Deutsche medizinische Wochenschrift"),
        ("Nature", "Nature"),
    ],
)
def test_abbreviations(short: str, full: str):
    assert is_abbreviation_of(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("J. Am. Chem. Soc.", "Journal of Applied Chemistry"),
        ("Nature", "Nature Genetics"),
        ("Cell", "Cancer Cell"),
        ("", "Nature"),
    ],
)
def test_no_abbreviations(short: str, full: str):
    assert not is_abbreviation_of(short, full)


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("randomised", "randomized"),
        ("tumours", "tumors"),
        ("haemorrhage", "hemorrhage"),
        ("modelling", "modeling"),
        ("analysed", "analyzed"),
        ("centre", "center"),
        ("four", "four"),
        ("rise", "rise"),
        ("disease", "disease"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, expected: str):
    assert american([british]) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("PİCOLİ, I.", "picoli, i."),  # İ in small letters is two
        ("Straße", "strase"),
        ("ﬁnd Æsop", "fnd asop"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("王 A", "王 a"),
        ("", ""),
    ],
)
def test_letter_by_letter_keeps_the_places_of_letters(text: str, plain: str):
    assert letter_by_letter(text) == plain
    assert len(plain) == len(text)
