"""Which words the labeller takes for places: towns of the world by a rule, of no discipline."""

import pytest

from mscref.refstring.cues import CLASSES_BY_WORD
from training.data import Tagged
from training.places import place_words


def _city(name: str, population: int, *others: str) -> dict[str, object]:
    return {"name": name, "population": population, "alternatenames": list(others)}


CITIES = [
    _city("Cologne", 960_000, "Köln", "Colonia"),
    _city("Ithaca", 30_000),
    _city("Smallville", 20_000),
    _city("Split", 160_000),
    _city("Ulan Bator", 840_000),
    _city("Great Falls", 59_000),
    _city("Ube", 170_000),
]


def _tagged(text: str, **fields: str) -> Tagged:
    spans = tuple(
        (text.index(value), text.index(value) + len(value), label)
        for label, value in fields.items()
    )
    return Tagged("core", text, spans, "", "core")


REFERENCES = [
    _tagged("Ray, A. How cells split. Ithaca, 1999.", author="Ray, A.", location="Ithaca"),
    _tagged("Falls, B. We split the bill. Köln, 2001.", author="Falls, B.", location="Köln"),
    _tagged("Falls, D. To split or split, or not to split.", author="Falls, D."),
    _tagged("Bo, C. The split. Ulan Bator, 2001.", author="Bo, C.", location="Ulan Bator"),
]


def test_large_towns_are_places_and_what_references_use_for_one():
    found = place_words(CITIES, ["Mongolia"], REFERENCES)
    assert found == ["bator", "cologne", "ithaca", "köln", "ulan"]


@pytest.mark.parametrize("town", "london tokyo lagos mumbai venezia köln princeton".split())
def test_towns_of_the_world_are_places(town: str):
    assert "place" in CLASSES_BY_WORD[town]


@pytest.mark.parametrize("word", "university jackson mobile hohengehren baltmannsweiler".split())
def test_what_is_mostly_something_else_or_in_one_discipline_alone_is_none(word: str):
    assert "place" not in CLASSES_BY_WORD.get(word, ())
