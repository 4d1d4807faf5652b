import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.errors import UsageError
from mscref.keys.making import clean_key, make_key, new_keys, parse_pattern, unique_key
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

LENG = Reference(
    "x",
    "article-journal",
    {
        "author": tuple(Name(family) for family in ("Leng", "Zhu", "Hou")),
        "title": "Transplantation of <i>ACE2</i>- Mesenchymal Stem Cells Improves the Outcome",
        "container-title": "Aging and Disease",
        "issued": Date(PartialDate(2020)),
        "page": "216-228",
        "volume": "11",
    },
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("[auth:lower][year]", "leng2020"),
        ("[auth][shortyear]", "Leng20"),
        ("[auth3]_[year]", "Len_2020"),
        ("[authors]", "LengZhuHou"),
        ("[authors2]", "LengZhuEtAl"),
        ("[authEtAl]", "LengEtAl"),
        ("[auth.etal]", "LengEtAl"),
        ("[authorLast]", "Hou"),
        ("[authorsAlpha]", "LZH"),
        ("[shorttitle]", "TransplantationACE2Mesenchymal"),
        ("[veryshorttitle:lower]", "transplantation"),
        ("[title:abbr]", "TOAMSCITO"),
        ("[camel2]", "TransplantationAce2"),
        ("[journal:abbr][volume]", "AaD11"),
        ("[firstpage]-[lastpage]", "216-228"),
        ("[auth:upper:truncate2][year]", "LE2020"),
        ("[doi:(none)]", "none"),
        ('[auth:regex("e","3")]', "L3ng"),
        ("[entrytype]:[auth]", "article-journal:Leng"),
        ("auth.lower + shorttitle(3,3) + year", "lengTransplantationACE2Mesenchymal2020"),
        ("auth.lower+'-'+year", "leng-2020"),
        ("authEtAl(3).lower + shortyear", "lengzhuhou20"),
        ("auth(2).upper", "LE"),
    ],
)
def test_patterns(pattern: str, key: str):
    assert make_key(parse_pattern(pattern), LENG) == key


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ((Name("Sensébé"),), "sensebe"),
        ((Name("Müller-Øst"),), "muller-ost"),
        ((Name("Gogh", non_dropping_particle="van"),), "vangogh"),
        ((Name("Gogh", dropping_particle="van"),), "gogh"),
        ((Name("O’Neill"),), "oneill"),
        ((Name(literal="European Union Aviation Safety Agency"),), "euasa"),
        ((Name(literal="WHO"),), "who"),
        ((Name("Łoś"),), "los"),
        ((), "ref"),
    ],
)
def test_names_in_keys(names: tuple[Name, ...], key: str):
    reference = Reference("x", "book", {"author": names} if names else {})
    assert make_key(parse_pattern("[auth:lower]"), reference) == key


def test_an_editor_stands_in_for_the_author():
    reference = Reference("x", "book", {"editor": (Name("Galipeau"),)})
    assert make_key(parse_pattern("[auth]"), reference) == "Galipeau"


@pytest.mark.parametrize(
    "pattern",
    ["leng", "[auth", "[nosuch]", "[auth:nosuch]", "", "[auth:regex(]", "auth(x)", "[]"],
)
def test_patterns_that_cannot_be_meant(pattern: str):
    with pytest.raises(UsageError, match="key pattern"):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    ("taken", "key"),
    [
        (set(), "leng2020"),
        ({"leng2020"}, "leng2020a"),
        ({"leng2020", "leng2020a"}, "leng2020b"),
        (
            {"leng2020", *(f"leng2020{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")},
            "leng2020aa",
        ),
    ],
)
def test_clash_letters(taken: set[str], key: str):
    assert unique_key("leng2020", taken) == key


def test_keys_that_differ_in_case_only_clash():
    assert unique_key("Leng2020", {"leng2020"}) == "Leng2020a"


def test_new_keys_are_unique_among_themselves():
    pattern = parse_pattern("[auth:lower][year]")
    assert new_keys(pattern, [LENG, LENG], {"leng2020"}) == ["leng2020a", "leng2020b"]


@given(st.text(max_size=30))
def test_a_cleaned_key_holds_only_what_every_program_takes(text: str):
    assert all(
        letter.isascii() and (letter.isalnum() or letter in ":._+/-") for letter in clean_key(text)
    )


def test_a_word_of_the_title_stands_in_where_a_pattern_gives_nothing():
    pattern = parse_pattern("[auth:lower][year]")
    assert make_key(pattern, Reference("", "document", {"title": "On the Umbilical Cord"})) == (
        "umbilical"
    )
    assert make_key(pattern, Reference("", "document", {})) == "ref"


@pytest.mark.parametrize(
    ("name", "title", "key"),
    [
        (Name(literal="王伟"), "基于深度学习", "wang2018"),
        (Name(family="欧阳", given="修"), "", "ouyang2018"),
        (Name(family="金子", given="太郎"), "コーパスの研究", "kopasuno2018"),  # not Chinese
        (Name(family="やまだ"), "", "yamada2018"),
        (Name(family="김", given="철수"), "", "gim2018"),
        (Name(family="Щербаков"), "", "shcherbakov2018"),
        (Name(family="Παπαδόπουλος"), "", "papadopoulos2018"),
        (None, "Attention is all you need", "attention2018"),
        (None, "基于深度学习的BERT研究", "bert2018"),
        (None, "基于深度学习的研究", "ref2018"),
        (Name(family="الجابري"), "تكوين العقل", "ref2018"),
    ],
)
def test_no_key_is_a_year_alone(name: Name | None, title: str, key: str):
    fields: dict[str, FieldValue] = {"title": title, "issued": Date(PartialDate(2018, 0, 0))}
    if name:
        fields["author"] = (name,)
    reference = Reference("", "book", fields)
    assert make_key(parse_pattern("[auth:lower][year]"), reference) == key


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"publisher": "World Health Organization"}, "WHO"),
        ({"publisher": "Elsevier"}, "Elsevier"),
        ({"publisher": "Elsevier", "editor": (Name("Ek"),)}, "Ek"),
    ],
)
def test_then_the_publisher_stands_in(fields, key: str):
    assert make_key(parse_pattern("[auth]"), Reference("x", "book", fields)) == key
