"""Editions in words and with their noun are numbers; what says more stays text (#11)."""

import pytest

from mscref.model.editions import edition_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2", "2"), ("Second", "2"), ("second edition", "2"), ("2nd ed.", "2"), ("1st,", "1"),
        ("[3rd edn]", "3"), ("Twenty-first edition", "21"), ("twenty fifth ed.", "25"),
        ("The third edition", "3"), ("Eighth Edition.", "8"), ("12th", "12"), ("Ed. 4", "4"),
        ("2. Auflage", "2"), ("2., Aufl.", "2"), ("Dritte Auflage", "3"), ("Zwölfte", "12"),
        ("2e éd.", "2"), ("2ème édition", "2"), ("Deuxième éd.", "2"), ("1re éd.", "1"),
        ("Segunda", "2"), ("2.ª ed.", "2"), ("3a edición", "3"), ("Décima edición", "10"),
        ("Seconda edizione", "2"), ("II edizione", "2"), ("Terza ed.", "3"),
        ("2ª edição", "2"), ("Terceira edição", "3"), ("Quinta", "5"),
        ("2e druk", "2"), ("Tweede druk", "2"), ("2:a uppl.", "2"), ("3. udg.", "3"),
        ("2-е изд.", "2"), ("второе издание", "2"), ("Wyd. 2", "2"), ("2. vyd.", "2"),
        ("第二版", "2"), ("第12版", "12"), ("第十二版", "12"), ("2版", "2"), ("제2판", "2"),
        ("2<sup>nd</sup> ed.", "2"),
    ],
)  # fmt: skip
def test_an_edition_is_its_number(written, number):
    assert edition_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "", "Revised", "Rev. ed.", "International student", "Student edition", "Revised 4th",
        "2nd, corrected ed.", "3., erw. und aktualisierte Aufl.", "Second edition, revised",
        "1st American", "Tenth anniversary", "10th Anniversary ed.", "2019 ed.", "Summer 2019 ed.",
        "Version 2.3", "2.2", "5.1", "CD", "X", "Jade", "None", "online", "Verso ed.", "修订本",
        "Third ed. (international ed.)", "ed.", "1000", "x" * 5000,
    ],
)  # fmt: skip
def test_what_says_more_than_a_number_stays(written):
    assert edition_number(written) == written
