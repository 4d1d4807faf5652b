"""Which pairs of title and abbreviation are one journal's."""

import pytest
from bench.nlm_titles import with_points


@pytest.mark.parametrize(
    ("title", "short", "pointed"),
    [
        ("Singapore Medical Journal", "Singapore Med J", "Singapore Med. J."),
        ("Neuro-Oncology Advances", "Neurooncol Adv", "Neurooncol. Adv."),
        ("Diversity-Basel", "Diversity (Basel)", "Diversity"),
        ("Numerical Mathematics-Theory Methods", "Numer Math", "Numer. Math."),
        # Another journal's.
        ("Journal of Intellectual Capital", "J World Intellect Prop", ""),
        ("Media & Cultural Politics", "Polit Cult", ""),
        ("Journal of Advanced Systems", "Int J Adv Syst", ""),
        ("Swiss Political Science Review", "Schweiz Z Polit", ""),
        # Half of it, not the NLM's, not as the NLM writes.
        ("Journal of Education and Practice", "J Educ", ""),
        ("Surveillance Summaries", "SURVEILL SUMM", ""),
        ("Mathematics and Technology", "Math and Technol", ""),
    ],
)
def test_a_pair_is_taken_where_the_short_title_is_one_of_the_full_one(title, short, pointed):
    assert with_points(title, short) == pointed
