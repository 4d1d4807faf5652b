"""Which pairs of title and abbreviation are one journal's."""

import pytest
from bench.nlm_titles import recorded_short, with_points


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


@pytest.mark.parametrize(
    ("title", "short", "pointed"),
    [
        ("Nihon rinsho", "Nippon Rinsho", "Nippon. Rinsho"),
        ("Bio systems", "BioSystems", "BioSystems"),
        ("Cleveland Clinic quarterly", "Cleve Clin Q", "Cleve. Clin. Q."),
        ("Lancet (London, England)", "Lancet", ""),  # one word
        # What the key leaves out is in the short title.
        ("Angewandte Chemie (International ed. in English)", "Angew Chem Int Ed Engl", ""),
        ("AMB notes : revista da Associacao", "AMB Rev Assoc Med Bras", ""),
        ("Cell research (Internet)", "Cell Res Online", ""),
        ("Comptes rendus hebdomadaires", "C.R. Hebd., Ser. D", ""),
    ],
)
def test_a_record_tells_the_short_title_of_what_its_key_says(title, short, pointed):
    assert recorded_short(title, short) == pointed
