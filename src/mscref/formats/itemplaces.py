"""Where the items of a JSON or YAML file stand, looked up when a finding needs it.

The readers of both tell no places; going through a file once more takes as long as reading it, so
it is done for files alone that have something to say about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from mscref.diagnostics import Span
from mscref.model.reference import Json
from mscref.patterns import lazy

_LIST = lazy(r'\s*(?:\{.*?"items"\s*:\s*)?\[', re.DOTALL)
_BETWEEN = lazy(r"[\s,]*")


class PlacedItem(NamedTuple):
    """An item of a file: its line, its id ("" where it has none), what stands twice in it."""

    line: int
    key: str
    repeated: tuple[str, ...] = ()


class ItemPlaces(Mapping[str, Span]):
    """The place of each item by its id, the first where an id repeats.

    `find` goes through the file and is asked once, when the first place is.
    """

    def __init__(self, path: str, find: Callable[[], list[PlacedItem]]) -> None:
        self._path = path
        self._find = find

    def item(self, number: int) -> Span:
        """The place of an item by its number, from 1; the file for 0, and where it cannot be
        told."""
        found = self._items
        return self._span(found[number - 1].line if 1 <= number <= len(found) else 0)

    def repeated(self) -> Iterator[tuple[str, Span]]:
        """The members that stand twice in one object, each once, and the item it stands in."""
        first: dict[str, int] = {}
        for item in self._items:
            for name in item.repeated:
                first.setdefault(name, item.line)
        return ((name, self._span(line)) for name, line in first.items())

    def __getitem__(self, key: str) -> Span:
        return self._span(self._by_key[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def _span(self, line: int) -> Span:
        return Span(self._path, line, 1 if line else 0)

    @cached_property
    def _items(self) -> list[PlacedItem]:
        return self._find()

    @cached_property
    def _by_key(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, item in enumerate(self._items, start=1):
            found.setdefault(item.key or f"item{number}", item.line)
        return found


def json_items(text: str) -> list[PlacedItem]:
    """The items of a JSON list, or the one item."""
    found = []
    line, before = 1, 0
    for start, item, repeated in _walk(text):
        line += text.count("\n", before, start)
        before = start
        key = str(item.get("id", "")) if isinstance(item, dict) else ""
        found.append(PlacedItem(line, key, repeated))
    return found


def _walk(text: str) -> Iterator[tuple[int, Json, tuple[str, ...]]]:
    """Every item with its offset, and the members that stand twice in it."""
    repeated: dict[str, None] = {}

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        names = sorted(name for name, _ in pairs)
        repeated.update(dict.fromkeys(one for one, after in pairwise(names) if one == after))
        return dict(pairs)

    decode = json.JSONDecoder(object_pairs_hook=members, parse_int=str).raw_decode
    opening = _LIST.match(text)
    place = opening.end() if opening else 0
    while True:
        between = _BETWEEN.match(text, place)
        start = between.end() if between else place
        try:
            item, place = decode(text, start)
        except (ValueError, RecursionError):  # the end of the list
            return
        yield start, item, tuple(repeated)
        repeated.clear()
        if not opening:
            return
