"""Do the names of a claim agree with those of a record? Lists by kind; `=` is a group."""

import pytest

from mscref.match.claim import Claim
from mscref.match.people import NameFault, wrong_names
from mscref.match.record import prepare
from mscref.model.names import Name
from mscref.model.reference import Reference

BOTH_WAYS = """
Li, Wei | Wei, Li
King Jr., Martin Luther | King, Martin Luther
García Márquez, G. | Márquez, Gabriel García
Smith, J. | Smith-Jones, Jane
van der Berg, A. | Berg, A. van der
ONeil, P. | O'Neil, Patrick
Müller, H. | Mueller, Hans
Kim, M.-H. | Kim, Minho
M. Horst, Allison | Horst, Allison M.
El Sayed, A. | Elsayed, Ahmed
Ben David, S. | Ben-David, Shai
Wu, J.; Wu, Y. | Wu, Yi; Wu, Jun
=WHO | =World Health Organization
=World Health Organization | =World Health Organization (WHO)
Smith, John; =RECOVERY Collaborative Group | Smith, John
Aad, G.; =ATLAS Collaboration | =The ATLAS Collaboration
"""
WRONG = """
Smith, John; Doe, Jane | Smith, John; Roe, Jane
Doe, Jane; Smith, John | Smith, John; Doe, Jane
Smith, John | Smith, John; Doe, Jane; Roe, Richard
Chen, W. | Cheng, W.
Smith, J.; Smith, K. | Smith, J.; Jones, K.
=CMS Collaboration | Aad, G.; =ATLAS Collaboration
=World Health Organization | =World Bank
LeCun, Yves; Bengio, Y. | LeCun, Yann; Bengio, Yoshua
Zhang, Xiaoming | Zhang, Xiaohong
King, Anna | King Jr., Martin Luther
"""


def names_of(text: str) -> tuple[Name, ...]:
    pieces = [piece.strip() for piece in text.split(";")]
    return tuple(map(name_of, pieces))


def name_of(text: str) -> Name:
    family, _, given = text.partition(", ")
    return Name(literal=text[1:]) if text.startswith("=") else Name(family, given)


def fault(claimed: str, found: str) -> NameFault | None:
    one, other = (
        Reference("", "article-journal", {"title": "X", "author": names_of(names)})
        for names in (claimed, found)
    )
    wrong = wrong_names(Claim(one), prepare(other))
    return wrong.fault if wrong else None


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), rows(BOTH_WAYS))
def test_the_same_people(one: str, other: str):
    assert fault(one, other) is None
    assert fault(other, one) is None


@pytest.mark.parametrize(("claimed", "found"), rows(WRONG))
def test_other_people(claimed: str, found: str):
    assert fault(claimed, found) is not None


def test_people_whom_the_record_hides_behind_a_group_are_not_confirmed():
    group = "=International Human Genome Sequencing Consortium"
    assert fault("Lander, Eric; Linton, Lauren", group) is NameFault.GROUP
