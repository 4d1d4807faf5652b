"""Zotero's items: every type and field both ways, the lines of `extra`, what an API sends (#18)."""

import json

import pytest

from mscref.formats.registry import guess_format
from mscref.formats.zotero import read, write
from mscref.formats.zotero.extrafield import read_extra
from mscref.formats.zotero.item import zotero_date, zotero_name
from mscref.formats.zotero.tables import CREATORS, DATES, ITEM_TYPES, VARIABLE_OF
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import ITEM_TYPES as CSL_TYPES
from mscref.model.vocabulary import NAME_VARIABLES, VARIABLES


def one(item: dict[str, object]) -> Reference:
    (reference,) = read(json.dumps([item]), path="x").references
    return reference


def test_all_37_types_are_of_csl_and_all_that_is_meant_is_a_variable():
    assert len(ITEM_TYPES) == 37
    assert {row.csl for row in ITEM_TYPES.values()} <= CSL_TYPES
    assert set(VARIABLE_OF.values()) <= VARIABLES
    assert set(CREATORS.values()) <= NAME_VARIABLES


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_an_item_with_every_field_and_creator_comes_back(kind):
    row = ITEM_TYPES[kind]
    item: dict[str, object] = {"itemType": kind}
    for name in row.fields:
        is_date = VARIABLE_OF.get(name) in DATES
        item[name] = "2020-05-01" if is_date else f"10.1/{name}"
    item["extra"] = "original-title: Über Bäume\nfree text"
    item["creators"] = [
        {"creatorType": creator, "firstName": "Jo", "lastName": f"Of{creator.title()}"}
        for creator in row.creators
    ]
    reference = one(item)
    assert reference.type == row.csl
    (back,) = json.loads(write([reference]))
    back["extra"] = "\n".join(back["extra"].splitlines()[-2:])
    lost = {name for name in item if back.get(name) != item[name]}
    assert lost <= {"creators"}
    known = [one for one in row.creators if one == row.creators[0] or one in CREATORS]
    assert {one["creatorType"] for one in back["creators"]} == set(known)
    for creator in set(row.creators) - set(known):  # nothing vanishes: it stands in what is kept
        assert f"Of{creator.title()}" in str(reference.extra)


@pytest.mark.parametrize("csl", sorted(CSL_TYPES))
def test_every_csl_type_comes_back(csl):
    (back,) = read(write([Reference("k", csl, {"title": "T"})]), path="x").references
    assert (back.id, back.type, back.text("title")) == ("k", csl, "T")


def test_what_no_field_is_for_comes_back_by_a_line_of_extra():
    fields: dict[str, FieldValue] = {
        "title": "T",
        "issued": Date(PartialDate(2019, 5), PartialDate(2020)),
        "original-date": Date(PartialDate(1850)),
        "original-title": "Über Bäume",
        "illustrator": (Name("Berg", "Jo", "", "van den"), Name(literal="The Guild")),
        "number-of-pages": "12",
        "note": "free: text",
    }
    (back,) = read(write([Reference("k", "webpage", dict(fields))]), path="x").references
    assert back.fields["issued"] == fields["issued"]
    assert back.fields["original-date"] == fields["original-date"]
    assert back.names("illustrator") == (Name("van den Berg", "Jo"), Name(literal="The Guild"))
    assert back.text("note") == "free: text"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("original-date: 1850", ("original-date", Date(PartialDate(1850)))),
        ("Original Date: 1850", ("original-date", Date(PartialDate(1850)))),
        ("PMID: 30455077", ("PMID", "30455077")),
        ("doi: 10.1/x", ("DOI", "10.1/x")),
        ("Event_Place: Rome", ("event-place", "Rome")),
        ("editor: Doe || Jane", ("editor", (Name("Doe", "Jane"),))),
        ("Issued: 2000-01/2000-02", ("issued", Date(PartialDate(2000, 1), PartialDate(2000, 2)))),
    ],
)
def test_a_line_of_extra_is_a_variable(line, expected):
    found = read_extra(f"some words\n{line}\n")
    assert list(found.fields.items()) == [expected]
    assert found.rest == "some words"


