"""A container that was read as a title is one; a title that is another work's stays a title."""

import pytest
from tests.match.builders import COLD, HEAT, reference

from mscref.match.claim import Claim
from mscref.match.comparison import Decision, decide, rank_candidates
from mscref.match.misread import ranked_without_title
from mscref.match.record import prepare
from mscref.refstring import parse_reference

RECORDS = [prepare(HEAT), prepare(COLD)]


def misread(title: str) -> Claim:
    """A text without a title, of which the parser takes something else for one."""
    read = reference("x", author="Roth, A.; Miller, B.", title=title, issued="2020")
    return Claim(read, f"A. Roth, B. Miller, {title} (2020).")


@pytest.mark.parametrize(
    "container",
    ["Journal of Applied Fluid Mechanics", "J. Appl. Fluid Mech.", "J Appl Fluid Mech"],
)
def test_the_container_that_was_read_as_a_title_finds_the_work(container: str):
    claim = misread(container)
    assert decide(rank_candidates(claim, RECORDS[:1])) is Decision.NONE
    again = ranked_without_title(claim, RECORDS[:1])
    assert decide(again) is Decision.MATCH
    assert again[0].record.doi == "10.1000/heat"
    assert again[0].claim.reference.text("container-title") == container
    assert decide(ranked_without_title(claim, RECORDS)) is Decision.AMBIGUOUS


@pytest.mark.parametrize(
    "title",
    [
        "The rate of growth of tigers in captivity",
        "Mechanics of applied fluids in a journal",
        "Journal of Applied Fluid Mechanics and its readers",
    ],
)
def test_another_title_is_not_made_to_agree(title: str):
    assert not ranked_without_title(misread(title), RECORDS)


def test_what_names_no_place_decides_nothing():
    bare = Claim(reference("x", title="Journal of Applied Fluid Mechanics", issued="2020"))
    assert decide(ranked_without_title(bare, RECORDS)) is not Decision.MATCH
    assert not ranked_without_title(Claim(parse_reference("Roth A. 2020.").reference), RECORDS)
