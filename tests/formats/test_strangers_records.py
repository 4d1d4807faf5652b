"""Records as programs and registries write them, beside what their format asks for (#11)."""

import json

import pytest

from mscref.formats import csljson
from mscref.formats.mapping import parse_loose_date
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"


def read_one(name: str, text: str):
    (one,) = find_format(name).reader()(text, path="x").references
    return one


@pytest.mark.parametrize(
    "written",
    ["10.1000/Ab", "https://doi.org/10.1000/Ab", "doi: 10.1000/Ab", "dx.doi.org/10.1000/Ab"],
)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bibtex", "@misc{{a, title={{T}}, doi={{{0}}}}}"),
        ("ris", "TY  - JOUR\nTI  - T\nDO  - {0}\nER  - \n"),
        ("nbib", "TI  - T\nLID - {0} [doi]\n"),
        ("csljson", '[{{"id":"a","type":"book","DOI":"{0}"}}]'),
        ("cslyaml", 'references:\n- id: a\n  type: book\n  DOI: "{0}"\n'),
        ("hayagriva", 'a:\n  type: article\n  title: T\n  serial-number: {{doi: "{0}"}}\n'),
        (
            "jats",
            "<element-citation><source>T</source><pub-id pub-id-type='doi'>{0}</pub-id>"
            "</element-citation>",
        ),
        (
            "tei",
            "<biblStruct><monogr><title>T</title></monogr><idno type='DOI'>{0}</idno></biblStruct>",
        ),
        (
            "endnotexml",
            "<xml><records><record><titles><title>T</title></titles><electronic-resource-num>{0}"
            "</electronic-resource-num></record></records></xml>",
        ),
        (
            "wordsources",
            f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Title>T</b:Title>"
            "<b:StandardNumber>{0}</b:StandardNumber></b:Source></b:Sources>",
        ),
    ],
)
def test_every_reader_gives_a_bare_doi(name, text, written):
    assert read_one(name, text.format(written)).text("DOI") == "10.1000/Ab"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12-14 May 2010", (2010, 5, 12), (2010, 5, 14)),
        ("Spring 2010", (2010, 21), None),
        ("May 3rd, 2010", (2010, 5, 3), None),
        ("30 September - 2 October 2011", (2011, 9, 30), (2011, 10, 2)),
        ("Sommer 2012", (2012, 22), None),
    ],
)
def test_dates_in_words(text, start, end):
    assert parse_loose_date(text) == Date(PartialDate(*start), PartialDate(*end) if end else None)


@pytest.mark.parametrize("text", ["c. 2010 or later", "2010 to 2012 and 2014", "first light 2010"])
def test_what_is_no_date_stays_text(text):
    assert parse_loose_date(text) == Date(literal=text)


@pytest.mark.parametrize(
    ("lines", "issued", "kept"),
    [
        (["PY  - 2010", "DA  - May 12"], (2010, 5, 12), {}),
        (["PY  - 2010", "DA  - 2010/05/12/"], (2010, 5, 12), {}),
        (["PY  - 2011/02/03/online first"], (2011, 2, 3), {"PY": ["2011/02/03/online first"]}),
        (["PY  - 2010", "DA  - 2009/12/01"], (2010,), {"DA": ["2009/12/01"]}),
        (["PY  - 2010", "DA  - first quarter"], (2010,), {"DA": ["first quarter"]}),
    ],
)
def test_dates_of_ris_are_read_or_kept(lines, issued, kept):
    one = read_one("ris", "\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "]))
    assert one.date("issued") == Date(PartialDate(*issued))
    leftovers = one.extra.get("ris", {})
    assert isinstance(leftovers, dict)
    assert leftovers == kept


def test_suffixes_behind_forenames():
    one = read_one("nbib", "FAU - Roe, Ann B 3rd\nFAU - Poe, Sr\nFAU - Coe, V I\nTI  - T\n")
    assert one.names("author") == (
        Name("Roe", "Ann B", suffix="3rd"),
        Name("Poe", "Sr"),
        Name("Coe", "V I"),
    )


def test_word_keeps_institutions_and_names_with_commas_whole():
    text = f"""<b:Sources xmlns:b='{WORD}'><b:Source><b:Title>T</b:Title><b:Author>
    <b:Author><b:Corporate>Food, Inc.</b:Corporate></b:Author>
    <b:Editor><b:NameList><b:Person><b:Last>Li, the elder</b:Last><b:First>Bo</b:First></b:Person>
    </b:NameList></b:Editor><b:Counsel><b:NameList><b:Person><b:Last>Roe</b:Last></b:Person>
    </b:NameList></b:Counsel></b:Author></b:Source></b:Sources>"""
    one = read_one("wordsources", text)
    assert one.names("author") == (Name(literal="Food, Inc."),)
    assert one.names("editor") == (Name("Li, the elder", "Bo"),)
    assert one.extra == {"wordsources": {"Counsel": ["Roe"]}}


CROSSREF = {
    "type": "book-chapter",
    "title": ["Part"],
    "container-title": ["Whole", "The whole"],
    "ISSN": ["1234-5678", "8765-4321"],
    "author": [{"name": "A Group", "sequence": "first"}, "Roe, Ann"],
    "issued": {"date-parts": [2012, 3]},
    "DOI": "https://doi.org/10.1000/x",
}


def test_an_item_of_crossref_means_what_it_says():
    result = csljson.read(json.dumps(CROSSREF), path="x")
    (one,) = result.references
    assert result.diagnostics == []
    assert one.type == "chapter"
    assert (one.text("title"), one.text("container-title")) == ("Part", "Whole")
    assert [(name.literal, name.family) for name in one.names("author")] == [
        ("A Group", ""),
        ("", "Roe"),
    ]
    assert one.date("issued") == Date(PartialDate(2012, 3))
    assert (one.text("ISSN"), one.text("DOI")) == ("1234-5678", "10.1000/x")
    assert one.extra["custom"] == {
        "container-title": ["Whole", "The whole"],
        "ISSN": ["1234-5678", "8765-4321"],
        "type": "book-chapter",
    }
    (back,) = csljson.read(csljson.write([one]), path="x").references
    assert back.fields == one.fields


@pytest.mark.parametrize(
    ("member", "value"),
    [("type", None), ("author", [7]), ("issued", ["soon"]), ("title", {"en": "T"})],
)
def test_what_means_nothing_is_kept_and_said_once(member, value):
    item = {"id": "a", "type": "book", "title": "T", member: value}
    result = csljson.read(json.dumps([item]), path="x")
    assert [one.code for one in result.diagnostics] == ["csljson-value"]
    assert f"`{member}`" in result.diagnostics[0].message