@pytest.mark.parametrize(
    ("text", "key", "kind", "bibtex", "rest"),
    [
        ("Citation Key: doe2020", "doe2020", "", {}, ""),
        ("bibtex: doe2020", "doe2020", "", {}, ""),
        ("type: dataset", "", "dataset", {}, ""),
        ("type: of my own", "", "", {}, "type: of my own"),
        (
            "tex.shorthand: D\nBibLaTeX.Eprintclass: cs",
            "",
            "",
            {"shorthand": "D", "eprintclass": "cs"},
            "",
        ),
        ("http://example.org\n12:30", "", "", {}, "http://example.org\n12:30"),
        ("note: a word", "", "", {}, "note: a word"),
        (":\nDOI:\n", "", "", {}, ":\nDOI:"),
    ],
)
def test_other_lines_of_extra(text, key, kind, bibtex, rest):
    found = read_extra(text)
    assert (found.key, found.type, found.bibtex, found.rest) == (key, kind, bibtex, rest)


def test_a_field_goes_before_a_line_and_only_the_date_of_issue_may_be_said_better():
    item = one(
        {
            "itemType": "book",
            "title": "T",
            "publisher": "P",
            "date": "2019",
            "extra": "publisher: Other\nissued: 2019~\nedition: 3",
        }
    )
    assert item.text("publisher") == "P"
    assert item.text("edition") == "3"
    assert item.date("issued") == Date(PartialDate(2019), circa=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-05-00 May 2020", Date(PartialDate(2020, 5))),
        ("2020-05-17 17/05/2020", Date(PartialDate(2020, 5, 17))),
        ("2019-00-00 2019", Date(PartialDate(2019))),
        ("0000-00-00 n.d.", Date(literal="n.d.")),
        ("2020-05-01 10:00:01", Date(PartialDate(2020, 5, 1))),
        ("2020-05-01T10:00:01Z", Date(PartialDate(2020, 5, 1))),
        ("May 2020", Date(PartialDate(2020, 5))),
        ("1850-00-00 c. 1850", Date(PartialDate(1850), circa=True)),
        ("soon", Date(literal="soon")),
        ("2020-99-99 2020", Date(PartialDate(2020))),
        ("2020-99-99", Date(PartialDate(2020))),
        ("2020-02-30 2020", Date(PartialDate(2020, 2))),
        ("2020-13-00 May 2020", Date(PartialDate(2020, 5))),
        ("2000-02-29", Date(PartialDate(2000, 2, 29))),
        ("1900-02-29", Date(PartialDate(1900, 2))),
        ("2020-04-31 31.4.2020", Date(PartialDate(2020, 4))),
        ("0000-00-00", Date()),
        ("0000-00-00 in press", Date(literal="in press")),
        ("2020-05-00 2020-06", Date(PartialDate(2020, 5))),
    ],
)
def test_dates_of_the_database_and_of_people(text, expected):
    assert zotero_date(text) == expected


def test_a_date_that_says_nothing_is_none_and_is_kept():
    item = one({"itemType": "book", "title": "T", "date": "0000-00-00"})
    assert item.date("issued") is None
    assert item.extra["zotero"] == {"date": "0000-00-00", "item type": "book"}


@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        ("Doe", "Jane", Name("Doe", "Jane")),
        ("van den Berg", "Jo", Name("Berg", "Jo", "", "van den")),
        ("d'Alembert", "Jean", Name("Alembert", "Jean", "", "d'")),
        ("Humboldt", "Alexander von", Name("Humboldt", "Alexander", "von")),
        ("King", "Martin, Jr.", Name("King", "Martin", "", "", "Jr.")),
        ('"van Gogh"', "Vincent", Name("van Gogh", "Vincent")),
        ("García Márquez", "Gabriel", Name("García Márquez", "Gabriel")),
        ("Aristotle", "", Name("Aristotle")),
    ],
)
def test_names_in_two_fields(last, first, expected):
    assert zotero_name(last, first) == expected


