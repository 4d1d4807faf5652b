"""Rules over the labels that gain nothing on the tagged sets stay for one kind of string each.

What a rule makes of its string, and what a person would call wrong without it.
"""

from unittest import mock

import pytest

from mscref.model.reference import Reference
from mscref.refstring import parse, parse_reference, repairs

SITE = (
    "Yap, H. K., & Lee, M. S. (2020). Cells of cords in acute distress. Read Online: Bedside Notes|"
    " Society of Bedside Care."
)
YEAR = (
    "Hart, C. R., & Sad, R. (2019). Cells in lungs: a view from the bedside. Stem cells abroad,"
    " 2019."
)
JOINED = "Umbilical Vein(UV)-Derived Stem Cells(SCs) Treatment for the 2021-novel Fever Pneumonia."
SYSTEM = "Kingma, D. P. and Ba, J. Adam: A method for stochastic optimization. CoRR, 2014."
BODY = (
    "International Organization for Standardization. (2015). Quality management systems —"
    " Requirements (ISO 9001:2015)."
)
OWN = (
    "World Health Organization. World malaria report 2019. Geneva: World Health Organization; 2019."
)
EDITION = "DVOŘÁK, Petr. Dějiny hudby. 2. vyd. Praha: Academia, 2005."

# rule | string | variable | with the rule | what is wrong without it
CASES = [
    (repairs._repair_site_title, SITE, "container-title", "Bedside Notes", ""),  # no journal
    (repairs._repair_year_as_volume, YEAR, "volume", "2019", ""),  # no volume
    (repairs._repair_broken_words, JOINED, "author", "", "Vein(UV)"),  # an author
    (repairs._repair_named_system, SYSTEM, "title", "Adam: A method", "A method"),  # a name less
    (repairs._repair_body_as_title, BODY, "title", "Quality management", "International"),
    (repairs._repair_body_that_publishes, OWN, "title", "World malaria", "World Health"),
]


def said(reference: Reference, variable: str) -> str:
    """The variable as text; of people the first."""
    names = reference.names(variable)
    return (names[0].literal or names[0].family) if names else reference.text(variable)


def is_told(value: str, expected: str) -> bool:
    return value.startswith(expected) if expected else not value


@pytest.mark.parametrize(
    ("rule", "text", "variable", "right", "wrong"),
    CASES,
    ids=[case[0].__name__.removeprefix("_repair_") for case in CASES],
)
def test_without_the_rule_a_person_would_call_it_wrong(rule, text, variable, right, wrong):
    assert is_told(said(parse_reference(text).reference, variable), right)
    others = tuple(one for one in repairs.REPAIRS if one is not rule)
    with mock.patch.object(repairs, "REPAIRS", others):
        assert is_told(said(parse_reference(text).reference, variable), wrong)


def test_without_the_stage_an_edition_is_part_of_the_title():
    assert parse_reference(EDITION).reference.text("title") == "Dějiny hudby"
    with mock.patch.object(parse, "with_edition", lambda text, fields: fields):
        assert parse_reference(EDITION).reference.text("title") != "Dějiny hudby"
