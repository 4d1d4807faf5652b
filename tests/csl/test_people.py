"""People of the same name share what was rendered of it, and stay different people."""

import pytest
from tests.csl.small import cite, item, style

from mscref.csl.items import People
from mscref.model.names import Name

KERR = Name("Kerr", "Al")


def test_namesakes_share_their_rendered_forms():
    people = People()
    [first] = people.of([KERR], family_first=False)
    [second] = people.of([Name("Kerr", "Al")], family_first=False)
    assert first is not second
    assert first.variants is second.variants
    assert (second.family, second.given, second.literal) == ("Kerr", "Al", "")


def test_names_written_family_first_are_other_forms():
    people = People()
    [first] = people.of([KERR], family_first=False)
    [second] = people.of([KERR], family_first=True)
    assert first.variants is not second.variants
    assert (first.static_ordering, second.static_ordering) == (False, True)


@pytest.mark.parametrize(
    ("language", "family", "expected"),
    [
        ("tr", "Çelik", "ÇELİK"),
        ("az-AZ", "Əliyev", "ƏLİYEV"),
        ("de", "Çelik", "ÇELIK"),
        ("el", "Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"),
        ("el-GR", "Μάιος", "ΜΑΪΟΣ"),
        ("en", "Μάιος", "ΜΆΙΟΣ"),
    ],
)
def test_names_have_the_capitals_of_the_language_of_the_work(
    language: str, family: str, expected: str
):
    """Reference processor."""
    part = '<name><name-part name="family" text-case="uppercase"/></name>'
    made = style(f'<names variable="author">{part}</names>')
    works = [item("b", author=[{"family": family}]), item("a", author=[{"family": family}])]
    assert cite(made, {**works[1], "language": language}, works[0]) == expected


def test_greek_or_keeps_its_accent():
    made = style('<text variable="title" text-case="uppercase"/>')
    assert cite(made, item(title="Ζωή ή θάνατος", language="el")) == "ΖΩΗ Ή ΘΑΝΑΤΟΣ"


def test_a_style_in_turkish_writes_names_of_english_works_as_english():
    part = '<name><name-part name="family" text-case="uppercase"/></name>'
    made = style(f'<names variable="author">{part}</names>', root='default-locale="tr-TR"')
    families = [
        cite(made, item(author=[{"family": "Smith"}], language=language))
        for language in ("en", "tr", "")
    ]
    assert families == ["SMITH", "SMİTH", "SMİTH"]
