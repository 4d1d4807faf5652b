import pytest
from tests.match.builders import HEAT, reference

from mscref.match.claim import Claim
from mscref.match.difference import Weight
from mscref.match.differences import differences
from mscref.match.people import alike
from mscref.match.record import prepare
from mscref.model.names import Name
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
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences"),
        ("The Lancet", "Lancet"),
        ("Proc. NeurIPS", "Advances in Neural Information Processing Systems 30"),
        ("Proceedings of the 38th ICML", "International Conference on Machine Learning"),
        ("In Proc. of CVPR", "2016 IEEE Conference on Computer Vision and Pattern Recognition"),
        ("ApJ", "The Astrophysical Journal"),
        ("A&A", "Astronomy & Astrophysics"),
        ("AAP", "Astronomy & Astrophysics"),
    ],
)
def test_containers_by_their_short_names(claimed: str, of_record: str):
    record = prepare(HEAT.with_fields({"container-title": of_record}))
    claim = Claim(HEAT.with_fields({"container-title": claimed}))
    assert differences(claim, record) == []


@pytest.mark.parametrize(
    ("claimed", "of_record"),
    [
        ("Proc. ICML", "International Conference on Learning Representations"),
        ("Proceedings of CVPR", "IEEE International Conference on Computer Vision"),
        ("ApJ", "The Astronomical Journal"),
        ("A&A", "The Astronomical Journal"),
        ("Phys. Rev. A", "Physical Review X"),
        ("Proc Natl Acad Sci U S A", "Proceedings of the Royal Society"),
        ("Proceedings", "International Conference on Machine Learning"),
    ],
)
def test_short_names_of_other_containers(claimed: str, of_record: str):
    record = prepare(HEAT.with_fields({"container-title": of_record}))
    claim = Claim(HEAT.with_fields({"container-title": claimed}))
    assert [one.field for one in differences(claim, record)] == ["container-title"]


@pytest.mark.parametrize(
    ("field", "claimed", "of_record", "weight"),
    [
        ("volume", "XII", "12", None),
        ("volume", "XII", "13", Weight.CONTRADICTION),
        ("page", "e391-e399", "391", Weight.MINOR),
        ("page", "1-10", "S1-S10", Weight.MINOR),
        ("page", "S12", "13-20", Weight.CONTRADICTION),
        ("page", "106034", "1-12", None),  # the number of the article, whose pages start at 1
        ("page", "1-12", "106034", None),
        ("page", "17-28", "1-12", Weight.CONTRADICTION),
        ("page", "106034", "106035", Weight.CONTRADICTION),
    ],
)
def test_numbers_in_other_spellings(
    field: str, claimed: str, of_record: str, weight: Weight | None
):
    record = prepare(HEAT.with_fields({field: of_record}))
    found = differences(Claim(HEAT.with_fields({field: claimed})), record)
    assert [one.weight for one in found] == ([weight] if weight else [])


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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("garcia", "garciamarquez", False),
        ("lin", "lindqvist", False),
        ("zha", "zhai", False),
        ("chen", "cheng", False),  # one slip; whole words of a text are told apart
        ("s", "sahyar", True),
        ("berg", "vandenberg", True),
    ],
)
def test_parts_of_family_names(one: str, other: str, expected: bool):
    assert alike(one, other) is expected


GROUP = Name(literal="Viscosity Study Group")
PEOPLE = HEAT.names("author")


@pytest.mark.parametrize(
    ("claimed", "of_record"),
    [
        ("Díaz, M.; Roth, A.", "Díaz García, María; Roth, Anna"),
        ("Díaz García, M.; Roth, A.", "Díaz, María; Roth, Anna"),
        ("Bär, K.; Roth, A.", "Baer, Karl; Roth, Anna"),
        ("Schröder-Müller, K.; Roth, A.", "Schroeder-Mueller, Karl; Roth, Anna"),
        ("Ångström, A.; Roth, A.", "Aangstroem, Anders; Roth, Anna"),
    ],
)
def test_halves_of_double_names_and_letters_written_as_two_agree(claimed: str, of_record: str):
    record = prepare(reference(title=TITLE, author=of_record))
    assert differences(Claim(reference(title=TITLE, author=claimed)), record) == []
    text = f"{claimed.replace(';', ',')} {TITLE}. 2020."
    assert differences(Claim(reference(title=TITLE, author=claimed), text), record) == []


