"""Keys under which works are filed and asked for."""

import pytest
from tests.match.builders import COLD, HEAT, reference

from mscref.match.blocking import keys_of_claim, keys_of_record
from mscref.match.claim import Claim
from mscref.match.record import prepare
from mscref.model.reference import Reference

NOTHING = Reference("", "")


def test_keys_are_words_people_numbers_and_containers_in_order():
    work = reference(
        title="The heat of Água",
        author="van der Berg, Jan; Roth, Anna",
        volume="012",
        page="S3-S9",
        container_title="Heat & Mass",
    )
    assert keys_of_record(prepare(work)) == tuple(
        "the heat of agua vanderberg roth 12 s3 and mass".split()
    )


def test_what_is_not_said_is_no_key():
    assert keys_of_record(prepare(NOTHING)) == ()
    assert keys_of_claim(Claim(NOTHING)) == ()
    assert keys_of_claim(Claim(NOTHING, " \x00 [3] — ")) == ()


def test_a_claim_has_the_keys_of_its_text_and_of_its_fields_each_once():
    claim = Claim(reference(title="Heat of ice", volume="7"), "[1] Ice, Roth. doi:10.1/heat")
    assert keys_of_claim(claim) == ("ice", "roth", "heat", "of", "7")


@pytest.mark.parametrize("work", [HEAT, COLD], ids=["heat", "cold"])
def test_a_work_is_asked_for_by_the_keys_it_is_filed_under(work):
    assert keys_of_claim(Claim(work)) == keys_of_record(prepare(work))
