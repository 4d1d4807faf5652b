"""How often the style of a list is recognised; see `make identify`.

Styles drawn by chance; of each a list of WORKS of ITEMS but one, of several types, each text
damaged by one letter in a hundred. Once with the data of the works, once with what is parsed from
the text. A style is found where the family named first (or within the first five) holds it or
prints these works as it does. With `--lists FILE` (JSON lines of `style` and `ref`, printed by
other tools) real lists are asked, too: twenty references each, from their text alone. Last line:
right N of M for each.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from mscref.app.identify import ListEntry, formatted_alone, identify
from mscref.csl.style_index import style_index
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json
from mscref.model.reference import Reference
from mscref.refstring import parse_reference

_TYPES = frozenset(
    ("article-journal", "book", "chapter", "paper-conference", "thesis", "report", "webpage")
)


def main() -> int:
    """Draw, damage, ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path, help="CSL-JSON with works of several types")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--works", type=int, default=24, help="of a list; one is left out of each")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--lists", type=Path, help="references printed by other tools, by style")
    parser.add_argument("--each", type=int, default=5, help="lists of each style of --lists")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    works = [
        reference_from_json(dict(item))
        for item in json.loads(options.items.read_text(encoding="utf-8"))
        if item["type"] in _TYPES and item.get("author") and item.get("title")
    ]
    names = [head.name for head in style_index() if not head.parent]
    chance.shuffle(names)
    places: dict[str, list[int]] = {"data": [], "text": []}
    for name in names:
        sample = chance.sample(works, options.works)[1:]
        lines = formatted_alone(load_style(name), sample)
        if not all(lines):
            continue  # a style without a list
        damaged = [damage(line, chance) for line in lines]
        entries = [ListEntry(0, a, b, is_known=True) for a, b in zip(damaged, sample, strict=True)]
        places["data"].append(place_of(name, lines, entries, sample))
        entries = [ListEntry(0, line, parse_reference(line).reference) for line in damaged]
        places["text"].append(place_of(name, lines, entries, sample))
        print(f"{name:70} {places['data'][-1]:3} {places['text'][-1]:3}", flush=True)
        if len(places["data"]) == options.count:
            break
    if options.lists:
        places["lists"] = list(places_of_lists(options.lists, options.each, chance))
    for way, found in places.items():
        first, five = sum(one == 1 for one in found), sum(0 < one <= 5 for one in found)
        print(f"by {way}: right first {first} of {len(found)}, within five {five} of {len(found)}")
    return 0


def places_of_lists(path: Path, each: int, chance: random.Random) -> Iterator[int]:
    """At which place the style of each list is named; a style that has no file is said."""
    by_style: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_style.setdefault(row["style"], []).append(row["ref"])
    known = {head.name for head in style_index()}
    for name, texts in by_style.items():
        if name not in known:
            print(f"{name}: no style has this name now")
            continue
        for _ in range(each):
            sample = chance.sample(texts, 20)
            entries = [ListEntry(0, line, parse_reference(line).reference) for line in sample]
            found = [(one.name, *one.also) for one in identify(entries)]
            place = next((n for n, names in enumerate(found, 1) if name in names), 0)
            print(f"{name:70} {place:3}  first: {found[0][0] if found else '-'}", flush=True)
            yield place


def place_of(name: str, lines: list[str], entries: list[ListEntry], sample: list[Reference]) -> int:
    """At which place the style is named; 0 where it is not among the first ten."""
    for place, one in enumerate(identify(entries), start=1):
        if name in (one.name, *one.also):
            return place
        if formatted_alone(load_style(one.name), sample) == lines:
            return place
    return 0


def damage(line: str, chance: random.Random) -> str:
    """One letter in a hundred lost, doubled or changed; one at least."""
    letters = list(line)
    for _ in range(max(1, len(letters) // 100)):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice(["", letters[place] * 2, "x"])
    return "".join(letters)


if __name__ == "__main__":
    sys.exit(main())
