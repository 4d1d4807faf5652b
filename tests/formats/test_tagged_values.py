"""Values of RIS, EndNote XML and tagged EndNote that a number or a plain name cannot say (#11)."""

from xml.sax.saxutils import escape

import pytest

from mscref.formats.datetexts import date_text
from mscref.formats.invertednames import parse_inverted_name
from mscref.formats.mapping import is_extent
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

TAGGED = ("ris", "enw", "endnotexml")
DATES = {
    "2020/04/01": Date(PartialDate(2020, 4, 1)),
    "2020": Date(PartialDate(2020)),
    "c. 1850": Date(PartialDate(1850), circa=True),
    "1829-1830": Date(PartialDate(1829), PartialDate(1830)),
    "June-August 2010": Date(PartialDate(2010, 6), PartialDate(2010, 8)),
    "12-14 May 2010": Date(PartialDate(2010, 5, 12), PartialDate(2010, 5, 14)),
    "Winter 2015": Date(PartialDate(2015, 24)),
    "44 BC": Date(PartialDate(-44)),
    "in press": Date(literal="in press"),
}


def back(name, reference):
    row = find_format(name)
    (found,) = row.reader()(row.writer()([reference]), path="x").references
    return found


@pytest.mark.parametrize(("text", "date"), DATES.items())
def test_a_date_is_written_so_that_it_is_read(text, date):
    assert date_text(date) == text
    for name in TAGGED:
        reference = Reference("k", "book", {"title": "T", "issued": date})
        assert back(name, reference).fields["issued"] == date


def test_the_year_has_its_field_beside_the_words():
    reference = Reference("k", "book", {"issued": DATES["June-August 2010"]})
    text = find_format("ris").writer()([reference])
    assert "PY  - 2010\n" in text
    assert "DA  - June-August 2010\n" in text


@pytest.mark.parametrize(
    "date",
    [
        Date(PartialDate(2010, 6, 28), PartialDate(2010, 7, 3)),
        Date(PartialDate(2010, 12), PartialDate(2011, 1)),
        Date(PartialDate(2010, 12, 30), PartialDate(2011, 1, 2)),
    ],
)
def test_ranges_over_months_and_years_come_back(date):
    for name in TAGGED:
        reference = Reference("k", "book", {"title": "T", "issued": date})
        assert back(name, reference).fields["issued"] == date


def test_a_day_before_our_era_is_legible():
    assert date_text(Date(PartialDate(-45, 3, 15))) == "15 March 45 BC"


@pytest.mark.parametrize(
    ("name", "csl_type"),
    [
        ("Government Document", "report"),
        ("Electronic Book Section", "chapter"),
        ("Legal Rule or Regulation", "regulation"),
        ("Serial", "periodical"),
        ("Pamphlet", "pamphlet"),
        ("Hologram", "document"),
    ],
)
def test_types_of_endnote(name, csl_type):
    enw, xml = find_format("enw"), find_format("endnotexml")
    texts = {
        enw: f"%0 {name}\n%T T\n",
        xml: f'<xml><records><record><ref-type name="{name}">99</ref-type>'
        "<titles><title>T</title></titles></record></records></xml>",
    }
    for row, text in texts.items():
        (found,) = row.reader()(text, path="x").references
        assert found.type == csl_type
        assert name in row.writer()([found]) or csl_type in ("report", "chapter")
        assert back(row.name, found).type == csl_type


def test_a_review_is_an_article():
    reference = Reference("k", "review", {"title": "T", "container-title": "J"})
    for name in ("enw", "endnotexml"):
        assert back(name, reference).type == "article-journal"


@pytest.mark.parametrize("text", ["312", "xii, 312 p.", "xii+200", "96 pages", "312 S."])
def test_how_many_pages_a_book_has(text):
    assert is_extent(text)
    for name in TAGGED:
        reference = Reference("k", "book", {"title": "T", "number-of-pages": text})
        assert back(name, reference).fields["number-of-pages"] == text


