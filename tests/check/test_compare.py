import pytest
from tests.check.builders import HEAT, reference

from mscref.check.compare import Weight, alike, differences
from mscref.check.match import Claim
from mscref.check.record import prepare
from mscref.model.reference import Reference

RECORD = prepare(HEAT)
TITLE = "The effect of heat on the viscosity of water"


def found(claimed: Reference, text: str = "") -> dict[str, Weight]:
    return {one.field: one.weight for one in differences(Claim(claimed, text), RECORD)}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": "THE EFFECT OF HEAT ON THE VISCOSITY OF WATER: A REVIEW OF FIFTY YEARS."},
        {"author": "Roth, A.; Miller, B.; Ivanova, C."},
        {"author": "Roth, A.; others"},
        {"author": "Roth; Müller; Ivanowa"},
        {"container-title": "J. Appl. Fluid Mech."},
        {"volume": "012"},
        {"page": "345"},
        {"DOI": "10.1000/HEAT"},
    ],
)
def test_the_same_work_in_another_spelling_agrees(values: dict[str, str]):
    changes = reference(**values).fields
    assert found(HEAT.with_fields(changes)) == {}


@pytest.mark.parametrize(
    ("values", "field", "weight"),
    [
        ({"title": TITLE}, "title", Weight.MINOR),
        ({"title": f"{TITLE}s: a review of fifty years"}, "title", Weight.CONTRADICTION),
        ({"title": "Heat in water"}, "title", Weight.CONTRADICTION),
        ({"author": "Roth; Smith; Ivanova"}, "author", Weight.CONTRADICTION),
        ({"author": "Roth; Ivanova"}, "author", Weight.CONTRADICTION),
        ({"author": "Miller; Roth; Ivanova"}, "author", Weight.CONTRADICTION),
        ({"author": "Roth, X.; Miller, Y.; Ivanova, C."}, "author", Weight.CONTRADICTION),
        ({"issued": "2021"}, "issued", Weight.MINOR),
        ({"issued": "2016"}, "issued", Weight.CONTRADICTION),
        ({"container-title": "Nature"}, "container-title", Weight.CONTRADICTION),
        ({"volume": "13"}, "volume", Weight.CONTRADICTION),
        ({"page": "1-9"}, "page", Weight.CONTRADICTION),
        ({"DOI": "10.1000/other"}, "DOI", Weight.CONTRADICTION),
    ],
)
def test_one_thing_changed_is_one_difference(values: dict[str, str], field: str, weight: Weight):
    assert found(HEAT.with_fields(reference(**values).fields)) == {field: weight}


@pytest.mark.parametrize(
    "text",
    [
        f"Roth A, Miller B, Ivanova C. {TITLE}: a review of fifty years."
        " J Appl Fluid Mech 2020;12:345-52.",
        f"[3] A. Roth et al., “{TITLE}: A Review of Fifty Years,” 2020, doi:10.1000/heat.",
        f"Roth A, Miller B, Ivanova C. {TITLE}: a review of fifty years. 12, 345352 (2020).",
    ],
)
def test_values_that_stand_in_the_text_agree_however_it_was_parsed(text: str):
    wrongly_parsed = reference(title="of water", author="Roth; Viscosity", page="345352")
    assert found(wrongly_parsed, text) == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (f"Smith A, Jones B. {TITLE}: a review of fifty years. 2020.", "author"),
        (f"Roth A. {TITLE}: a review of fifty years. 2020.", "author"),
        (
            f"Roth A, Miller B, Ivanova C. {TITLE}: a review of fifty years. Nature, 2020.",
            "container-title",
        ),
    ],
)
def test_a_text_that_says_otherwise_differs(text: str, field: str):
    parsed = reference(title=f"{TITLE}: a review of fifty years", author="Smith; Jones")
    assert set(found(parsed, text)) == {field}


def test_a_venue_that_only_the_claim_knows_is_unconfirmed_for_a_preprint():
    preprint = prepare(
        HEAT.with_fields({"container-title": None, "DOI": "10.48550/arXiv.2001.00001"})
    )
    claimed = HEAT.with_fields({"DOI": "10.48550/arXiv.2001.00001v2"})
    (difference,) = differences(Claim(claimed), preprint)
    assert (difference.field, difference.weight) == ("container-title", Weight.UNCONFIRMED)


@pytest.mark.parametrize(
    ("claimed", "of_record"),
    [
        ("CVPR", "2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"),
        ("NeurIPS", "Advances in Neural Information Processing Systems 34"),
        ("ICML", "Proceedings of the 38th International Conference on Machine Learning"),
        ("Proc. Natl. Acad. Sci. USA", "Proceedings of the National Academy of Sciences"),
        ("The Lancet", "Lancet"),
    ],
)
def test_containers_by_their_short_names(claimed: str, of_record: str):
    record = prepare(HEAT.with_fields({"container-title": of_record}))
    claim = Claim(HEAT.with_fields({"container-title": claimed}))
    assert differences(claim, record) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("vandermeer", "meer", True),
        ("muller", "mueller", True),
        ("ivanova", "ivanowa", True),
        ("li", "lu", False),
        ("smith", "jones", False),
    ],
)
def test_family_names(one: str, other: str, expected: bool):
    assert alike(one, other) is expected
