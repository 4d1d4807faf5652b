import pytest
from tests.match.builders import reference

from mscref.match.claim import Claim
from mscref.match.comparison import Decision, decide, rank_candidates
from mscref.match.record import prepare
from mscref.match.siblings import are_siblings, has_sibling_before, split_part
from mscref.match.text import tokens
from mscref.model.reference import Reference


@pytest.mark.parametrize(
    ("one", "other", "is_sibling"),
    [
        ("Studies on curcumin. VIII. Stability", "Studies on curcumin. XVII. Content", True),
        ("Injuries in soccer. Part 1: mechanisms", "Injuries in soccer. Part 2: prevention", True),
        ("Cancer statistics, 2020", "Cancer statistics, 2021", True),
        ("Puzzling correlations in studies", "Reply to: Puzzling correlations in studies", True),
        ("Discount rates for durables", "Discount rates for durables: Comment", True),
        ("Cancer statistics, 2020", "Cancer statistics 2020", False),
        ("Vitamin C in plants", "Vitamin C in plant", False),
        ("I like x rays", "I like y rays", False),
        ("A correction of errors", "A correction of error", False),
        ("Teil einer Reihe", "Teil einer Reihe II", False),
    ],
)
def test_titles_of_different_works_that_share_their_words(one: str, other: str, is_sibling: bool):
    assert are_siblings(tokens(one), tokens(other)) is is_sibling
    assert are_siblings(tokens(other), tokens(one)) is is_sibling


def test_the_number_of_a_part():
    assert split_part(tokens("Pain. Part II: relief")) == (["pain"], "ii")
    assert split_part(tokens("Faces III")) == (["faces"], "iii")
    assert split_part(tokens("Vitamin C")) == (["vitamin", "c"], "")


@pytest.mark.parametrize(
    ("before", "is_about"),
    [
        ("lazar 2009 discussion of", True),
        ("lazar 2009 reply to the", True),
        ("lazar 2009 correction", False),
        ("lazar 2009", False),
    ],
)
def test_words_in_front_of_a_title(before: str, is_about: bool):
    title = "puzzling correlations".split()
    assert has_sibling_before(before.split(), title) is is_about


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # Each text is of a work that the index does not have; its sibling must not be taken.
        (
            "Electrophysiological studies of face perception. II: response properties of cells",
            "Roth A (2019) Electrophysiological studies of face perception. III: effects of"
            " processing. J Appl Fluid Mech 12:445-458",
        ),
        (
            "The perception of faces by cells in the cortex. Part I",
            "Roth A (2019) The perception of faces by cells in the cortex. Part II. J Appl Fluid"
            " Mech 12:445-458",
        ),
        (
            "High correlations in studies of emotion and personality",
            "Lazar N (2020) Discussion of “High correlations in studies of emotion and"
            " personality” by Roth et al. J Appl Fluid Mech 12:308-309",
        ),
        (
            "Anchoring proteins of the cell: from complexes to physiology",
            "Lazar N. Receptor-associated anchoring proteins of the cell: two of a kind. 2020",
        ),
        ("The", "Roth A (2020) Xylose in yeast. J Appl Fluid Mech 12:567-573"),
    ],
)
def test_a_sibling_is_not_the_work(title: str, text: str):
    record = reference(
        "sibling",
        title=title,
        author="Roth",
        issued="2020",
        container_title="J Appl Fluid Mech",
        volume="12",
        page="431",
    )
    matches = rank_candidates(Claim(Reference("", ""), text), [prepare(record)])
    assert decide(matches) is Decision.NONE


def test_a_title_without_its_subtitle_is_still_found():
    record = prepare(
        reference("a", title="Anchoring proteins of the cell: from complexes to physiology")
    )
    text = "Roth A (2020) Anchoring proteins of the cell. J Appl Fluid Mech 12:431-9"
    assert rank_candidates(Claim(Reference("", ""), text), [record])[0].level("title") == (
        "beginning"
    )


def test_the_two_spellings_of_old_psychology_dois_are_one():
    one, other = (
        prepare(reference(DOI=doi))
        for doi in ("10.1037//0022-3514.51.6.1173", "10.1037/0022-3514.51.6.1173")
    )
    assert one.doi == other.doi


@pytest.mark.parametrize("text", ["J. Exmpl. M35 (1902) 61.", "Notes s35-VIII, 61 (1902)."])
def test_a_volume_inside_a_word_is_in_the_text(text: str):
    record = prepare(reference(volume="35", page="61"))
    match = rank_candidates(Claim(Reference("", ""), text), [record])[0]
    assert match.level("volume") == "in text"