@pytest.mark.parametrize("text", ["", f"Roth A, Miller B, Ivanova C. {TITLE}: a review."])
def test_a_group_beside_people_may_be_left_out(text: str):
    """Some registries list it among the authors, others do not."""
    record = prepare(HEAT.with_fields({"author": (*PEOPLE, GROUP)}))
    assert "author" not in {one.field for one in differences(Claim(HEAT, text), record)}
    claim = Claim(HEAT.with_fields({"author": (GROUP, *PEOPLE)}))
    assert differences(claim, RECORD) == []


def test_another_group_alone_is_another_author():
    record = prepare(HEAT.with_fields({"author": (GROUP,)}))
    claim = Claim(HEAT.with_fields({"author": (Name(literal="World Heat Organization"),)}))
    assert [one.field for one in differences(claim, record)] == ["author"]


def test_namesakes_are_told_apart_by_how_often_they_are_named():
    record = prepare(reference(title=TITLE, author="Sun, Cheng; Sun, Min; Chen, Hwann"))
    fewer = Claim(reference(title=TITLE, author="Sun, Cheng; Chen, Hwann"))
    assert [one.note for one in differences(fewer, record)] == ["left out: sun"]
    text = f"Sun C, Chen H. {TITLE}. 2020."
    claim = Claim(reference(title=TITLE, author="Sun, C.; Chen, H."), text)
    assert [one.note for one in differences(claim, record)] == ["left out: sun"]


def test_the_last_author_may_be_a_namesake_of_the_first():
    record = prepare(reference(title=TITLE, author="Yu, Zhou; Zheng, L.; Zhao, Z.; Yu, Jun"))
    claim = Claim(
        reference(title=TITLE, author="Yu, Z.; others"), f"Z. Yu et al., “{TITLE},” 2020."
    )
    assert differences(claim, record) == []


def test_numbers_by_which_dblp_tells_namesakes_apart_are_no_names():
    record = prepare(reference(title=TITLE, author="Ahmad, Adnan; Luo, Wei"))
    assert (
        differences(Claim(reference(title=TITLE, author="Ahmad, Adnan; 0001, Wei Luo")), record)
        == []
    )


def test_one_author_replaced_in_a_list_that_is_cut_short():
    record = prepare(
        reference(title=TITLE, author="Li, Y.; Cao, Z.; Hong, A.; Liang, B.; Chen, L.; Feng, C.")
    )
    text = f"Li Y, Cao Z, Silva N, Liang B, et al. {TITLE}. 2020."
    claim = Claim(
        reference(title=TITLE, author="Li, Y.; Cao, Z.; Silva, N.; Liang, B.; others"), text
    )
    assert [one.note for one in differences(claim, record)] == [
        "not among the authors of the record: silva"
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Robustness by generated data", "Roth A. Robustness by generated datasets. 2020."),
        ("Subspace differential privacy", "Roth A. Subspace differential privacys. 2020."),
    ],
)
def test_a_title_does_not_end_within_a_word(title: str, text: str):
    said = text.split(". ")[1]
    claim = Claim(reference(title=said, author="Roth, A."), text)
    record = prepare(reference(title=title, author="Roth, Anna"))
    assert [one.field for one in differences(claim, record)] == ["title"]


def test_a_short_container_stands_only_for_itself():
    record = prepare(reference(title="A framework for lyrics", container_title="CHI"))
    text = "Roth A. A framework for lyrics. In: Conference on Machine Innovations. 2023."
    claim = Claim(
        reference(
            title="A framework for lyrics", container_title="Conference on Machine Innovations"
        ),
        text,
    )
    assert [one.field for one in differences(claim, record)] == ["container-title"]


def test_the_year_within_a_title_is_no_date():
    title = "Course on peer review at CHI2023, 2023 and beyond"
    record = prepare(reference(title=title, issued="2023"))
    claim = Claim(reference(title=title, issued="2035"), f"Roth A. {title}. KDD, 2035.")
    assert [one.field for one in differences(claim, record)] == ["issued"]


def test_internet_is_no_container():
    preprint = prepare(reference(title=TITLE, DOI="10.48550/arXiv.2001.00001", type="article"))
    claim = Claim(reference(title=TITLE), f"Roth A. {TITLE} [Internet]. 2020.")
    assert differences(claim, preprint) == []


@pytest.mark.parametrize("claimed", ["Research in Microbiology", "SSRN Electronic Journal"])
def test_a_journal_is_no_preprint_server(claimed: str):
    claim = Claim(HEAT.with_fields({"container-title": claimed}))
    assert [one.field for one in differences(claim, RECORD)] == ["container-title"]