@pytest.mark.parametrize("text", ["12-19", "e12", "xii", "L12", "312, 314", ""])
def test_what_are_pages(text):
    assert not is_extent(text)


def test_an_institution_of_two_parts():
    name = parse_inverted_name("U.S. Centers for Disease Control,,National Center, Health")
    assert name == Name(literal="U.S. Centers for Disease Control, National Center, Health")


@pytest.mark.parametrize("name", ["ris", "endnotexml", "enw", "nbib"])
@pytest.mark.parametrize(
    "institution",
    ["Centers for Disease Control, National Office", "Roe, Doe, and Co.", "WHO, Geneva"],
)
def test_an_institution_with_a_comma_is_one_name(name, institution):
    from mscref.formats.registry import FORMATS

    people = (Name(literal=institution), Name("Berg", "A.", "", "van der"))
    work = Reference("k", "book", {"title": "T", "editor": people})
    row = FORMATS[name]
    (back,) = row.reader()(row.writer()([work]), path="x").references
    assert back.names("editor") == people


def people_of(name, texts):
    """What the writer's text of one author is read as, with other names in its place."""
    marks = tuple([Name(f"Mark{n}x", "Q.") for n in range(len(texts))])
    row = find_format(name)
    written = row.writer()([Reference("k", "book", {"title": "T", "author": marks})])
    for n, text in enumerate(texts):
        shown = escape(text) if name == "endnotexml" else text
        written = written.replace(f"Mark{n}x, Q.", shown)
    return row.reader()(written, path="x").references[0].names("author")


@pytest.mark.parametrize("name", TAGGED)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNESCO", Name(literal="UNESCO")),
        ("WHO", Name(literal="WHO")),
        ("CERN,", Name(literal="CERN")),
        ("AT&T", Name(literal="AT&T")),
        ("ÖBB", Name(literal="ÖBB")),
        ("ISO/IEC", Name(literal="ISO/IEC")),
        ("Eurostat,", Name(literal="Eurostat")),
        ("iNaturalist,", Name(literal="iNaturalist")),
        ("World Bank,", Name(literal="World Bank")),
        ("Plato", Name("Plato")),
        ("Sukarno", Name("Sukarno")),
        ("王伟", Name("王伟")),
        ("X.Y.", Name("X.Y.")),
        ("MEYER-LANDRUT", Name("MEYER-LANDRUT")),
        ("X", Name("X")),
        ("SMITH, J.", Name("SMITH", "J.")),
        ("d'Alembert,", Name("Alembert", non_dropping_particle="d'")),
    ],
)
def test_an_institution_of_one_word_is_told_from_a_person(name, text, expected):
    assert people_of(name, [text, "Roe, J."])[0] == expected


@pytest.mark.parametrize("name", TAGGED)
def test_where_people_are_in_capitals_a_word_in_capitals_is_one(name):
    expected = (Name("SMITH", "J."), Name("DOE"), Name(literal="WHO"))
    assert people_of(name, ["SMITH, J.", "DOE", "WHO,"]) == expected


@pytest.mark.parametrize("name", TAGGED)
@pytest.mark.parametrize("text", ["UNESCO", "Eurostat", "R2", "arXiv", "World Bank", "Oak, Inc."])
def test_an_institution_comes_back(name, text):
    reference = Reference("k", "book", {"title": "T", "author": (Name(literal=text),)})
    assert back(name, reference).fields == reference.fields
    person = Reference("k", "book", {"title": "T", "author": (Name("Plato"), Name("Doe", "J."))})
    assert back(name, person).fields == person.fields


@pytest.mark.parametrize("name", ["ris", "enw"])
@pytest.mark.parametrize("nobody", ["", ",", " , ", ",,"])
def test_a_line_without_a_name_is_nobody(name: str, nobody: str):
    lines = {
        "ris": f"TY  - BOOK\nAU  - {nobody}\nTI  - A\nER  - \n",
        "enw": f"%0 Book\n%A {nobody}\n%T A\n",
    }
    (found,) = find_format(name).reader()(lines[name], path="x").references
    assert "author" not in found.fields
