"""Ids of written entries: valid, each once, and the first of a key has its own (#18)."""

import xml.etree.ElementTree as ET

import pytest

from mscref.formats.registry import FORMATS
from mscref.formats.writtenids import distinct_ids
from mscref.model.reference import Reference

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a-2", "a-3"]),
        (["a", "a", "a-2"], ["a", "a-3", "a-2"]),
        (["", "", "ref2"], ["ref1", "ref2-2", "ref2"]),
        (["2020", "n2020"], ["n2020", "n2020-2"]),
        ([], []),
    ],
)
def test_ids_are_distinct(keys, ids):
    form = {"2020": "n2020"}
    assert distinct_ids(keys, lambda key: form.get(key, key)) == ids


@pytest.mark.parametrize("name", ["jats", "jatsmixed", "tei", "crossrefcitations"])
def test_ids_of_xml(name):
    keys = ["a", "a", "", "", "a b", "2020", "a:b", "ref3"]
    text = FORMATS[name].writer()([Reference(key, "book", {"title": "T"}) for key in keys])
    found = [one.get(_XML_ID) or one.get("id") or one.get("key") for one in ET.fromstring(text)]
    assert len(set(found)) == len(keys)
    assert all(one and (one[0].isalpha() or one[0] == "_") and " " not in one for one in found)
