"""Text case: titles, sentences, first words; what is protected stays."""

import pytest

from mscref.csl.text.case import change_case


def changed(text: str, case: str, language: str = "en") -> str:
    return change_case([(text, False)], case, language)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the history of the book", "The History of the Book"),
        ("what is in", "What Is In"),  # the last word
        ("mice: of men", "Mice: Of Men"),  # after a colon
        ("mice — of men", "Mice — of Men"),
        ("on-the-job training", "On-the-Job Training"),
        ("employee pro-environmental behavior", "Employee Pro-Environmental Behavior"),
        ("the iPhone and the mRNA", "The iPhone and the mRNA"),
        ("vitamin C and x rays", "Vitamin C and x Rays"),  # single letters are symbols
        ("a history of l'Égypte", "A History of l'Égypte"),
        ("UK POLICY in brief", "UK POLICY in Brief"),
    ],
)
def test_title_case(text, expected):
    assert changed(text, "title") == expected


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("The Pen Is Red", "sentence", "The pen is red"),
        ("edited by", "capitalize-first", "Edited by"),
        ("iPhone", "capitalize-first", "iPhone"),
        ("edited by", "capitalize-all", "Edited By"),
        ("Abc", "uppercase", "ABC"),
        ("Abc", "lowercase", "abc"),
    ],
)
def test_other_cases(text, case, expected):
    assert changed(text, case) == expected


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [("iki", "uppercase", "İKİ"), ("IRAK", "lowercase", "ırak")],
)
def test_turkish_has_two_letters_i(text, case, expected):
    assert changed(text, case, "tr") == expected


def test_protected_runs_stay_and_the_runs_keep_their_number():
    runs = [("this is a pen of ", False), ("smith", True), (" and sons", False)]
    assert change_case(runs, "title", "en") == ["This Is a Pen of ", "smith", " and Sons"]
