"""Papers of conferences in RIS and EndNote's formats, by EndNote's table of types (#11)."""

import pytest

from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.reference import Reference

TAGS = {
    "ris": ("TY  - {kind}\nTI  - T\n{body}ER  - \n", "{}  - {}\n", ("T2", "C3", "CY", "C1")),
    "enw": ("%0 {kind}\n%T T\n{body}", "{} {}\n", ("%B", "%3", "%C", "%1")),
    "endnotexml": (
        '<xml><records><record><ref-type name="{kind}">10</ref-type>'
        "<titles><title>T</title></titles>{body}</record></records></xml>",
        "<{0}><style>{1}</style></{0}>",
        ("titles/secondary-title", "custom3", "pub-location", "custom1"),
    ),
}
KINDS = {"ris": ("CONF", "CPAPER")}


def read(name, values, kind):
    whole, line, tags = TAGS[name]
    body = ""
    for tag, value in zip(tags, values, strict=True):
        outer, slash, inner = tag.rpartition("/")
        text = line.format(inner, value) if value else ""
        body += f"<{outer}>{text}</{outer}>" if slash and text else text
    result = find_format(name).reader()(whole.format(kind=kind, body=body), path="x")
    return result.references[0], result.leftovers


NAMES = ("container-title", "event-title", "publisher-place", "event-place")


@pytest.mark.parametrize("name", list(TAGS))
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("C", "P", "Oslo", "Bonn"), ("P", "C", "Bonn", "Oslo")),
        (("C", "P", "Oslo", ""), ("P", "C", "", "Oslo")),
        (("C", "P", "", "Bonn"), ("P", "C", "Bonn", "")),
        (("P", "", "Bonn", ""), ("P", "", "Bonn", "")),
        (("", "P", "Bonn", ""), ("P", "", "Bonn", "")),
        (("P", "P", "Bonn", "Bonn"), ("P", "", "Bonn", "")),
        (("P", "", "Oslo", "Bonn"), ("P", "", "Bonn", "Oslo")),
    ],
)
def test_the_tags_of_a_conference(name, values, expected):
    for kind in KINDS.get(name, ("Conference Paper", "Conference Proceedings")):
        reference, leftovers = read(name, values, kind)
        assert reference.type == "paper-conference"
        assert tuple(map(reference.text, NAMES)) == expected
        assert leftovers == []
        back = find_format(name).reader()(find_format(name).writer()([reference]), path="x")
        assert back.references[0].fields == reference.fields


@pytest.mark.parametrize("name", list(TAGS))
@pytest.mark.parametrize(
    "fields",
    [
        {"container-title": "P", "event-title": "C", "publisher-place": "Bonn"},
        {"container-title": "P", "event-title": "C", "event-place": "Oslo"},
        {"container-title": "P", "publisher-place": "Bonn", "event-place": "Oslo"},
        {"container-title": "P", "publisher-place": "Bonn"},
    ],
)
def test_what_is_written_comes_back(name, fields):
    known = {"title": "T", "issued": Date(PartialDate(2020)), **fields}
    reference = Reference("k", "paper-conference", known)
    row = find_format(name)
    assert row.reader()(row.writer()([reference]), path="x").references[0].fields == known


@pytest.mark.parametrize("name", list(TAGS))
def test_custom_tags_of_other_types_stay(name):
    kind = "BOOK" if name == "ris" else "Book"
    reference, leftovers = read(name, ("S", "three", "Bonn", "one"), kind)
    assert [one.text for one in leftovers] == ["three", "one"]
    assert reference.text("publisher-place") == "Bonn"
