"""Findings of JSON and YAML have the line of their item; DBLP's numbers leave names (#11)."""

import json

import pytest

from mscref.formats import csljson
from mscref.formats.registry import find_format
from mscref.model.names import Name

JSON = """[
{"id": "a", "type": "book", "title": "T"},
{"id": "b", "type": "book",
 "issued": {"date-parts": [["x"]]}, "y": 1, "y": 2, "shelf": "3"},

 7,
{"id": "a"}
]"""
YAML = "# x\nreferences:\n- id: a\n  issued: soon\n\n- id: b\n- 7\n- id: a\n"
HAYAGRIVA = "a:\n  type: book\n  date: soon\n\nb: 7\nc:\n  type: book\n  shelf: 3\n"


def places(name: str, text: str) -> set[tuple[str, int]]:
    result = find_format(name).reader()(text, path="x")
    told = [one.diagnostic() for one in result.leftovers]
    return {(one.code, one.span.line if one.span else 0) for one in [*result.diagnostics, *told]}


def test_findings_have_the_line_of_their_item():
    assert places("csljson", JSON) == {
        ("csljson-value", 3), ("csljson-repeated", 3), ("csljson-item", 6),
        ("csljson-duplicate-key", 7), ("leftover", 3),
    }  # fmt: skip
    assert places("cslyaml", YAML) == {
        ("cslyaml-date", 3), ("csljson-item", 7), ("cslyaml-duplicate-key", 8),
    }  # fmt: skip
    assert places("hayagriva", HAYAGRIVA) == {
        ("hayagriva-date", 1), ("hayagriva-entry", 5), ("leftover", 6),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['{"items": [\n{"id": "a", "x": 1}]}', '{"a": [1],\n "items": [\n\n{"id": "a", "x": 1}]}',
     '\n{"id": "a", "x": 1}', '\ufeff\n[{"id": "a", "x": 1}]'],
)  # fmt: skip
def test_items_are_found_wherever_the_list_stands(text):
    line = text[: text.index('"id"')].count("\n") + 1
    assert ("leftover", line) in places("csljson", text.lstrip("\ufeff"))


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"family": "Wang 0001", "given": "Wei"}, Name("Wang", "Wei")),
        ({"family": "Wang", "given": "Wei 0001"}, Name("Wang", "Wei")),
        ({"family": "0001", "given": "Wei Wang"}, Name("Wang", "Wei")),
        ({"family": "Wang", "given": "Wei", "suffix": "0001"}, Name("Wang", "Wei")),
        ({"literal": "Wei Wang 0001"}, Name(literal="Wei Wang")),
    ],
)
def test_dblp_numbers_are_no_part_of_a_name_and_come_back(author, name):
    items = [{"id": "k", "type": "book", "author": [author, {"family": "Li"}]}]
    result = csljson.read(json.dumps(items), path="x")
    assert result.references[0].names("author") == (name, Name("Li"))
    assert result.diagnostics == result.leftovers == []
    assert json.loads(csljson.write(result.references)) == items


def test_a_list_of_names_that_is_changed_is_written_as_it_is_now():
    items = [{"id": "k", "type": "book", "author": [{"family": "Wang 0001"}]}]
    (one,) = csljson.read(json.dumps(items), path="x").references
    changed = one.with_fields({"author": (Name("Li"),)})
    assert json.loads(csljson.write([changed]))[0]["author"] == [{"family": "Li"}]


@pytest.mark.parametrize("family", ["2001", "007", "0", "00001", "Area 51"])
def test_other_numbers_stay(family):
    items = [{"id": "k", "author": [{"family": family, "given": "A"}]}]
    (one,) = csljson.read(json.dumps(items), path="x").references
    assert one.names("author") == (Name(family, "A"),)


FOREIGN = {
    "ris": "TY  - BOOK\nID  - k\nTI  - T\nC7  - kept 50%\nN1  - a\nN1  - b\nER  - \n",
    "nbib": "BTI - T\nGN  - kept 50%\n",
    "enw": "%0 Book\n%F k\n%T T\n%1 kept 50%\n",
    "endnotexml": "<xml><records><record><ref-type>6</ref-type><titles><title>T</title></titles>"
    "<custom7>kept 50%</custom7></record></records></xml>",
    "csljson": '[{"id":"k","type":"book","title":"T","shelf":"kept 50%"}]',
    "hayagriva": "k:\n  type: book\n  title: T\n  shelf: kept 50%\n",
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_leftovers_of_other_formats_have_fields_in_a_library_and_go_back(name, dialect):
    row, bib = find_format(name), find_format(dialect)
    read = row.reader()(FOREIGN[name], path="x").references
    text = bib.writer()(read)
    assert "kept 50\\%" in text
    (back,) = bib.reader()(text, path="x").references
    assert bib.writer()([back]) == text
    if name != "csljson":
        assert "kept 50%" in row.writer()([back])
