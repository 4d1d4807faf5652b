import pytest

from mscref.refstring.names import parse_names


def shown(text):
    return [
        one.literal
        or f"{one.non_dropping_particle} {one.family}, {one.given} {one.suffix}".strip(" ,")
        for one in parse_names(text).names
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Howlin P, Asgharian A", ["Howlin, P.", "Asgharian, A."]),
        ("Matthay, M. A., Calfee, C. S.", ["Matthay, M. A.", "Calfee, C. S."]),
        ("O. Dinariev and B. Mosolov", ["Dinariev, O.", "Mosolov, B."]),
        ("Smith, John, and Mary Jones", ["Smith, John", "Jones, Mary"]),
        ("NIPPER,J. u. M. NUTZ", ["NIPPER, J.", "NUTZ, M."]),
        ("Slaby, M./Urban, D.", ["Slaby, M.", "Urban, D."]),
        ("Thomas Haipeter/Klaus Dörre", ["Haipeter, Thomas", "Dörre, Klaus"]),
        ("Davis, Steven J.; Schuh, Scott", ["Davis, Steven J.", "Schuh, Scott"]),
        ("Berger, Peter L.; Thomas Luckmann", ["Berger, Peter L.", "Luckmann, Thomas"]),
        (
            "Brannen, Julia, Suzan Lewis and Ann Nilsen",
            ["Brannen, Julia", "Lewis, Suzan", "Nilsen, Ann"],
        ),
        ("Paxton George, Kathryn", ["Paxton George, Kathryn"]),
        ("Freund C.L., D. Weinhold", ["Freund, C. L.", "Weinhold, D."]),
        ("Lee H-K, Wong Y-S", ["Lee, H.-K.", "Wong, Y.-S."]),
        ("van der Straten, O., Park, D. G.", ["van der Straten, O.", "Park, D. G."]),
        ("Ludwig van Beethoven", ["van Beethoven, Ludwig"]),
        ("King, M. L., Jr.", ["King, M. L. Jr."]),
        ("D. L. Sills (Ed.)", ["Sills, D. L."]),
        ("World Health Organization", ["World Health Organization"]),
        ("Ministry of Health and Welfare", ["Ministry of Health and Welfare"]),
        (
            "LIGO Scientific Collaboration and Virgo Collaboration",
            ["LIGO Scientific Collaboration", "Virgo Collaboration"],
        ),
        ("Pérez, J. y Gómez, L.", ["Pérez, J.", "Gómez, L."]),
        ("", []),
    ],
)
def test_names_of_every_list_style(text, names):
    assert shown(text) == names


def test_a_list_cut_in_its_middle_says_where():
    parsed = parse_names("Leng, Z., Zhu, R., … & Fan, J.")
    assert [one.family for one in parsed.names] == ["Leng", "Zhu", "Fan"]
    assert parsed.gap == 2
    assert parsed.is_truncated


@pytest.mark.parametrize("text", ["Smith J, Brown K, et al.", "Birke u.a.", "Rossi, M. e altri"])
def test_a_list_cut_at_its_end(text):
    parsed = parse_names(text)
    assert parsed.et_al
    assert "al" not in {one.family for one in parsed.names}


def test_a_whole_list_is_not_truncated():
    assert not parse_names("Leng, Z., & Fan, J.").is_truncated


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("MOREAU Claire", "MOREAU", "Claire"),
        ("DE LA TOUR Jean-Luc", "DE LA TOUR", "Jean-Luc"),
        ("Le Roy (Édouard)", "Le Roy", "Édouard"),
    ],
)
def test_families_in_capitals_and_given_names_in_brackets(text: str, family: str, given: str):
    name = parse_names(text).names[0]
    assert (name.family, name.given) == (family, given)
