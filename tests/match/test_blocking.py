"""Keys under which works are filed and asked for."""

import pytest
from tests.match.builders import COLD, HEAT, reference

from mscref.match.blocking import compound_keys, keys_of_claim, keys_of_record
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
    words = "the heat of agua vanderberg roth 12 s3 and mass".split()
    together = "heat agua,vanderberg|ps3,vanderberg|v12,heat mass|ps3,heat mass|v12,v12|ps3"
    assert keys_of_record(prepare(work)) == (*words, *together.split(","))


def test_a_short_title_stands_beside_who_and_where():
    work = reference(title="Contents", author="Roth, Anna", container_title="Cold Review")
    assert "contents|roth" in keys_of_record(prepare(work))
    assert "contents|cold" in keys_of_record(prepare(work))


def test_a_title_is_known_by_its_beginning():
    work = prepare(reference(title="The fate of cold glacier ice in salt"))
    assert "fate cold glacier ice" in keys_of_record(work)
    asked = keys_of_claim(Claim(NOTHING, "Roth A. The fate of cold glacier ice in salt. Cold 7"))
    assert "fate cold glacier ice" in asked
    assert "cold glacier ice salt" not in keys_of_record(work)


def test_two_bare_numbers_of_a_text_are_no_key():
    keys = keys_of_claim(Claim(NOTHING, "Roth, Phys. Rev. 12, 345 (1999)"))
    assert {"roth|v12", "roth|p345", "phys|v12", "roth|y1999"} <= set(keys)
    assert not [key for key in keys if key.startswith("v")]


def test_what_is_not_said_is_no_key():
    assert keys_of_record(prepare(NOTHING)) == ()
    assert keys_of_claim(Claim(NOTHING)) == ()
    assert keys_of_claim(Claim(NOTHING, " \x00 [3] — ")) == ()


def test_a_claim_has_the_keys_of_its_text_and_of_its_fields_each_once():
    claim = Claim(reference(title="Heat of ice", volume="7"), "[1] Ice, Roth. doi:10.1/heat")
    words = ("ice", "roth", "heat", "of", "7")
    assert keys_of_claim(claim) == (*words, "heat ice", "ice roth")


@pytest.mark.parametrize("work", [HEAT, COLD], ids=["heat", "cold"])
def test_a_work_is_asked_for_by_the_keys_it_is_filed_under(work):
    assert keys_of_claim(Claim(work)) == keys_of_record(prepare(work))


@pytest.mark.parametrize(
    "text",
    ["Roth, A. Heat of ice. Cold 7, 31 (1999)", "Heat of ice", "ROTH A, Cold, 1999, 7, p. 31"],
)
def test_a_text_shares_keys_of_two_things_with_its_work(text: str):
    work = reference(
        title="Heat of ice", author="Roth, A", container_title="Cold", volume="7", page="31"
    )
    shared = set(keys_of_claim(Claim(NOTHING, text))) & set(compound_keys(prepare(work)))
    assert shared
