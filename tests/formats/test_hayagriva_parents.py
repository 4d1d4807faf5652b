"""What the parents of a Hayagriva entry mean: container, series and event (#11).

Expectations are those of Hayagriva's page on its format: a conference or an exhibition is where a
work was given or shown, and a parent may have a parent.
"""

import pytest

from mscref.formats.cslitem import reference_to_json
from mscref.formats.hayagriva import read, read_again, write
from mscref.formats.hayagriva.parents import Parents
from mscref.model.dates import Date, PartialDate
from mscref.model.reference import FieldValue, Reference

CONFERENCE = "{type: conference, title: Ice Days, date: 2019-05-03/2019-05-05, location: Oslo}"
EVENT = {
    "event-title": "Ice Days",
    "event-place": "Oslo",
    "event-date": {"date-parts": [[2019, 5, 3], [2019, 5, 5]]},
}


def items(text):
    result = read(text, path="x.yml")
    return [reference_to_json(one) for one in result.references], result.leftovers


def first(parent, kind="misc", more="date: 2020"):
    found, leftovers = items(f"k:\n  type: {kind}\n  title: T\n  {more}\n  parent: {parent}\n")
    assert leftovers == []
    return found[0]


@pytest.mark.parametrize("kind", ["misc", "chapter", "anthos", "entry", "video", "conference"])
def test_a_conference_is_an_event(kind):
    found = first(CONFERENCE, kind)
    assert {name: found[name] for name in EVENT} == EVENT
    assert found["issued"] == {"date-parts": [[2020]]}
    assert "container-title" not in found


def test_an_article_stands_in_its_conference():
    found = first(CONFERENCE, "article")
    assert (found["type"], found["container-title"]) == ("paper-conference", "Ice Days")
    assert (found["event-place"], found["event-date"]) == ("Oslo", EVENT["event-date"])


def test_a_work_without_a_date_has_that_of_the_event():
    assert first(CONFERENCE, more="edition: 2")["issued"] == EVENT["event-date"]


def test_an_exhibition_stays_one():
    text = "k:\n  type: artwork\n  title: T\n  parent: {type: exhibition, title: Ice Show}\n"
    found = read(text, path="x").references
    assert found[0].text("event-title") == "Ice Show"
    assert "type: exhibition" in write(found)


@pytest.mark.parametrize(
    "parent",
    [
        f"[{{type: proceedings, title: P, volume: 3}}, {CONFERENCE}]",
        f"[{CONFERENCE}, {{type: proceedings, title: P, volume: 3}}]",
        f"{{type: proceedings, title: P, volume: 3, parent: {CONFERENCE}}}",
        f"{{type: proceedings, title: P, volume: 3, parent: [{CONFERENCE}]}}",
    ],
)
def test_proceedings_and_their_conference(parent):
    found = first(parent, "article")
    assert {name: found[name] for name in EVENT} == EVENT
    assert (found["type"], found["container-title"]) == ("paper-conference", "P")
    assert found["volume"] == "3"


def test_the_parent_of_a_container_is_its_series():
    parent = "{type: book, title: B, parent: {type: anthology, title: Ice Works, volume: 12}}"
    found = first(parent, "chapter")
    assert (found["container-title"], found["collection-title"]) == ("B", "Ice Works")
    assert found["collection-number"] == "12"
    text = f"k:\n  type: chapter\n  title: T\n  parent: {parent}\n"
    assert "    parent:\n      type: anthology\n" in write(read(text, path="x").references)


DEEP = """\
a:
  type: article
  title: T
  parent:
  - {type: conference, title: Ice Days, note: hello}
  - type: proceedings
    title: P
    parent:
    - {type: anthology, title: LNCS, volume: 12, editor: "Foo, B"}
    - {type: anthology, title: Another, note: deep}
    - A name
  - {type: blog, title: what}
  - a text
b:
  type: chapter
  title: T
  parent:
    type: book
    title: B
    parent: {type: anthology, title: W, editor: "Foo, B", parent: {type: book, title: Top}}
c:
  type: chapter
  title: T
  parent: [{type: anthology, title: B}, {type: book, title: S}, {type: conference, note: n}]
d:
  type: misc
  title: T
  parent: {type: conference, title: C, author: "Roe, J", editor: "Doe, K", parent: {title: Up}}
e: {type: misc, title: T, parent: {type: conference}}
"""


def test_nothing_of_any_parent_is_lost():
    once = read(DEEP, path="x").references
    text = write(once)
    for word in "Ice hello LNCS Foo Another deep name blog what Top Up Roe Doe".split():
        assert word in text
    again = read(text, path="x").references
    assert [one.fields for one in again] == [one.fields for one in once]
    assert write(again) == text


@pytest.mark.parametrize(
    ("csl_type", "fields"),
    [
        ("paper-conference", {"event-title": "C", "event-place": "Oslo"}),
        ("paper-conference", {"container-title": "P", "event-title": "C"}),
        ("paper-conference", {"container-title": "P", "collection-title": "S", "event-title": "C"}),
        ("paper-conference", {"container-title": "P", "event-date": Date(PartialDate(2019, 5))}),
        ("speech", {"event-title": "C", "event-date": Date(PartialDate(2019, 5, 2))}),
        ("speech", {"container-title": "P"}),
        ("document", {"event-title": "C", "collection-title": "S"}),
        ("chapter", {"container-title": "B", "event-title": "C", "event-place": "Oslo"}),
        ("graphic", {"event-place": "Oslo"}),
    ],
)
def test_an_event_comes_back(csl_type, fields):
    reference = Reference(
        "k", csl_type, {"title": "T", "issued": Date(PartialDate(2020)), **fields}
    )
    again = read(write([reference]), path="x").references
    assert (again[0].type, again[0].fields) == (csl_type, reference.fields)


def test_parents_that_are_none():
    assert Parents("misc", None).left() == {}
    assert Parents("misc", [None, 3, "x"]).left() == {"parent": [{}, {}, None, 3, "x"]}


def test_what_is_read_again_is_what_the_text_says():
    fields: dict[str, FieldValue] = {
        "title": "{A} 1: on *ice*, 007",
        "volume": "010",
        "note": " x\ny ",
        "page": "1-5",
    }
    deep = [*read(DEEP, path="x").references, Reference("k", "chapter", fields)]
    again = read(write(deep), path="x").references
    assert [(one.type, one.fields, one.extra) for one in read_again(deep)] == [
        (one.type, one.fields, one.extra) for one in again
    ]
