"""CSL-JSON: what goes in comes out, unknown members included."""

import json
from pathlib import Path

import pytest

from mscref.app.overview import year_of
from mscref.formats import cslitem, csljson
from mscref.formats.registry import find_format
from mscref.library.querytext import parse_query
from mscref.library.search import matches
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Json, Reference


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [[2020]]}, Date(PartialDate(2020))),
        ({"date-parts": [["2020", "4", 1]]}, Date(PartialDate(2020, 4, 1))),
        ({"date-parts": [[1999], [2001, 2]]}, Date(PartialDate(1999), PartialDate(2001, 2))),
        ({"date-parts": [[1999], [0]]}, Date(PartialDate(1999), open_ended=True)),
        ({"date-parts": [[-44, 3, 15]]}, Date(PartialDate(-44, 3, 15))),
        ({"literal": "in press"}, Date(literal="in press")),
        (
            {"raw": "1999/2001", "circa": 1},
            Date(PartialDate(1999), PartialDate(2001), circa=True, raw="1999/2001"),
        ),
        ({"raw": "May 2019"}, Date(PartialDate(2019, 5), raw="May 2019")),
        ("2019-05-04", Date(PartialDate(2019, 5, 4), raw="2019-05-04")),
        ({"raw": "2019/.."}, Date(PartialDate(2019), open_ended=True, raw="2019/..")),
        ({"raw": "44 BC"}, Date(PartialDate(-44), raw="44 BC")),
        ({"raw": "some time"}, Date(raw="some time")),
        ({"raw": "2019", "literal": "the year"}, Date(literal="the year", raw="2019")),
        ({"raw": "2019", "date-parts": [[2020]]}, Date(PartialDate(2020), raw="2019")),
        ({"date-parts": [[2020]], "season": 2}, Date(PartialDate(2020), season="2")),
        ({"date-parts": [["soon"]]}, None),
        ({"date-parts": ["2020", "4"]}, Date(PartialDate(2020, 4))),
        ({"date-parts": [[2020.0, 4.0]]}, Date(PartialDate(2020, 4))),
        ({"date-parts": [[2020, None, None]]}, Date(PartialDate(2020))),
        ({"date-parts": [["2020", "04", ""]]}, Date(PartialDate(2020, 4))),
        ([2020, 4], Date(PartialDate(2020, 4))),
        ([[2020], [2021]], Date(PartialDate(2020), PartialDate(2021))),
        (2020, Date(PartialDate(2020))),
        ({"date-parts": [[2020, 4.5]]}, None),
        ({"date-parts": [[2020], [2021], [2022]]}, None),
        ({"date-parts": [[2020, 1, 2, 3]]}, None),
        ({"date-parts": [[2020], ["late"]]}, None),
        (True, None),
    ],
)
def test_date_from_json(value, expected):
    assert cslitem.date_from_json(value) == expected


def test_name_parts_and_unknown_members_survive():
    value: dict[str, Json] = {
        "family": "Beethoven",
        "given": "L.",
        "dropping-particle": "van",
        "ORCID": "0000",
    }
    name = cslitem.name_from_json(value)
    assert name == Name("Beethoven", "L.", "van", extra='{"ORCID": "0000"}')
    assert cslitem.name_to_json(name) == value


def test_unknown_members_and_wrong_kinds_survive():
    item: dict[str, Json] = {
        "id": 7,
        "type": "book",
        "title": "A",
        "author": 7,
        "custom": {"x": [1, {"y": None}]},
        "categories": ["a"],
    }
    written = json.loads(csljson.write([cslitem.reference_from_json(item)]))
    assert written == [{**item, "id": "7"}]


@pytest.mark.parametrize("text", ["{", '["a"]', "[" * 100_000])
def test_bad_json_is_a_diagnostic(text):
    result = csljson.read(text, path="x.json")
    assert not result.references
    assert result.diagnostics[0].code.startswith("csljson-")


def as_numbers(item):
    """The item with the years and months that stand there as text read as numbers."""
    dates = {
        member: value | {"date-parts": [[int(part) for part in p] for p in value["date-parts"]]}
        for member, value in item.items()
        if isinstance(value, dict) and "date-parts" in value
    }
    return {**item, **dates, "id": str(item["id"])}


def test_real_items_round_trip(shared: Path):
    items = json.loads((shared / "data/csl-parity/items.json").read_text(encoding="utf-8"))
    back = [cslitem.reference_to_json(cslitem.reference_from_json(item)) for item in items]
    assert [as_numbers(item) for item in items] == back


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"custom": {"a": [], "b": {}, "c": [1, 2.5, None, True, 'é\n"\\\u0001']}},
        {"n": [[1], {}]},
    ],
)
def test_the_layout_is_that_of_the_standard_library(extra: dict[str, Json]):
    reference = Reference("k", "book", {"title": "T", "author": (Name("A", "B"),)}, extra)
    item = cslitem.reference_to_json(reference)
    expected = json.dumps([item, item], ensure_ascii=False, indent=2) + "\n"
    assert csljson.write([reference, reference]) == expected
    assert csljson.write([]) == "[]\n"


RAW = {
    "2019-05-04": ("2019-05-04", "2019/05/04"),
    "2019-21/2019-23": ("2019-21/2019-23", "Spring-Autumn 2019"),
    "May 2019": ("2019-05", "2019/05"),
    "2019-05/2019-06": ("2019-05/2019-06", "May-June 2019"),
    "2019/..": ("2019/", "2019"),
}


@pytest.mark.parametrize("raw", RAW)
def test_a_date_in_words_is_a_date_for_all_that_read_it(raw):
    """What `format` prints as 2019 is found by `year:2019` and written as that year."""
    item = json.dumps([{"id": "k", "type": "book", "title": "T", "issued": {"raw": raw}}])
    (found,) = csljson.read(item, path="x").references
    date = found.date("issued")
    assert date is not None
    assert year_of(date) == "2019"
    assert matches(parse_query("year:2019"), found)
    in_biblatex, in_ris = RAW[raw]
    assert f"{{{in_biblatex}}}" in find_format("biblatex").writer()([found])
    assert f"  - {in_ris}" in find_format("ris").writer()([found])
    (back,) = csljson.read(csljson.write([found]), path="x").references
    assert back.fields == found.fields
    assert json.loads(csljson.write([found]))[0]["issued"]["raw"] == raw
