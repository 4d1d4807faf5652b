import pytest
from tests.match.builders import COLD, HEAT, reference

from mscref.match.candidates import CandidateIndex
from mscref.match.claim import Claim
from mscref.match.comparison import Comparison, Decision, decide, rank_candidates, same_work
from mscref.match.record import prepare
from mscref.model.reference import Reference

RECORDS = [prepare(HEAT), prepare(COLD)]


def best(claim: Claim) -> tuple[Decision, str]:
    matches = rank_candidates(claim, RECORDS)
    return decide(matches), matches[0].record.reference.id


@pytest.mark.parametrize(
    "text",
    [
        "Roth A, Miller B, Ivanova C. The effect of heat on the viscosity of water. J Appl Fluid"
        " Mech 2020;12:345-52.",
        "Roth, A. et al.: The Effect of Heat on the Viscosity of Water (2020)",
        "A. Roth, B. Miller, C. Ivanova, J. Appl. Fluid Mech. 12, 345 (2020).",
        "Roth A, Miller B, Ivanova C. The eff ect of heat on the vis- cosity of water. 2020.",
        "Roth, The effect of heat on the viscosity of water. J. Appl. Fluid Mech. 2021, 12, 345",
    ],
)
def test_a_reference_string_finds_its_work(text: str):
    assert best(Claim(Reference("", ""), text)) == (Decision.MATCH, "heat")


@pytest.mark.parametrize(
    "text",
    [
        "Stein K. On the hardness of steel. Metals 1999;3:1-9.",
        "Roth A. Heat. 2020.",
        "Miller B. The effect of light on leaves. J Appl Fluid Mech 2019;11:1-9.",
        "",
    ],
)
def test_another_reference_finds_nothing(text: str):
    assert best(Claim(Reference("", ""), text))[0] is Decision.NONE


@pytest.mark.parametrize(
    ("variable", "value", "level"),
    [
        ("title", "The Effect of Heat on the Viscosity of Water: A Review of Fifty Years", "same"),
        ("title", "The effect of heat on the viscosity of waters: a review of fifty year", "near"),
        ("title", "The effect of heat on the viscosity of water", "beginning"),
        ("title", "Something else altogether in this world", "different"),
        ("container-title", "J. Appl. Fluid Mech.", "abbreviated"),
        ("container-title", "Nature", "different"),
        ("volume", "012", "same"),
        ("volume", "13", "different"),
        ("page", "345", "same"),
        ("page", "346", "different"),
        ("DOI", "10.1000/HEAT", "same"),
        ("DOI", "10.1000/other", "different"),
    ],
)
def test_levels_of_agreement(variable: str, value: str, level: str):
    claimed = Reference("", "article-journal", {variable: value})
    match = Comparison(Claim(claimed), RECORDS[0])
    assert (
        match.level({"container-title": "container", "DOI": "doi"}.get(variable, variable)) == level
    )


@pytest.mark.parametrize(
    ("authors", "level"),
    [
        ("Roth; Miller; Ivanova", "all"),
        ("Roth", "all"),
        ("Roth; Smith; Jones", "first"),
        ("Smith; Miller; Jones", "some"),
        ("Smith; Jones", "none"),
    ],
)
def test_authors_count_what_is_cited(authors: str, level: str):
    claim = Claim(reference(author=authors))
    assert Comparison(claim, RECORDS[0]).level("authors") == level


@pytest.mark.parametrize(("year", "level"), [(2020, "same"), (2021, "next"), (2018, "different")])
def test_years_may_differ_by_one(year: int, level: str):
    claim = Claim(reference(issued=str(year)))
    assert Comparison(claim, RECORDS[0]).level("year") == level


def test_what_is_not_said_is_no_evidence():
    assert Comparison(Claim(Reference("", "")), RECORDS[0]).evidence == ()


def test_the_score_is_the_sum_of_its_evidence():
    match = Comparison(Claim(HEAT), RECORDS[0])
    assert match.score == pytest.approx(sum(one.bits for one in match.evidence))


def test_two_equally_good_works_are_ambiguous():
    title = "Proceedings of the yearly meeting of the society"
    twins = [prepare(reference("a", title=title)), prepare(reference("b", title=title))]
    assert decide(rank_candidates(Claim(reference(title=title)), twins)) is Decision.AMBIGUOUS


def test_a_preprint_and_its_article_are_one_work():
    preprint = prepare(HEAT.with_fields({"DOI": "10.48550/arxiv.1", "container-title": "arXiv"}))
    assert same_work(RECORDS[0], preprint)
    assert decide(rank_candidates(Claim(HEAT), [preprint, RECORDS[0]])) is Decision.MATCH


def test_index_finds_by_words_and_by_doi():
    index = CandidateIndex([HEAT, COLD])
    by_words = index.search(Claim(Reference("", ""), "viscosity of water"))
    assert by_words[0].reference.id == "heat"
    assert index.search(Claim(reference(DOI="10.1000/COLD")))[0].reference.id == "cold"
    assert index.search(Claim(reference(title="nothing alike"))) == []