def _answered(key: str, **data: object) -> dict[str, object]:
    return {"key": key, "data": data}


def test_children_of_the_web_api_are_joined_to_their_work():
    answer = [
        _answered("AAAA", itemType="book", title="T", tags=[{"tag": "x"}]),
        _answered("BBBB", itemType="note", parentItem="AAAA", note="<p>One</p><p>a &lt; b</p>"),
        {
            **_answered("CCCC", itemType="attachment", parentItem="AAAA", title="PDF",
                        linkMode="imported_file", contentType="application/pdf", filename="a.pdf"),
            "links": {"enclosure": {"href": "file:///home/me/Zotero/storage/CCCC/a%20b.pdf"}},
        },
        _answered("DDDD", itemType="attachment", parentItem="AAAA", linkMode="linked_url"),
        _answered("EEEE", itemType="note", note="alone"),
        _answered("FFFF", itemType="book", title="gone", deleted=1),
    ]  # fmt: skip
    result = read(json.dumps(answer), path="x")
    (work,) = result.references
    assert work.extra["zotero"] == {"item type": "book", "key": "AAAA", "notes": ["One\na < b"]}
    assert work.extra["bibtex"] == {
        "file": "PDF:/home/me/Zotero/storage/CCCC/a b.pdf:application/pdf"
    }
    assert work.text("keyword") == "x"
    assert [finding.code for finding in result.diagnostics] == ["zotero-alone"]


@pytest.mark.parametrize(
    "text",
    [
        "[",
        '{"itemType": 3}',
        '[{"itemType": "book", "creators": [3, {"lastName": 5}], "tags": "x", "title": []}]',
        '[{"itemType":"book","notes":[{"note":3}],"attachments":[{"path":4}]}, 7]',
        '[{"itemType":"nonsense","title":"T"}]',
        "[" * 1000,
    ],
)
def test_nonsense_is_no_crash(text):
    read(text, path="x")


def test_a_file_of_items_is_told_from_csl_json():
    assert guess_format('[{"itemType": "book"}]', path="x.json").name == "zotero"  # type: ignore[union-attr]
    assert guess_format('[{"id": "a", "type": "book"}]', path="x.json").name == "csljson"  # type: ignore[union-attr]
    assert guess_format("nonsense", path="x.json").name == "csljson"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tags", "keyword"),
    [
        (["trees", "wood"], "trees, wood"),
        (["Leng, Jo"], "Leng; Jo"),
        (["1,2-diol", "wood"], "1;2-diol, wood"),
        (["a, b, c", "d;e", ","], "a; b; c, d;e, ;"),
        (["with; semicolon"], "with; semicolon"),
    ],
)
def test_a_tag_with_a_comma_is_one_keyword_and_comes_back(tags, keyword):
    reference = one({"itemType": "book", "tags": [{"tag": each} for each in tags]})
    assert reference.text("keyword") == keyword
    (back,) = json.loads(write([reference]))
    assert [each["tag"] for each in back["tags"]] == tags
    changed = reference.with_fields({"keyword": "x, y"})
    (back,) = json.loads(write([changed]))
    assert [each["tag"] for each in back["tags"]] == ["x", "y"]


@pytest.mark.parametrize(
    "nobody",
    [
        {"creatorType": "author", "firstName": "", "lastName": ""},
        {"creatorType": "author", "name": ""},
        {"creatorType": "author"},
        {"creatorType": "author", "lastName": None, "firstName": " "},
    ],
)
def test_a_row_of_people_that_was_left_empty_is_nobody(nobody):
    doe = {"creatorType": "author", "firstName": "Jo", "lastName": "Doe"}
    alone = one({"itemType": "book", "title": "T", "creators": [nobody]})
    assert "author" not in alone.fields
    both = one({"itemType": "book", "title": "T", "creators": [nobody, doe, nobody]})
    assert both.fields["author"] == (Name("Doe", "Jo"),)
