"""What a text file can carry, and how deep plain data stands in itself."""

import json

import pytest

from mscref.model.characters import nests_deeper, spells_unstorable, storable_json


@pytest.mark.parametrize(
    "text", ['["\\ud800"]', '["\\uDFff"]', '["a\\u0000"]', '["\0"]', '["\udc80"]', '{"\\udbff": 1}']
)
def test_what_is_spelt_or_held_is_seen(text):
    assert spells_unstorable(text)


@pytest.mark.parametrize(
    "text", ["", '["é"]', '["\\u00e9\\n"]', '["😀"]', '["\\u8d00"]', '["ud800"]']
)
def test_what_can_be_stored_is_left_alone(text):
    assert not spells_unstorable(text)


def test_a_pair_is_looked_at_and_stays():
    text = json.dumps(["😀"])
    assert spells_unstorable(text)
    assert storable_json(json.loads(text)) == ["😀"]


@pytest.mark.parametrize(
    ("value", "depth"), [("a", 0), ([], 1), ([{}], 2), ({"a": [1, {"b": []}], "c": []}, 4)]
)
def test_how_deep_data_stands_in_itself(value, depth):
    assert not nests_deeper(value, depth)
    assert depth == 0 or nests_deeper(value, depth - 1)
